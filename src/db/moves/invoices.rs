//! Invoices from state to state.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Jsonb, Text},
};
use serde_json::json;

use super::asked::{date, text};
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
    sql_query("select kehu.move_invoice($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(state)
        .bind::<Jsonb, _>(given)
        .execute(conn)?;
    Ok(())
}
