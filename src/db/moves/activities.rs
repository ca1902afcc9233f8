//! Activities that are done, dropped or taken up again, and the answer to a collection todo.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Date, Integer, Nullable, Numeric, Text},
};

use super::asked::{date, money, text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

/// A promise or a reason why not.
pub fn answer(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.answer_dunning($1, $2, $3, $4, $5, $6)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Date>, _>(date(values, "promised_on"))
        .bind::<Nullable<Numeric>, _>(money(values, "promised_amount"))
        .bind::<Nullable<Text>, _>(text(values, "reason_code"))
        .bind::<Nullable<Text>, _>(text(values, "answer"))
        .execute(conn)?;
    Ok(())
}

pub fn complete(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.complete_activity($1, $2, $3, $4, $5)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "result"))
        .bind::<Nullable<Text>, _>(text(values, "customer_feedback"))
        .bind::<Nullable<Text>, _>(text(values, "next_step"))
        .execute(conn)?;
    Ok(())
}

pub fn cancel(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.cancel_activity($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

pub fn reopen(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.reopen_activity($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

pub fn start(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.start_activity($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

/// Seen by its executor; whoever edits it meanwhile is not disturbed.
pub fn acknowledge(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.acknowledge_activity($1)").bind::<BigInt, _>(target.id).execute(conn)?;
    Ok(())
}

pub fn delete(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_activity($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}
