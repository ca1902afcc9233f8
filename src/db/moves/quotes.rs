//! Quotes made from an opportunity, from state to state, and their lines taken out.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Jsonb},
};
use serde_json::json;
use uuid::Uuid;

use super::asked::{self, date, text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

/// The next version, with the lines of the opportunity; the same intent again is the same quote.
pub fn make(conn: &mut PgConnection, target: Target, values: &Values, intent: Uuid) -> Result<(), Trouble> {
    let given = json!({
        "intent": intent,
        "opportunity_id": target.id,
        "valid_until": date(values, "valid_until"),
        "note": text(values, "note"),
    });
    sql_query("select kehu.save_quote($1)").bind::<Jsonb, _>(given).execute(conn)?;
    Ok(())
}

/// Another state.
pub fn to(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    let given = json!({ "reason": text(values, "reason") });
    asked::with_form(conn, "select kehu.move_quote($1, $2, $3, $4)", target, state, given)
}

pub fn delete(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    versioned(conn, "select kehu.delete_quote($1, $2)", target)
}

pub fn drop_line(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    versioned(conn, "select kehu.drop_quote_line($1, $2)", target)
}

fn versioned(conn: &mut PgConnection, call: &'static str, target: Target) -> Result<(), Trouble> {
    sql_query(call).bind::<BigInt, _>(target.id).bind::<Integer, _>(target.version).execute(conn)?;
    Ok(())
}
