//! Rows under headings, with their figures: what `group:` and `sum:` ask for.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{Sheet, table::shown};
use crate::{
    domain::{
        entity::EntityDef,
        field::{FieldDef, Shape},
        money,
        query::{self, Directive, Group, Measure, Path},
        record::Row,
        value::Value,
    },
    entry::faults::tongue,
    i18n::{Lang, Msg},
};

/// A heading: a field, and the span of time that its dates are gathered by.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// The field.
    pub field: &'static FieldDef,
    span: Option<query::Span>,
}

/// A figure that is asked for.
#[derive(Debug)]
pub struct Figured {
    /// What it is.
    pub measure: Measure,
    /// Of a share, the rows for which its condition holds.
    pub holds: HashSet<i64>,
}

/// Where each heading begins, and what it is called.
pub type Starts = Vec<(usize, String)>;

/// Rows under one heading.
#[derive(Debug)]
pub struct Section {
    /// The place of its first row.
    pub at: usize,
    /// What it is called.
    pub title: String,
    /// Sums, under their columns.
    pub sums: Vec<(&'static str, Decimal)>,
    /// Figures that no column stands for.
    pub more: String,
}

/// The headings; the way, where one is not a field of the rows themselves.
pub fn headings<'a>(
    groups: &'a [Group],
    def: &EntityDef,
    shown: &[Directive],
) -> Result<Vec<Heading>, Option<&'a Path>> {
    let own = |path: &'a Path| path.field.filter(|_| path.steps.is_empty()).ok_or(Some(path));
    let one = |group: &'a Group| match group {
        Group::By(path) => own(path).map(|field| Heading { field, span: None }),
        Group::Each(Some(path), span) => own(path).map(|field| Heading { field, span: Some(*span) }),
        Group::Each(None, span) => {
            let field = query::dated(def.kind, shown).ok_or(None)?;
            Ok(Heading { field, span: Some(*span) })
        }
    };
    groups.iter().map(one).collect()
}

impl Heading {
    /// Each value of a field, or each span of a date.
    pub fn of_field(field: &'static FieldDef, span: Option<query::Span>) -> Heading {
        Heading { field, span }
    }

    fn of(self, row: &Row, sheet: &Sheet) -> String {
        let value = row.get(self.field.name);
        let day = match value {
            Value::Moment(at) => Some(at.date_naive()),
            value => value.date(),
        };
        let said = match (self.span, day) {
            (Some(span), Some(day)) => span.name(day, tongue(sheet.lang)),
            _ => shown(sheet, self.field, value),
        };
        if said.is_empty() { sheet.lang.tr(Msg::QueryNothing).to_owned() } else { said }
    }
}

/// Where the headings of a sheet's rows begin.
pub fn starts(sheet: &Sheet, headings: &[Heading]) -> Starts {
    let title = |row: &Row| headings.iter().map(|one| one.of(row, sheet)).collect::<Vec<_>>().join(" · ");
    let mut starts = Starts::new();
    for (n, row) in sheet.rows.iter().enumerate() {
        let title = title(row);
        if starts.last().is_none_or(|(_, before)| *before != title) {
            starts.push((n, title));
        }
    }
    starts
}

/// The rows of a sheet under their headings, in their order.
pub fn sections(sheet: &Sheet, starts: Starts, measures: &[Figured]) -> Vec<Section> {
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([sheet.rows.len()]).collect();
    let made = |((at, title), end): ((usize, String), usize)| {
        let rows = &sheet.rows[at..end];
        Section { at, title, sums: sums(measures, rows), more: more(measures, rows, sheet.lang, sheet.def) }
    };
    starts.into_iter().zip(ends).map(made).collect()
}

fn sums(measures: &[Figured], rows: &[Row]) -> Vec<(&'static str, Decimal)> {
    let sum = |one: &Figured| match one.measure {
        Measure::Sum(field) => Some((field.name, figure(one, rows)?)),
        _ => None,
    };
    measures.iter().filter_map(sum).collect()
}

/// The figures that are no sums of a column, each with its name.
pub fn more(measures: &[Figured], rows: &[Row], lang: Lang, def: &EntityDef) -> String {
    let label = |field: &FieldDef| lang.field(def.kind.name(), field.name);
    let end = |path: &Path| path.field.map_or("", label);
    let one = |one: &Figured| {
        let measure = &one.measure;
        let name = match measure {
            Measure::Sum(_) => return None,
            Measure::Share(_) => lang.tr(Msg::ReportShare).to_owned(),
            Measure::Holds(_) => lang.tr(Msg::SentenceCount).to_owned(),
            // They are said of rows of figures alone.
            Measure::Part(_) | Measure::Running(_) => return None,
            Measure::Count => lang.tr(Msg::SentenceCount).to_owned(),
            Measure::Average(field) => lang.fmt(Msg::SentenceAverage, &[&label(field)]),
            Measure::Distinct(path) => lang.fmt(Msg::SentenceDistinct, &[&end(path)]),
            Measure::Ratio(part, whole) => lang.fmt(Msg::SentenceRatio, &[&label(part), &label(whole)]),
        };
        let said = figure(one, rows).map_or("-".to_owned(), |figure| match measure {
            Measure::Average(field) if field.shape == Shape::Money => money::grouped(figure),
            Measure::Ratio(..) | Measure::Share(_) => {
                format!("{} %", (figure * Decimal::ONE_HUNDRED).round_dp(1).normalize())
            }
            _ => figure.round_dp(2).normalize().to_string(),
        });
        Some(format!("{name} {said}"))
    };
    measures.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

/// A figure of these rows; none where there is nothing to divide by.
fn figure(Figured { measure, holds }: &Figured, rows: &[Row]) -> Option<Decimal> {
    let numbers = |field: &FieldDef| -> Vec<Decimal> {
        rows.iter().filter_map(|row| row.get(field.name).decimal()).collect()
    };
    let sum = |field: &FieldDef| numbers(field).iter().sum::<Decimal>();
    match measure {
        Measure::Count => Some(rows.len().into()),
        Measure::Sum(field) => Some(sum(field)),
        Measure::Average(field) => sum(field).checked_div(numbers(field).len().into()),
        Measure::Distinct(path) => {
            let name = path.field?.name;
            let values = rows.iter().map(|row| row.get(name)).filter(|value| !value.is_empty());
            let mut all: Vec<String> =
                values.map(|value| value.id().map_or(value.plain(), |id| id.to_string())).collect();
            all.sort();
            all.dedup();
            Some(all.len().into())
        }
        Measure::Ratio(part, whole) => sum(part).checked_div(sum(whole)),
        Measure::Holds(_) => Some(rows.iter().filter(|row| holds.contains(&row.id)).count().into()),
        Measure::Part(_) | Measure::Running(_) => None,
        Measure::Share(_) => {
            let those = rows.iter().filter(|row| holds.contains(&row.id)).count();
            Decimal::from(those).checked_div(rows.len().into())
        }
    }
}
