//! Instalments that are asked for, held off or given up; payments that are confirmed, taken back or voided.

use diesel::{
    OptionalExtension, PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::asked::{date, money, text};
use crate::{
    db::{payment, trouble::Trouble},
    domain::{operation::Target, record::Values},
    store::{DunResult, Reason, StoreError},
};

#[derive(QueryableByName)]
struct Advance {
    #[diesel(sql_type = BigInt)]
    payer_id: i64,
    #[diesel(sql_type = Numeric)]
    rest: Decimal,
}

#[derive(QueryableByName)]
struct Dunned {
    #[diesel(sql_type = BigInt)]
    instalment_id: i64,
    #[diesel(sql_type = Bool)]
    made: bool,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
}

/// Collection todos; the same intent again is the same todos.
pub fn dun(conn: &mut PgConnection, targets: &[Target], intent: Uuid) -> Result<Vec<DunResult>, Trouble> {
    let ids: Vec<i64> = targets.iter().map(|target| target.id).collect();
    let rows: Vec<Dunned> = sql_query("select instalment_id, made, reason from kehu.dun($1, $2)")
        .bind::<Array<BigInt>, _>(ids)
        .bind::<SqlUuid, _>(intent)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|it| DunResult {
            instalment_id: it.instalment_id,
            made: it.made,
            reason: it.reason.unwrap_or_default(),
        })
        .collect())
}

/// No collection todo before a day; without a day it may be asked for again, and no reason stays.
pub fn block(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let until = date(values, "until");
    sql_query("select kehu.block_dunning($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Date>, _>(until)
        .bind::<Nullable<Text>, _>(until.and_then(|_| text(values, "reason")))
        .execute(conn)?;
    Ok(())
}

pub fn write_off(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.write_off($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

pub fn void(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.void_payment($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

/// Takes its allocations back and voids it: one statement, all or nothing.
pub fn void_allocated(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.void_payment($1, (kehu.unallocate_payment($1, $2) ->> 'version')::int, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

/// Pays what is left of a receipt back to its payer; the same intent again is the same refund.
pub fn pay_out(
    conn: &mut PgConnection,
    target: Target,
    values: &Values,
    intent: Uuid,
) -> Result<(), Trouble> {
    let given = serde_json::json!({
        "intent": intent,
        "amount": money(values, "amount").map(|amount| amount.to_string()),
        "received_on": date(values, "received_on"),
        "method": text(values, "method"),
        "bank_ref": text(values, "bank_ref"),
        "note": text(values, "note"),
    });
    sql_query("select kehu.pay_out_advance($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Jsonb, _>(given)
        .execute(conn)?;
    Ok(())
}

/// What is left of the payment pays the named instalment, or the oldest due first.
pub fn allocate(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let advance: Option<Advance> =
        sql_query("select payer_id, unallocated::numeric as rest from kehu.payment where id = $1")
            .bind::<BigInt, _>(target.id)
            .get_result(conn)
            .optional()?;
    let Some(advance) = advance else { return Err(StoreError::NotYours.into()) };
    let named = values.get("instalment").id();
    let mut parts = payment::propose(conn, advance.payer_id, advance.rest, named.as_slice())?;
    parts.retain(|part| named.is_none_or(|id| id == part.instalment_id));
    let nothing = parts.is_empty();
    let parts = serde_json::to_value(parts).map_err(|e| StoreError::Bug(e.to_string()))?;
    sql_query("select kehu.allocate_payment($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Jsonb, _>(parts)
        .execute(conn)?;
    // Only after the function has said whether he may at all.
    if nothing { Err(StoreError::Refused(Reason::rule("nothing_to_pay")).into()) } else { Ok(()) }
}

pub fn unallocate(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.unallocate_payment($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

pub fn confirm(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.confirm_payment($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}
