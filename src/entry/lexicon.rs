//! What people call kinds, fields, codes and named conditions, in both languages, for the filter language: the labels of the
//! screen, and the company's dictionaries where they are at hand.

use super::synonyms;
use crate::{
    domain::{
        field::Shape,
        query::{Lexicon, Thing, Tongue},
    },
    i18n::{Lang, Msg},
    store::Words,
};

/// The labels of the screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Labels<'a> {
    /// The company's dictionaries, once they have come.
    pub dictionaries: Option<&'a Words>,
}

impl Lexicon for Labels<'_> {
    fn says(&self, thing: Thing, tongue: Tongue) -> Option<String> {
        let lang = lang(tongue);
        match thing {
            Thing::Kind(kind) => Some(lang.kind(kind.name()).to_owned()),
            Thing::Field(kind, field) => Some(lang.field(kind.name(), field.name).to_owned()),
            Thing::Named(named) => Msg::find(&format!("named.{}.{}", named.kind.name(), named.name))
                .map(|msg| lang.tr(msg).to_owned()),
            Thing::Code(field, code) => match field.shape {
                Shape::Choice(_, list) => Some(lang.value(list, code).to_owned()),
                Shape::Dict(name) => {
                    let (_, chinese, english) =
                        self.dictionaries?.get(name)?.iter().find(|(one, ..)| one == code)?;
                    Some(lang.of_two(chinese, english).to_owned())
                }
                _ => None,
            },
        }
    }

    fn codes(&self, dictionary: &str) -> Vec<String> {
        let words = self.dictionaries.and_then(|words| words.get(dictionary));
        words.into_iter().flatten().map(|(code, ..)| code.clone()).collect()
    }

    fn also(&self, thing: Thing) -> &'static [&'static str] {
        synonyms::of(thing)
    }
}

fn lang(tongue: Tongue) -> Lang {
    match tongue {
        Tongue::English => Lang::En,
        Tongue::Chinese => Lang::Zh,
    }
}
