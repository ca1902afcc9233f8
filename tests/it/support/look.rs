//! Looking at what is stored, and at what is refused.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    result::Error,
    sql_query,
    sql_types::{BigInt, Text},
};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows `from` (a table and whatever follows) has.
pub fn count(conn: &mut PgConnection, from: &str) -> i64 {
    let query = format!("select count(*) as n from {from}");
    sql_query(&query).get_result::<Count>(conn).unwrap_or_else(|error| panic!("{query}: {error}")).n
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

/// The texts that a query calls `v`.
pub fn values(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<One> = sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|row| row.v).collect()
}

/// The one text that a query calls `v`.
pub fn one(conn: &mut PgConnection, sql: &str) -> String {
    sql_query(sql).get_result::<One>(conn).unwrap_or_else(|error| panic!("{sql}: {error}")).v
}

/// By which rule a statement is refused, about which field, with which figure.
pub fn refusal(conn: &mut PgConnection, sql: &str) -> String {
    match conn.batch_execute(sql) {
        Err(Error::DatabaseError(_, info)) => {
            let rule = info.constraint_name().unwrap_or(info.message()).trim_start_matches("kehu:");
            let parts = [rule, info.column_name().unwrap_or_default(), info.details().unwrap_or_default()];
            parts.join(" ").trim_end().to_owned()
        }
        other => panic!("{sql}: {other:?}"),
    }
}

/// What must never be false and is: rule, kind and record of at most twenty.
pub fn unsound(conn: &mut PgConnection) -> Vec<String> {
    values(conn, "select concat_ws(' ', rule, kind, record_id) as v from kehu_priv.integrity() limit 20")
}
