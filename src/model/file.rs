//! Files as rows, without what is in them.

use chrono::{DateTime, Utc};
use diesel::{Insertable, Queryable, Selectable, pg::Pg};
use uuid::Uuid;

use super::about::About;
use crate::schema::kehu::file;

/// A file of a record.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = file, check_for_backend(Pg))]
pub struct File {
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
    pub name: String,
    pub size: i32,
    pub text: Option<String>,
    pub note: Option<String>,
    pub added_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct FileRow {
    pub own: File,
    pub added_by: Option<String>,
    pub about: About,
}

/// A new row.
#[derive(Debug, Insertable)]
#[diesel(table_name = file)]
pub struct NewFile {
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
    pub name: String,
    pub body: Vec<u8>,
    pub text: Option<String>,
    pub note: Option<String>,
}
