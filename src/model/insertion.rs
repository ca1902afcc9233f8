//! Insertions as rows, with the deadlines of their issue. Nothing is written: functions mark them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::insertion;

/// One line in one issue.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = insertion, check_for_backend(Pg))]
pub struct Insertion {
    pub id: i64,
    pub version: i32,
    pub planned_on: NaiveDate,
    pub publication_id: i64,
    pub issue_id: i64,
    pub position_id: i64,
    pub customer_id: i64,
    pub order_id: i64,
    pub order_line_id: i64,
    pub seq: i32,
    pub state: String,
    pub amount: Decimal,
    pub published_on: Option<NaiveDate>,
    pub page_no: Option<String>,
    pub sample_no: Option<String>,
    pub sample_sent_on: Option<NaiveDate>,
    pub makegood_of_id: Option<i64>,
    pub marked_by: Option<i32>,
    pub salesperson_id: i32,
    pub owner_id: i32,
    pub dept_id: i32,
    pub counted: bool,
    pub note: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct InsertionRow {
    pub own: Insertion,
    pub publication: Option<String>,
    pub issue: String,
    pub position: Option<String>,
    pub customer: Option<String>,
    pub order: Option<String>,
    pub line: Option<String>,
    /// Days since it should have appeared, if it has not.
    pub overdue_days: Option<i32>,
    pub booking_deadline_on: NaiveDate,
    pub material_deadline_on: NaiveDate,
    pub makegood_of: Option<String>,
    /// Another insertion repeats it already, or is to.
    pub repeated: Option<bool>,
    pub order_state: Option<String>,
    pub marked_by: Option<String>,
    pub salesperson: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
}
