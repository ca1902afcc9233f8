//! `select count(*), sum(..) .. from (<rows>)`: how many rows a list has and what they add up to, in one question.

use diesel::{
    AppearsOnTable, Expression, PgConnection, QueryResult, RunQueryDsl, SelectableExpression,
    expression::{ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Nullable, Numeric},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    column::{Expr, Predicate},
    table::Totals,
};

/// A query of so many rows at most. The number stands in the text: as a parameter it would be unknown to a plan made for all values,
/// which then is never good enough to be kept, and planning a list takes longer than reading it.
pub struct Upto<Q>(pub Q, pub i64);

impl<Q> QueryId for Upto<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Upto<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<PgConnection> for Upto<Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Upto<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&self.1.to_string());
        Ok(())
    }
}

/// The rows to be counted: four numbers each.
struct Counted<Q>(Q);

type Number = Nullable<Numeric>;

impl<Q> QueryId for Counted<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Counted<Q> {
    type SqlType = (BigInt, Number, Number, Number, Number);
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

/// How many rows each of several windows has and what a number of theirs adds up to, in one pass over the rows: two numbers a window.
pub struct Tally<Q> {
    sum: Expr<Q, Numeric>,
    windows: Vec<Option<Predicate<Q>>>,
}

impl<Q> Tally<Q> {
    /// Of these windows; none is every row.
    pub fn new(sum: Expr<Q, Numeric>, windows: Vec<Option<Predicate<Q>>>) -> Self {
        Self { sum, windows }
    }

    /// What was read, a pair for each window.
    pub fn pairs(read: Vec<Sum>) -> Vec<(i64, Sum)> {
        let pair = |two: &[Sum]| (two[0].and_then(|rows| rows.to_i64()).unwrap_or_default(), two[1]);
        read.chunks_exact(2).map(pair).collect()
    }
}

type Sum = Option<Decimal>;

impl<Q> Expression for Tally<Q> {
    type SqlType = Array<Nullable<Numeric>>;
}
impl<Q> AppearsOnTable<Q> for Tally<Q> {}
impl<Q> SelectableExpression<Q> for Tally<Q> {}
impl<Q> ValidGrouping<()> for Tally<Q> {
    type IsAggregate = is_aggregate::Yes;
}
impl<Q> QueryId for Tally<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> QueryFragment<Pg> for Tally<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("ARRAY[");
        for (n, window) in self.windows.iter().enumerate() {
            out.push_sql(if n == 0 { "count(*)" } else { ", count(*)" });
            within(window.as_ref(), out.reborrow())?;
            out.push_sql("::numeric, sum(");
            self.sum.walk_ast(out.reborrow())?;
            out.push_sql(")");
            within(window.as_ref(), out.reborrow())?;
        }
        out.push_sql("]");
        Ok(())
    }
}

fn within<'b, Q>(window: Option<&'b Predicate<Q>>, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    let Some(window) = window else { return Ok(()) };
    out.push_sql(" FILTER (WHERE ");
    window.walk_ast(out.reborrow())?;
    out.push_sql(")");
    Ok(())
}
