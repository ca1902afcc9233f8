//! A rate as people type it, such as a commission or a tax: `15`, `15%`, `0.15`. Stored as the ratio.

use rust_decimal::Decimal;
use thiserror::Error;

use super::fold::reading;

/// Why a text is no rate.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RateError {
    /// Not a rate in any of our ways.
    #[error("`{0}` is no rate; 15, 15% or 0.15 is")]
    Unreadable(String),
    /// Above the whole.
    #[error("{0} is more than the whole")]
    OutOfRange(Decimal),
}

/// Reads a rate: with a fraction below one it is the ratio itself, else points. 0 to 1, at most four decimals.
pub fn parse(text: &str) -> Result<Decimal, RateError> {
    let folded = reading(text);
    let unreadable = || RateError::Unreadable(text.trim().to_owned());
    let points = folded.strip_suffix('%').map(str::trim_end);
    let digits = points.unwrap_or(&folded);
    if digits.is_empty() || digits.len() > 8 || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Err(unreadable());
    }
    let number: Decimal = digits.parse().map_err(|_| unreadable())?;
    let ratio = points.is_none() && digits.contains('.') && number < Decimal::ONE;
    let rate = if ratio { number } else { number / Decimal::ONE_HUNDRED }.normalize();
    if rate > Decimal::ONE {
        return Err(RateError::OutOfRange(rate));
    }
    if rate.scale() > 4 { Err(unreadable()) } else { Ok(rate) }
}

/// As it is shown: `15%`.
pub fn shown(rate: Decimal) -> String {
    format!("{}%", (rate * Decimal::ONE_HUNDRED).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_points_or_as_a_ratio() {
        for (text, rate) in [("15", "15%"), ("15%", "15%"), ("0.15", "15%"), (".06", "6%"), ("６％", "6%")]
        {
            assert_eq!(parse(text).map(shown), Ok(rate.to_owned()), "{text}");
        }
        assert_eq!(parse("1").map(shown), Ok("1%".to_owned()), "one point");
        assert_eq!(parse("1.5").map(shown), Ok("1.5%".to_owned()), "points and a half");
        assert_eq!(parse("0"), Ok(Decimal::ZERO));
        assert_eq!(parse("100"), Ok(Decimal::ONE));
    }

    #[test]
    fn what_is_none_is_said() {
        assert!(matches!(parse("101"), Err(RateError::OutOfRange(_))));
        for text in ["", "abc", "1.2.3", "-5", "0.12345", "%"] {
            assert!(matches!(parse(text), Err(RateError::Unreadable(_))), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reads_what_it_shows(points in 0u32..=10_000) {
            let rate = Decimal::new(points.into(), 4).normalize();
            proptest::prop_assert_eq!(parse(&shown(rate)), Ok(rate));
        }
    }
}
