//! What was perhaps meant by a word that nothing is called by: the most alike of what could stand there.

use super::{
    lexicon::{self, Lexicon, Thing, Tongue},
    person::People,
    shown::Mode,
};
use crate::domain::{
    entity,
    field::{FieldDef, Shape},
    kind::Kind,
    named,
};

/// Below this two words have too little in common (0 nothing, 1 the same).
const ALIKE: f64 = 0.75;

/// The most alike that can be typed as one word, if one is alike at all; of equals the first.
fn best(word: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let word = word.to_lowercase();
    candidates
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(alike, candidate)| *alike >= ALIKE && !candidate.contains(' '))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

/// A thing by its stable name and by its words.
fn names(lexicon: &dyn Lexicon, thing: Thing, stable: &str) -> Vec<String> {
    let says = |tongue| lexicon.says(thing, tongue);
    let words = [Some(stable.to_owned()), says(Tongue::English), says(Tongue::Chinese)];
    words.into_iter().flatten().collect()
}

fn fields(lexicon: &dyn Lexicon, kind: Kind, fits: impl Fn(&FieldDef) -> bool) -> Vec<String> {
    let fields = entity::def(kind).fields.iter().filter(|field| fits(field));
    fields.flat_map(|field| names(lexicon, Thing::Field(kind, field), field.name)).collect()
}

/// A field of the kind, or records below it.
pub fn field(lexicon: &dyn Lexicon, kind: Kind, word: &str) -> Option<String> {
    let below = entity::def(kind).below.iter().map(|(kind, _)| *kind);
    let below = below.flat_map(|kind| names(lexicon, Thing::Kind(kind), kind.name()));
    best(word, fields(lexicon, kind, |_| true).into_iter().chain(below))
}

/// A flag, a named condition or a state of the kind.
pub fn flag(lexicon: &dyn Lexicon, kind: Kind, word: &str) -> Option<String> {
    let named = named::of(kind).flat_map(|named| names(lexicon, Thing::Named(named), named.name));
    let states = ["state", "status"].into_iter().filter_map(|state| entity::def(kind).field(state));
    let codes = states.flat_map(|field| values(lexicon, field));
    let flags = fields(lexicon, kind, |field| field.shape == Shape::Flag);
    best(word, flags.into_iter().chain(named).chain(codes))
}

/// A value of the field.
pub fn value(lexicon: &dyn Lexicon, field: &FieldDef, word: &str) -> Option<String> {
    best(word, values(lexicon, field).into_iter())
}

fn values(lexicon: &dyn Lexicon, field: &FieldDef) -> Vec<String> {
    let codes = lexicon::codes(lexicon, field);
    codes.iter().flat_map(|code| names(lexicon, Thing::Code(field, code), code)).collect()
}

/// A word for people.
pub fn person(word: &str) -> Option<String> {
    let words = [Tongue::English, Tongue::Chinese].into_iter().flat_map(People::words);
    best(word, words.map(|word| format!("@{word}")))
}

/// A mode.
pub fn mode(word: &str) -> Option<String> {
    let words = Mode::all().flat_map(|mode| [mode.say(Tongue::English), mode.say(Tongue::Chinese)]);
    best(word, words.map(str::to_owned))
}
