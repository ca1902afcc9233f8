//! A table of figures as a sheet: a column for each field that its rows are, the totals, its columns; the totals of all at the end.

use super::{Cell, Look, Sheet};
use crate::{
    domain::{
        pivot::{Asked, Axis, Crosstab, Figure},
        query::Span,
        value::Value,
    },
    entry::figures::Words,
    i18n::Msg,
};

/// The whole table, its rows in this order.
pub fn figures(name: &str, asked: &Asked, table: &Crosstab, order: &[usize], words: &Words) -> Sheet {
    let figure = |col: Option<usize>, figure: Option<Figure>| match figure.and_then(|figure| figure.value) {
        Some(value) => Cell::Number(value, Look::of(asked.shape(col))),
        None => Cell::Empty,
    };
    let total = words.lang.tr(Msg::ReportTotal);
    let cols = || std::iter::once(None).chain((0..table.cols.len()).map(Some));
    let mut head: Vec<String> = asked.rows.iter().map(|axis| words.axis(asked.kind, axis)).collect();
    head.extend(cols().map(|col| words.column(asked, table, col)));
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(order.len() + 1);
    for row in order {
        let keys = asked.rows.iter().zip(&table.rows[*row].keys).map(|(axis, value)| key(axis, value, words));
        rows.push(keys.chain(cols().map(|col| figure(col, table.at(Some(*row), col)))).collect());
    }
    let names = (0..asked.rows.len()).map(|n| match n {
        0 => Cell::Text(total.to_owned()),
        _ => Cell::Empty,
    });
    rows.push(names.chain(cols().map(|col| figure(col, table.at(None, col)))).collect());
    Sheet { name: name.to_owned(), head, rows }
}

/// A key with its type; of a longer span of time its name.
fn key(axis: &Axis, value: &Value, words: &Words) -> Cell {
    let dated = matches!(axis.each, Some(Span::Month | Span::Quarter | Span::Year));
    match value {
        Value::Empty => Cell::Text(words.key(axis, value)),
        Value::Link(link) if link.label.is_empty() => Cell::Text(words.key(axis, value)),
        Value::Date(_) if dated => Cell::Text(words.key(axis, value)),
        _ => Cell::of(value, axis.shape(), words),
    }
}
