//! Templates of what is printed, as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::doc_template;

/// A template.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = doc_template, check_for_backend(Pg))]
pub struct DocTemplate {
    pub id: i32,
    pub version: i32,
    pub name: String,
    pub kind: String,
    pub language: String,
    pub body: String,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = doc_template)]
pub struct NewDocTemplate {
    pub name: String,
    pub kind: String,
    pub language: Option<String>,
    pub body: String,
    pub active: Option<bool>,
}

/// What of it is changed.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = doc_template)]
pub struct DocTemplatePatch {
    pub name: Option<String>,
    pub kind: Option<String>,
    pub language: Option<String>,
    pub body: Option<String>,
    pub active: Option<bool>,
}
