//! Payments as rows. Nothing is written: functions book and void them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::payment;

/// Money that came in, or went back.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = payment, check_for_backend(Pg))]
pub struct Payment {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub payer_id: i64,
    pub received_on: NaiveDate,
    pub amount: Decimal,
    pub allocated: Decimal,
    pub unallocated: Decimal,
    pub paid_out: Decimal,
    pub returns_id: Option<i64>,
    pub state: String,
    pub kind: String,
    pub method: String,
    pub bank_ref: Option<String>,
    pub note: Option<String>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct PaymentRow {
    pub own: Payment,
    pub payer: Option<String>,
    /// The receipt whose advance a refund returns.
    pub returns: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub created_by: Option<String>,
}
