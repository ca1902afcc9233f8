//! What the form of a move asked for, as its function takes it.

use chrono::NaiveDate;
use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Jsonb, Text},
};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::{
    db::trouble::Trouble,
    domain::{operation::Target, record::Values, value::Value},
    store::{Reason, StoreError},
};

/// Moves a record to a state by a function that takes the whole form as one document.
pub fn with_form(
    conn: &mut PgConnection,
    call: &'static str,
    target: Target,
    state: &str,
    form: Json,
) -> Result<(), Trouble> {
    sql_query(call)
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(state)
        .bind::<Jsonb, _>(form)
        .execute(conn)?;
    Ok(())
}

/// A text or code; nothing where it is blank.
pub fn text<'a>(values: &'a Values, name: &str) -> Option<&'a str> {
    Some(values.get(name).str().trim()).filter(|text| !text.is_empty())
}

/// A date, if one was given.
pub fn date(values: &Values, name: &str) -> Option<NaiveDate> {
    values.get(name).date()
}

/// An amount, if one was given.
pub fn money(values: &Values, name: &str) -> Option<Decimal> {
    values.get(name).decimal()
}

/// The record that was picked, if one was. Operators and departments have small ids.
pub fn link(values: &Values, name: &str) -> Result<Option<i32>, Trouble> {
    match values.get(name) {
        Value::Empty => Ok(None),
        value => match value.id().and_then(|id| i32::try_from(id).ok()) {
            Some(id) => Ok(Some(id)),
            None => Err(missing(name)),
        },
    }
}

/// The record that must have been picked.
pub fn the_link(values: &Values, name: &str) -> Result<i32, Trouble> {
    link(values, name)?.ok_or_else(|| missing(name))
}

/// A text that must have been given.
pub fn the_text<'a>(values: &'a Values, name: &str) -> Result<&'a str, Trouble> {
    text(values, name).ok_or_else(|| missing(name))
}

fn missing(name: &str) -> Trouble {
    let field = Some(name.to_owned());
    StoreError::Refused(Reason { rule: "required".into(), field, detail: String::new() }).into()
}
