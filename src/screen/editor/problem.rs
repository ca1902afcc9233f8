//! What can be wrong with a typed text: what it was, and what would be right, in the user's language.

use crate::{
    domain::field::Shape,
    i18n::{Lang, Msg},
    text::cut,
};

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was typed where something is needed.
    Required,
    /// Not a whole number.
    NotNumber,
    /// Not a number of up to four decimals.
    NotDecimal,
    /// Not an amount.
    NotMoney,
    /// An amount below zero.
    BelowZero,
    /// More than two decimals.
    FinerThanFen,
    /// A trillion yuan or more.
    TooLarge,
    /// Not a percentage between 0 and 200.
    NotPercent,
    /// Not a pay ratio between 0 and 2.
    NotDiscount,
    /// Not a date.
    NotDate,
    /// None of these.
    NotChoice(String),
    /// Several of these.
    Ambiguous(String),
    /// A name that no record was picked for.
    NotPicked,
    /// Not a credit code: so many characters.
    NotCreditCode(usize),
    /// A character that no credit code has.
    CreditLetter(char),
    /// A credit code whose last character does not belong to the others.
    CreditDigit,
    /// Not a day with a time.
    NotMoment,
}

impl Problem {
    /// The sentence: what was typed, what would be right.
    pub fn text(&self, typed: &str, shape: Shape, lang: Lang) -> String {
        let typed = cut(typed, 24);
        let say = |msg: Msg| lang.fmt(msg, &[&typed]);
        match self {
            Problem::Required => lang.tr(Msg::EditorRequired).to_owned(),
            Problem::NotNumber => say(Msg::EditorNotNumber),
            Problem::NotDecimal => say(Msg::EditorNotDecimal),
            Problem::NotMoney => say(Msg::EditorNotMoney),
            Problem::BelowZero => say(Msg::EditorBelowZero),
            Problem::FinerThanFen => say(Msg::EditorFinerThanFen),
            Problem::TooLarge => say(Msg::EditorTooLarge),
            Problem::NotPercent => say(Msg::EditorNotPercent),
            Problem::NotDiscount => say(Msg::EditorNotDiscount),
            Problem::NotDate => say(Msg::EditorNotDate),
            Problem::NotChoice(list) if list.is_empty() => lang.tr(Msg::EditorNoWords).to_owned(),
            Problem::NotChoice(list) => lang.fmt(Msg::EditorNotChoice, &[&typed, list]),
            Problem::Ambiguous(list) => lang.fmt(Msg::EditorAmbiguous, &[&typed, list]),
            Problem::NotPicked => {
                let kind = match shape {
                    Shape::Link(kind) => lang.kind(kind.name()),
                    _ => "",
                };
                lang.fmt(Msg::EditorNotPicked, &[&typed, &kind])
            }
            Problem::NotCreditCode(count) => lang.fmt(Msg::EditorNotCreditCode, &[count]),
            Problem::CreditLetter(letter) => lang.fmt(Msg::EditorCreditLetter, &[letter]),
            Problem::CreditDigit => say(Msg::EditorCreditDigit),
            Problem::NotMoment => say(Msg::EditorNotMoment),
        }
    }
}
