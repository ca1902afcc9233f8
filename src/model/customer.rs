//! Customers and their cards as rows.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::schema::kehu::{customer, customer_card};

/// A customer.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = customer, check_for_backend(Pg))]
pub struct Customer {
    pub id: i64,
    pub version: i32,
    pub code: String,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub kind: String,
    pub parent_id: Option<i64>,
    pub uscc: Option<String>,
    pub source: Option<String>,
    pub value_grade: Option<String>,
    pub industry: Option<String>,
    pub relation_level: Option<String>,
    pub status: String,
    pub is_key: bool,
    pub is_reference: bool,
    pub city: Option<String>,
    pub phone: Option<String>,
    pub credit_limit: Option<Decimal>,
    pub default_pay_days: i32,
    pub needs_contract: bool,
    pub next_contact_on: Option<NaiveDate>,
    pub last_contact_at: Option<DateTime<Utc>>,
    pub last_order_on: Option<NaiveDate>,
    pub owner_id: i32,
    pub dept_id: i32,
    pub first_owner_id: i32,
    pub created_by: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What lists rarely show of it.
#[derive(Debug, Default, Queryable, Selectable)]
#[diesel(table_name = customer_card, check_for_backend(Pg))]
pub struct Card {
    pub short_name: Option<String>,
    pub archive_reason: Option<String>,
    pub reference_text: Option<String>,
    pub introducer: Option<String>,
    pub campaign: Option<String>,
    pub province: Option<String>,
    pub address: Option<String>,
    pub postcode: Option<String>,
    pub fax: Option<String>,
    pub website: Option<String>,
    pub tags: Vec<Option<String>>,
    pub note: Option<String>,
    pub ext: serde_json::Value,
}

impl From<Option<Card>> for Card {
    fn from(joined: Option<Card>) -> Card {
        joined.unwrap_or_default()
    }
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct CustomerRow {
    pub own: Customer,
    #[diesel(deserialize_as = Option<Card>)]
    pub card: Card,
    pub owner: Option<String>,
    pub department: Option<String>,
    pub parent: Option<String>,
    pub first_owner: Option<String>,
    pub created_by: Option<String>,
    pub outstanding: Option<Decimal>,
    pub overdue: Option<Decimal>,
    pub grade_suggested: Option<String>,
    pub orders_count: Option<i32>,
    pub sold_year: Option<Decimal>,
    pub completeness: Option<i32>,
}

/// A new customer; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = customer)]
pub struct NewCustomer {
    pub intent: Uuid,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub kind: Option<String>,
    pub parent_id: Option<i64>,
    pub uscc: Option<String>,
    pub source: Option<String>,
    pub value_grade: Option<String>,
    pub industry: Option<String>,
    pub relation_level: Option<String>,
    pub is_key: Option<bool>,
    pub is_reference: Option<bool>,
    pub city: Option<String>,
    pub phone: Option<String>,
    pub credit_limit: Option<Decimal>,
    pub default_pay_days: Option<i32>,
    pub needs_contract: Option<bool>,
    pub next_contact_on: Option<NaiveDate>,
    pub owner_id: Option<i32>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = customer)]
pub struct CustomerPatch {
    pub name: Option<String>,
    pub pinyin: Option<String>,
    pub initials: Option<String>,
    pub kind: Option<String>,
    pub parent_id: Option<Option<i64>>,
    pub uscc: Option<Option<String>>,
    pub source: Option<Option<String>>,
    pub value_grade: Option<Option<String>>,
    pub industry: Option<Option<String>>,
    pub relation_level: Option<Option<String>>,
    pub is_key: Option<bool>,
    pub is_reference: Option<bool>,
    pub city: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub credit_limit: Option<Option<Decimal>>,
    pub default_pay_days: Option<i32>,
    pub needs_contract: Option<bool>,
    pub next_contact_on: Option<Option<NaiveDate>>,
}

/// Changed columns of the card.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = customer_card)]
pub struct CardPatch {
    pub short_name: Option<Option<String>>,
    pub reference_text: Option<Option<String>>,
    pub introducer: Option<Option<String>>,
    pub campaign: Option<Option<String>>,
    pub province: Option<Option<String>>,
    pub address: Option<Option<String>>,
    pub postcode: Option<Option<String>>,
    pub fax: Option<Option<String>>,
    pub website: Option<Option<String>>,
    pub tags: Option<Vec<Option<String>>>,
    pub note: Option<Option<String>>,
}
