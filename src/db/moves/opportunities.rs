//! Opportunities from stage to stage, to their end, to another owner.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Integer, Nullable, Text},
};
use serde_json::json;

use super::asked::{self, text, the_link, the_text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

const MOVE: &str = "select kehu.move_opportunity($1, $2, $3, $4)";
const END: &str = "select kehu.end_opportunity($1, $2, $3, $4)";

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = Integer)]
    moved: i32,
}

/// To a stage by its code, to the `next` one or `back`.
pub fn to_stage(
    conn: &mut PgConnection,
    target: Target,
    stage: &str,
    values: &Values,
) -> Result<(), Trouble> {
    asked::with_form(conn, MOVE, target, stage, json!({ "reason": text(values, "reason") }))
}

/// To the stage that was picked.
pub fn set_stage(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    to_stage(conn, target, the_text(values, "stage")?, values)
}

/// Won, lost, void, put aside, or open again.
pub fn end(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    let given = json!({
        "reason": text(values, "reason"),
        "lost_reason": text(values, "lost_reason"),
        "competitor_id": values.get("competitor").id(),
    });
    asked::with_form(conn, END, target, state, given)
}

/// All at once; tells how many have another owner now.
pub fn transfer(conn: &mut PgConnection, targets: &[Target], values: &Values) -> Result<usize, Trouble> {
    let ids: Vec<i64> = targets.iter().map(|target| target.id).collect();
    let moved: Moved = sql_query("select kehu.transfer_opportunity($1, $2, $3) as moved")
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Integer, _>(the_link(values, "to")?)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .get_result(conn)?;
    Ok(usize::try_from(moved.moved).unwrap_or_default())
}

pub fn delete(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    versioned(conn, "select kehu.delete_opportunity($1, $2)", target)
}

pub fn drop_line(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    versioned(conn, "select kehu.drop_opportunity_line($1, $2)", target)
}

/// A contact's part has no version: it is there, or not.
pub fn drop_contact(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.drop_opportunity_contact($1)").bind::<BigInt, _>(target.id).execute(conn)?;
    Ok(())
}

fn versioned(conn: &mut PgConnection, call: &'static str, target: Target) -> Result<(), Trouble> {
    sql_query(call).bind::<BigInt, _>(target.id).bind::<Integer, _>(target.version).execute(conn)?;
    Ok(())
}
