//! The reports of `kehu_rpt`, read as the reader: each row by the names of its columns. The names are the program's own, everything else
//! is bound.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Date, Jsonb, Nullable, Text},
};
use serde_json::Value as Json;

use super::trouble::Trouble;
use crate::domain::{
    field::Shape,
    report::{Asked, Report},
    value::Value,
};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Jsonb)]
    row: Json,
}

/// The rows of a report, a value for each of its columns; and those of its headline.
pub type Rows = Vec<Vec<Value>>;

/// Reads a report and what is said of all of it.
pub fn report(conn: &mut PgConnection, asked: &Asked) -> Result<(Rows, Rows), Trouble> {
    let rows = rows(conn, asked.report, asked)?;
    let headline = match asked.report.headline {
        Some(headline) => self::rows(conn, headline, asked)?,
        None => Vec::new(),
    };
    Ok((rows, headline))
}

fn rows(conn: &mut PgConnection, report: &Report, asked: &Asked) -> Result<Rows, Trouble> {
    let choice = asked.choice.clone().or_else(|| default(asked.report));
    // Every parameter is named with its type, whether the source takes it or not.
    let found: Vec<Found> = sql_query(format!(
        "with asked as (select $1::date, $2::date, $3::date, $4::text, $5::text, $6::text) \
         select (select jsonb_object_agg(c.key, c.value) from jsonb_each_text(to_jsonb(r)) c) as row from {} r",
        report.source
    ))
    .bind::<Date, _>(asked.period.0)
    .bind::<Date, _>(asked.period.1)
    .bind::<Nullable<Date>, _>(asked.as_of)
    .bind::<Nullable<Text>, _>(asked.by.first().cloned())
    .bind::<Nullable<Text>, _>(asked.by.get(1).cloned())
    .bind::<Nullable<Text>, _>(choice)
    .load(conn)?;
    let cells =
        |found: Found| report.columns.iter().map(|(name, shape)| value(&found.row[name], *shape)).collect();
    Ok(found.into_iter().map(cells).collect())
}

/// Of P11 orders; of P9 every status.
fn default(report: &Report) -> Option<String> {
    report.headline.and_then(|_| report.choices.first()).map(|choice| (*choice).to_owned())
}

fn value(json: &Json, shape: Shape) -> Value {
    // Numbers come as texts, to the last digit.
    let number = || json.as_str()?.parse().ok();
    let read = match shape {
        Shape::Number => json.as_str().and_then(|text| text.parse().ok()).map(Value::Int),
        Shape::Money => number().map(Value::Money),
        Shape::Percent => number().map(Value::Ratio),
        _ => json.as_str().map(Value::text),
    };
    read.unwrap_or_default()
}
