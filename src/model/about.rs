//! What a comment or a file hangs on, as rows: one record, and the customer of it.

use diesel::Queryable;

/// What the records are called; none where they are not within the reader's rights.
#[derive(Debug, Queryable)]
pub struct About {
    pub customer: Option<String>,
    pub order: Option<String>,
    pub contact: Option<String>,
    pub activity: Option<String>,
    pub payment: Option<String>,
    pub contract: Option<String>,
    pub invoice: Option<String>,
    pub opportunity: Option<String>,
    pub lead: Option<String>,
}
