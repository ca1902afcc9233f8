//! Entries of the company's lists as rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::dict_item;

/// An entry.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = dict_item, check_for_backend(Pg))]
pub struct DictItem {
    pub id: i32,
    pub version: i32,
    pub dict_code: String,
    pub code: String,
    pub label: String,
    pub label_en: String,
    pub sort: i32,
    pub colour: Option<String>,
    pub active: bool,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct DictItemRow {
    pub own: DictItem,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = dict_item)]
pub struct NewDictItem {
    pub dict_code: String,
    pub code: String,
    pub label: String,
    pub label_en: String,
    pub sort: Option<i32>,
    pub colour: Option<String>,
    pub active: Option<bool>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = dict_item)]
pub struct DictItemPatch {
    pub label: Option<String>,
    pub label_en: Option<String>,
    pub sort: Option<i32>,
    pub colour: Option<Option<String>>,
    pub active: Option<bool>,
    pub valid_from: Option<Option<NaiveDate>>,
    pub valid_to: Option<Option<NaiveDate>>,
}
