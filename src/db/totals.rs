//! `select count(*), sum(..) .. from (<rows>)`: how many rows a list has and what they add up to, in one question.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Integer, Nullable, Numeric},
};
use rust_decimal::Decimal;

use super::table::Totals;

/// The rows to be counted: four numbers each.
struct Counted<Q>(Q);

type Sum = Nullable<Numeric>;

impl<Q> QueryId for Counted<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Counted<Q> {
    type SqlType = (BigInt, Sum, Sum, Sum, Sum);
}

impl<Q> RunQueryDsl<PgConnection> for Counted<Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Counted<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT count(*), sum(t.a), sum(t.b), sum(t.c), sum(t.d) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") t (a, b, c, d)");
        Ok(())
    }
}

/// Counts and adds up the rows of a query that selects four numbers.
pub fn totals<Q: QueryFragment<Pg>>(query: Q, conn: &mut PgConnection) -> QueryResult<Totals> {
    type Row = (i64, Option<Decimal>, Option<Decimal>, Option<Decimal>, Option<Decimal>);
    let (rows, a, b, c, d) = Counted(query).get_result::<Row>(conn)?;
    Ok((rows, [a, b, c, d]))
}

/// Several such questions in one.
struct Windows<Q>(Vec<Q>);

impl<Q> QueryId for Windows<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Windows<Q> {
    type SqlType = (Integer, BigInt, Sum);
}

impl<Q> RunQueryDsl<PgConnection> for Windows<Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Windows<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (n, query) in self.0.iter().enumerate() {
            out.push_sql(if n == 0 { "SELECT " } else { " UNION ALL SELECT " });
            out.push_sql(&n.to_string());
            out.push_sql(", count(*), sum(t.a) FROM (");
            query.walk_ast(out.reborrow())?;
            out.push_sql(") t (a, b, c, d)");
        }
        Ok(())
    }
}

/// Counts and adds up the rows of each query by the first of its four numbers.
pub fn windows<Q: QueryFragment<Pg>>(
    queries: Vec<Q>,
    conn: &mut PgConnection,
) -> QueryResult<Vec<(i64, Option<Decimal>)>> {
    if queries.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(i32, i64, Option<Decimal>)> = Windows(queries).load(conn)?;
    found.sort_unstable_by_key(|(n, ..)| *n);
    Ok(found.into_iter().map(|(_, rows, sum)| (rows, sum)).collect())
}
