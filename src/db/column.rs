//! A column of a list: its name, how its cell is read from a row, and the expression that sorts and filters it. Typed
//! inside, erased here, so that one list serves all kinds. Knows no kind.

use diesel::{
    BoxableExpression,
    expression::expression_types::NotSelectable,
    pg::Pg,
    sql_types::{BigInt, Bool, Date, Integer, Nullable, Numeric, Text, Timestamptz},
};

use crate::domain::value::Value;

/// An expression over the tables `Q`; every one may be null.
pub type Expr<Q, ST> = Box<dyn BoxableExpression<Q, Pg, SqlType = Nullable<ST>>>;
/// Which rows of `Q`. Null is not true.
pub type Predicate<Q> = Expr<Q, Bool>;
/// A part of an order of rows.
pub type Order<Q> = Box<dyn BoxableExpression<Q, Pg, SqlType = NotSelectable>>;

/// Makes an expression anew for each use.
pub type Make<Q, ST> = &'static (dyn Fn() -> Expr<Q, ST> + Send + Sync);

/// Where a column's value comes from.
pub enum Source<Q: 'static> {
    /// A text or a code.
    Text(Make<Q, Text>),
    /// A whole number.
    Int(Make<Q, Integer>),
    /// Yuan or a ratio.
    Number(Make<Q, Numeric>),
    /// A business date.
    Date(Make<Q, Date>),
    /// A point in time.
    Moment(Make<Q, Timestamptz>),
    /// Yes or no.
    Flag(Make<Q, Bool>),
    /// Another record: filtered by its id, sorted by what it is called.
    Link(Make<Q, BigInt>, Make<Q, Text>),
    /// The same for operators and departments, whose ids are smaller: a cast would hide the index.
    SmallLink(Make<Q, Integer>, Make<Q, Text>),
}

/// A column of the rows `R` over the tables `Q`.
pub struct Column<R, Q: 'static> {
    /// The field's name.
    pub name: &'static str,
    /// Its cell.
    pub get: fn(&R) -> Value,
    /// Its expression.
    pub source: Source<Q>,
    /// Never empty: it sorts without a word on nulls, as indexes do.
    pub always: bool,
    /// A look-up for each row: added up for so many rows as are counted, not for all.
    pub dear: bool,
}

impl<R, Q: 'static> Column<R, Q> {
    const fn new(name: &'static str, get: fn(&R) -> Value, source: Source<Q>) -> Self {
        Column { name, get, source, always: false, dear: false }
    }

    /// A text or a code.
    pub const fn text(name: &'static str, get: fn(&R) -> Value, sql: Make<Q, Text>) -> Self {
        Self::new(name, get, Source::Text(sql))
    }

    /// A whole number.
    pub const fn int(name: &'static str, get: fn(&R) -> Value, sql: Make<Q, Integer>) -> Self {
        Self::new(name, get, Source::Int(sql))
    }

    /// Yuan or a ratio.
    pub const fn number(name: &'static str, get: fn(&R) -> Value, sql: Make<Q, Numeric>) -> Self {
        Self::new(name, get, Source::Number(sql))
    }

    /// A business date.
    pub const fn date(name: &'static str, get: fn(&R) -> Value, sql: Make<Q, Date>) -> Self {
        Self::new(name, get, Source::Date(sql))
    }

    /// A point in time.
    pub const fn moment(name: &'static str, get: fn(&R) -> Value, sql: Make<Q, Timestamptz>) -> Self {
        Self::new(name, get, Source::Moment(sql))
    }

    /// Yes or no.
    pub const fn flag(name: &'static str, get: fn(&R) -> Value, sql: Make<Q, Bool>) -> Self {
        Self::new(name, get, Source::Flag(sql))
    }

    /// Another record.
    pub const fn link(
        name: &'static str,
        get: fn(&R) -> Value,
        id: Make<Q, BigInt>,
        label: Make<Q, Text>,
    ) -> Self {
        Self::new(name, get, Source::Link(id, label))
    }

    /// An operator or a department.
    pub const fn small_link(
        name: &'static str,
        get: fn(&R) -> Value,
        id: Make<Q, Integer>,
        label: Make<Q, Text>,
    ) -> Self {
        Self::new(name, get, Source::SmallLink(id, label))
    }

    /// Looked up for each row.
    pub const fn dear(mut self) -> Self {
        self.dear = true;
        self
    }

    /// Never empty, by a NOT NULL of the table itself.
    pub const fn always(mut self) -> Self {
        self.always = true;
        self
    }
}

/// An expression as a column wants it.
macro_rules! sql {
    ($expression:expr) => {
        &|| Box::new(diesel::NullableExpressionMethods::nullable($expression))
    };
}
pub(super) use sql;
