//! What is wrong with a date or an amount, in words: what was wrong, what would be right.

use crate::{
    domain::{date::DateError, money::AmountError},
    i18n::{Lang, Msg},
    text::clean,
};

/// What is wrong with a date.
pub fn date(e: &DateError, lang: Lang) -> String {
    match e {
        DateError::Empty => lang.tr(Msg::DeskNoDate).to_owned(),
        DateError::Unreadable(text) => lang.fmt(Msg::DeskBadDate, &[&clean(text)]),
        DateError::OutOfRange => lang.tr(Msg::DeskDateRange).to_owned(),
    }
}

/// What is wrong with an amount.
pub fn amount(e: &AmountError, lang: Lang) -> String {
    match e {
        AmountError::Empty => lang.tr(Msg::DeskNoAmount).to_owned(),
        AmountError::Unreadable(text) => lang.fmt(Msg::DeskBadAmount, &[&clean(text)]),
        AmountError::FinerThanFen(n) => lang.fmt(Msg::DeskFinerThanFen, &[n]),
        AmountError::TooLarge(_) => lang.tr(Msg::DeskAmountRange).to_owned(),
        AmountError::DividedByZero => lang.tr(Msg::DeskDividedByZero).to_owned(),
        AmountError::NoSuchFigure(name) => lang.fmt(Msg::DeskNoSuchFigure, &[name]),
    }
}
