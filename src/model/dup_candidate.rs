//! Pairs of customers, or of people of one, as rows. Nothing is written: the finder and its functions write them.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};

use crate::schema::kehu::dup_candidate;

/// A pair that may be one company, or one person.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = dup_candidate, check_for_backend(Pg))]
pub struct DupCandidate {
    pub id: i64,
    pub version: i32,
    pub first_id: i64,
    pub second_id: i64,
    pub first_contact_id: Option<i64>,
    pub second_contact_id: Option<i64>,
    pub first_person: Option<String>,
    pub second_person: Option<String>,
    pub score: i32,
    pub reason: String,
    pub state: String,
    pub note: Option<String>,
    pub first_name: String,
    pub second_name: String,
    pub first_owner_id: i32,
    pub first_dept_id: i32,
    pub second_owner_id: i32,
    pub second_dept_id: i32,
    pub found_at: DateTime<Utc>,
    pub decided_by: Option<i32>,
    pub decided_at: Option<DateTime<Utc>>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct DupCandidateRow {
    pub own: DupCandidate,
    pub first_owner: Option<String>,
    pub first_department: Option<String>,
    pub second_owner: Option<String>,
    pub second_department: Option<String>,
    pub decided_by: Option<String>,
}
