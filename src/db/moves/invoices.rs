//! Invoices from state to state.

use diesel::PgConnection;
use serde_json::json;

use super::asked::{self, date, text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

/// Another state.
pub fn to(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    let given = json!({
        "number": text(values, "number"),
        "issued_on": date(values, "issued_on"),
        "received_by_customer_on": date(values, "received_by_customer_on"),
        "reason": text(values, "reason"),
    });
    asked::with_form(conn, "select kehu.move_invoice($1, $2, $3, $4)", target, state, given)
}
