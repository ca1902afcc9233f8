//! The directory as rows. Nothing is written: the administrator's functions do.

use diesel::{Queryable, Selectable, pg::Pg};

diesel::table! {
    /// The directory: who works here. A view, which the generated schema leaves out.
    kehu.colleague (id) {
        id -> Int4,
        login -> Text,
        name -> Text,
        pinyin -> Text,
        initials -> Text,
        dept_id -> Int4,
        role -> Text,
        superior_id -> Nullable<Int4>,
        status -> Text,
        version -> Int4,
    }
}

/// Somebody who may sign in.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = colleague, check_for_backend(Pg))]
pub struct Operator {
    pub id: i32,
    pub version: i32,
    pub name: String,
    pub login: String,
    pub role: String,
    pub dept_id: i32,
    pub superior_id: Option<i32>,
    pub status: String,
    pub pinyin: String,
    pub initials: String,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct OperatorRow {
    pub own: Operator,
    pub department: Option<String>,
    pub superior: Option<String>,
    pub receives: Option<bool>,
}
