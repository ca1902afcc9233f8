//! Order lines as rows. Nothing is written: they are saved with their order.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::order_line;

/// One position over some issues.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = order_line, check_for_backend(Pg))]
pub struct Line {
    pub id: i64,
    pub version: i32,
    pub order_id: i64,
    pub seq: i32,
    pub publication_id: i64,
    pub position_id: i64,
    pub size: Option<String>,
    pub colour: Option<String>,
    pub list_price: Decimal,
    pub discount: Decimal,
    pub unit_price: Decimal,
    pub issues: i32,
    pub amount: Decimal,
    pub surcharge_kind: Option<String>,
    pub customer_id: i64,
    pub salesperson_id: i32,
    pub owner_id: i32,
    pub counted: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct LineRow {
    pub own: Line,
    pub order: Option<String>,
    pub publication: Option<String>,
    pub position: Option<String>,
    pub customer: Option<String>,
    pub salesperson: Option<String>,
    pub owner: Option<String>,
}
