//! A question and how the server would go about it, as whoever asks: nothing is read.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl, debug_query,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::Text,
};

use crate::store::Explained;

/// `EXPLAIN <question>`.
struct Explain<Q>(Q);

impl<Q> QueryId for Explain<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Explain<Q> {
    type SqlType = Text;
}

impl<Q> RunQueryDsl<PgConnection> for Explain<Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Explain<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("EXPLAIN ");
        self.0.walk_ast(out)
    }
}

/// The question, its values, its plan.
pub fn explain<Q: QueryFragment<Pg>>(query: Q, conn: &mut PgConnection) -> QueryResult<Explained> {
    const BINDS: &str = " -- binds: ";
    let whole = debug_query::<Pg, _>(&query).to_string();
    let (sql, binds) = whole.split_once(BINDS).unwrap_or((&whole, ""));
    let (sql, binds) = (sql.to_owned(), binds.to_owned());
    let plan = Explain(query).load::<String>(conn)?;
    Ok(Explained { sql, binds, plan })
}
