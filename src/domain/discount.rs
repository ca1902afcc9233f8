//! The discount language of ux/02 2.3. A discount is the pay ratio: 7.5折, `75`, `0.75` all pay 75 %.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use thiserror::Error;
use winnow::{
    Parser, Result,
    combinator::{alt, eof, terminated},
    token::take_while,
};

use super::{
    amount::{self, Amount, Figures},
    fold::reading,
    money::AmountError,
    number::{chinese_digit, plain},
};

/// A pay ratio as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discount {
    /// The ratio itself: 0.75 pays 75 %.
    Ratio(Decimal),
    /// A change of the default, or a calculation: `-5%`, `=36000/list`.
    Worked(Amount),
}

/// Why a text is no discount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DiscountError {
    /// Nothing was typed.
    #[error("no discount")]
    Empty,
    /// Not a discount in any of our ways.
    #[error("`{0}` is no discount; 7.5, 75, 0.75, 75% or 7.5折 is")]
    Unreadable(String),
    /// Below zero or above twice the list price.
    #[error("{0} is out of range")]
    OutOfRange(Decimal),
    /// A calculation that does not work.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

/// Reads a discount.
pub fn parse(text: &str) -> std::result::Result<Discount, DiscountError> {
    let folded = reading(text);
    if folded.is_empty() {
        return Err(DiscountError::Empty);
    }
    if let Ok(ratio) = ratio.parse(folded.as_str()) {
        return Ok(Discount::Ratio(ratio));
    }
    match amount::parse(&folded) {
        Ok(worked @ Amount::Change(_)) => Ok(Discount::Worked(worked)),
        Ok(worked) if folded.starts_with('=') => Ok(Discount::Worked(worked)),
        _ => Err(DiscountError::Unreadable(text.trim().to_owned())),
    }
}

impl Discount {
    /// The pay ratio to four decimals, 0 to 2.
    pub fn value(&self, names: Figures, default: Decimal) -> std::result::Result<Decimal, DiscountError> {
        let ratio = match self {
            Discount::Ratio(ratio) => *ratio,
            Discount::Worked(amount) => amount.value(names, Some(default))?,
        };
        let ratio = ratio.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize();
        if ratio < Decimal::ZERO || ratio > Decimal::TWO {
            return Err(DiscountError::OutOfRange(ratio));
        }
        Ok(ratio)
    }
}

/// As it is shown: `7.5折`; the list price itself is `10折`.
pub fn shown(ratio: Decimal) -> String {
    format!("{}折", (ratio * Decimal::TEN).normalize())
}

fn ratio(input: &mut &str) -> Result<Decimal> {
    alt((
        terminated(folds, eof),
        terminated(percent, eof),
        terminated(bare, eof),
        terminated(alt(("全价", "原价", "不打折")), eof).value(Decimal::ONE),
    ))
    .parse_next(input)
}

/// `7.5折`, 七五折, 八折: tenths.
fn folds(input: &mut &str) -> Result<Decimal> {
    let western = terminated(plain, '折').map(|tenths| tenths / Decimal::TEN);
    let chinese = terminated(take_while(1..=3, |c| chinese_digit(c).is_some()), '折').map(|text: &str| {
        let digits = text.chars().filter_map(chinese_digit).fold(0, |sum, digit| sum * 10 + i64::from(digit));
        Decimal::new(digits, text.chars().count() as u32)
    });
    alt((western, chinese)).verify(fits).parse_next(input)
}

fn percent(input: &mut &str) -> Result<Decimal> {
    terminated(plain, '%').map(|points| points / Decimal::ONE_HUNDRED).verify(fits).parse_next(input)
}

/// Without a sign: one digit is tenths, two and three are hundredths; with a fraction, up to 2 the ratio itself, above tenths.
fn bare(input: &mut &str) -> Result<Decimal> {
    let text = take_while(1..=8, |c: char| c.is_ascii_digit() || c == '.').parse_next(input)?;
    let value = plain.parse(text).map_err(|_| winnow::error::ContextError::new())?;
    let ratio = if text.contains('.') {
        if value <= Decimal::TWO { value } else { value / Decimal::TEN }
    } else if text.len() == 1 {
        value / Decimal::TEN
    } else {
        value / Decimal::ONE_HUNDRED
    };
    if fits(&ratio) { Ok(ratio) } else { Err(winnow::error::ContextError::new()) }
}

fn fits(ratio: &Decimal) -> bool {
    *ratio <= Decimal::TWO && ratio.normalize().scale() <= 4
}

impl fmt::Display for Discount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Discount::Ratio(ratio) => write!(f, "{}", shown(*ratio)),
            Discount::Worked(amount @ Amount::Change(_)) => write!(f, "{amount}"),
            Discount::Worked(amount) => write!(f, "={}", amount.to_string().trim_start_matches('=')),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::amount::Name;

    fn value(text: &str) -> std::result::Result<Decimal, DiscountError> {
        parse(text)?.value(&|name| (name == Name::List).then_some(dec!(96000)), dec!(0.8))
    }

    #[test]
    fn the_examples_of_the_page() {
        for (text, ratio) in [
            ("7.5", dec!(0.75)),
            ("75", dec!(0.75)),
            ("75%", dec!(0.75)),
            ("7.5折", dec!(0.75)),
            ("７．５折", dec!(0.75)),
            ("七五折", dec!(0.75)),
            ("八折", dec!(0.8)),
            ("0.75", dec!(0.75)),
            ("8", dec!(0.8)),
            ("8折", dec!(0.8)),
            ("12", dec!(0.12)),
            ("1.2", dec!(1.2)),
            ("+20%", dec!(0.96)),
            ("-5%", dec!(0.76)),
            ("=36000/list", dec!(0.375)),
            ("100", dec!(1)),
            ("10折", dec!(1)),
            ("原价", dec!(1)),
            ("0", dec!(0)),
        ] {
            assert_eq!(value(text), Ok(ratio), "{text}");
        }
    }

    #[test]
    fn what_is_no_discount_says_so() {
        assert_eq!(value(" "), Err(DiscountError::Empty));
        for text in ["abc", "300", "7.55555", "21折", "7.5 折扣", "75元"] {
            assert_eq!(value(text), Err(DiscountError::Unreadable(text.into())), "{text}");
        }
        assert_eq!(value("=list"), Err(DiscountError::OutOfRange(dec!(96000))));
        assert_eq!(value("=0-1"), Err(DiscountError::OutOfRange(dec!(-1))));
    }

    proptest! {
        #[test]
        fn reads_what_it_prints(ratio in 0i64..=20_000) {
            let discount = Discount::Ratio(Decimal::new(ratio, 4).normalize());
            prop_assert_eq!(parse(&discount.to_string()).map(|d| d.value(&|_| None, Decimal::ONE)),
                Ok(discount.value(&|_| None, Decimal::ONE)), "{}", discount);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,20}|[0-9.%折=+八七-]{0,12}") {
            let _ = value(&text);
        }
    }
}
