//! Days off, and weekend days that are worked, as rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::holiday;

/// A day.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = holiday, check_for_backend(Pg))]
pub struct Holiday {
    pub id: i32,
    pub version: i32,
    pub date: NaiveDate,
    pub name: String,
    pub is_off_day: bool,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct HolidayRow {
    pub own: Holiday,
}

/// A new row.
#[derive(Debug, Insertable)]
#[diesel(table_name = holiday)]
pub struct NewHoliday {
    pub date: Option<NaiveDate>,
    pub name: String,
    pub is_off_day: bool,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = holiday)]
pub struct HolidayPatch {
    pub name: Option<String>,
    pub is_off_day: Option<bool>,
}
