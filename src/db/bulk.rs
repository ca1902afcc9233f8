//! Many records changed in one transaction, in parts, so that it can be told how far it is and be stopped: then nothing was changed. Fields are
//! written as the operator himself; moves are what they are for one record.

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Jsonb, Text},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{filter::unfit, moves, trouble::Trouble};
use crate::{
    domain::{
        entity,
        field::{Edit, Shape},
        kind::Kind,
        operation::{Move, Operation, Target},
        record::Values,
        value::Value,
    },
    store::{Bulk, BulkChange, Reason, StoreError},
};

/// Records of one part.
const PART: usize = 500;

#[derive(QueryableByName)]
struct Ids {
    #[diesel(sql_type = Array<BigInt>)]
    ids: Vec<i64>,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Those of the records that the operator may change.
pub fn changeable(conn: &mut PgConnection, kind: Kind, ids: &[i64]) -> Result<Vec<i64>, Trouble> {
    let found: Vec<Id> = sql_query("select id from kehu.changeable($1, $2) as id")
        .bind::<Text, _>(kind.name())
        .bind::<Array<BigInt>, _>(ids)
        .load(conn)?;
    Ok(found.into_iter().map(|it| it.id).collect())
}

/// Changes them; `goes_on` hears after each part how many were gone through, and says whether to go on. Tells how many were changed: those that
/// somebody else changed meanwhile are left alone.
pub fn change(
    conn: &mut PgConnection,
    bulk: &Bulk,
    goes_on: &mut dyn FnMut(usize) -> bool,
) -> Result<usize, Trouble> {
    conn.transaction(|conn| {
        let (mut gone, mut changed) = (0, 0);
        for part in bulk.targets.chunks(PART) {
            let here = gone..gone + part.len();
            changed += match &bulk.change {
                BulkChange::Field(name, value) => fields(conn, bulk.kind, part, name, |_| value)?,
                BulkChange::Each(name, values) => {
                    let values = values.get(here).ok_or_else(|| unfit("bad_value", name))?;
                    fields(conn, bulk.kind, part, name, |n| &values[n])?
                }
                BulkChange::Move(what, values) => moved(conn, *what, part.to_vec(), values)?,
                BulkChange::EachMove(what, values) => {
                    let values = values.get(here).ok_or_else(|| unfit("bad_value", what.def().name))?;
                    alike(part, values)
                        .into_iter()
                        .map(|(targets, values)| moved(conn, *what, targets, values))
                        .sum::<Result<usize, Trouble>>()?
                }
            };
            gone += part.len();
            if !goes_on(gone) {
                return Err(StoreError::Refused(Reason::rule("stopped")).into());
            }
        }
        Ok(changed)
    })
}

/// The same move of them all.
fn moved(
    conn: &mut PgConnection,
    what: Move,
    targets: Vec<Target>,
    values: &Values,
) -> Result<usize, Trouble> {
    let count = targets.len();
    moves::operate(conn, &Operation { what, targets, values: values.clone(), intent: Uuid::new_v4() })?;
    Ok(count)
}

/// Records that are given the same go together.
fn alike<'a>(part: &[Target], values: &'a [Values]) -> Vec<(Vec<Target>, &'a Values)> {
    let mut together: Vec<(Vec<Target>, &Values)> = Vec::new();
    for (target, values) in part.iter().zip(values) {
        match together.iter_mut().find(|(_, same)| *same == values) {
            Some((targets, _)) => targets.push(*target),
            None => together.push((vec![*target], values)),
        }
    }
    together
}

fn fields<'a>(
    conn: &mut PgConnection,
    kind: Kind,
    part: &[Target],
    name: &str,
    value: impl Fn(usize) -> &'a Value,
) -> Result<usize, Trouble> {
    let mut rows = Vec::with_capacity(part.len());
    for (n, target) in part.iter().enumerate() {
        let (column, value) = column(kind, name, value(n))?;
        rows.push(json!({ "id": target.id, "version": target.version, "set": { column.as_str(): &value } }));
    }
    let done: Ids = sql_query("select kehu.change_rows($1, $2) as ids")
        .bind::<Text, _>(kind.name())
        .bind::<Jsonb, _>(Json::Array(rows))
        .get_result(conn)?;
    Ok(done.ids.len())
}

/// The column of a field, and what it takes.
fn column(kind: Kind, name: &str, value: &Value) -> Result<(String, Json), Trouble> {
    let field = entity::def(kind).field(name).ok_or_else(|| unfit("unknown_field", name))?;
    if field.edit != Edit::Always {
        return Err(unfit("not_editable", name));
    }
    if field.required && value.is_empty() {
        return Err(unfit("required", name));
    }
    let column = match field.shape {
        Shape::Link(_) => format!("{name}_id"),
        _ => name.to_owned(),
    };
    let taken = match value {
        Value::Empty if field.shape == Shape::Flag => json!(false),
        Value::Empty if name == "tags" => json!([]),
        Value::Empty => Json::Null,
        Value::Text(text) | Value::Code(text) if name == "tags" => {
            let words = text.split(|c: char| c.is_whitespace() || ",，、;；".contains(c));
            json!(words.filter(|word| !word.is_empty()).collect::<Vec<_>>())
        }
        Value::Text(text) | Value::Code(text) => json!(text),
        Value::Flag(yes) => json!(yes),
        Value::Int(n) => json!(n),
        Value::Money(n) | Value::Ratio(n) => json!(n.to_string()),
        Value::Date(day) => json!(day.to_string()),
        Value::Moment(at) => json!(at.to_rfc3339()),
        Value::Link(link) => json!(link.id),
    };
    Ok((column, taken))
}
