//! Contracts from state to state, and the orders that name them.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Nullable},
};
use serde_json::json;

use super::asked::{self, date, text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

/// Another state.
pub fn to(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    let given = json!({
        "reason": text(values, "reason"),
        "signed_on": date(values, "signed_on"),
        "our_signer": text(values, "our_signer"),
        "their_signer": text(values, "their_signer"),
    });
    asked::with_form(conn, "select kehu.move_contract($1, $2, $3, $4)", target, state, given)
}

pub fn delete(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_contract($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

/// The contract of an order; nothing picked: none.
pub fn link(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.link_contract($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<BigInt>, _>(values.get("contract").id())
        .execute(conn)?;
    Ok(())
}
