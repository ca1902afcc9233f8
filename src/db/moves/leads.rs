//! Leads: worked on, dropped, given, deleted, made customers.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Jsonb, Nullable, Text},
};
use serde_json::json;

use super::asked::{date, money, text, the_link};
use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values},
    text::keys,
};

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = Integer)]
    moved: i32,
}

#[derive(QueryableByName)]
struct Person {
    #[diesel(sql_type = Text)]
    name: String,
}

pub fn to(conn: &mut PgConnection, target: Target, state: &str, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.move_lead($1, $2, $3, $4)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(state)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

/// All at once; tells how many have another owner now.
pub fn transfer(conn: &mut PgConnection, targets: &[Target], values: &Values) -> Result<usize, Trouble> {
    let ids: Vec<i64> = targets.iter().map(|target| target.id).collect();
    let moved: Moved = sql_query("select kehu.transfer_lead($1, $2, $3) as moved")
        .bind::<Array<BigInt>, _>(ids)
        .bind::<Integer, _>(the_link(values, "to")?)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .get_result(conn)?;
    Ok(usize::try_from(moved.moved).unwrap_or_default())
}

pub fn delete(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_lead($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

/// The person's name is spelt here, as in any contact that is saved. Of the opportunity goes what was filled in; the server asks for the rest.
pub fn convert(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let people: Vec<Person> =
        sql_query("select coalesce(l.contact_name, '') as name from kehu.lead l where l.id = $1")
            .bind::<BigInt, _>(target.id)
            .load(conn)?;
    let spelt = keys(people.first().map_or("", |person| person.name.as_str()));
    let sale = json!({
        "opportunity_name": text(values, "opportunity_name"),
        "intent_evidence": text(values, "intent_evidence"),
        "product_line": text(values, "product_line"),
        "amount": money(values, "amount").map(|amount| amount.to_string()),
        "expected_close_on": date(values, "expected_close_on"),
    });
    sql_query("select kehu.convert_lead($1, $2, $3, $4, $5, $6, $7)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<BigInt>, _>(values.get("customer").id())
        .bind::<Bool, _>(values.get("sure").is_set())
        .bind::<Text, _>(spelt.pinyin)
        .bind::<Text, _>(spelt.initials)
        .bind::<Jsonb, _>(sale)
        .execute(conn)?;
    Ok(())
}
