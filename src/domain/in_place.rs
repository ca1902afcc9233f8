//! Of which kinds fields are changed of many records at once. The others go by the form of one record.

use super::kind::Kind;

/// Kinds whose fields are changed in place; of others they are changed by functions of their own. Of orders only those that the administrator
/// added can be typed into at all; opportunities are changed by their one function, row by row.
pub fn kind(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Customer
            | Kind::Contact
            | Kind::Activity
            | Kind::InvoiceTitle
            | Kind::Issue
            | Kind::Position
            | Kind::Order
            | Kind::Opportunity
            | Kind::Lead
    )
}
