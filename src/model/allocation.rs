//! Allocations as rows. Nothing is written: they are made and removed with their payment.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::payment_allocation;

/// The part of a payment that pays an instalment.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = payment_allocation, check_for_backend(Pg))]
pub struct Allocation {
    pub id: i64,
    pub received_on: NaiveDate,
    pub amount: Decimal,
    pub payment_id: i64,
    pub instalment_id: i64,
    pub order_id: i64,
    pub kind: String,
    pub salesperson_id: i32,
    pub owner_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct AllocationRow {
    pub own: Allocation,
    pub payment: Option<String>,
    pub instalment: Option<String>,
    pub order: Option<String>,
    pub due_on: Option<NaiveDate>,
    pub customer_id: Option<i64>,
    pub customer: Option<String>,
    pub salesperson: Option<String>,
    pub owner: Option<String>,
    pub created_by: Option<String>,
}
