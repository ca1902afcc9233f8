//! Which fields are changed of many records at once: those that stand in the row itself and are read by whoever changes them. The others go by
//! the form of one record.

use super::kind::Kind;

/// Kinds whose fields are changed in place; of others they are changed by functions of their own. Of orders only those that the administrator
/// added can be typed into at all.
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
    )
}

/// Whether this field of such a kind is. A contact's number is masked for most, and what lists rarely show stands on his card.
pub fn field(kind: Kind, name: &str) -> bool {
    kind != Kind::Contact
        || !["mobile", "phone_ext", "fax", "qq", "birth_year", "hobbies", "reports_to"].contains(&name)
}
