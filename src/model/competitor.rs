//! Competitors as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::competitor;

/// Who else sells.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = competitor, check_for_backend(Pg))]
pub struct Competitor {
    pub id: i64,
    pub version: i32,
    pub name: String,
    pub media: Option<String>,
    pub strengths: Option<String>,
    pub weaknesses: Option<String>,
    pub price_note: Option<String>,
    pub active: bool,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct CompetitorRow {
    pub own: Competitor,
    pub created_by: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = competitor)]
pub struct NewCompetitor {
    pub name: String,
    pub media: Option<String>,
    pub strengths: Option<String>,
    pub weaknesses: Option<String>,
    pub price_note: Option<String>,
    pub active: Option<bool>,
}

/// What of it is changed.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = competitor)]
pub struct CompetitorPatch {
    pub name: Option<String>,
    pub media: Option<Option<String>>,
    pub strengths: Option<Option<String>>,
    pub weaknesses: Option<Option<String>>,
    pub price_note: Option<Option<String>>,
    pub active: Option<bool>,
}
