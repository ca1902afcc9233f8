//! Contacts as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use uuid::Uuid;

use crate::schema::kehu::contact;

/// A person at a customer.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = contact, check_for_backend(Pg))]
pub struct Contact {
    pub id: i64,
    pub version: i32,
    pub name: String,
    pub customer_id: i64,
    pub gender: Option<String>,
    pub job_title: Option<String>,
    pub dept_name: Option<String>,
    pub mobile: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub wechat: Option<String>,
    pub relation_depth: Option<i32>,
    pub influence: Option<String>,
    pub is_key: bool,
    pub is_decider: bool,
    pub is_payer: bool,
    pub do_not_contact: bool,
    pub status: String,
    pub birth_calendar: Option<String>,
    pub birth_month: Option<i32>,
    pub birth_day: Option<i32>,
    pub note: Option<String>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub pinyin: String,
    pub initials: String,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct ContactRow {
    pub own: Contact,
    pub customer: Option<String>,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub created_by: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = contact)]
pub struct NewContact {
    pub intent: Uuid,
    pub customer_id: i64,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub gender: Option<String>,
    pub job_title: Option<String>,
    pub dept_name: Option<String>,
    pub mobile: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub wechat: Option<String>,
    pub relation_depth: Option<i32>,
    pub influence: Option<String>,
    pub is_key: Option<bool>,
    pub is_decider: Option<bool>,
    pub is_payer: Option<bool>,
    pub do_not_contact: Option<bool>,
    pub status: Option<String>,
    pub birth_calendar: Option<String>,
    pub birth_month: Option<i32>,
    pub birth_day: Option<i32>,
    pub note: Option<String>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = contact)]
pub struct ContactPatch {
    pub name: Option<String>,
    pub pinyin: Option<String>,
    pub initials: Option<String>,
    pub gender: Option<Option<String>>,
    pub job_title: Option<Option<String>>,
    pub dept_name: Option<Option<String>>,
    pub mobile: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub email: Option<Option<String>>,
    pub wechat: Option<Option<String>>,
    pub relation_depth: Option<Option<i32>>,
    pub influence: Option<Option<String>>,
    pub is_key: Option<bool>,
    pub is_decider: Option<bool>,
    pub is_payer: Option<bool>,
    pub do_not_contact: Option<bool>,
    pub status: Option<String>,
    pub birth_calendar: Option<Option<String>>,
    pub birth_month: Option<Option<i32>>,
    pub birth_day: Option<Option<i32>>,
    pub note: Option<Option<String>>,
}
