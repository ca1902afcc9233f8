//! Rows to pick from by typed text. Customers and contacts are found by the server's search; of the other kinds, few rows
//! each, the likeliest are ranked here by name, initials and pinyin.

use diesel::{PgConnection, QueryResult};

use super::{search, table, trouble::Trouble};
use crate::{
    domain::{
        entity,
        filter::{Filter, ListQuery},
        kind::Kind,
        record::Row,
        value::Value,
    },
    store::{Pick, PickQuery},
    text::{Named, keys, rank},
};

/// How many rows are ranked here at most.
const RANKED: u32 = 2000;
/// How many ids are asked for where the filter takes many away.
const MANY: i32 = 200;

/// The rows, best first.
pub fn pick(conn: &mut PgConnection, query: &PickQuery) -> Result<Vec<Pick>, Trouble> {
    let text = query.text.trim();
    let rows = match query.kind {
        _ if text.is_empty() => listed(conn, query, query.filter.clone(), query.limit)?,
        Kind::Customer => found(conn, query, search::customer_ids)?,
        Kind::Contact => found(conn, query, search::contact_ids)?,
        Kind::Publication | Kind::Issue | Kind::Position | Kind::Operator | Kind::Department => {
            let mut rows = listed(conn, query, query.filter.clone(), RANKED)?;
            ranked(&mut rows, query.kind, text);
            rows
        }
        _ => {
            let filter = query.filter.clone().and(Filter::Text(text.to_owned()));
            listed(conn, query, filter, query.limit)?
        }
    };
    let (label, detail) = table::of(query.kind).pick();
    let shown = |row: &Row, names: &[&str]| {
        names
            .iter()
            .map(|name| row.get(name).plain())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let pick = |row: &Row| Pick { id: row.id, label: shown(row, label), detail: shown(row, detail) };
    Ok(rows.iter().take(query.limit as usize).map(pick).collect())
}

/// What the server's search finds and the filter lets through: a few are asked for, and many where too few of them were let through.
fn found(
    conn: &mut PgConnection,
    query: &PickQuery,
    search: fn(&mut PgConnection, &str, i32) -> QueryResult<Vec<i64>>,
) -> Result<Vec<Row>, Trouble> {
    let wanted = query.limit as usize;
    let few = if query.filter == Filter::All { wanted } else { 2 * wanted };
    let ids = search(conn, query.text.trim(), few.try_into().unwrap_or(MANY))?;
    let rows = in_order(conn, query, &ids)?;
    if rows.len() >= wanted || ids.len() < few || few >= MANY as usize {
        return Ok(rows);
    }
    let ids = search(conn, query.text.trim(), MANY)?;
    in_order(conn, query, &ids)
}

fn listed(
    conn: &mut PgConnection,
    query: &PickQuery,
    filter: Filter,
    limit: u32,
) -> Result<Vec<Row>, Trouble> {
    let asked = ListQuery::of(query.kind).filter(filter).limit(limit);
    Ok(table::of(query.kind).list(conn, &asked)?.rows)
}

/// The records in the order of their ids.
fn in_order(conn: &mut PgConnection, query: &PickQuery, ids: &[i64]) -> Result<Vec<Row>, Trouble> {
    let mut rows = table::of(query.kind).some(conn, ids, &query.filter)?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

/// Those that the text means, best first; equals stay in their order.
fn ranked(rows: &mut Vec<Row>, kind: Kind, text: &str) {
    let def = entity::def(kind);
    let mut found: Vec<_> = std::mem::take(rows)
        .into_iter()
        .filter_map(|row| {
            let name = row.get(def.title).str();
            let sound = keys(name);
            let code = match row.get("code") {
                Value::Text(code) => code,
                _ => row.get("login").str(),
            };
            let named =
                Named { code, name, pinyin: &sound.pinyin, initials: &sound.initials, others: &sound.others };
            rank(text, named).map(|rank| (rank, row))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    *rows = found.into_iter().map(|(_, row)| row).collect();
}
