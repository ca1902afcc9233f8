//! The directory of reference customers as rows. Nothing is written: triggers keep it.

use chrono::{DateTime, Utc};
use diesel::{Queryable, Selectable, pg::Pg};

use crate::schema::kehu::reference_card;

/// What everybody may know of a reference customer.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = reference_card, check_for_backend(Pg))]
pub struct Reference {
    pub customer_id: i64,
    pub name: String,
    pub industry: Option<String>,
    pub reference_text: Option<String>,
    pub owner_id: i32,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct ReferenceRow {
    pub own: Reference,
    /// Its name as a customer; none where the customer is not within the reader's rights.
    pub customer: Option<String>,
    pub owner: Option<String>,
}
