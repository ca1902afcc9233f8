//! Sharing rules as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::sharing_rule;

/// A rule.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sharing_rule, check_for_backend(Pg))]
pub struct SharingRule {
    pub id: i32,
    pub version: i32,
    pub entity: String,
    pub from_dept_kind: Option<String>,
    pub from_dept_id: Option<i32>,
    pub to_operator_id: Option<i32>,
    pub to_role: Option<String>,
    pub access: String,
    pub active: bool,
    pub note: Option<String>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct SharingRuleRow {
    pub own: SharingRule,
    pub name: Option<String>,
    pub department: Option<String>,
    pub person: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = sharing_rule)]
pub struct NewSharingRule {
    pub entity: Option<String>,
    pub from_dept_kind: Option<String>,
    pub from_dept_id: Option<i32>,
    pub to_operator_id: Option<i32>,
    pub to_role: Option<String>,
    pub access: Option<String>,
    pub active: Option<bool>,
    pub note: Option<String>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = sharing_rule)]
pub struct SharingRulePatch {
    pub entity: Option<String>,
    pub from_dept_kind: Option<Option<String>>,
    pub from_dept_id: Option<Option<i32>>,
    pub to_operator_id: Option<Option<i32>>,
    pub to_role: Option<Option<String>>,
    pub access: Option<String>,
    pub active: Option<bool>,
    pub note: Option<Option<String>>,
}
