//! An order while it is being entered: what the form holds, what a draft keeps, what one save sends.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An order that is not confirmed yet. It serialises to exactly what `kehu.save_order` takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDraft {
    /// Made when the form opens; the same intent is saved once, however often it is sent.
    pub intent: Uuid,
    /// The order's id once the server knows it.
    pub id: Option<i64>,
    /// The version that the person saw.
    pub version: Option<i32>,
    /// The customer.
    pub customer_id: Option<i64>,
    /// The salesperson; left out: the customer's owner.
    pub salesperson_id: Option<i32>,
    /// The signing date; left out: today.
    pub signed_on: Option<NaiveDate>,
    /// The plan's words as typed (D26).
    pub plan_text: String,
    /// Anything else worth knowing.
    pub note: String,
    /// `draft`, `requested` or `confirmed`: what the save asks for.
    pub state: String,
    /// The lines.
    pub lines: Vec<DraftLine>,
    /// The collection plan.
    pub instalments: Vec<DraftInstalment>,
}

/// A line: position, issues, discount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The publication.
    pub publication_id: i64,
    /// Its position.
    pub position_id: i64,
    /// List price per insertion, in yuan.
    pub list_price: Decimal,
    /// Pay ratio: 0.75 pays 75 %.
    pub discount: Decimal,
    /// `round(list_price x discount, 2)` (M2).
    pub unit_price: Decimal,
    /// `unit_price x issues` (M2).
    pub amount: Decimal,
    /// One insertion per issue.
    pub insertions: Vec<DraftInsertion>,
}

/// One line in one issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftInsertion {
    /// The issue.
    pub issue_id: i64,
    /// Its share of the line, in yuan.
    pub amount: Decimal,
}

/// One part of the collection plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftInstalment {
    /// When it is due.
    pub due_on: NaiveDate,
    /// In yuan.
    pub amount: Decimal,
    /// The insertion it pays: index of the line and of the insertion in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insertion: Option<(usize, usize)>,
}

impl OrderDraft {
    /// An empty order with a fresh intent.
    pub fn new() -> Self {
        OrderDraft {
            intent: Uuid::new_v4(),
            id: None,
            version: None,
            customer_id: None,
            salesperson_id: None,
            signed_on: None,
            plan_text: String::new(),
            note: String::new(),
            state: "draft".into(),
            lines: Vec::new(),
            instalments: Vec::new(),
        }
    }

    /// The sum of the lines, in yuan.
    pub fn net(&self) -> Decimal {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

impl Default for OrderDraft {
    fn default() -> Self {
        Self::new()
    }
}

/// A payment while it is being entered; serialises to what `kehu.book_payment` takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDraft {
    /// Made when the form opens.
    pub intent: Uuid,
    /// Who pays.
    pub payer_id: i64,
    /// When the money came in.
    pub received_on: NaiveDate,
    /// In yuan.
    pub amount: Decimal,
    /// A code of the dictionary `method`.
    pub method: String,
    /// The bank's reference.
    pub bank_ref: String,
    /// Anything else.
    pub note: String,
    /// Which instalments it pays; the rest stays as an advance.
    pub allocations: Vec<DraftAllocation>,
}

/// The part of a payment that pays an instalment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAllocation {
    /// The instalment.
    pub instalment_id: i64,
    /// In yuan.
    pub amount: Decimal,
}
