//! Added fields as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::custom_field;

/// A field that was added.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = custom_field, check_for_backend(Pg))]
pub struct CustomField {
    pub id: i32,
    pub version: i32,
    pub kind: String,
    pub name: String,
    pub label: String,
    pub label_en: Option<String>,
    #[diesel(column_name = type_)]
    pub sort_of: String,
    pub dict_code: Option<String>,
    pub choices: Option<String>,
    pub sort: i32,
    pub required: bool,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct CustomFieldRow {
    pub own: CustomField,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = custom_field)]
pub struct NewCustomField {
    pub kind: String,
    pub name: String,
    pub label: String,
    pub label_en: Option<String>,
    #[diesel(column_name = type_)]
    pub sort_of: String,
    pub dict_code: Option<String>,
    pub choices: Option<String>,
    pub sort: Option<i32>,
    pub required: Option<bool>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = custom_field)]
pub struct CustomFieldPatch {
    pub label: Option<String>,
    pub label_en: Option<Option<String>>,
    pub choices: Option<Option<String>>,
    pub sort: Option<i32>,
    pub required: Option<bool>,
    pub active: Option<bool>,
}
