//! What reached somebody, as rows. Written by triggers, marked by a function.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};

use super::{about::About, comment::Comment};
use crate::schema::kehu::inbox_item;

/// A comment that reached somebody.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = inbox_item, check_for_backend(Pg))]
pub struct InboxItem {
    pub id: i64,
    pub version: i32,
    pub read_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct InboxRow {
    pub item: InboxItem,
    pub own: Comment,
    pub author: Option<String>,
    pub about: About,
}
