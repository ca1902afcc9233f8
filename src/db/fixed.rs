//! A piece of SQL as it stands. Unlike diesel's own, it leaves the query one that may stay prepared: its text is among what a prepared
//! statement is found by, and the program itself wrote it. A list that is planned anew each time takes several times as long.

use std::{borrow::Cow, marker::PhantomData};

use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    expression::{TypedExpressionType, ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::SqlType,
};

/// The piece, of the type `ST`.
#[derive(Debug, Clone)]
pub struct Fixed<ST> {
    text: Cow<'static, str>,
    sort: PhantomData<ST>,
}

/// This piece; nothing that a person typed.
pub fn fixed<ST>(text: impl Into<Cow<'static, str>>) -> Fixed<ST> {
    Fixed { text: text.into(), sort: PhantomData }
}

impl<ST: SqlType + TypedExpressionType> Expression for Fixed<ST> {
    type SqlType = ST;
}

impl<ST> QueryId for Fixed<ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST, GB> ValidGrouping<GB> for Fixed<ST> {
    type IsAggregate = is_aggregate::No;
}

impl<ST, Q> AppearsOnTable<Q> for Fixed<ST> where Self: Expression {}
impl<ST, Q> SelectableExpression<Q> for Fixed<ST> where Self: AppearsOnTable<Q> {}

impl<ST> QueryFragment<Pg> for Fixed<ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(&self.text);
        Ok(())
    }
}
