//! The words of the filter language: its own, in both languages, and what it asks the caller for: what people call kinds,
//! fields, codes and named conditions. Knows no labels itself.

use crate::domain::{
    entity::{self, EntityDef},
    field::{FieldDef, Shape, field as field_def},
    kind::Kind,
    named::{self, Named},
};

/// The languages of the filter language. They mix freely when read; one is chosen to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Stable names, as scripts write them.
    English,
    /// The words of the screen.
    Chinese,
}

impl Tongue {
    /// The word of this language.
    pub fn of<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Tongue::English => english,
            Tongue::Chinese => chinese,
        }
    }
}

/// What has a name that people use.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'a> {
    /// A kind of records.
    Kind(Kind),
    /// A field of a kind.
    Field(Kind, &'a FieldDef),
    /// A code of a field.
    Code(&'a FieldDef, &'a str),
    /// A named condition.
    Named(&'static Named),
}

/// What people call things; the labels and dictionaries live elsewhere.
pub trait Lexicon {
    /// The word on the screen; none where there is none.
    fn says(&self, thing: Thing, tongue: Tongue) -> Option<String>;
    /// The codes of a dictionary.
    fn codes(&self, dictionary: &str) -> Vec<String>;
    /// Other words for it, which are read and never printed.
    fn also(&self, _: Thing) -> &'static [&'static str] {
        &[]
    }
    /// The one code of a field that is spelled so, in pinyin or by its initials.
    fn spelled(&self, _: &FieldDef, _: &str) -> Option<String> {
        None
    }
    /// The login of the one person who is called so: by his login, his name, its pinyin or its initials.
    fn person(&self, _: &str) -> Option<String> {
        None
    }
}

/// Whether one of the words for a thing is this one.
fn called(lexicon: &dyn Lexicon, thing: Thing, word: &str) -> bool {
    let says = |tongue| lexicon.says(thing, tongue).is_some_and(|says| says.to_lowercase() == word);
    says(Tongue::English) || says(Tongue::Chinese)
}

/// The kind that is called so.
pub(super) fn kind(lexicon: &dyn Lexicon, word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let also = |kind: &Kind| lexicon.also(Thing::Kind(*kind)).contains(&word.as_str());
    Kind::find(&word)
        .or_else(|| Kind::ALL.into_iter().find(|kind| called(lexicon, Thing::Kind(*kind), &word)))
        .or_else(|| Kind::ALL.into_iter().find(also))
}

/// The field of a kind that is called so; a date also without its 日, as `due` stands for `due_on`.
pub(super) fn field(lexicon: &dyn Lexicon, kind: Kind, word: &str) -> Option<&'static FieldDef> {
    let (word, def): (_, &'static EntityDef) = (word.to_lowercase(), entity::def(kind));
    let labelled =
        |word: &str| def.fields.iter().find(|field| called(lexicon, Thing::Field(kind, field), word));
    let dated = |field: &&FieldDef| matches!(field.shape, Shape::Date | Shape::Moment);
    // A label goes before another word for another field.
    let also =
        || def.fields.iter().find(|field| lexicon.also(Thing::Field(kind, field)).contains(&word.as_str()));
    def.meant(&word)
        .or_else(|| labelled(&word))
        .or_else(|| labelled(&format!("{word}日")).filter(dated))
        .or_else(also)
}

/// What is no field of any row: the days on which people changed a record. Terms ask for it, nothing else.
pub static CHANGED: FieldDef = field_def("changed", Shape::Moment);
/// The kinds of which the days of change can be asked.
const CHANGES: [Kind; 1] = [Kind::Customer];

/// The days of change, where they are called so.
pub(super) fn changed(lexicon: &dyn Lexicon, kind: Kind, word: &str) -> Option<&'static FieldDef> {
    let word = word.to_lowercase();
    let named = || word == CHANGED.name || called(lexicon, Thing::Field(kind, &CHANGED), &word);
    (CHANGES.contains(&kind) && named()).then_some(&CHANGED)
}

/// The named condition of a kind that is called so.
pub(super) fn condition(lexicon: &dyn Lexicon, kind: Kind, word: &str) -> Option<&'static Named> {
    let word = word.to_lowercase();
    named::of(kind).find(|one| one.name == word || called(lexicon, Thing::Named(one), &word))
}

/// The codes a field can have.
pub fn codes(lexicon: &dyn Lexicon, field: &FieldDef) -> Vec<String> {
    match field.shape {
        Shape::Choice(codes, _) => codes.iter().map(|code| (*code).to_owned()).collect(),
        Shape::Dict(dictionary) => lexicon.codes(dictionary),
        _ => Vec::new(),
    }
}

/// The code of a field that is called so.
pub(super) fn code(lexicon: &dyn Lexicon, field: &FieldDef, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let codes = codes(lexicon, field);
    let stored = codes.iter().position(|code| code.to_lowercase() == word);
    let at =
        stored.or_else(|| codes.iter().position(|code| called(lexicon, Thing::Code(field, code), &word)));
    at.and_then(|at| codes.into_iter().nth(at)).or_else(|| lexicon.spelled(field, &word))
}

/// The language's own words before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A flag, a named condition, a state.
    Is,
    /// Something stored.
    Has,
    /// Nothing stored.
    No,
    /// A saved view.
    In,
    /// The order of rows.
    Sort,
    /// Headings.
    Group,
    /// Columns.
    Cols,
    /// Totals.
    Sum,
    /// The first so many.
    Top,
    /// The mode.
    Show,
    /// The pane that tells of the row under the cursor.
    Detail,
}

const KEYS: [(Key, &str, &str); 11] = [
    (Key::Is, "is", "是"),
    (Key::Has, "has", "有"),
    (Key::No, "no", "无"),
    (Key::In, "in", "属于"),
    (Key::Sort, "sort", "排序"),
    (Key::Group, "group", "分组"),
    (Key::Cols, "cols", "列"),
    (Key::Sum, "sum", "合计"),
    (Key::Top, "top", "前"),
    (Key::Show, "show", "显示"),
    (Key::Detail, "detail", "详情"),
];

/// What is called so in a table of words.
pub(super) fn find<T: Copy>(table: &[(T, &str, &str)], word: &str) -> Option<T> {
    let found =
        |(_, english, chinese): &&(T, &str, &str)| english.eq_ignore_ascii_case(word) || *chinese == word;
    table.iter().find(found).map(|(what, ..)| *what)
}

/// The word of a thing in a table of words.
pub(super) fn say<T: PartialEq>(
    table: &[(T, &'static str, &'static str)],
    what: &T,
    tongue: Tongue,
) -> &'static str {
    table.iter().find(|(one, ..)| one == what).map_or("", |(_, english, chinese)| tongue.of(english, chinese))
}

impl Key {
    /// The key that is called so.
    pub fn find(word: &str) -> Option<Key> {
        find(&KEYS, word)
    }

    /// Its word.
    pub fn say(self, tongue: Tongue) -> &'static str {
        say(&KEYS, &self, tongue)
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Key> {
        KEYS.into_iter().map(|(key, ..)| key)
    }
}
