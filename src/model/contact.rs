//! Contacts as rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use uuid::Uuid;

use crate::schema::kehu::{contact, contact_card};

/// A person at a customer. The mobile number is read apart: not everybody reads it whole.
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
    pub birth_leap: bool,
    pub note: Option<String>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub pinyin: String,
    pub initials: String,
}

/// What lists rarely show of it.
#[derive(Debug, Default, Queryable, Selectable)]
#[diesel(table_name = contact_card, check_for_backend(Pg))]
pub struct ContactCard {
    pub phone_ext: Option<String>,
    pub fax: Option<String>,
    pub qq: Option<String>,
    pub birth_year: Option<i32>,
    pub reports_to_id: Option<i64>,
    pub hobbies: Option<String>,
    pub ext: serde_json::Value,
}

impl From<Option<ContactCard>> for ContactCard {
    fn from(joined: Option<ContactCard>) -> ContactCard {
        joined.unwrap_or_default()
    }
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct ContactRow {
    pub own: Contact,
    #[diesel(deserialize_as = Option<ContactCard>)]
    pub card: ContactCard,
    pub mobile: Option<String>,
    pub next_birthday_on: Option<NaiveDate>,
    pub reports_to: Option<String>,
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
    pub birth_leap: Option<bool>,
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
    pub birth_leap: Option<bool>,
    pub note: Option<Option<String>>,
}

/// Changed columns of the card.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = contact_card)]
pub struct ContactCardPatch {
    pub phone_ext: Option<Option<String>>,
    pub fax: Option<Option<String>>,
    pub qq: Option<Option<String>>,
    pub birth_year: Option<Option<i32>>,
    pub reports_to_id: Option<Option<i64>>,
    pub hobbies: Option<Option<String>>,
}
