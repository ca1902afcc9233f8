//! Departments as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::department;

/// A part of the company.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = department, check_for_backend(Pg))]
pub struct Department {
    pub id: i32,
    pub version: i32,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub city: Option<String>,
    pub parent_id: Option<i32>,
    pub sort: i32,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct DepartmentRow {
    pub own: Department,
    pub parent: Option<String>,
    pub tree: Option<String>,
    pub path: Option<String>,
    pub people: Option<i32>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = department)]
pub struct NewDepartment {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub city: Option<String>,
    pub parent_id: Option<i32>,
    pub sort: Option<i32>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = department)]
pub struct DepartmentPatch {
    pub code: Option<String>,
    pub name: Option<String>,
    pub kind: Option<String>,
    pub city: Option<Option<String>>,
    pub parent_id: Option<Option<i32>>,
    pub sort: Option<i32>,
    pub active: Option<bool>,
}
