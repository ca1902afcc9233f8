//! What a person typed into the order form, as plain data: it is kept as the draft and found again from any terminal, with
//! field and caret. Everything else of the form is worked out from it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::field::Field;
use crate::domain::{order_draft::OrderDraft, record::Values, value::Link};

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
    /// That order as it was seen, to tell what was changed since, by whom.
    #[serde(default)]
    pub base: Option<Box<OrderDraft>>,
    /// The customer, once picked.
    pub customer: Option<Link>,
    /// What was typed to find the customer.
    pub customer_text: String,
    /// The salesperson; empty: whose customer it is.
    #[serde(default)]
    pub seller: TypedLink,
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
    /// The agency.
    #[serde(default)]
    pub agency: TypedLink,
    /// The agency's share.
    #[serde(default)]
    pub commission: String,
    /// Who is billed.
    #[serde(default)]
    pub bill_to: String,
    /// The customer that is billed, where it is another one.
    #[serde(default)]
    pub payer: TypedLink,
    /// The invoice title.
    #[serde(default)]
    pub title: TypedLink,
    /// The tax inside the price.
    #[serde(default)]
    pub tax: String,
    /// What was agreed on how it is paid.
    #[serde(default)]
    pub pay_note: String,
    /// The contract that the order is part of.
    #[serde(default)]
    pub contract: TypedLink,
    /// The opportunity that was won with it.
    #[serde(default)]
    pub opportunity: Option<i64>,
    /// Fields that the administrator added.
    #[serde(default)]
    pub added: Values,
    /// The note.
    pub note: String,
    /// Fields whose text the next order begins with.
    #[serde(default)]
    pub pinned: BTreeSet<Field>,
    /// Where the cursor is.
    pub field: Field,
}

/// Another record, as it was typed and as it was chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TypedLink {
    /// What was typed, or what the chosen one is called.
    pub text: String,
    /// What was chosen.
    pub link: Option<Link>,
}

impl TypedLink {
    /// A chosen record.
    pub fn to(id: i64, label: &str) -> TypedLink {
        TypedLink { text: label.to_owned(), link: Some(Link { id, label: label.to_owned() }) }
    }

    /// `-`: none, whatever the default is.
    pub fn is_none(&self) -> bool {
        self.link.is_none() && ["-", "－", "无"].contains(&self.text.trim())
    }

    fn set(&mut self, text: String) {
        *self = TypedLink { text, link: None };
    }
}

/// A line as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TypedLine {
    /// Publication and position: what was typed, or their names once chosen.
    pub place_text: String,
    /// Publication and position by id, once chosen.
    pub place: Option<(i64, i64)>,
    /// The size, where the position leaves it open.
    #[serde(default)]
    pub size: String,
    /// The colour, where the position leaves it open.
    #[serde(default)]
    pub colour: String,
    /// The issues' words, or the word of a surcharge.
    pub issues: String,
    /// Issues of an order that is being changed, until other ones are typed.
    pub kept_issues: Vec<i64>,
    /// Of these the ones that can no longer be booked: they stay whatever is typed.
    #[serde(default)]
    pub past_issues: Vec<i64>,
    /// The price of a surcharge.
    #[serde(default)]
    pub price: String,
    /// The discount's words; empty: the default.
    pub discount: String,
    /// The list price of an order that is being changed, or that was agreed to in a quote, whatever the position costs today.
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

impl Default for Typed {
    fn default() -> Typed {
        Typed::new()
    }
}

impl Typed {
    /// An empty form with a fresh intent.
    pub fn new() -> Typed {
        Typed {
            intent: Uuid::new_v4(),
            existing: None,
            amends: false,
            base: None,
            customer: None,
            customer_text: String::new(),
            seller: TypedLink::default(),
            signed: String::new(),
            lines: vec![TypedLine::default()],
            plan: String::new(),
            plan_from: None,
            parts: BTreeMap::new(),
            agency: TypedLink::default(),
            commission: String::new(),
            bill_to: String::new(),
            payer: TypedLink::default(),
            title: TypedLink::default(),
            tax: String::new(),
            pay_note: String::new(),
            contract: TypedLink::default(),
            opportunity: None,
            added: Values::new(),
            note: String::new(),
            pinned: BTreeSet::new(),
            field: Field::Customer,
        }
    }

