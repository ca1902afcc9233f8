//! The timeline as rows. Nothing is written: it is put together of what is there.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};
use rust_decimal::Decimal;

diesel::table! {
    /// What happened with a customer, a lead or an opportunity. A view, which the generated schema leaves out.
    kehu_rpt.timeline (id) {
        id -> Int8,
        customer_id -> Nullable<Int8>,
        lead_id -> Nullable<Int8>,
        opportunity_id -> Nullable<Int8>,
        at -> Timestamptz,
        what -> Text,
        part -> Nullable<Text>,
        told -> Nullable<Text>,
        who -> Nullable<Int4>,
        amount -> Nullable<Numeric>,
        activity_id -> Nullable<Int8>,
        order_id -> Nullable<Int8>,
        payment_id -> Nullable<Int8>,
        comment_id -> Nullable<Int8>,
        file_id -> Nullable<Int8>,
        quote_id -> Nullable<Int8>,
    }
}

/// One thing that happened.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = timeline, check_for_backend(Pg))]
pub struct Event {
    pub id: i64,
    pub customer_id: Option<i64>,
    pub lead_id: Option<i64>,
    pub opportunity_id: Option<i64>,
    pub at: DateTime<Utc>,
    pub what: String,
    pub part: Option<String>,
    pub told: Option<String>,
    pub who: Option<i32>,
    pub amount: Option<Decimal>,
    pub activity_id: Option<i64>,
    pub order_id: Option<i64>,
    pub payment_id: Option<i64>,
    pub comment_id: Option<i64>,
    pub file_id: Option<i64>,
    pub quote_id: Option<i64>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct EventRow {
    pub own: Event,
    pub customer: Option<String>,
    pub lead: Option<String>,
    pub opportunity: Option<String>,
    pub who: Option<String>,
    pub activity: Option<String>,
    pub order: Option<String>,
    pub payment: Option<String>,
    pub quote: Option<String>,
}
