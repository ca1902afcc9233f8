//! Quotes and their lines as rows. Nothing is written: functions make, change and move them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::{quote, quote_line};

/// A quote.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = quote, check_for_backend(Pg))]
pub struct Quote {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub opportunity_id: i64,
    pub revision: i32,
    pub state_reason: Option<String>,
    pub valid_until: NaiveDate,
    pub total: Decimal,
    pub lines: i32,
    pub note: Option<String>,
    pub submitted_by: Option<i32>,
    pub approved_by: Option<i32>,
    pub sent_on: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub customer_id: i64,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct QuoteRow {
    pub own: Quote,
    pub opportunity: Option<String>,
    pub customer: Option<String>,
    pub submitted_by: Option<String>,
    pub approved_by: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub created_by: Option<String>,
    /// As it is today.
    pub state: String,
    pub below_floor: bool,
}

/// What a quote offers.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = quote_line, check_for_backend(Pg))]
pub struct QuoteLine {
    pub id: i64,
    pub version: i32,
    pub quote_id: i64,
    pub opportunity_id: i64,
    pub seq: i32,
    pub publication_id: i64,
    pub position_id: i64,
    pub issues: i32,
    pub list_price: Decimal,
    pub discount: Decimal,
    pub unit_price: Decimal,
    pub amount: Decimal,
    pub owner_id: i32,
    pub customer_id: i64,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct QuoteLineRow {
    pub own: QuoteLine,
    pub quote: Option<String>,
    pub opportunity: Option<String>,
    pub publication: Option<String>,
    pub position: Option<String>,
    pub customer: Option<String>,
    pub owner: Option<String>,
}
