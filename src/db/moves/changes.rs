//! What is asked of a director, and what he answers; the price of what failed to appear.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Nullable, Text, Uuid as SqlUuid},
};
use uuid::Uuid;

use super::asked::text;
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

/// Of several orders each is asked for by an intent of its own, made from the one of the form.
fn intent_of(intent: Uuid, target: Target) -> Uuid {
    Uuid::from_u128(intent.as_u128() ^ target.id.unsigned_abs() as u128)
}

/// Asks to cancel, to terminate, or for the approval that a confirmation needs.
pub fn ask(
    conn: &mut PgConnection,
    target: Target,
    kind: &str,
    values: &Values,
    intent: Uuid,
) -> Result<(), Trouble> {
    sql_query("select kehu.request_change($1, $2, $3, $4, $5)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(kind)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .bind::<SqlUuid, _>(intent_of(intent, target))
        .execute(conn)?;
    Ok(())
}

/// Agrees to discount and credit before anybody asks.
pub fn approve_order(
    conn: &mut PgConnection,
    target: Target,
    values: &Values,
    intent: Uuid,
) -> Result<(), Trouble> {
    sql_query("select kehu.approve_order($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .bind::<SqlUuid, _>(intent_of(intent, target))
        .execute(conn)?;
    Ok(())
}

/// The director's answer.
pub fn decide(
    conn: &mut PgConnection,
    target: Target,
    decision: &str,
    values: &Values,
) -> Result<(), Trouble> {
    sql_query("select kehu.decide_change($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(decision)
        .bind::<Nullable<Text>, _>(text(values, "decision_note"))
        .execute(conn)?;
    Ok(())
}

/// Takes a question back.
pub fn withdraw(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.withdraw_change($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

/// A missed insertion that is not repeated is not paid.
pub fn reduce_price(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.reduce_price($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}
