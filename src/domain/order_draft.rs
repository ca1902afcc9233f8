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
    /// The contract it is part of, of its customer or agency.
    #[serde(default)]
    pub contract_id: Option<i64>,
    /// The opportunity that was won with it, of its customer; left out: none, or the one that the order has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opportunity_id: Option<i64>,
    /// The signing date; left out: today.
    pub signed_on: Option<NaiveDate>,
    /// The agency that the advertiser buys through.
    #[serde(default)]
    pub agency_id: Option<i64>,
    /// The agency's share of the net amount, 0 to 2, four decimals.
    #[serde(default)]
    pub commission_rate: Decimal,
    /// Who is billed: `advertiser`, `agency`, `other`.
    #[serde(default = "advertiser")]
    pub bill_to: String,
    /// The customer that is billed, where it is `other` and only then.
    #[serde(default)]
    pub bill_to_customer_id: Option<i64>,
    /// The invoice title, one of the companies that take part.
    #[serde(default)]
    pub invoice_title_id: Option<i64>,
    /// The tax inside the price (M7), 0 to 2, four decimals.
    #[serde(default = "usual_tax")]
    pub tax_rate: Decimal,
    /// What was agreed on how it is paid.
    #[serde(default)]
    pub pay_note: String,
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
    /// Why a director should agree to what keeps it from being confirmed: he is asked with the save.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// Fields that the administrator added, as they are stored; nothing empties one, what is not named stays.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub ext: serde_json::Map<String, serde_json::Value>,
    /// Warnings that were seen and accepted: they stand in the order's log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// What the companies and people in it are called, for showing; never sent.
    #[serde(skip)]
    pub names: DraftNames,
}

/// What the companies and people of an order are called; empty where there is none, or where it is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftNames {
    /// The customer.
    pub customer: String,
    /// The salesperson.
    pub salesperson: String,
    /// The agency.
    pub agency: String,
    /// The customer that is billed, where it is another one.
    pub payer: String,
    /// The invoice title.
    pub title: String,
    /// The contract's code.
    pub contract: String,
}

fn advertiser() -> String {
    "advertiser".to_owned()
}

/// The tax inside the price of advertising (M7): 6 %.
pub fn usual_tax() -> Decimal {
    Decimal::new(6, 2)
}

/// A line: position, issues, discount; or a surcharge on a position, which has no issues.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DraftLine {
    /// The publication.
    pub publication_id: i64,
    /// Its position.
    pub position_id: i64,
    /// The size, where the position leaves it open; left out: the position's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The colour, where the position leaves it open: `colour`, `mono`, `spot`; left out: the position's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// A surcharge: `redesign`, `production`, `design`. It has a price and no issues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surcharge_kind: Option<String>,
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
            contract_id: None,
            opportunity_id: None,
            signed_on: None,
            agency_id: None,
            commission_rate: Decimal::ZERO,
            bill_to: advertiser(),
            bill_to_customer_id: None,
            invoice_title_id: None,
            tax_rate: usual_tax(),
            pay_note: String::new(),
            plan_text: String::new(),
            note: String::new(),
            state: "draft".into(),
            lines: Vec::new(),
            instalments: Vec::new(),
            ask: None,
            ext: serde_json::Map::new(),
            accepted: Vec::new(),
            names: DraftNames::default(),
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

/// Money that comes in, or goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// It came in; what is not allocated stays as an advance.
    #[default]
    Receipt,
    /// It goes back, and is taken from the instalments it names (M9): wholly, and no more than they received.
    Refund,
}

/// A payment while it is being entered; serialises to what `kehu.book_payment` takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDraft {
    /// Made when the form opens.
    pub intent: Uuid,
    /// Whether it comes in or goes back.
    #[serde(default)]
    pub kind: PaymentKind,
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
