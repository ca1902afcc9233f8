//! Contracts as rows. Nothing is written: functions make, change and move them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::contract;

/// A contract.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = contract, check_for_backend(Pg))]
pub struct Contract {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub customer_id: i64,
    pub kind: String,
    pub amount: Option<Decimal>,
    pub signed_on: Option<NaiveDate>,
    pub start_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    pub our_signer: Option<String>,
    pub their_signer: Option<String>,
    pub state: String,
    pub state_reason: Option<String>,
    pub file_ref: Option<String>,
    pub note: Option<String>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct ContractRow {
    pub own: Contract,
    pub customer: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub created_by: Option<String>,
}
