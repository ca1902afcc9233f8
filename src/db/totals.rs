//! `select count(*), sum(..) .. from (<rows>)`: how many rows a list has and what they add up to, in one question.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Nullable, Numeric},
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
