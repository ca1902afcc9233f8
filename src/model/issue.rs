//! Issues as rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::issue;

/// One number of a publication.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = issue, check_for_backend(Pg))]
pub struct Issue {
    pub id: i64,
    pub version: i32,
    pub publication_id: i64,
    pub year: i32,
    pub no: i32,
    pub label: String,
    pub publish_on: NaiveDate,
    pub booking_deadline_on: NaiveDate,
    pub material_deadline_on: NaiveDate,
    pub payment_deadline_on: NaiveDate,
    pub status: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct IssueRow {
    pub own: Issue,
    pub publication: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = issue)]
pub struct NewIssue {
    pub publication_id: i64,
    pub year: i32,
    pub no: i32,
    pub label: String,
    pub publish_on: NaiveDate,
    pub booking_deadline_on: NaiveDate,
    pub material_deadline_on: NaiveDate,
    pub payment_deadline_on: NaiveDate,
    pub status: Option<String>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = issue)]
pub struct IssuePatch {
    pub year: Option<i32>,
    pub no: Option<i32>,
    pub label: Option<String>,
    pub publish_on: Option<NaiveDate>,
    pub booking_deadline_on: Option<NaiveDate>,
    pub material_deadline_on: Option<NaiveDate>,
    pub payment_deadline_on: Option<NaiveDate>,
    pub status: Option<String>,
}
