//! What a question about many rows picks of each: keys to gather them by, what they are called, numbers to add up. Typed columns, as
//! lists have them. Knows columns, not kinds.

use std::marker::PhantomData;

use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    expression::{ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Nullable, Text},
};

use super::{
    column::{Column, Source},
    condition::{day, text_of},
    fixed::fixed,
};
use crate::domain::filter::Filter;

/// A question whose types are known to whoever asks it.
pub type Question = Box<dyn QueryFragment<Pg> + Send>;

/// One of the things that are picked of a row.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// Its id.
    Id,
    /// What a field holds, to be gathered by: links by their id, points in time by their day; an empty text is nothing.
    Key(&'a str),
    /// What a link's record is called.
    Label(&'a str),
    /// A number to be added up.
    Number(&'a str),
    /// Whether a condition holds.
    Holds(&'a Filter),
}

/// Several pieces of the rows of `Q`, side by side. They stand in a sub-select alone, which gives them their names: to diesel, which
/// never reads them, they are one text.
pub struct Pieces<Q> {
    all: Vec<Question>,
    of: PhantomData<fn(Q)>,
}

impl<Q> Default for Pieces<Q> {
    fn default() -> Self {
        Pieces { all: Vec::new(), of: PhantomData }
    }
}

impl<Q: 'static> Pieces<Q> {
    /// This expression over the tables.
    pub fn add(&mut self, piece: impl SelectableExpression<Q> + QueryFragment<Pg> + Send + 'static) {
        self.all.push(Box::new(piece));
    }

    /// What a column is gathered by.
    pub fn key<R>(&mut self, column: &Column<R, Q>) {
        match &column.source {
            Source::Text(text) => match text_of(column) {
                Some(text) => self.add(text),
                None => self.add(text()),
            },
            Source::Int(n) => self.add(n()),
            Source::Number(n) => self.add(n()),
            Source::Date(date) => self.add(date()),
            Source::Moment(at) => self.add(day(at())),
            Source::Flag(flag) => self.add(flag()),
            Source::Link(id, _) => self.add(id()),
            Source::SmallLink(id, _) => self.add(id()),
        }
    }

    /// What a column's record is called; nothing for what is no link.
    pub fn label<R>(&mut self, column: &Column<R, Q>) {
        match &column.source {
            Source::Link(_, label) | Source::SmallLink(_, label) => self.add(label()),
            _ => self.add(fixed::<Nullable<Text>>("null::text")),
        }
    }

    /// A column's number; none where it holds none.
    pub fn number<R>(&mut self, column: &Column<R, Q>) -> Option<()> {
        match &column.source {
            Source::Int(n) => self.add(n()),
            Source::Number(n) => self.add(n()),
            _ => return None,
        }
        Some(())
    }
}

impl<Q> Expression for Pieces<Q> {
    type SqlType = Nullable<Text>;
}
impl<Q> AppearsOnTable<Q> for Pieces<Q> {}
impl<Q> SelectableExpression<Q> for Pieces<Q> {}
impl<Q, GB> ValidGrouping<GB> for Pieces<Q> {
    type IsAggregate = is_aggregate::No;
}
impl<Q> QueryId for Pieces<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> QueryFragment<Pg> for Pieces<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (n, piece) in self.all.iter().enumerate() {
            if n > 0 {
                out.push_sql(", ");
            }
            piece.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}
