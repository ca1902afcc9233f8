//! What people handed over, as rows. Nothing is written: functions do.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};

use crate::schema::kehu::hand_over;

/// One hand-over.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = hand_over, check_for_backend(Pg))]
pub struct HandOver {
    pub id: i64,
    pub version: i32,
    pub from_id: i32,
    pub dept_id: i32,
    pub to_id: i32,
    pub others: i32,
    pub rule: String,
    pub customers: i32,
    pub activities: i32,
    pub leads: i32,
    pub reason: Option<String>,
    pub state: String,
    pub returned: Option<i32>,
    pub returned_by: Option<i32>,
    pub returned_at: Option<DateTime<Utc>>,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct HandOverRow {
    pub own: HandOver,
    pub from: Option<String>,
    pub department: Option<String>,
    pub to: Option<String>,
    pub returned_by: Option<String>,
    pub created_by: Option<String>,
}
