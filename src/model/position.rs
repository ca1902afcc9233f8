//! Positions as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::ad_position;

/// A place in a publication.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = ad_position, check_for_backend(Pg))]
pub struct Position {
    pub id: i64,
    pub version: i32,
    pub publication_id: i64,
    pub code: String,
    pub name: String,
    pub size: Option<String>,
    pub colour: Option<String>,
    pub unique_per_issue: bool,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub pinyin: String,
    pub initials: String,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct PositionRow {
    pub own: Position,
    pub publication: Option<String>,
    /// In yuan, by the rate card of today.
    pub list_price: Option<Decimal>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = ad_position)]
pub struct NewPosition {
    pub publication_id: i64,
    pub code: String,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub size: Option<String>,
    pub colour: Option<String>,
    pub unique_per_issue: Option<bool>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = ad_position)]
pub struct PositionPatch {
    pub code: Option<String>,
    pub name: Option<String>,
    pub pinyin: Option<String>,
    pub initials: Option<String>,
    pub size: Option<Option<String>>,
    pub colour: Option<Option<String>>,
    pub unique_per_issue: Option<bool>,
    pub active: Option<bool>,
}
