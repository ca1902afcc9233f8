//! A table of figures: rows against columns, a figure in each cell, with totals that are computed and not added. What is asked, what
//! is answered, and which rows stand behind a cell. Knows no SQL and no screen.

mod behind;
mod figures;

pub use behind::behind;
pub use figures::{Crosstab, Figure, Line};

use super::{
    field::{FieldDef, Shape},
    filter::Filter,
    kind::Kind,
    query::{Path, Span, Step},
};

/// More rows and columns than that are not shown; the totals are of all.
pub const MOST: (usize, usize) = (500, 60);

/// What stands along one side: each value of a field, or each span of time of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The way to the field, over links alone.
    pub path: Path,
    /// Dates are gathered by this; none: each day by itself.
    pub each: Option<Span>,
}

/// The figure in each cell. `C` says for which rows a condition holds: words as they are written, a filter as it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure<C> {
    /// How many rows.
    Count,
    /// What a number adds up to.
    Sum(&'static FieldDef),
    /// The mean of a number, over the rows that have one.
    Average(&'static FieldDef),
    /// How many different values.
    Distinct(Path),
    /// For how many of the rows it holds, as a ratio.
    Share(C),
    /// One sum divided by another.
    Ratio(&'static FieldDef, &'static FieldDef),
}

/// A table of figures, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The kind of the rows that are counted.
    pub kind: Kind,
    /// Which rows.
    pub filter: Filter,
    /// What each row of the table is.
    pub rows: Axis,
    /// What each column is; none: there is the total alone.
    pub cols: Option<Axis>,
    /// The figure.
    pub measure: Measure<Filter>,
}

impl Axis {
    /// A field of the kind itself.
    pub fn of(field: &'static FieldDef, each: Option<Span>) -> Axis {
        Axis { path: Path::of(field), each }
    }

    /// The field at its end, where the way leads to one over links alone and the span of time is for a date.
    pub fn field(&self) -> Option<&'static FieldDef> {
        let dated = |field: &FieldDef| matches!(field.shape, Shape::Date | Shape::Moment);
        end(&self.path).filter(|field| self.each.is_none() || dated(field))
    }
}

/// The field at the end of a way over links alone: there is one value for each row.
pub fn end(path: &Path) -> Option<&'static FieldDef> {
    path.steps.iter().all(|step| matches!(step, Step::Up(..))).then_some(path.field).flatten()
}

impl<C> Measure<C> {
    /// How its figures look.
    pub fn shape(&self) -> Shape {
        match self {
            Measure::Count | Measure::Distinct(_) => Shape::Number,
            Measure::Sum(field) | Measure::Average(field) => field.shape,
            Measure::Share(_) | Measure::Ratio(..) => Shape::Percent,
        }
    }

    /// The field that cannot be measured like that, if one cannot.
    pub fn unfit(&self) -> Option<&'static FieldDef> {
        let number = |field: &FieldDef| matches!(field.shape, Shape::Number | Shape::Money);
        let mean =
            |field: &FieldDef| number(field) || matches!(field.shape, Shape::Percent | Shape::Discount);
        match self {
            Measure::Count | Measure::Share(_) | Measure::Distinct(_) => None,
            Measure::Sum(field) => (!number(field)).then_some(field),
            Measure::Average(field) => (!mean(field)).then_some(field),
            Measure::Ratio(above, below) => [above, below].into_iter().find(|field| !number(field)).copied(),
        }
    }
}
