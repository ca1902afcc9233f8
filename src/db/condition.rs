//! One condition on one column, as a predicate with binds. Knows columns, not kinds.

use chrono::NaiveDate;
use diesel::{
    AppearsOnTable, BoolExpressionMethods, Expression, ExpressionMethods, PgTextExpressionMethods,
    QueryResult, SelectableExpression,
    expression::{ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Bool, Date, Nullable, Numeric, Text, Timestamptz},
};

use super::{
    column::{Column, Expr, Order, Predicate, Source},
    fixed::fixed,
};
use crate::domain::{filter::Op, value::Value};

/// One of the comparisons that every sort of value has; none for those of texts.
macro_rules! compared {
    ($expr:expr, $op:expr, $value:expr) => {
        match $op {
            Op::Eq => Some(Box::new($expr.eq($value)) as Predicate<Q>),
            Op::Lt => Some(Box::new($expr.lt($value)) as Predicate<Q>),
            Op::Le => Some(Box::new($expr.le($value)) as Predicate<Q>),
            Op::Gt => Some(Box::new($expr.gt($value)) as Predicate<Q>),
            Op::Ge => Some(Box::new($expr.ge($value)) as Predicate<Q>),
            Op::Has | Op::Starts | Op::Empty => None,
        }
    };
}

/// The condition as a filter means it: links by their id. None where the column cannot be compared like that.
pub fn condition<R, Q: 'static>(column: &Column<R, Q>, op: Op, value: &Value) -> Option<Predicate<Q>> {
    if op == Op::Empty {
        return Some(empty(column));
    }
    match (&column.source, value) {
        (Source::Link(id, _), Value::Link(_) | Value::Int(_)) => compared!(id(), op, value.id()?),
        (Source::SmallLink(id, _), Value::Link(_) | Value::Int(_)) => match i32::try_from(value.id()?) {
            Ok(small) => compared!(id(), op, small),
            Err(_) => beyond_all(column, op, value.id()? > 0),
        },
        _ => by_key(column, op, value),
    }
}

/// The condition as a sort means it: links by what they are called.
pub fn by_key<R, Q: 'static>(column: &Column<R, Q>, op: Op, value: &Value) -> Option<Predicate<Q>> {
    match &column.source {
        Source::Text(_) | Source::Link(..) | Source::SmallLink(..) => {
            let text = match value {
                Value::Text(_) | Value::Code(_) | Value::Link(_) => value.str().to_owned(),
                _ => return None,
            };
            match (op, code(value)) {
                (Op::Has, _) => Some(Box::new(text_of(column)?.ilike(containing(&text)))),
                (Op::Starts, _) => Some(Box::new(text_of(column)?.ilike(starting(&text)))),
                (_, Some(code)) => compared!(text_of(column)?, op, fixed::<Nullable<Text>>(code)),
                (_, None) => compared!(text_of(column)?, op, text),
            }
        }
        Source::Int(expr) => match value {
            Value::Int(n) => match i32::try_from(*n) {
                Ok(n) => compared!(expr(), op, n),
                Err(_) => beyond_all(column, op, *n > 0),
            },
            _ => None,
        },
        Source::Number(expr) => match value.decimal()? {
            zero if zero.is_zero() => compared!(expr(), op, fixed::<Nullable<Numeric>>("0")),
            number => compared!(expr(), op, number),
        },
        Source::Date(expr) => compared!(expr(), op, value.date()?),
        Source::Moment(expr) => match value {
            Value::Moment(at) => compared!(expr(), op, *at),
            Value::Date(day) => on_day(expr(), op, *day),
            _ => None,
        },
        Source::Flag(expr) => match value {
            Value::Flag(true) => compared!(expr(), op, fixed::<Nullable<Bool>>("true")),
            Value::Flag(false) => compared!(expr(), op, fixed::<Nullable<Bool>>("false")),
            _ => None,
        },
    }
}

/// A code of the program's own, as it stands in a text of SQL. These, yes and no, and nothing owed are what partial indexes speak of: as
/// parameters they would hide from a plan that is made once that such an index fits.
fn code(value: &Value) -> Option<String> {
    let Value::Code(code) = value else { return None };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    code.chars().all(plain).then(|| format!("'{code}'"))
}

/// Nothing stored; an empty text is nothing.
pub fn empty<R, Q: 'static>(column: &Column<R, Q>) -> Predicate<Q> {
    match &column.source {
        Source::Text(_) => match text_of(column) {
            Some(expr) => Box::new(Null(expr)),
            None => never(),
        },
        Source::Int(expr) => Box::new(Null(expr())),
        Source::Number(expr) => Box::new(Null(expr())),
        Source::Date(expr) => Box::new(Null(expr())),
        Source::Moment(expr) => Box::new(Null(expr())),
        Source::Flag(expr) => Box::new(Null(expr())),
        Source::Link(id, _) => Box::new(Null(id())),
        Source::SmallLink(id, _) => Box::new(Null(id())),
    }
}

/// What sorts last in either direction: nothing, or a record whose name is not within the rights.
pub fn keyless<R, Q: 'static>(column: &Column<R, Q>) -> Predicate<Q> {
    match (&column.source, text_of(column)) {
        (Source::Link(..) | Source::SmallLink(..), Some(label)) => Box::new(Null(label)),
        _ => empty(column),
    }
}

