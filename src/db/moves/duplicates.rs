//! Customers that may be one company: looked for, and decided.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Integer, Nullable, Text},
};

use super::asked::{text, the_text};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
    store::Side,
};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Integer)]
    open: i32,
}

/// Looks over all customers; tells how many pairs are open.
pub fn find(conn: &mut PgConnection) -> Result<usize, Trouble> {
    let found: Found = sql_query("select kehu.find_duplicates() as open").get_result(conn)?;
    Ok(usize::try_from(found.open).unwrap_or_default())
}

/// The next customer of this name is let in.
pub fn permit(conn: &mut PgConnection, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.permit_duplicate($1, $2)")
        .bind::<Text, _>(the_text(values, "name")?)
        .bind::<Text, _>(the_text(values, "dup_ok_reason")?)
        .execute(conn)?;
    Ok(())
}

pub fn decide(conn: &mut PgConnection, target: Target, to: &str, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.decide_duplicate($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(to)
        .bind::<Nullable<Text>, _>(text(values, "note"))
        .execute(conn)?;
    Ok(())
}

/// The second's fields are named with blanks between.
pub fn merge(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let second: Vec<&str> = values.get("second_fields").str().split_whitespace().collect();
    sql_query("select kehu.merge_pair($1, $2, $3, $4, $5)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(the_text(values, "keep")?)
        .bind::<Array<Text>, _>(second)
        .bind::<Nullable<Text>, _>(text(values, "note"))
        .execute(conn)?;
    Ok(())
}

pub fn undo(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.undo_merge($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Differs {
    #[diesel(sql_type = Text)]
    field: String,
    #[diesel(sql_type = Text)]
    first: String,
    #[diesel(sql_type = Text)]
    second: String,
}

/// The fields in which the two of a pair differ, `keep` with their codes first.
pub fn sides(conn: &mut PgConnection, pair: i64) -> Result<Vec<Side>, Trouble> {
    let rows: Vec<Differs> = sql_query(
        "select s.field, coalesce(s.first, '') as first, coalesce(s.second, '') as second from kehu.merge_sides($1) s",
    )
    .bind::<BigInt, _>(pair)
    .load(conn)?;
    Ok(rows.into_iter().map(|it| Side { field: it.field, first: it.first, second: it.second }).collect())
}
