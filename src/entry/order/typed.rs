//! What a person typed into the order form, as plain data: it is kept as the draft and found again from any terminal, with
//! field and caret. Everything else of the form is worked out from it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::field::Field;
use crate::domain::value::Link;

/// The form's texts and choices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// The intent of the save, and the draft's id.
    pub intent: Uuid,
    /// The order that is being changed, with the version seen.
    pub existing: Option<(i64, i32)>,
    /// That order is confirmed: what is sent is a change of it, with a reason.
    #[serde(default)]
    pub amends: bool,
    /// The customer, once picked.
    pub customer: Option<Link>,
    /// What was typed to find the customer.
    pub customer_text: String,
    /// The salesperson of an order that is being changed.
    pub salesperson: Option<i32>,
    /// The signing date; empty: today.
    pub signed: String,
    /// The lines; the last may be empty.
    pub lines: Vec<TypedLine>,
    /// The plan's words.
    pub plan: String,
    /// The order that the plan was taken from, until it is changed by hand.
    pub plan_from: Option<String>,
    /// Parts of the plan changed by hand, by their place.
    pub parts: BTreeMap<usize, TypedPart>,
    /// The note.
    pub note: String,
    /// Where the cursor is.
    pub field: Field,
}

/// A line as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TypedLine {
    /// Publication and position: what was typed, or their names once chosen.
    pub place_text: String,
    /// Publication and position by id, once chosen.
    pub place: Option<(i64, i64)>,
    /// The issues' words.
    pub issues: String,
    /// Issues of an order that is being changed, until other ones are typed.
    pub kept_issues: Vec<i64>,
    /// Of these the ones that can no longer be booked: they stay whatever is typed.
    #[serde(default)]
    pub past_issues: Vec<i64>,
    /// The discount's words; empty: the default.
    pub discount: String,
    /// The list price of an order that is being changed, for a position that has no price today.
    pub kept_price: Option<Decimal>,
}

/// A part of the plan changed by hand; empty: as the plan says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TypedPart {
    /// Its amount or a calculation.
    pub amount: String,
    /// Its due date.
    pub due: String,
}

impl TypedLine {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.place_text.trim().is_empty() && self.issues.trim().is_empty() && self.discount.trim().is_empty()
    }
}

impl Typed {
    /// An empty form with a fresh intent.
    pub fn new() -> Typed {
        Typed {
            intent: Uuid::new_v4(),
            existing: None,
            amends: false,
            customer: None,
            customer_text: String::new(),
            salesperson: None,
            signed: String::new(),
            lines: vec![TypedLine::default()],
            plan: String::new(),
            plan_from: None,
            parts: BTreeMap::new(),
            note: String::new(),
            field: Field::Customer,
        }
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        self.customer.is_none()
            && self.customer_text.is_empty()
            && self.note.is_empty()
            && self.lines.iter().all(TypedLine::is_empty)
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        let line = |n: usize| self.lines.get(n);
        let part = |n: &usize| self.parts.get(n);
        match field {
            Field::Customer => &self.customer_text,
            Field::Signed => &self.signed,
            Field::Place(n) => line(n).map_or("", |line| &line.place_text),
            Field::Issues(n) => line(n).map_or("", |line| &line.issues),
            Field::Discount(n) => line(n).map_or("", |line| &line.discount),
            Field::Plan => &self.plan,
            Field::PartAmount(n) => part(&n).map_or("", |part| &part.amount),
            Field::PartDue(n) => part(&n).map_or("", |part| &part.due),
            Field::Note => &self.note,
        }
    }

    /// Types into a field: what was chosen by its old text is not chosen any more.
    pub fn set(&mut self, field: Field, text: &str) {
        if self.text(field) == text {
            return;
        }
        let text = text.to_owned();
        if let Some(n) = field.line() {
            while self.lines.len() <= n {
                self.lines.push(TypedLine::default());
            }
        }
        match field {
            Field::Customer => {
                self.customer = None;
                self.customer_text = text;
            }
            Field::Signed => self.signed = text,
            Field::Place(n) => {
                self.lines[n].place = None;
                self.lines[n].kept_price = None;
                self.lines[n].place_text = text;
            }
            Field::Issues(n) => {
                self.lines[n].kept_issues.clear();
                self.lines[n].issues = text;
            }
            Field::Discount(n) => self.lines[n].discount = text,
            Field::Plan => {
                self.plan = text;
                self.plan_from = None;
                self.parts.clear();
            }
            Field::PartAmount(n) => self.parts.entry(n).or_default().amount = text,
            Field::PartDue(n) => self.parts.entry(n).or_default().due = text,
            Field::Note => self.note = text,
        }
    }

    /// Sees to it that the grid ends with one empty line.
    pub fn tidy(&mut self) {
        while self.lines.len() > 1 && self.lines[self.lines.len() - 2..].iter().all(TypedLine::is_empty) {
            self.lines.pop();
        }
        if self.lines.last().is_none_or(|line| !line.is_empty()) {
            self.lines.push(TypedLine::default());
        }
    }
}
