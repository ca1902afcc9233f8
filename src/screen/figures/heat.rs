//! How great a figure is among others, as a sign that tells it without colours, and as a role that tells it with them.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::theme::Role;

/// From nothing to the greatest.
const SIGNS: [char; 8] = [' ', '.', ':', '-', '=', '+', '*', '#'];

/// How much of the greatest a figure is, 0 to 7; more than nothing is never 0.
fn level(figure: Decimal, greatest: Decimal) -> usize {
    if greatest.is_zero() {
        return 0;
    }
    let sevenths = (figure.abs() * Decimal::from(7)).checked_div(greatest.abs()).unwrap_or_default();
    sevenths.ceil().to_usize().unwrap_or(7).min(7)
}

/// The sign of a figure.
pub fn sign(figure: Decimal, greatest: Decimal) -> char {
    SIGNS[level(figure, greatest)]
}

/// What it means.
pub fn role(figure: Decimal, greatest: Decimal) -> Role {
    match level(figure, greatest) {
        0 | 1 => Role::Dim,
        2..=4 => Role::Text,
        5 | 6 => Role::Title,
        _ => Role::Key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cold_and_the_greatest_is_hot() {
        let signs = |of: i64| (0..=of).map(|n| sign(n.into(), of.into())).collect::<String>();
        assert_eq!(signs(7), " .:-=+*#");
        assert_eq!(sign(Decimal::new(1, 2), 1_000_000.into()), '.');
        assert_eq!((sign(0.into(), 0.into()), sign((-9).into(), 9.into())), (' ', '#'));
        assert_eq!(role(9.into(), 9.into()), Role::Key);
    }
}
