//! Instalments that are asked for, held off or given up; payments that are confirmed, taken back or voided.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Text, Uuid as SqlUuid},
};
use uuid::Uuid;

use super::asked::{date, text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
    store::DunResult,
};

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

pub fn block(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.block_dunning($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Date>, _>(date(values, "until"))
        .bind::<Nullable<Text>, _>(text(values, "reason"))
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
