//! Instalments as rows. Nothing is written: they are planned, paid and written off by functions.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::instalment;

/// An instalment.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = instalment, check_for_backend(Pg))]
pub struct Instalment {
    pub id: i64,
    pub version: i32,
    pub order_id: i64,
    pub customer_id: i64,
    pub seq: i32,
    pub due_on: NaiveDate,
    pub amount: Decimal,
    pub received: Decimal,
    pub insertion_id: Option<i64>,
    pub counted: bool,
    pub promised_on: Option<NaiveDate>,
    pub promised_amount: Option<Decimal>,
    pub blocked_until: Option<NaiveDate>,
    pub blocked_reason: Option<String>,
    pub outstanding: Decimal,
    pub note: Option<String>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub salesperson_id: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct InstalmentRow {
    pub own: Instalment,
    pub order: Option<String>,
    pub customer: Option<String>,
    pub insertion: Option<String>,
    pub salesperson: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    /// How many parts the plan has.
    pub parts: Option<i32>,
    /// The display state of spec/05.7.
    pub state: Option<String>,
    /// Days since it was due, if anything is outstanding.
    pub overdue_days: Option<i32>,
    /// How far its open collection todo is.
    pub todo: Option<String>,
    /// What became of the promise.
    pub promise: Option<String>,
    /// How long what is outstanding has been due.
    pub age: Option<String>,
}
