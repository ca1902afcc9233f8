//! A table of figures as it is asked for: from the words of a query to fields and filters.

use crate::domain::{
    field::{FieldDef, Shape},
    filter::Filter,
    kind::Kind,
    query::{self, Directive, Expr, Group, Measure, Path, Show, Span},
};

/// What stands along one side: each value of a field, or each span of time of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The way to the field, over links alone.
    pub path: Path,
    /// Dates are gathered by this; none: each day by itself.
    pub each: Option<Span>,
}

/// The figure in each cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// How many rows.
    Count,
    /// What a number adds up to.
    Sum(&'static FieldDef),
    /// The mean of a number, over the rows that have one.
    Average(&'static FieldDef),
    /// How many different values.
    Distinct(Path),
    /// For how many of the rows it holds, as a ratio.
    Share(Filter),
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
    /// What each row of the table is, the outer one first; at least one.
    pub rows: Vec<Axis>,
    /// What each column is; none: there is the total alone.
    pub cols: Vec<Axis>,
    /// The figure.
    pub measure: Measured,
}

impl Asked {
    /// The table that a query asks for, if it asks for one: a pivot, or what a chart is drawn from. `meant` says which rows a condition
    /// means.
    pub fn of<E>(
        kind: Kind,
        filter: Filter,
        shown: &[Directive],
        meant: impl Fn(&Expr) -> Result<Filter, E>,
    ) -> Result<Option<Asked>, E> {
        let (rows, cols, measure) = match query::show(shown) {
            Show::Pivot(pivot) => (pivot.rows.as_slice(), pivot.cols.as_slice(), &pivot.measure),
            Show::Chart(chart) => (std::slice::from_ref(&chart.x), chart.by.as_slice(), &chart.y),
            _ => return Ok(None),
        };
        let axes =
            |groups: &[Group]| groups.iter().filter_map(|group| Axis::of(kind, group, shown)).collect();
        let measure = match measure {
            Measure::Count => Measured::Count,
            Measure::Sum(field) => Measured::Sum(field),
            Measure::Average(field) => Measured::Average(field),
            Measure::Distinct(path) => Measured::Distinct(path.clone()),
            Measure::Share(rows) => Measured::Share(meant(rows)?),
            Measure::Ratio(above, below) => Measured::Ratio(above, below),
        };
        Ok(Some(Asked { kind, filter, rows: axes(rows), cols: axes(cols), measure }))
    }
}

impl Axis {
    /// A heading as a side; a span of time alone is of the date that the rows are about. None where they have none.
    pub fn of(kind: Kind, group: &Group, shown: &[Directive]) -> Option<Axis> {
        Some(match group {
            Group::By(path) => Axis { path: path.clone(), each: None },
            Group::Each(Some(path), span) => Axis { path: path.clone(), each: Some(*span) },
            Group::Each(None, span) => Axis { path: Path::of(query::dated(kind, shown)?), each: Some(*span) },
        })
    }

    /// The field at its end, where the way leads to one over links alone and the span of time is for a date.
    pub fn field(&self) -> Option<&'static FieldDef> {
        query::end(&self.path).filter(|field| self.each.is_none() || query::is_date(field))
    }

    /// The shape of what stands along it.
    pub fn shape(&self) -> Shape {
        self.field().map_or(Shape::Text, |field| field.shape)
    }
}

impl Measured {
    /// How its figures look.
    pub fn shape(&self) -> Shape {
        match self {
            Measured::Count | Measured::Distinct(_) => Shape::Number,
            Measured::Sum(field) | Measured::Average(field) => field.shape,
            Measured::Share(_) | Measured::Ratio(..) => Shape::Percent,
        }
    }

    /// The field that cannot be measured like that, if one cannot.
    pub fn unfit(&self) -> Option<&'static FieldDef> {
        let adds = |field: &&'static FieldDef| !Measure::adds(field);
        match self {
            Measured::Count | Measured::Share(_) | Measured::Distinct(_) => None,
            Measured::Sum(field) => Some(*field).filter(adds),
            Measured::Average(field) => (!Measure::averages(field)).then_some(field),
            Measured::Ratio(above, below) => [*above, *below].into_iter().find(adds),
        }
    }
}
