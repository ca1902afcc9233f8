//! What a person typed into the payment form, as plain data: it is kept as the draft.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{order_draft::PaymentKind, value::Link};

/// A field; instalments are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Who pays, or gets it back.
    Payer,
    /// How much.
    Amount,
    /// When it came in.
    Received,
    /// How.
    Method,
    /// The bank's reference.
    BankRef,
    /// Anything else.
    Note,
    /// How much of it pays an instalment.
    Pays(usize),
    /// Everything is there: Enter books.
    Ready,
}

/// The form's texts and choices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// The intent of the booking, and the draft's id.
    pub intent: Uuid,
    /// Whether money comes in or goes back.
    #[serde(default)]
    pub kind: PaymentKind,
    /// The payer, once picked.
    #[serde(rename = "payer")]
    pub payer: Option<Link>,
    /// What was typed to find the payer.
    pub payer_text: String,
    /// The amount or a calculation; empty: what is proposed.
    pub amount: String,
    /// The amount that was proposed when the form was opened.
    pub given: Option<Decimal>,
    /// The date; empty: today.
    pub received: String,
    /// The method's word or code; empty: the first of the list.
    pub method: String,
    /// The bank's reference.
    pub bank_ref: String,
    /// Anything else.
    pub note: String,
    /// The instalments that the form was opened for: they are paid first.
    pub marked: Vec<i64>,
    /// What instalments get by hand, by their id.
    pub pays: BTreeMap<i64, String>,
    /// Where the cursor is.
    pub field: Field,
}

impl Typed {
    /// A new payment with a fresh intent.
    pub fn new(payer: Option<Link>, marked: Vec<i64>, given: Option<Decimal>) -> Typed {
        Typed {
            intent: Uuid::new_v4(),
            kind: PaymentKind::Receipt,
            payer_text: payer.as_ref().map(|payer| payer.label.clone()).unwrap_or_default(),
            field: if payer.is_some() { Field::Amount } else { Field::Payer },
            payer,
            amount: String::new(),
            given,
            received: String::new(),
            method: String::new(),
            bank_ref: String::new(),
            note: String::new(),
            marked,
            pays: BTreeMap::new(),
        }
    }

    /// Whether nothing was typed that is worth keeping.
    pub fn is_empty(&self) -> bool {
        [&self.amount, &self.received, &self.method, &self.bank_ref, &self.note]
            .iter()
            .all(|text| text.is_empty())
            && self.pays.is_empty()
            && (self.payer.is_some() || self.payer_text.is_empty())
    }
}

impl Field {
    /// Where Enter goes: past what holds a trusted default.
    pub fn onward(self, rows: usize) -> Field {
        match self {
            Field::Payer => Field::Amount,
            Field::Received => Field::Method,
            Field::Method => Field::BankRef,
            Field::Pays(n) if n + 1 < rows => Field::Pays(n + 1),
            _ => Field::Ready,
        }
    }

    fn all(rows: usize) -> Vec<Field> {
        let mut all =
            vec![Field::Payer, Field::Amount, Field::Received, Field::Method, Field::BankRef, Field::Note];
        all.extend((0..rows).map(Field::Pays));
        all.push(Field::Ready);
        all
    }

    /// So many fields on, or back when below zero; the last leads to the first.
    pub fn step(self, by: isize, rows: usize) -> Field {
        let all = Field::all(rows);
        let at = all.iter().position(|field| *field == self).unwrap_or(0) as isize;
        all[(at + by).rem_euclid(all.len() as isize) as usize]
    }

    /// From the fields above to the instalments, to the last line, and round again.
    pub fn next_block(self, rows: usize) -> Field {
        match self {
            Field::Ready => Field::Payer,
            Field::Pays(_) => Field::Ready,
            _ if rows > 0 => Field::Pays(0),
            _ => Field::Ready,
        }
    }
}
