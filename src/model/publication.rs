//! Publications as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::publication;

/// A medium.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = publication, check_for_backend(Pg))]
pub struct Publication {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub name: String,
    pub edition: Option<String>,
    pub group_id: i32,
    pub class_id: i32,
    pub periodicity: String,
    pub publisher: Option<String>,
    pub industry_limit: Vec<Option<String>>,
    pub book_days: i32,
    pub material_days: i32,
    pub pay_days: i32,
    pub discount_floor: Decimal,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub pinyin: String,
    pub initials: String,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct PublicationRow {
    pub own: Publication,
    pub group: Option<String>,
    pub class: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = publication)]
pub struct NewPublication {
    pub code: String,
    pub name: String,
    pub edition: Option<String>,
    pub pinyin: String,
    pub initials: String,
    pub group_id: i32,
    pub class_id: i32,
    pub periodicity: String,
    pub publisher: Option<String>,
    pub industry_limit: Option<Vec<Option<String>>>,
    pub book_days: Option<i32>,
    pub material_days: Option<i32>,
    pub pay_days: Option<i32>,
    pub discount_floor: Option<Decimal>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = publication)]
pub struct PublicationPatch {
    pub code: Option<String>,
    pub name: Option<String>,
    pub edition: Option<Option<String>>,
    pub pinyin: Option<String>,
    pub initials: Option<String>,
    pub group_id: Option<i32>,
    pub class_id: Option<i32>,
    pub periodicity: Option<String>,
    pub publisher: Option<Option<String>>,
    pub industry_limit: Option<Vec<Option<String>>>,
    pub book_days: Option<i32>,
    pub material_days: Option<i32>,
    pub pay_days: Option<i32>,
    pub discount_floor: Option<Decimal>,
    pub active: Option<bool>,
}