    /// Whether there is nothing worth keeping. What was pinned is there by itself.
    pub fn is_empty(&self) -> bool {
        let typed = |field: Field| !self.pinned.contains(&field) && !self.text(field).is_empty();
        let text = [Field::Customer, Field::Note, Field::Agency, Field::PayNote, Field::Plan];
        !text.into_iter().any(typed) && self.added.is_empty() && self.lines.iter().all(TypedLine::is_empty)
    }

    /// The order that is being changed: what it has is not taken from it.
    pub fn own(&self) -> Option<i64> {
        self.existing.map(|(id, _)| id)
    }

    /// Another record that a field holds.
    pub fn link(&self, field: Field) -> Option<&TypedLink> {
        match field {
            Field::Salesperson => Some(&self.seller),
            Field::Agency => Some(&self.agency),
            Field::Payer => Some(&self.payer),
            Field::Title => Some(&self.title),
            Field::Contract => Some(&self.contract),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn link_mut(&mut self, field: Field) -> Option<&mut TypedLink> {
        match field {
            Field::Salesperson => Some(&mut self.seller),
            Field::Agency => Some(&mut self.agency),
            Field::Payer => Some(&mut self.payer),
            Field::Title => Some(&mut self.title),
            Field::Contract => Some(&mut self.contract),
            _ => None,
        }
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        let line = |n: usize, of: fn(&TypedLine) -> &String| self.lines.get(n).map_or("", |line| of(line));
        let part = |n: &usize| self.parts.get(n);
        match field {
            Field::Customer => &self.customer_text,
            Field::Signed => &self.signed,
            Field::Place(n) => line(n, |line| &line.place_text),
            Field::Size(n) => line(n, |line| &line.size),
            Field::Colour(n) => line(n, |line| &line.colour),
            Field::Issues(n) => line(n, |line| &line.issues),
            Field::Price(n) => line(n, |line| &line.price),
            Field::Discount(n) => line(n, |line| &line.discount),
            Field::Plan => &self.plan,
            Field::PartAmount(n) => part(&n).map_or("", |part| &part.amount),
            Field::PartDue(n) => part(&n).map_or("", |part| &part.due),
            Field::Commission => &self.commission,
            Field::BillTo => &self.bill_to,
            Field::Tax => &self.tax,
            Field::PayNote => &self.pay_note,
            Field::Note => &self.note,
            Field::Added => "",
            Field::Salesperson | Field::Agency | Field::Payer | Field::Title | Field::Contract => {
                self.link(field).map_or("", |link| &link.text)
            }
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
                if self.customer.take().is_some() {
                    self.contract = TypedLink::default();
                }
                self.customer_text = text;
            }
            Field::Signed => self.signed = text,
            Field::Place(n) => {
                self.lines[n].place = None;
                self.lines[n].kept_price = None;
                self.lines[n].place_text = text;
            }
            Field::Size(n) => self.lines[n].size = text,
            Field::Colour(n) => self.lines[n].colour = text,
            Field::Issues(n) => {
                self.lines[n].kept_issues.clear();
                self.lines[n].issues = text;
            }
            Field::Price(n) => self.lines[n].price = text,
            Field::Discount(n) => self.lines[n].discount = text,
            Field::Plan => {
                self.plan = text;
                self.plan_from = None;
                self.parts.clear();
            }
            Field::PartAmount(n) => self.parts.entry(n).or_default().amount = text,
            Field::PartDue(n) => self.parts.entry(n).or_default().due = text,
            Field::Commission => self.commission = text,
            Field::BillTo => self.bill_to = text,
            Field::Tax => self.tax = text,
            Field::PayNote => self.pay_note = text,
            Field::Note => self.note = text,
            // They are filled in a form of their own.
            Field::Added => {}
            Field::Salesperson | Field::Agency | Field::Payer | Field::Title | Field::Contract => {
                if let Some(link) = self.link_mut(field) {
                    link.set(text);
                }
            }
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

    /// The form of the next order: the same date and salesperson, and what is pinned.
    pub fn next(&self) -> Typed {
        let mut next = Typed::new();
        next.signed = self.signed.clone();
        next.seller = self.seller.clone();
        next.pinned = self.pinned.clone();
        for field in &self.pinned {
            match (self.link(*field).cloned(), next.link_mut(*field)) {
                (Some(link), Some(place)) => *place = link,
                _ => next.set(*field, self.text(*field)),
            }
        }
        if self.pinned.contains(&Field::Customer) {
            next.customer = self.customer.clone();
        }
        next
    }
}
