//! The codes that a field can hold, their words, and which of them a typed text may mean: by its beginning, by initials, by
//! pinyin, by its place in the list, by the code itself.

use super::Offer;
use crate::{
    domain::{field::Shape, value::Value},
    i18n::{Lang, Msg},
    store::Word,
    text::{Named, keys, rank},
};

/// The codes of fixed lists and flags with their words; of dictionaries nothing is known yet.
pub fn fixed_choices(shape: Shape, lang: Lang) -> Vec<(String, String)> {
    match shape {
        Shape::Choice(codes, list) => {
            codes.iter().map(|code| ((*code).to_owned(), lang.value(list, code).to_owned())).collect()
        }
        Shape::Flag => vec![
            ("true".into(), lang.tr(Msg::ValueYes).to_owned()),
            ("false".into(), lang.tr(Msg::EditorNo).to_owned()),
        ],
        _ => Vec::new(),
    }
}

/// Codes with their words in a language.
pub fn worded(items: &[Word], lang: Lang) -> Vec<(String, String)> {
    items.iter().map(|(code, zh, en)| (code.clone(), lang.of_two(zh, en).to_owned())).collect()
}

/// What may be meant, the best first; all, in their order, when nothing is typed.
pub fn matching(choices: &[(String, String)], typed: &str) -> Vec<Offer> {
    let offer = |n: usize| {
        let (code, label) = &choices[n];
        Offer { value: worth(code), label: label.clone(), detail: format!("{}", n + 1) }
    };
    let coded = choices.iter().map(|(code, label)| (code.as_str(), label.as_str()));
    places(coded, typed).into_iter().map(offer).collect()
}

/// The places of these names that may be meant, as [`matching`] finds them. They have no codes.
pub fn places_of<'a>(names: impl IntoIterator<Item = &'a str>, typed: &str) -> Vec<usize> {
    places(names.into_iter().map(|name| ("", name)), typed)
}

fn places<'a>(choices: impl Iterator<Item = (&'a str, &'a str)>, typed: &str) -> Vec<usize> {
    let typed = typed.trim();
    let place: Option<usize> = typed.parse().ok();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (n, (code, label)) in choices.enumerate() {
        let keys = keys(label);
        let named =
            Named { code, name: label, pinyin: &keys.pinyin, initials: &keys.initials, others: &keys.others };
        if place == Some(n + 1) {
            found.push((0, n));
        } else if let Some(rank) = rank(typed, named) {
            found.push((rank as usize + 1, n));
        }
    }
    found.sort();
    found.into_iter().map(|(_, n)| n).collect()
}

/// What a code is worth: the two of a flag are flags.
fn worth(code: &str) -> Value {
    match code {
        "true" => Value::Flag(true),
        "false" => Value::Flag(false),
        code => Value::Code(code.to_owned()),
    }
}
