//! How many rows each of several lists has, all in one question.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt},
};

use super::{
    among::Ids,
    table::{self, MOST},
    trouble::Trouble,
};
use crate::domain::filter::ListQuery;

/// How many rows each list has; 10,001 means more than 10,000.
pub fn counts(conn: &mut PgConnection, lists: &[ListQuery]) -> Result<Vec<i64>, Trouble> {
    let mut ids = Vec::with_capacity(lists.len());
    for list in lists {
        ids.push(table::of(list.kind).ids(conn, &list.filter)?);
    }
    Ok(Counts(ids).get_result::<Vec<i64>>(conn)?)
}

/// `select array[(select count(*) from (<ids> limit ..)), ..]`.
struct Counts(Vec<Ids>);

impl QueryId for Counts {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Counts {
    type SqlType = Array<BigInt>;
}

impl RunQueryDsl<PgConnection> for Counts {}

impl QueryFragment<Pg> for Counts {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT ARRAY[");
        for (n, ids) in self.0.iter().enumerate() {
            out.push_sql(if n == 0 { "" } else { ", " });
            out.push_sql("(SELECT count(*) FROM (");
            ids.walk_ast(out.reborrow())?;
            out.push_sql(&format!(" LIMIT {MOST}) t)"));
        }
        out.push_sql("]::bigint[]");
        Ok(())
    }
}
