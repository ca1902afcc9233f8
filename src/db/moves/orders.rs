//! Orders from state to state, and what happens to their insertions.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Date, Integer, Jsonb, Nullable, Text},
};

use super::asked::{date, text};
use crate::{
    db::{given::Given, trouble::Trouble},
    domain::{operation::Target, record::Values},
    store::{Reason, StoreError},
};

/// Another state; a suspended order that is taken up again goes where it was.
pub fn to(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.move_order($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(state)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

/// Sets those of the given fields that the administrator added.
pub fn fill(conn: &mut PgConnection, target: Target, given: &Given) -> Result<(), Trouble> {
    sql_query("select kehu.fill_order($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Jsonb, _>(serde_json::Value::Object(given.custom()?))
        .execute(conn)?;
    Ok(())
}

/// Marks what happened to an insertion.
pub fn mark(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.mark_insertion($1, $2, $3, $4, $5, $6, $7)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(state)
        .bind::<Nullable<Date>, _>(date(values, "published_on"))
        .bind::<Nullable<Text>, _>(text(values, "page_no"))
        .bind::<Nullable<Text>, _>(text(values, "sample_no"))
        .bind::<Nullable<Text>, _>(text(values, "note"))
        .execute(conn)?;
    Ok(())
}

/// Repeats a missed insertion in another issue.
pub fn make_good(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let Some(issue) = values.get("issue").id() else {
        let field = Some("issue".to_owned());
        return Err(
            StoreError::Refused(Reason { rule: "required".into(), field, detail: String::new() }).into()
        );
    };
    sql_query("select kehu.make_good($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<BigInt, _>(issue)
        .bind::<Nullable<Text>, _>(text(values, "note"))
        .execute(conn)?;
    Ok(())
}