/// The part of an order. Empty cells come last, or first.
pub fn order<R, Q: 'static>(column: &Column<R, Q>, descending: bool, empty_first: bool) -> Order<Q> {
    use diesel::PgSortExpressionMethods;
    macro_rules! ordered {
        ($expr:expr) => {
            match (descending, column.always, empty_first) {
                (false, true, _) => Box::new($expr.asc()) as Order<Q>,
                (true, true, _) => Box::new($expr.desc()) as Order<Q>,
                (false, false, false) => Box::new($expr.asc().nulls_last()) as Order<Q>,
                (true, false, false) => Box::new($expr.desc().nulls_last()) as Order<Q>,
                (false, false, true) => Box::new($expr.asc().nulls_first()) as Order<Q>,
                (true, false, true) => Box::new($expr.desc().nulls_first()) as Order<Q>,
            }
        };
    }
    match &column.source {
        Source::Int(expr) => ordered!(expr()),
        Source::Number(expr) => ordered!(expr()),
        Source::Date(expr) => ordered!(expr()),
        Source::Moment(expr) => ordered!(expr()),
        Source::Flag(expr) => ordered!(expr()),
        Source::Text(expr) | Source::Link(_, expr) | Source::SmallLink(_, expr) => match text_of(column) {
            Some(text) => ordered!(text),
            None => ordered!(expr()),
        },
    }
}

diesel::define_sql_function! {
    /// An empty text is nothing.
    fn nullif(stored: Nullable<Text>, nothing: Text) -> Nullable<Text>;
}

/// The text that is compared, sorted and gathered by.
pub fn text_of<R, Q: 'static>(column: &Column<R, Q>) -> Option<Expr<Q, Text>> {
    match &column.source {
        Source::Text(expr) | Source::Link(_, expr) | Source::SmallLink(_, expr) if column.always => {
            Some(expr())
        }
        Source::Text(expr) | Source::Link(_, expr) | Source::SmallLink(_, expr) => {
            Some(Box::new(nullif(expr(), "")))
        }
        _ => None,
    }
}

/// A point in time by its day in the company's time zone.
fn on_day<Q: 'static>(moment: Expr<Q, Timestamptz>, op: Op, day: NaiveDate) -> Option<Predicate<Q>> {
    compared!(Day(moment), op, day)
}

/// The day of a point in time, in the company's time zone.
pub fn day<Q: 'static>(moment: Expr<Q, Timestamptz>) -> Expr<Q, Date> {
    Box::new(Day(moment))
}

/// All stored numbers are on one side of one that is too great, or too far below, for the column.
fn beyond_all<R, Q: 'static>(column: &Column<R, Q>, op: Op, above: bool) -> Option<Predicate<Q>> {
    match (op, above) {
        (Op::Lt | Op::Le, true) | (Op::Gt | Op::Ge, false) => Some(not(empty(column))),
        (Op::Eq, _) | (Op::Gt | Op::Ge, true) | (Op::Lt | Op::Le, false) => Some(never()),
        (Op::Has | Op::Starts | Op::Empty, _) => None,
    }
}

/// No row.
pub fn never<Q: 'static>() -> Predicate<Q> {
    Box::new(fixed::<Nullable<Bool>>("false"))
}

/// All of these; none of them: every row.
pub fn all<Q: 'static>(parts: Vec<Predicate<Q>>) -> Option<Predicate<Q>> {
    parts.into_iter().reduce(|a, b| Box::new(a.and(b)))
}

/// Any of these; none of them: no row.
pub fn any<Q: 'static>(parts: Vec<Predicate<Q>>) -> Predicate<Q> {
    parts.into_iter().reduce(|a, b| Box::new(a.or(b))).unwrap_or_else(never)
}

/// Rows for which it does not hold, those with an empty field included.
pub fn not<Q: 'static>(part: Predicate<Q>) -> Predicate<Q> {
    Box::new(NotTrue(part))
}

/// `%` and `_` in what was typed stand for themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// As a pattern: anywhere.
pub fn containing(text: &str) -> String {
    format!("%{}%", escaped(text))
}

/// As a pattern: at the beginning.
pub fn starting(text: &str) -> String {
    format!("{}%", escaped(text))
}

/// `(<expr>) IS NOT TRUE`: neither false nor null is true.
#[derive(Debug, Clone, Copy)]
struct NotTrue<E>(E);

/// `(<expr>) IS NULL`, which diesel's own is not for expressions of any tables.
#[derive(Debug, Clone, Copy)]
struct Null<E>(E);

/// `(<expr> at time zone <the company's>)::date`.
#[derive(Debug, Clone, Copy)]
struct Day<E>(E);

macro_rules! wrapped {
    ($name:ident, $sort:ty, $before:literal, $after:literal) => {
        impl<E: Expression> Expression for $name<E> {
            type SqlType = Nullable<$sort>;
        }
        impl<E> QueryId for $name<E> {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        }
        impl<E, GB> ValidGrouping<GB> for $name<E> {
            type IsAggregate = is_aggregate::No;
        }
        impl<E: AppearsOnTable<Q>, Q> AppearsOnTable<Q> for $name<E> {}
        impl<E: SelectableExpression<Q>, Q> SelectableExpression<Q> for $name<E> {}
        impl<E: QueryFragment<Pg>> QueryFragment<Pg> for $name<E> {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                out.push_sql($before);
                self.0.walk_ast(out.reborrow())?;
                out.push_sql($after);
                Ok(())
            }
        }
    };
}
wrapped!(NotTrue, Bool, "((", ") IS NOT TRUE)");
wrapped!(Null, Bool, "((", ") IS NULL)");
wrapped!(
    Day,
    Date,
    "((",
    ") AT TIME ZONE coalesce((SELECT s.value #>> '{}' FROM kehu.setting s WHERE s.key = 'time_zone'), 'Asia/Shanghai'))::date"
);
