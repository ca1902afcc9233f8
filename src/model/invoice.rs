//! Invoices as rows. Nothing is written: functions ask for them and move them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::invoice;

/// An invoice.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = invoice, check_for_backend(Pg))]
pub struct Invoice {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub order_id: i64,
    pub customer_id: i64,
    pub invoice_title_id: i64,
    pub title: String,
    pub tax_no: Option<String>,
    pub address_phone: Option<String>,
    pub bank_account: Option<String>,
    pub type_: String,
    pub amount: Decimal,
    pub tax_rate: Decimal,
    pub net: Decimal,
    pub tax: Decimal,
    pub number: Option<String>,
    pub requested_on: NaiveDate,
    pub issued_on: Option<NaiveDate>,
    pub received_by_customer_on: Option<NaiveDate>,
    pub state: String,
    pub state_reason: Option<String>,
    pub note: Option<String>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub salesperson_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct InvoiceRow {
    pub own: Invoice,
    pub order: Option<String>,
    pub customer: Option<String>,
    pub invoice_title: Option<String>,
    pub salesperson: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub created_by: Option<String>,
}
