//! An amount as typed in a money field: `1,280.50`, `¥1280`, `1280元`, `1.2w`, `=3*1280`, full-width digits too.

use rust_decimal::Decimal;
use thiserror::Error;

use crate::domain::amount::{self, Figures};

/// Why a typed text is no amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Nothing was typed.
    #[error("no amount")]
    Empty,
    /// Not a number.
    #[error("`{0}` is no amount; 1280.50, 1,280.50 or 1.2w is")]
    Unreadable(String),
    /// More than two decimals in yuan.
    #[error("{0} is finer than a fen")]
    FinerThanFen(Decimal),
    /// A trillion yuan or more.
    #[error("{0} is out of range")]
    TooLarge(Decimal),
    /// A calculation divides by nothing.
    #[error("divided by zero")]
    DividedByZero,
    /// A calculation names a figure that is not known here.
    #[error("there is no `{0}` here")]
    NoSuchFigure(&'static str),
}

/// Read an amount in yuan. A sign is taken; percentages are not.
pub fn parse(text: &str) -> Result<Decimal, AmountError> {
    parse_with(text, &|_| None, None)
}

/// Read an amount in yuan where figures have names and `-5%` starts from a default. A calculation is rounded to the fen
/// (M1); a number that is finer than a fen is refused.
pub fn parse_with(text: &str, names: Figures, default: Option<Decimal>) -> Result<Decimal, AmountError> {
    let typed = amount::parse(text)?;
    if typed.is_bare_percent() {
        return Err(AmountError::Unreadable(text.trim().to_owned()));
    }
    let amount = typed.value(names, default)?;
    if amount.abs() >= super::LIMIT {
        return Err(AmountError::TooLarge(amount));
    }
    let fen = super::to_fen(amount);
    if typed.is_plain() && fen != amount { Err(AmountError::FinerThanFen(amount)) } else { Ok(fen) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_to_type_an_amount() {
        for (text, amount) in [
            ("1,280.50", dec!(1280.50)),
            ("¥1280", dec!(1280)),
            ("￥１，２８０．５０", dec!(1280.50)),
            ("1280元", dec!(1280)),
            ("1.2w", dec!(12000)),
            ("1.2W", dec!(12000)),
            ("1.2万", dec!(12000)),
            ("1.2345万", dec!(12345)),
            ("0.5亿", dec!(50000000)),
            ("3k", dec!(3000)),
            ("2m", dec!(2000000)),
            ("-5", dec!(-5)),
            (" 40000 ", dec!(40000)),
            ("=100/3", dec!(33.33)),
            ("=1280*3+0.5", dec!(3840.50)),
        ] {
            assert_eq!(parse(text), Ok(amount), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_why() {
        assert_eq!(parse("  "), Err(AmountError::Empty));
        assert_eq!(parse("12a"), Err(AmountError::Unreadable("12a".into())));
        assert_eq!(parse("5%"), Err(AmountError::Unreadable("5%".into())));
        assert_eq!(parse("-5%"), Err(AmountError::Unreadable("-5%".into())));
        assert_eq!(parse("1,28"), Err(AmountError::Unreadable("1,28".into())));
        assert_eq!(parse("1.005"), Err(AmountError::FinerThanFen(dec!(1.005))));
        assert_eq!(parse("10000亿"), Err(AmountError::TooLarge(dec!(1000000000000))));
    }

    proptest! {
        #[test]
        fn reads_what_is_shown(fen in -99_999_999_999_999i64..=99_999_999_999_999) {
            let amount = Decimal::new(fen, 2);
            prop_assert_eq!(parse(&super::super::grouped(amount)), Ok(amount));
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}|[0-9,.wkm万亿元¥%+-]{0,30}") {
            let _ = parse(&text);
        }
    }
}
