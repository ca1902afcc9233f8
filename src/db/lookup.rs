//! What another record is called, or a figure about this one, as a scalar sub-select: one row by an index, under the
//! reader's own rights, and only for the rows that are shown. The texts are fixed; the key is a typed column.

use std::marker::PhantomData;

use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    expression::{ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Nullable, SingleValue, SqlType, Text},
};

/// `(<text> <key>)`.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<C, ST = Text> {
    before: &'static str,
    key: C,
    sort: PhantomData<ST>,
}

/// A sub-select that ends in a comparison with `key`.
pub fn lookup<C, ST>(before: &'static str, key: C) -> Lookup<C, ST> {
    Lookup { before, key, sort: PhantomData }
}

impl<C, ST> Expression for Lookup<C, ST>
where
    C: Expression,
    ST: SqlType + SingleValue,
    Nullable<ST>: SqlType + diesel::expression::TypedExpressionType,
{
    type SqlType = Nullable<ST>;
}

impl<C, ST> QueryId for Lookup<C, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, ST, GB> ValidGrouping<GB> for Lookup<C, ST> {
    type IsAggregate = is_aggregate::No;
}

impl<C, ST, Q> AppearsOnTable<Q> for Lookup<C, ST>
where
    C: AppearsOnTable<Q>,
    Self: Expression,
{
}

impl<C, ST, Q> SelectableExpression<Q> for Lookup<C, ST>
where
    C: SelectableExpression<Q>,
    Self: AppearsOnTable<Q>,
{
}

impl<C: QueryFragment<Pg>, ST> QueryFragment<Pg> for Lookup<C, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(");
        out.push_sql(self.before);
        out.push_sql(" ");
        self.key.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

/// An operator's name.
pub fn person<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.colleague k where k.id =", id)
}

/// A department's name.
pub fn department<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.department k where k.id =", id)
}

/// A customer's name.
pub fn customer<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.customer k where k.id =", id)
}

/// A contact's name.
pub fn contact<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.contact k where k.id =", id)
}

/// A lead's name.
pub fn lead<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.lead k where k.id =", id)
}

/// An invoice title.
pub fn invoice_title<C>(id: C) -> Lookup<C> {
    lookup("select k.title from kehu.invoice_title k where k.id =", id)
}

/// A contract's code.
pub fn contract<C>(id: C) -> Lookup<C> {
    lookup("select k.code from kehu.contract k where k.id =", id)
}

/// An opportunity's name.
pub fn opportunity<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.opportunity k where k.id =", id)
}

/// A quote's code.
pub fn quote<C>(id: C) -> Lookup<C> {
    lookup("select k.code from kehu.quote k where k.id =", id)
}

/// A pipeline's name.
pub fn pipeline<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.pipeline k where k.id =", id)
}

/// A stage's name.
pub fn stage_name<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.stage k where k.id =", id)
}

/// The code of a stage.
pub fn stage<C>(id: C) -> Lookup<C> {
    lookup("select k.code from kehu.stage k where k.id =", id)
}

/// A competitor's name.
pub fn competitor<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.competitor k where k.id =", id)
}

/// An order's code.
pub fn order<C>(id: C) -> Lookup<C> {
    lookup("select k.code from kehu.sales_order k where k.id =", id)
}

/// What an activity is called.
pub fn activity<C>(id: C) -> Lookup<C> {
    lookup("select k.title from kehu.activity k where k.id =", id)
}

/// An invoice's code.
pub fn invoice<C>(id: C) -> Lookup<C> {
    lookup("select k.code from kehu.invoice k where k.id =", id)
}

/// A payment's code.
pub fn payment<C>(id: C) -> Lookup<C> {
    lookup("select k.code from kehu.payment k where k.id =", id)
}

/// An instalment as `SH-2002-0001/2`.
pub fn instalment<C>(id: C) -> Lookup<C> {
    lookup(
        "select o.code || '/' || k.seq from kehu.instalment k join kehu.sales_order o on o.id = k.order_id where k.id =",
        id,
    )
}

/// A publication's name.
pub fn publication<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.publication k where k.id =", id)
}

/// A position's name.
pub fn position<C>(id: C) -> Lookup<C> {
    lookup("select k.name from kehu.ad_position k where k.id =", id)
}

/// An order line as its position.
pub fn line<C>(id: C) -> Lookup<C> {
    lookup(
        "select p.name from kehu.order_line k join kehu.ad_position p on p.id = k.position_id where k.id =",
        id,
    )
}

/// An insertion as the issue it stands in.
pub fn insertion<C>(id: C) -> Lookup<C> {
    lookup("select n.label from kehu.insertion k join kehu.issue n on n.id = k.issue_id where k.id =", id)
}
