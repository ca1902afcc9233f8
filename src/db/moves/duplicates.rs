//! Customers that may be one company: looked for, and decided.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Nullable, Text},
};

use super::asked::text;
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
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

pub fn decide(conn: &mut PgConnection, target: Target, to: &str, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.decide_duplicate($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(to)
        .bind::<Nullable<Text>, _>(text(values, "note"))
        .execute(conn)?;
    Ok(())
}
