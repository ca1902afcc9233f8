//! Invoice titles as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::invoice_title;

/// A name and tax number for invoices.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = invoice_title, check_for_backend(Pg))]
pub struct InvoiceTitle {
    pub id: i64,
    pub version: i32,
    pub title: String,
    pub customer_id: i64,
    pub kind: String,
    pub tax_no: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub bank: Option<String>,
    pub account: Option<String>,
    pub is_default: bool,
    pub owner_id: i32,
    pub dept_id: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct InvoiceTitleRow {
    pub own: InvoiceTitle,
    pub customer: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = invoice_title)]
pub struct NewInvoiceTitle {
    pub customer_id: i64,
    pub kind: Option<String>,
    pub title: String,
    pub tax_no: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub bank: Option<String>,
    pub account: Option<String>,
    pub is_default: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = invoice_title)]
pub struct InvoiceTitlePatch {
    pub kind: Option<String>,
    pub title: Option<String>,
    pub tax_no: Option<Option<String>>,
    pub address: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub bank: Option<Option<String>>,
    pub account: Option<Option<String>>,
    pub is_default: Option<bool>,
}
