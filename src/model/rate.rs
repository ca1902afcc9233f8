//! List prices as rows, with the card they stand on.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

use crate::schema::kehu::{rate_card, rate_item};

/// The list price of a position on a card.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = rate_item, check_for_backend(Pg))]
pub struct Rate {
    pub id: i64,
    pub version: i32,
    pub position_id: i64,
    pub list_price: Decimal,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A new card.
#[derive(Debug, Insertable)]
#[diesel(table_name = rate_card)]
pub struct NewCard {
    pub publication_id: i64,
    pub valid_from: NaiveDate,
    pub valid_to: NaiveDate,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct RateRow {
    pub own: Rate,
    pub publication_id: i64,
    pub publication: Option<String>,
    pub position: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: NaiveDate,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = rate_item)]
pub struct NewRate {
    pub rate_card_id: i64,
    pub position_id: i64,
    pub list_price: Decimal,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = rate_item)]
pub struct RatePatch {
    pub list_price: Option<Decimal>,
}
