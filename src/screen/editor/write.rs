//! A value as the text that stands in its field: what `read` reads back.

use chrono::FixedOffset;
use rust_decimal::Decimal;

use crate::{
    domain::{field::Shape, money, value::Value},
    text::typed,
};

/// The text of a value.
pub fn write(value: &Value, shape: Shape, choices: &[(String, String)]) -> String {
    let word = |code: &str| {
        choices.iter().find(|(c, _)| c == code).map_or_else(|| code.to_owned(), |(_, label)| label.clone())
    };
    let text = match (value, shape) {
        (Value::Money(amount), _) => money::grouped(*amount),
        (Value::Ratio(ratio), Shape::Discount) => format!("{}折", (ratio * Decimal::TEN).normalize()),
        (Value::Ratio(n), Shape::Decimal) => n.normalize().to_string(),
        (Value::Ratio(ratio), _) => format!("{}%", (ratio * Decimal::ONE_HUNDRED).normalize()),
        (Value::Moment(at), _) => match FixedOffset::east_opt(8 * 3600) {
            Some(china) => at.with_timezone(&china).format("%Y-%m-%d %H:%M").to_string(),
            None => value.plain(),
        },
        (Value::Flag(flag), _) => word(if *flag { "true" } else { "false" }),
        (Value::Code(code) | Value::Text(code), Shape::Choice(..) | Shape::Dict(_)) => word(code),
        (Value::Link(link), _) if link.label.is_empty() => format!("#{}", link.id),
        (value, _) => value.plain(),
    };
    // What was stored before anybody looked may hold what a field cannot: it is dropped here, not carried on.
    let text = typed(&text);
    if shape == Shape::Note { text } else { text.replace('\n', " ") }
}
