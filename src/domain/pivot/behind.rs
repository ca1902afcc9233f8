//! The rows behind a cell, in the words of the filter language: what a row or a column of the table means as a condition.

use chrono::{Datelike, Days, NaiveDate};

use super::Axis;
use crate::domain::{
    date::{DateWord, Day},
    field::{FieldDef, Shape},
    filter::Op,
    query::{Expr, Path, Period, Scalar, Span, Term, Test},
    value::Value,
};

/// The condition that a row or a column stands for; every row where the axis has no field.
pub fn behind(axis: &Axis, key: &Value) -> Expr {
    let Some(field) = axis.field() else { return Expr::All };
    if key.is_empty() {
        return nothing(&axis.path);
    }
    match test(field, axis.each, key) {
        Some(test) => Expr::Term(Term { path: axis.path.clone(), any: vec![test] }),
        None => Expr::All,
    }
}

/// Nothing in the field, or no record at the end of the way, or none that the reader may see.
fn nothing(path: &Path) -> Expr {
    let empty = Expr::No(path.clone());
    if path.steps.is_empty() {
        return empty;
    }
    let unreached = Expr::No(Path { steps: path.steps.clone(), field: None });
    Expr::any(vec![empty, unreached]).unwrap_or(Expr::All)
}

fn test(field: &FieldDef, each: Option<Span>, key: &Value) -> Option<Test> {
    let value = match (key, field.shape) {
        (Value::Link(link), _) => Scalar::Record(link.id),
        (Value::Code(code), _) => Scalar::Code(code.clone()),
        (Value::Flag(yes), _) => Scalar::Flag(*yes),
        (Value::Text(text), Shape::Text | Shape::Note) => {
            return Some(Test::By(Some(Op::Eq), Scalar::Text(text.clone())));
        }
        (Value::Int(n), _) => Scalar::Number((*n).into()),
        (Value::Money(n) | Value::Ratio(n), _) => Scalar::Number(n.normalize()),
        (Value::Date(day), _) => return span(*day, each.unwrap_or(Span::Day)),
        _ => return None,
    };
    Some(Test::By(None, value))
}

/// The span of time that begins on this day.
fn span(first: NaiveDate, each: Span) -> Option<Test> {
    let day = |day: NaiveDate| Scalar::Period(Period::Day(DateWord::plain(Day::Full(day))));
    let whole = |period| Some(Test::By(None, Scalar::Period(period)));
    match each {
        Span::Day => Some(Test::By(None, day(first))),
        Span::Week => Some(Test::Range(Some(day(first)), Some(day(first + Days::new(6))))),
        Span::Month => whole(Period::MonthOf(first.year(), first.month())),
        Span::Quarter => whole(Period::QuarterOf(first.year(), first.month0() / 3 + 1)),
        Span::Year => whole(Period::YearOf(first.year())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{entity, kind::Kind, query, query::Step},
        entry::lexicon::Labels,
    };

    #[test]
    fn no_record_at_the_end_of_a_way_reads_back_as_that() {
        for kind in Kind::ALL {
            for link in entity::def(kind).fields {
                let Shape::Link(to) = link.shape else { continue };
                for field in entity::def(to).fields {
                    let path = Path { steps: vec![Step::Up(link, to)], field: Some(field) };
                    let rows = nothing(&path);
                    let whole = query::Query { kind: None, rows, shown: Vec::new() };
                    let text = query::print(&whole, kind, query::Tongue::English, &Labels::default());
                    let back = query::read_rows(&text, kind, &Labels::default());
                    assert_eq!((back.query.rows, back.faults), (whole.rows, Vec::new()), "{text}");
                }
            }
        }
    }
}
