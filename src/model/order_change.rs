//! Order changes as rows. Nothing is written: functions write them with the change.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::schema::kehu::order_change;

/// A change.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = order_change, check_for_backend(Pg))]
pub struct OrderChange {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub order_id: i64,
    pub customer_id: i64,
    pub kind: String,
    pub state: String,
    pub reason: String,
    pub net_before: Decimal,
    pub net_after: Decimal,
    pub before: Json,
    pub after: Json,
    pub decision_note: Option<String>,
    pub requested_by: i32,
    pub requested_at: DateTime<Utc>,
    pub decided_by: Option<i32>,
    pub decided_at: Option<DateTime<Utc>>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub salesperson_id: i32,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct OrderChangeRow {
    pub own: OrderChange,
    pub order: Option<String>,
    pub customer: Option<String>,
    pub requested_by: Option<String>,
    pub decided_by: Option<String>,
    pub salesperson: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
}
