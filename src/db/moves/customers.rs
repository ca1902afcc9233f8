//! Customers and contacts: handed over, archived, deleted.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Integer, Nullable, Text},
};

use super::asked::{text, the_link, the_text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
};

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = Integer)]
    moved: i32,
}

/// All at once; tells how many have another owner now.
pub fn transfer(conn: &mut PgConnection, targets: &[Target], values: &Values) -> Result<usize, Trouble> {
    let ids: Vec<i64> = targets.iter().map(|target| target.id).collect();
    let moved: Moved = sql_query("select kehu.transfer_customer($1, $2, $3) as moved")
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Integer, _>(the_link(values, "to")?)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .get_result(conn)?;
    Ok(usize::try_from(moved.moved).unwrap_or_default())
}

pub fn set_status(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.set_customer_status($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(the_text(values, "status")?)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

pub fn delete(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_customer($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

pub fn delete_contact(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_contact($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

pub fn delete_invoice_title(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_invoice_title($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}
