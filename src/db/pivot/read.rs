//! From the groups that the statement answers to a table of figures.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{shape, statement::Found};
use crate::domain::{
    field::Shape,
    pivot::{Asked, Crosstab, Figure, Line},
    value::Value,
};

/// The table, in its first order.
pub fn read(found: Vec<Found>, asked: &Asked) -> Crosstab {
    let mut table = Crosstab::default();
    let mut places = [HashMap::new(), HashMap::new()];
    let col_shape = asked.cols.as_ref().map_or(Shape::Text, shape);
    for (level, rk, rl, ck, cl, rows, above, below, all_rows, all_cols) in &found {
        let total = figure(asked, *rows, *above, *below);
        table.all = (*all_rows as usize, *all_cols as usize);
        let lines = [(1, rk, rl, shape(&asked.rows)), (2, ck, cl, col_shape)];
        for ((at, key, label, shape), (place, side)) in
            lines.into_iter().zip(places.iter_mut().zip([&mut table.rows, &mut table.cols]))
        {
            if *level == at {
                let text = key.as_deref().unwrap_or_default();
                place.insert(text, side.len());
                side.push(Line { key: value(text, label.as_deref(), shape), total });
            }
        }
        if *level == 3 {
            table.total = total;
        }
    }
    for (level, rk, _, ck, _, rows, above, below, ..) in &found {
        let at = |n: usize, key: &Option<String>| places[n].get(key.as_deref().unwrap_or_default()).copied();
        if let (0, Some(row), Some(col)) = (level, at(0, rk), at(1, ck)) {
            table.cells.insert((row, col), figure(asked, *rows, *above, *below));
        }
    }
    table.arrange(asked);
    table
}

fn figure(asked: &Asked, rows: i64, above: Option<Decimal>, below: Option<Decimal>) -> Figure {
    let value = match below {
        None => above,
        Some(below) => above.and_then(|above| above.checked_div(below)),
    };
    // Yuan to the fen, a ratio to a hundredth of a percent.
    let value = value.map(|value| match asked.measure.shape() {
        Shape::Percent | Shape::Discount => value.round_dp(4),
        _ => value.round_dp(2),
    });
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
        Shape::Percent | Shape::Discount => number().map(Value::Ratio),
        Shape::Date | Shape::Moment => text.parse().ok().map(Value::Date),
        Shape::Flag => Some(Value::Flag(text == "true")),
        Shape::Link(_) => text.parse().ok().map(|id| Value::link(id, label.unwrap_or_default())),
    };
    read.unwrap_or_default()
}
