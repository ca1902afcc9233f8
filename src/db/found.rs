//! What the server's search finds, as rows to pick: in one trip, and of each row only what a picker shows. Whose rows they are is
//! judged twice: by the search itself, and by the rules of the table that it is joined to. Knows no kind.

use diesel::{
    AppearsOnTable, Expression, PgConnection, QueryResult, RunQueryDsl, SelectableExpression,
    expression::{ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Nullable, Text},
};

use super::column::Expr;

/// What is searched for.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// The search function of the database.
    pub search: &'static str,
    /// What was typed.
    pub text: &'a str,
    /// So many records the search names at most,
    pub named: u32,
    /// and so many rows are wanted of those that the filter lets through.
    pub wanted: u32,
}

/// A row that was found: its id, and the texts that were asked for, in their order.
pub type FoundRow = (Option<i64>, Vec<Option<String>>);

/// Several texts of a row as one value.
pub struct Shown<Q>(pub Vec<Expr<Q, Text>>);

impl<Q> Expression for Shown<Q> {
    type SqlType = Array<Nullable<Text>>;
}
impl<Q> AppearsOnTable<Q> for Shown<Q> {}
impl<Q> SelectableExpression<Q> for Shown<Q> {}
impl<Q, GB> ValidGrouping<GB> for Shown<Q> {
    type IsAggregate = is_aggregate::No;
}
impl<Q> QueryId for Shown<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> QueryFragment<Pg> for Shown<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("ARRAY[");
        for (n, text) in self.0.iter().enumerate() {
            if n > 0 {
                out.push_sql(", ");
            }
            text.walk_ast(out.reborrow())?;
            out.push_sql("::text");
        }
        out.push_sql("]");
        Ok(())
    }
}

/// The id that the search named, for the rows to be compared with.
pub const NAMED: &str = "named.id";

/// The rows of a query that selects an id and what is shown of it, and compares the id with [`NAMED`]; in the order of the search.
pub fn found<Q: QueryFragment<Pg>>(
    rows: Q,
    sought: Sought,
    conn: &mut PgConnection,
) -> QueryResult<Vec<FoundRow>> {
    Found { rows, sought }.load(conn)
}

struct Found<'a, Q> {
    rows: Q,
    sought: Sought<'a>,
}

impl<Q> QueryId for Found<'_, Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Found<'_, Q> {
    type SqlType = (Nullable<BigInt>, Array<Nullable<Text>>);
}

impl<Q> RunQueryDsl<PgConnection> for Found<'_, Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Found<'_, Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Sought { search, text, named, wanted } = &self.sought;
        out.push_sql("SELECT r.id, r.shown FROM ");
        out.push_sql(search);
        out.push_sql("(");
        out.push_bind_param::<Text, _>(text)?;
        out.push_sql(&format!(", {named}) WITH ORDINALITY AS named (id, place), LATERAL ("));
        self.rows.walk_ast(out.reborrow())?;
        out.push_sql(&format!(") r (id, shown) ORDER BY named.place LIMIT {wanted}"));
        Ok(())
    }
}
