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
    /// For how many of the rows it holds, and in which words.
    Holds(Filter, Box<Expr>),
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
    /// Which part of the sum of all rows it is.
    Part(&'static FieldDef),
    /// The same, with all that stands above.
    Running(&'static FieldDef),
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
    /// What else is said of each row, in columns of its own: where there are some, there are no other columns.
    pub more: Vec<Measured>,
    /// In which order the rows of the table come, and whether the greatest comes first; none: as [`super::Crosstab::arrange`] has it.
    pub sort: Option<(By, bool)>,
    /// No more rows of the table than that.
    pub top: Option<u32>,
}

/// By what the rows of a table are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By what they are along this side, by its place.
    Key(usize),
    /// By their figures.
    Figure,
}

impl Asked {
    /// A table in its own order, whole.
    pub fn new(kind: Kind, filter: Filter, rows: Vec<Axis>, cols: Vec<Axis>, measure: Measured) -> Asked {
        Asked { kind, filter, rows, cols, measure, more: Vec::new(), sort: None, top: None }
    }

    /// Whether a change of records of this kind may change it.
    pub fn reads(&self, kind: Kind) -> bool {
        let walks = |path: &Path| path.steps.iter().any(|step| step.kind() == kind);
        let named = |axis: &Axis| axis.shape() == Shape::Link(kind);
        let measured = |measure: &Measured| match measure {
            Measured::Distinct(path) => walks(path),
            Measured::Share(holds) | Measured::Holds(holds, _) => holds.reads(kind),
            _ => false,
        };
        let along = |axis: &Axis| walks(&axis.path) || named(axis);
        self.kind == kind
            || self.measures().any(measured)
            || self.filter.reads(kind)
            || self.rows.iter().chain(&self.cols).any(along)
    }

    /// The table that a query asks for, if it asks for one: a pivot, or what a chart is drawn from. `meant` says which rows a condition
    /// means.
    pub fn of<E>(
        kind: Kind,
        filter: Filter,
        shown: &[Directive],
        meant: impl Fn(&Expr) -> Result<Filter, E>,
    ) -> Result<Option<Asked>, E> {
        let (rows, cols, measure, more) = match query::show(shown) {
            Show::Pivot(pivot) => {
                (pivot.rows.as_slice(), pivot.cols.as_slice(), &pivot.measure, pivot.more.as_slice())
            }
            Show::Chart(chart) => (std::slice::from_ref(&chart.x), chart.by.as_slice(), &chart.y, &[][..]),
            _ => return Ok(None),
        };
        let axes =
            |groups: &[Group]| groups.iter().filter_map(|group| Axis::of(kind, group, shown)).collect();
        let measure = Measured::of(measure, &meant)?;
        let more = more.iter().map(|one| Measured::of(one, &meant)).collect::<Result<Vec<_>, E>>()?;
        let rows: Vec<Axis> = axes(rows);
        let sort = shown.iter().find_map(|directive| match directive {
            Directive::Sort(fields) => fields.iter().find_map(|(field, last)| {
                let at = rows.iter().position(|axis| axis.field() == Some(*field)).map(By::Key);
                Some((at.or(measure.is_of(field).then_some(By::Figure))?, *last))
            }),
            _ => None,
        });
        let top = shown.iter().find_map(|directive| match directive {
            Directive::Top(most) => Some(*most),
            _ => None,
        });
        Ok(Some(Asked { kind, filter, rows, cols: axes(cols), measure, more, sort, top }))
    }

    /// Its figures: that of the totals first.
    pub fn measures(&self) -> impl Iterator<Item = &Measured> {
        [&self.measure].into_iter().chain(&self.more)
    }

    /// The figure of a column; none is the total.
    pub fn measured(&self, col: Option<usize>) -> &Measured {
        col.and_then(|col| self.more.get(col)).unwrap_or(&self.measure)
    }

    /// How the figures of a column look.
    pub fn shape(&self, col: Option<usize>) -> Shape {
        self.measured(col).shape()
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
    /// The figure of a query; `meant` says which rows a condition means.
    pub fn of<E>(measure: &Measure, meant: impl Fn(&Expr) -> Result<Filter, E>) -> Result<Measured, E> {
        Ok(match measure {
            Measure::Count => Measured::Count,
            Measure::Holds(rows) => Measured::Holds(meant(rows)?, rows.clone()),
            Measure::Part(field) => Measured::Part(field),
            Measure::Running(field) => Measured::Running(field),
            Measure::Sum(field) => Measured::Sum(field),
            Measure::Average(field) => Measured::Average(field),
            Measure::Distinct(path) => Measured::Distinct(path.clone()),
            Measure::Share(rows) => Measured::Share(meant(rows)?),
            Measure::Ratio(above, below) => Measured::Ratio(above, below),
        })
    }

    /// How its figures look.
    pub fn shape(&self) -> Shape {
        match self {
            Measured::Count | Measured::Holds(..) | Measured::Distinct(_) => Shape::Number,
            Measured::Sum(field) | Measured::Average(field) => field.shape,
            Measured::Share(_) | Measured::Ratio(..) | Measured::Part(_) | Measured::Running(_) => {
                Shape::Percent
            }
        }
    }

    /// Whether it is a figure of this field.
    fn is_of(&self, field: &FieldDef) -> bool {
        match self {
            Measured::Sum(own)
            | Measured::Average(own)
            | Measured::Ratio(own, _)
            | Measured::Part(own)
            | Measured::Running(own) => own.name == field.name,
            Measured::Distinct(path) => path.field.is_some_and(|own| own.name == field.name),
            Measured::Count | Measured::Share(_) | Measured::Holds(..) => false,
        }
    }

    /// The field that cannot be measured like that, if one cannot.
    pub fn unfit(&self) -> Option<&'static FieldDef> {
        let adds = |field: &&'static FieldDef| !Measure::adds(field);
        match self {
            Measured::Count | Measured::Share(_) | Measured::Holds(..) | Measured::Distinct(_) => None,
            Measured::Sum(field) | Measured::Part(field) | Measured::Running(field) => {
                Some(*field).filter(adds)
            }
            Measured::Average(field) => (!Measure::averages(field)).then_some(field),
            Measured::Ratio(above, below) => [*above, *below].into_iter().find(adds),
        }
    }
}
