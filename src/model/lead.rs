//! Leads as rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use uuid::Uuid;

use crate::schema::kehu::lead;

/// A company that may become a customer.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = lead, check_for_backend(Pg))]
pub struct Lead {
    pub id: i64,
    pub version: i32,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub contact_name: Option<String>,
    pub job_title: Option<String>,
    pub mobile: Option<String>,
    pub phone: Option<String>,
    pub city: Option<String>,
    pub source: Option<String>,
    pub industry: Option<String>,
    pub interest: Option<String>,
    pub state: String,
    pub drop_reason: Option<String>,
    pub next_contact_on: Option<NaiveDate>,
    pub last_contact_at: Option<DateTime<Utc>>,
    pub customer_id: Option<i64>,
    pub contact_id: Option<i64>,
    pub opportunity_id: Option<i64>,
    pub converted_at: Option<DateTime<Utc>>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub first_owner_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub ext: serde_json::Value,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct LeadRow {
    pub own: Lead,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub customer: Option<String>,
    pub contact: Option<String>,
    pub opportunity: Option<String>,
    pub first_owner: Option<String>,
    pub created_by: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = lead)]
pub struct NewLead {
    pub intent: Uuid,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub contact_name: Option<String>,
    pub job_title: Option<String>,
    pub mobile: Option<String>,
    pub phone: Option<String>,
    pub city: Option<String>,
    pub source: Option<String>,
    pub industry: Option<String>,
    pub interest: Option<String>,
    pub next_contact_on: Option<NaiveDate>,
    pub owner_id: Option<i32>,
    pub ext: serde_json::Value,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = lead)]
pub struct LeadPatch {
    pub name: Option<String>,
    pub pinyin: Option<String>,
    pub initials: Option<String>,
    pub contact_name: Option<Option<String>>,
    pub job_title: Option<Option<String>>,
    pub mobile: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub city: Option<Option<String>>,
    pub source: Option<Option<String>>,
    pub industry: Option<Option<String>>,
    pub interest: Option<Option<String>>,
    pub next_contact_on: Option<Option<NaiveDate>>,
    pub ext: Option<serde_json::Value>,
}
