//! Orders and their cards as rows. Nothing is written: orders are saved and moved by functions.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::{order_card, sales_order};

/// An order.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sales_order, check_for_backend(Pg))]
pub struct Order {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub customer_id: i64,
    pub agency_id: Option<i64>,
    pub bill_to: String,
    pub bill_to_customer_id: Option<i64>,
    pub salesperson_id: i32,
    pub sales_dept_id: i32,
    pub assistant_id: Option<i32>,
    pub signed_on: Option<NaiveDate>,
    pub state: String,
    pub gross_amount: Decimal,
    pub discount_amount: Decimal,
    pub net_amount: Decimal,
    pub commission_rate: Decimal,
    pub commission_amount: Decimal,
    pub tax_rate: Decimal,
    pub invoice_title_id: Option<i64>,
    pub contract_id: Option<i64>,
    pub planned: Decimal,
    pub received: Decimal,
    pub invoiced: Decimal,
    pub owner_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What lists rarely show of it, and its delivery counts.
#[derive(Debug, Default, Queryable, Selectable)]
#[diesel(table_name = order_card, check_for_backend(Pg))]
pub struct Card {
    pub plan_text: String,
    pub pay_note: Option<String>,
    pub note: Option<String>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub confirmed_by: Option<i32>,
    pub opportunity_id: Option<i64>,
    pub state_reason: Option<String>,
    pub insertions: i32,
    pub delivered: i32,
    pub delivered_amount: Decimal,
    pub counted: bool,
    pub ext: serde_json::Value,
}

impl From<Option<Card>> for Card {
    fn from(joined: Option<Card>) -> Card {
        joined.unwrap_or_default()
    }
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct OrderRow {
    pub own: Order,
    #[diesel(deserialize_as = Option<Card>)]
    pub card: Card,
    pub customer: Option<String>,
    pub agency: Option<String>,
    pub bill_to_customer: Option<String>,
    pub invoice_title: Option<String>,
    pub contract: Option<String>,
    pub opportunity: Option<String>,
    pub salesperson: Option<String>,
    pub department: Option<String>,
    pub owner: Option<String>,
    pub assistant: Option<String>,
    pub confirmed_by: Option<String>,
    pub created_by: Option<String>,
    pub outstanding: Option<Decimal>,
    pub overdue: Option<Decimal>,
    pub first: Option<bool>,
}
