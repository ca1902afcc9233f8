//! Comments as rows.

use chrono::{DateTime, Utc};
use diesel::{Insertable, Queryable, Selectable, pg::Pg};
use uuid::Uuid;

use super::about::About;
use crate::schema::kehu::comment;

/// Something said about a record.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = comment, check_for_backend(Pg))]
pub struct Comment {
    pub id: i64,
    pub version: i32,
    pub customer_id: Option<i64>,
    pub order_id: Option<i64>,
    pub contact_id: Option<i64>,
    pub activity_id: Option<i64>,
    pub payment_id: Option<i64>,
    pub contract_id: Option<i64>,
    pub invoice_id: Option<i64>,
    pub opportunity_id: Option<i64>,
    pub lead_id: Option<i64>,
    pub text: String,
    pub author_id: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct CommentRow {
    pub own: Comment,
    pub author: Option<String>,
    pub about: About,
}

/// A new row.
#[derive(Debug, Insertable)]
#[diesel(table_name = comment)]
pub struct NewComment {
    pub intent: Uuid,
    pub customer_id: Option<i64>,
    pub order_id: Option<i64>,
    pub contact_id: Option<i64>,
    pub activity_id: Option<i64>,
    pub payment_id: Option<i64>,
    pub contract_id: Option<i64>,
    pub invoice_id: Option<i64>,
    pub opportunity_id: Option<i64>,
    pub lead_id: Option<i64>,
    pub text: String,
}
