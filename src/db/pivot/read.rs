//! From the groups that the statement answers to a table of figures.

use std::collections::HashMap;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::statement::Found;
use crate::domain::{
    field::Shape,
    pivot::{Asked, Axis, Crosstab, Figure, Line, Measured},
    value::Value,
};

/// The table, in its first order.
pub fn read(found: Vec<Found>, asked: &Asked) -> Crosstab {
    let mut table = Crosstab::default();
    let (mut rows_at, mut cols_at) = (HashMap::new(), HashMap::new());
    for (level, rk, rl, ck, cl, rows, above, below, all_rows, all_cols) in &found {
        let total = figure(asked, *rows, *above, *below);
        table.all = (*all_rows as usize, *all_cols as usize);
        match level {
            1 => {
                rows_at.insert(rk, table.rows.len());
                table.rows.push(Line { keys: values(rk, rl, &asked.rows), total });
            }
            2 => {
                cols_at.insert(ck, table.cols.len());
                table.cols.push(Line { keys: values(ck, cl, &asked.cols), total });
            }
            3 => table.total = total,
            _ => {}
        }
    }
    for (level, rk, _, ck, _, rows, above, below, ..) in &found {
        if let (0, Some(row), Some(col)) = (level, rows_at.get(rk), cols_at.get(ck)) {
            table.cells.insert((*row, *col), figure(asked, *rows, *above, *below));
        }
    }
    table.arrange(asked);
    table
}

fn values(keys: &[String], labels: &[Option<String>], axes: &[Axis]) -> Vec<Value> {
    let labelled = keys.iter().zip(labels).zip(axes);
    labelled.map(|((key, label), axis)| value(key, label.as_deref(), axis.shape())).collect()
}

fn figure(asked: &Asked, rows: i64, above: Option<Decimal>, below: Option<Decimal>) -> Figure {
    let value = match below {
        None => above,
        Some(below) => above.and_then(|above| above.checked_div(below)),
    };
    // Yuan to the fen, a ratio to a hundredth of a percent.
    let value = value.map(|value| match asked.measure.shape() {
        Shape::Decimal | Shape::Percent | Shape::Discount => value.round_dp(4),
        _ => value.round_dp(2),
    });
    // The rows behind it are those that are counted.
    let counted = || value.and_then(|value| value.to_i64()).unwrap_or(rows);
    let rows = if matches!(asked.measure, Measured::Holds(..)) { counted() } else { rows };
    Figure { rows, value }
}

/// A key as the value of its field.
fn value(key: &str, label: Option<&str>, shape: Shape) -> Value {
    let Some(text) = key.strip_prefix('=') else { return Value::Empty };
    let number = || text.parse::<Decimal>().ok();
    let read = match shape {
        Shape::Text | Shape::Note => Some(Value::Text(text.to_owned())),
        Shape::Choice(..) | Shape::Dict(_) => Some(Value::Code(text.to_owned())),
        Shape::Number => text.parse().ok().map(Value::Int),
        Shape::Money => number().map(Value::Money),
        Shape::Decimal | Shape::Percent | Shape::Discount => number().map(Value::Ratio),
        Shape::Date | Shape::Moment => text.parse().ok().map(Value::Date),
        Shape::Flag => Some(Value::Flag(text == "true")),
        Shape::Link(_) => text.parse().ok().map(|id| Value::link(id, label.unwrap_or_default())),
    };
    read.unwrap_or_default()
}
