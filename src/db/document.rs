//! Records that only a function writes, from the fields of a form: one `jsonb` in, id and version out.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Jsonb},
};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{given::Given, trouble::Trouble};
use crate::domain::{entity, field::Shape, kind::Kind, value::Value};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
}

/// Makes a record by `function`, once per intent.
pub fn make(
    conn: &mut PgConnection,
    function: &str,
    kind: Kind,
    given: &Given,
    intent: Uuid,
) -> Result<(i64, i32), Trouble> {
    let mut fields = fields(kind, given);
    fields.insert("intent".into(), json!(intent));
    call(conn, function, fields)
}

/// Changes a record that still has this version; what is not given stays.
pub fn change(
    conn: &mut PgConnection,
    function: &str,
    kind: Kind,
    (id, version): (i64, i32),
    given: &Given,
) -> Result<Option<i32>, Trouble> {
    let mut fields = fields(kind, given);
    fields.insert("id".into(), json!(id));
    fields.insert("version".into(), json!(version));
    call(conn, function, fields).map(|(_, version)| Some(version))
}

fn call(conn: &mut PgConnection, function: &str, fields: Map<String, Json>) -> Result<(i64, i32), Trouble> {
    let ask =
        format!("select (a ->> 'id')::bigint as id, (a ->> 'version')::int as version from {function}($1) a");
    let answer: Answer = sql_query(ask).bind::<Jsonb, _>(Json::Object(fields)).get_result(conn)?;
    Ok((answer.id, answer.version))
}

/// Money and ratios travel as texts, so that nothing rounds them; a link by the name of its column.
fn fields(kind: Kind, given: &Given) -> Map<String, Json> {
    let column = |name: &str| match entity::def(kind).field(name).map(|field| field.shape) {
        Some(Shape::Link(_)) => format!("{name}_id"),
        _ => name.to_owned(),
    };
    given.0.iter().map(|(name, value)| (column(name), plain(value))).collect()
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Link(link) => json!(link.id),
        Value::Int(n) => json!(n),
        Value::Flag(yes) => json!(yes),
        Value::Money(n) | Value::Ratio(n) => json!(n.to_string()),
        Value::Text(_) | Value::Code(_) | Value::Date(_) | Value::Moment(_) => json!(value.plain()),
    }
}
