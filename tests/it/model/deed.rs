//! What somebody does: the statement, what forbids it, and what it comes to in the model.

use std::collections::BTreeSet;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Jsonb};
use serde_json::Value as Json;

use super::company::{Company, Fen};

/// Which orders and payments a deed touched.
#[derive(Debug, Default)]
pub struct Touched {
    pub orders: BTreeSet<i64>,
    pub payments: BTreeSet<i64>,
}

impl Touched {
    pub fn order(id: i64) -> Touched {
        Touched { orders: [id].into(), ..Touched::default() }
    }

    pub fn payment(id: i64, orders: BTreeSet<i64>) -> Touched {
        Touched { orders, payments: [id].into() }
    }
}

/// What a deed comes to, given the server's answer; it may look up the ids of what was made.
pub type Then = Box<dyn FnOnce(&mut Company, &Json, &mut PgConnection) -> Touched>;

/// One step of the random walk.
pub struct Deed {
    /// The login.
    pub who: &'static str,
    /// An expression of type jsonb, or void as `null`.
    pub sql: String,
    /// Every rule that it breaks; the server names one of them. None: it is done.
    pub breaks: Vec<&'static str>,
    pub then: Then,
}

impl Deed {
    pub fn new(who: &'static str, sql: String, breaks: Vec<&'static str>, then: Then) -> Deed {
        Deed { who, sql, breaks, then }
    }
}

#[derive(QueryableByName)]
pub struct Answer {
    #[diesel(sql_type = Jsonb)]
    pub v: Json,
}

/// One value of type jsonb.
pub fn value(conn: &mut PgConnection, expression: &str) -> diesel::QueryResult<Json> {
    sql_query(format!("select coalesce(({expression})::jsonb, 'null') as v"))
        .get_result::<Answer>(conn)
        .map(|it| it.v)
}

/// A list of ids or rows, looked up by the superuser.
pub fn rows(conn: &mut PgConnection, from: &str) -> Vec<Json> {
    let query = format!("select jsonb_agg(x.v) from ({from}) x");
    match value(conn, &query).unwrap_or_else(|error| panic!("{query}: {error}")) {
        Json::Array(rows) => rows,
        _ => Vec::new(),
    }
}

/// Fen as the database writes yuan.
pub fn yuan(fen: Fen) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// The id in an answer.
pub fn id(answer: &Json) -> i64 {
    answer["id"].as_i64().unwrap_or_else(|| panic!("no id in {answer}"))
}

/// `kehu.f(id, version, ...)`: with the version of now, or with an older one.
pub fn versioned(function: &str, table: &str, id: i64, stale: bool, rest: &str) -> String {
    let older = if stale { " - 1" } else { "" };
    format!("kehu.{function}({id}, (select version{older} from {table} where id = {id}){rest})")
}
