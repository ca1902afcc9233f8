//! Rows to pick from by typed text. Customers and contacts are found by the server's search; of the other kinds, few rows
//! each, the likeliest are ranked here by name, initials and pinyin.

use diesel::PgConnection;

use super::{found::Sought, table, trouble::Trouble};
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
/// How many the search names at least where the filter takes many away.
const MANY: u32 = 200;

/// The rows, best first.
pub fn pick(conn: &mut PgConnection, query: &PickQuery) -> Result<Vec<Pick>, Trouble> {
    let text = query.text.trim();
    let rows = match query.kind {
        _ if text.is_empty() => listed(conn, query, query.filter.clone(), query.limit)?,
        Kind::Customer => return found(conn, query, "kehu.search_customer"),
        Kind::Contact => return found(conn, query, "kehu.search_contact"),
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
    let shown = |row: &Row, names: &[&str]| words(names.iter().map(|name| row.get(name).plain()));
    let pick = |row: &Row| Pick { id: row.id, label: shown(row, label), detail: shown(row, detail) };
    Ok(rows.iter().take(query.limit as usize).map(pick).collect())
}

/// What the server's search finds and the filter lets through.
fn found(conn: &mut PgConnection, query: &PickQuery, search: &'static str) -> Result<Vec<Pick>, Trouble> {
    let table = table::of(query.kind);
    let (label, detail) = table.pick();
    let named = if query.filter == Filter::All { query.limit } else { query.limit.max(MANY) };
    let sought = Sought { search, text: query.text.trim(), named, wanted: query.limit };
    let rows = table.found(conn, sought, &query.filter, &[label, detail].concat())?;
    let pick = |(id, mut texts): (i64, Vec<String>)| {
        let detail = words(texts.split_off(label.len()));
        Pick { id, label: words(texts), detail }
    };
    Ok(rows.into_iter().map(pick).collect())
}

/// Those that say something, as one line.
fn words(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
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
