//! What is wrong with a date, an amount, or an order or a payment in words: which piece, what was wrong, what would be right.

use crate::{
    domain::{
        date::DateError,
        money::AmountError,
        order_text::{OrderTextError, PieceError},
        payment_text::PaymentTextError,
    },
    entry::order::{words::say, work::Wrong},
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

/// What is wrong with an order in words.
pub fn order_text(e: &OrderTextError, lang: Lang) -> String {
    let (at, words, wrong) = match e {
        OrderTextError::NoCustomer => return lang.tr(Msg::SaidNoCustomer).to_owned(),
        OrderTextError::TooLong => return lang.tr(Msg::SaidTooLong).to_owned(),
        OrderTextError::Piece { at, words, wrong } => (at, words, wrong),
    };
    let wrong = match wrong {
        PieceError::Unreadable => lang.tr(Msg::SaidPieceUnreadable).to_owned(),
        PieceError::NoIssues => lang.tr(Msg::SaidPieceNoIssues).to_owned(),
        PieceError::Twice => lang.tr(Msg::SaidPieceTwice).to_owned(),
        PieceError::Issues(e) => say(&Wrong::Issues(e.clone()), lang),
        PieceError::Discount(e) => say(&Wrong::Discount(e.clone()), lang),
        PieceError::Date(e) => date(e, lang),
        PieceError::Rate(e) => say(&Wrong::Rate(e.clone()), lang),
    };
    piece(*at, words, &wrong, lang)
}

/// What is wrong with a payment in words.
pub fn payment_text(e: &PaymentTextError, lang: Lang) -> String {
    match e {
        PaymentTextError::NoPayer => lang.tr(Msg::SaidNoPayer).to_owned(),
        PaymentTextError::TooLong => lang.tr(Msg::SaidTooLong).to_owned(),
        PaymentTextError::Amount { at, words, wrong } => piece(*at, words, &amount(wrong, lang), lang),
        PaymentTextError::Parts { at, words } => lang.fmt(Msg::SaidParts, &[at, &clean(words)]),
        PaymentTextError::Twice { at, words } => piece(*at, words, lang.tr(Msg::SaidPieceTwice), lang),
    }
}

fn piece(at: usize, words: &str, wrong: &str, lang: Lang) -> String {
    lang.fmt(Msg::SaidPiece, &[&at, &clean(words), &wrong])
}
