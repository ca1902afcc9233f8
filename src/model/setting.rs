//! Company-wide settings as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use serde_json::Value as Json;

use crate::schema::kehu::setting;

/// A setting.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = setting, check_for_backend(Pg))]
pub struct Setting {
    pub id: i32,
    pub version: i32,
    pub key: String,
    pub note: Option<String>,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct SettingRow {
    pub own: Setting,
    /// As the server writes it, so that lists order by what they show.
    pub value: Option<String>,
}

/// A new row.
#[derive(Debug, Insertable)]
#[diesel(table_name = setting)]
pub struct NewSetting {
    pub key: String,
    pub value: Json,
    pub note: Option<String>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = setting)]
pub struct SettingPatch {
    pub value: Option<Json>,
    pub note: Option<Option<String>>,
}
