//! The words of a table of figures, for the screen and for files: what its sides and its figures are called, its keys, its figures.
//! Knows no rows and no screen.

use rust_decimal::Decimal;

use super::{faults::tongue, lexicon::Labels};
use crate::{
    domain::{
        discount,
        field::{FieldDef, Shape},
        kind::Kind,
        money,
        pivot::{Asked, Axis, Crosstab, Measured},
        query::{self, Expr, Path, Query, Span, Step},
        value::Value,
    },
    i18n::{Lang, Msg},
    text::clean,
};

/// In which words: the language, and the company's own for the codes of its dictionaries.
pub struct Words<'a> {
    /// The language.
    pub lang: Lang,
    /// Dictionary and code to label.
    pub word: &'a dyn Fn(&str, &str) -> String,
}

impl Words<'_> {
    /// What a way to a field is called: `Customer.City`.
    fn way(&self, mut kind: Kind, path: &Path) -> String {
        let mut names = Vec::new();
        let name = |kind: Kind, field: &FieldDef| self.lang.field(kind.name(), field.name);
        for step in &path.steps {
            if let Step::Up(field, _) = step {
                names.push(name(kind, field));
            }
            kind = step.kind();
        }
        names.extend(path.field.map(|field| name(kind, field)));
        names.join(".")
    }

    /// What stands along a side.
    pub fn axis(&self, kind: Kind, axis: &Axis) -> String {
        let way = self.way(kind, &axis.path);
        match axis.each {
            Some(each) => self.lang.fmt(Msg::ReportEach, &[&way, &each.say(tongue(self.lang))]),
            None => way,
        }
    }

    /// What the figures are.
    pub fn measure(&self, kind: Kind, measure: &Measured) -> String {
        let name = |field: &FieldDef| self.lang.field(kind.name(), field.name);
        match measure {
            Measured::Count => self.lang.tr(Msg::ReportCount).to_owned(),
            Measured::Holds(_, rows) => self.condition(kind, rows),
            Measured::Part(field) => self.lang.fmt(Msg::ReportPart, &[&name(field)]),
            Measured::Running(field) => self.lang.fmt(Msg::ReportRunning, &[&name(field)]),
            Measured::Sum(field) => self.lang.fmt(Msg::ReportSum, &[&name(field)]),
            Measured::Average(field) => self.lang.fmt(Msg::ReportAverage, &[&name(field)]),
            Measured::Distinct(path) => self.lang.fmt(Msg::ReportDistinct, &[&self.way(kind, path)]),
            Measured::Share(_) => self.lang.tr(Msg::ReportShare).to_owned(),
            Measured::Ratio(above, below) => self.lang.fmt(Msg::ReportRatio, &[&name(above), &name(below)]),
        }
    }

    /// A condition, as it is written.
    fn condition(&self, kind: Kind, rows: &Expr) -> String {
        let whole = Query { kind: None, rows: rows.clone(), shown: Vec::new() };
        query::print(&whole, kind, tongue(self.lang), &Labels::default())
    }

    /// What stands above a column; none is the total.
    pub fn column(&self, asked: &Asked, table: &Crosstab, col: Option<usize>) -> String {
        match (col, asked.more.is_empty()) {
            (None, true) => self.lang.tr(Msg::ReportTotal).to_owned(),
            (Some(at), true) => {
                table.cols.get(at).map_or_else(String::new, |line| self.keys(&asked.cols, &line.keys))
            }
            (col, false) => self.measure(asked.kind, asked.measured(col)),
        }
    }

    /// What the whole table is.
    pub fn table(&self, asked: &Asked) -> String {
        let sides = |axes: &[Axis]| {
            let names: Vec<String> = axes.iter().map(|axis| self.axis(asked.kind, axis)).collect();
            names.join(self.lang.tr(Msg::ReportAnd))
        };
        let measure = self.measure(asked.kind, &asked.measure);
        match asked.cols.is_empty() {
            true => self.lang.fmt(Msg::ReportBy, &[&measure, &sides(&asked.rows)]),
            false => self.lang.fmt(Msg::ReportAcross, &[&measure, &sides(&asked.rows), &sides(&asked.cols)]),
        }
    }

    /// What stands for a row or a column along a side; safe to show.
    pub fn key(&self, axis: &Axis, key: &Value) -> String {
        let text = match (key, axis.shape()) {
            (Value::Empty, _) => self.lang.tr(Msg::ReportNone).to_owned(),
            (Value::Date(day), _) => match axis.each {
                Some(Span::Month) => day.format("%Y-%m").to_string(),
                Some(Span::Quarter) => {
                    format!("{}q{}", day.format("%Y"), chrono::Datelike::month0(day) / 3 + 1)
                }
                Some(Span::Year) => day.format("%Y").to_string(),
                _ => day.to_string(),
            },
            (Value::Code(code), Shape::Choice(_, list)) => self.lang.value(list, code).to_owned(),
            (Value::Code(code), Shape::Dict(dict)) => (self.word)(dict, code),
            (Value::Flag(yes), _) => {
                self.lang.tr(if *yes { Msg::ReportYes } else { Msg::ReportNo }).to_owned()
            }
            (Value::Link(link), _) if link.label.is_empty() => self.lang.tr(Msg::CellHidden).to_owned(),
            (Value::Money(n), _) => money::grouped(*n),
            (Value::Ratio(n), Shape::Discount) => discount::shown(*n),
            (Value::Ratio(n), _) => percent(*n),
            (other, _) => other.plain(),
        };
        clean(&text).into_string()
    }

    /// The keys of a row or a column as one text.
    pub fn keys(&self, axes: &[Axis], keys: &[Value]) -> String {
        let each: Vec<String> = axes.iter().zip(keys).map(|(axis, key)| self.key(axis, key)).collect();
        each.join(" ")
    }
}

/// A figure of a shape; nothing to divide by is a dash.
pub fn figure(shape: Shape, value: Option<Decimal>, wan: bool) -> String {
    let Some(value) = value else { return "-".to_owned() };
    match shape {
        Shape::Money if wan => money::wan(value),
        Shape::Money => money::grouped(value),
        Shape::Discount => discount::shown(value),
        Shape::Percent => percent(value),
        _ => value.normalize().to_string(),
    }
}

fn percent(ratio: Decimal) -> String {
    format!("{} %", (ratio * Decimal::ONE_HUNDRED).normalize())
}
