//! Activities as rows, with what a collection todo adds.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::schema::kehu::activity;

/// A visit, call, task or collection todo.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = activity, check_for_backend(Pg))]
pub struct Activity {
    pub id: i64,
    pub version: i32,
    pub kind: String,
    pub title: String,
    pub due_on: NaiveDate,
    pub state: String,
    pub customer_id: Option<i64>,
    pub contact_id: Option<i64>,
    pub order_id: Option<i64>,
    pub insertion_id: Option<i64>,
    pub instalment_id: Option<i64>,
    pub lead_id: Option<i64>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub assigned_by_id: i32,
    pub priority: String,
    pub is_key: bool,
    pub plan_start: Option<DateTime<Utc>>,
    pub plan_end: Option<DateTime<Utc>>,
    pub all_day: bool,
    pub done_at: Option<DateTime<Utc>>,
    pub result: Option<String>,
    pub customer_feedback: Option<String>,
    pub next_step: Option<String>,
    pub result_code: Option<String>,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct ActivityRow {
    pub own: Activity,
    /// Days since it was due, if it is not done.
    pub overdue_days: Option<i32>,
    /// Somebody else asked the reader for it, and he has not seen it.
    pub unread: bool,
    /// It was done, and not after the day it was due (P13).
    pub on_time: bool,
    pub customer: Option<String>,
    pub contact: Option<String>,
    pub order: Option<String>,
    pub opportunity_id: Option<i64>,
    pub opportunity: Option<String>,
    pub stage_task: bool,
    pub insertion: Option<String>,
    pub instalment: Option<String>,
    pub lead: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub assigned_by: Option<String>,
    /// What its instalment still owes.
    pub outstanding: Option<Decimal>,
    pub level: Option<i32>,
    pub promised_on: Option<NaiveDate>,
    pub promised_amount: Option<Decimal>,
    pub reason_code: Option<String>,
    pub answer: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
    pub created_by: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = activity)]
pub struct NewActivity {
    pub intent: Uuid,
    pub kind: String,
    pub title: String,
    pub customer_id: Option<i64>,
    pub contact_id: Option<i64>,
    pub order_id: Option<i64>,
    pub insertion_id: Option<i64>,
    pub lead_id: Option<i64>,
    pub owner_id: Option<i32>,
    pub is_key: Option<bool>,
    pub priority: Option<String>,
    pub plan_start: Option<DateTime<Utc>>,
    pub plan_end: Option<DateTime<Utc>>,
    pub all_day: Option<bool>,
    pub due_on: NaiveDate,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = activity)]
pub struct ActivityPatch {
    pub title: Option<String>,
    pub contact_id: Option<Option<i64>>,
    pub is_key: Option<bool>,
    pub priority: Option<String>,
    pub plan_start: Option<Option<DateTime<Utc>>>,
    pub plan_end: Option<Option<DateTime<Utc>>>,
    pub all_day: Option<bool>,
    pub due_on: Option<NaiveDate>,
}
