//! What is said of a query that was not understood, in the reader's language, with what was perhaps meant.

use crate::{
    domain::query::{Fault, Tongue, Unclear, Wrong},
    i18n::{Lang, Msg},
};

/// One sentence, or two.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let said = match &fault.what {
        Wrong::Name(kind, word) => lang.fmt(Msg::QueryName, &[word, &lang.kind(kind.name())]),
        Wrong::Value(kind, field, word) => {
            lang.fmt(Msg::QueryValue, &[&lang.field(kind.name(), field.name), word])
        }
        Wrong::Bracket => lang.tr(Msg::QueryBracket).to_owned(),
        Wrong::Directive(key, word) => lang.fmt(Msg::QueryDirective, &[&key.say(tongue(lang)), word]),
        Wrong::Unfinished(word) => lang.fmt(Msg::QueryUnfinished, &[word]),
    };
    match &fault.nearest {
        Some(nearest) => format!("{said} {}", lang.fmt(Msg::QueryNearest, &[nearest])),
        None => said,
    }
}

/// Why a query that can be read means nothing.
pub fn unclear(lang: Lang, unclear: &Unclear) -> String {
    match unclear {
        Unclear::View(name) => lang.fmt(Msg::QueryView, &[name]),
        Unclear::Param(name) => lang.fmt(Msg::QueryParam, &[&format!("${name}")]),
        Unclear::People(word) => lang.fmt(Msg::QueryPeople, &[word]),
        Unclear::Value(kind, field) => lang.fmt(Msg::QueryValue, &[&lang.field(kind.name(), field), &"?"]),
    }
}

/// The filter language's own word for a language of the screen.
pub fn tongue(lang: Lang) -> Tongue {
    match lang {
        Lang::En => Tongue::English,
        Lang::Zh => Tongue::Chinese,
    }
}
