//! What is wrong, in words: which field, what was wrong, what would be right.

use super::work::Wrong;
use crate::{
    domain::money::grouped,
    entry::words::{amount, date},
    i18n::{Lang, Msg},
    text::clean,
};

/// A sentence for a person.
pub fn say(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::NoPayer => lang.tr(Msg::PayNoPayer).to_owned(),
        Wrong::Amount(e) => amount(e, lang),
        Wrong::NotPositive => lang.tr(Msg::PayNotPositive).to_owned(),
        Wrong::Date(e) => date(e, lang),
        Wrong::Later => lang.tr(Msg::PayLater).to_owned(),
        Wrong::NoMethod(text) => lang.fmt(Msg::PayNoMethod, &[&clean(text)]),
        Wrong::TooMuch(most) => lang.fmt(Msg::PayTooMuch, &[&grouped(*most)]),
        Wrong::NotWhole(rest) => lang.fmt(Msg::PayBackNotWhole, &[&grouped(*rest)]),
        Wrong::NotReceived(most) => lang.fmt(Msg::PayBackTooMuch, &[&grouped(*most)]),
        Wrong::Over(by) => lang.fmt(Msg::PayOver, &[&grouped(*by)]),
    }
}
