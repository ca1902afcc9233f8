//! Rows by the records they lead to, and by the people who answer for them: predicates over a sub-select, with typed columns
//! and binds. Knows no kind.

use chrono::NaiveDate;
use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    expression::{ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{BigInt, Bool, Date, Integer, Nullable, Text},
};

use super::column::{Column, Expr, Predicate, Source};

/// A question that answers ids, without its types.
pub type Ids = Box<dyn QueryFragment<Pg> + Send>;

/// The key is one of these.
pub fn keyed<Q: 'static>(key: Expr<Q, BigInt>, ids: Ids) -> Predicate<Q> {
    Box::new(Among { key, ids })
}

/// The column's record is one of these; none where the column is no link.
pub fn among<R, Q: 'static>(column: &Column<R, Q>, ids: Ids) -> Option<Predicate<Q>> {
    match &column.source {
        Source::Link(id, _) => Some(keyed(id(), ids)),
        Source::SmallLink(id, _) => Some(Box::new(Among { key: id(), ids })),
        _ => None,
    }
}

/// The column's person is one of those whom the server knows by this word; none where the column is no person.
pub fn whose<R, Q: 'static>(column: &Column<R, Q>, who: String) -> Option<Predicate<Q>> {
    match &column.source {
        Source::SmallLink(id, _) => Some(Box::new(Among { key: id(), ids: Box::new(People(who)) })),
        _ => None,
    }
}

/// `<key> IN (<ids>)`.
struct Among<E> {
    key: E,
    ids: Ids,
}

impl<E: Expression> Expression for Among<E> {
    type SqlType = Nullable<Bool>;
}

impl<E> QueryId for Among<E> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<E, GB> ValidGrouping<GB> for Among<E> {
    type IsAggregate = is_aggregate::No;
}

impl<E: AppearsOnTable<Q>, Q> AppearsOnTable<Q> for Among<E> {}

impl<E: SelectableExpression<Q>, Q> SelectableExpression<Q> for Among<E> {}

impl<E: QueryFragment<Pg>> QueryFragment<Pg> for Among<E> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("((");
        self.key.walk_ast(out.reborrow())?;
        out.push_sql(") = ANY (");
        self.ids.walk_ast(out.reborrow())?;
        out.push_sql("))");
        Ok(())
    }
}

/// The ids of people by a word, asked once for all rows.
struct People(String);

impl QueryFragment<Pg> for People {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(SELECT kehu.people(");
        out.push_bind_param::<Text, _>(&self.0)?;
        out.push_sql("))::int[]");
        Ok(())
    }
}

/// The ids of customers that people changed between two days, asked once for all rows.
pub struct Changed(pub NaiveDate, pub NaiveDate);

impl QueryFragment<Pg> for Changed {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(SELECT kehu.changed_customers(");
        out.push_bind_param::<Date, _>(&self.0)?;
        out.push_sql(", ");
        out.push_bind_param::<Date, _>(&self.1)?;
        out.push_sql("))::bigint[]");
        Ok(())
    }
}

/// The same column twice: smaller ids as they are stored, so that no cast hides an index.
pub enum Keys<Q> {
    /// Ids of most records.
    Big(Expr<Q, BigInt>),
    /// Ids of operators and departments.
    Small(Expr<Q, Integer>),
}
