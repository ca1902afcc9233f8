//! The names that people and scripts give on the command line: kinds, columns, an order, a query. What is unknown is said with what
//! would be right.

use super::{Context, Failure};
use crate::{
    domain::{
        entity::EntityDef,
        field::{FieldDef, Shape},
        filter::{Filter, Sort},
        kind::Kind,
        query::{self, Meaning, QueryError},
        session::Session,
    },
    i18n::{Lang, Msg},
    store::{Word, Words},
};

/// The kind of this name: the stable one, or its word in either language, one or many.
pub fn kind(name: &str, cx: &Context) -> Result<Kind, Failure> {
    let name = name.trim().to_lowercase();
    let means = |kind: &Kind| {
        let keys = [format!("kind.{}", kind.name()), format!("kinds.{}", kind.name())];
        let words = keys.iter().filter_map(|key| Msg::find(key));
        kind.name() == name
            || words
                .flat_map(|msg| [Lang::En, Lang::Zh].map(|lang| lang.tr(msg)))
                .any(|w| w.to_lowercase() == name)
    };
    Kind::ALL.into_iter().find(means).ok_or_else(|| {
        let known = Kind::ALL.map(Kind::name).join(", ");
        Failure::usage(cx.lang.fmt(Msg::CliUnknownKind, &[&name, &known]))
    })
}

/// The field of this name; `due` stands for `due_on`, `key` for `is_key`.
pub fn field(def: &EntityDef, name: &str, cx: &Context) -> Result<&'static FieldDef, Failure> {
    def.meant(name.trim()).ok_or_else(|| Failure::usage(unknown_field(def, name.trim(), cx)))
}

/// The columns of a list: those named, `all`, or those the list has on the screen.
pub fn columns(
    def: &EntityDef,
    named: Option<&str>,
    cx: &Context,
) -> Result<Vec<&'static FieldDef>, Failure> {
    match named {
        None => Ok(def.columns.iter().filter_map(|name| def.field(name)).collect()),
        Some("all") => Ok(def.fields.iter().collect()),
        Some(names) => names.split([',', '，']).map(|name| field(def, name, cx)).collect(),
    }
}

/// An order such as `-due_on,customer`: a minus puts the greatest first.
pub fn sort(def: &EntityDef, named: Option<&str>, cx: &Context) -> Result<Vec<Sort>, Failure> {
    let Some(named) = named else { return Ok(def.first_sort()) };
    let one = |part: &str| {
        let part = part.trim();
        let (descending, name) = part.strip_prefix('-').map_or((false, part), |name| (true, name));
        Ok(Sort { field: field(def, name, cx)?.name.to_owned(), descending })
    };
    named.split([',', '，']).map(one).collect()
}

/// A query as a filter. Names and words are the stable ones or those of either language.
pub fn filter(
    def: &'static EntityDef,
    text: Option<&str>,
    session: &Session,
    dictionaries: &Words,
    cx: &Context,
) -> Result<Filter, Failure> {
    let labelled = |field: &&'static FieldDef, name: &str| {
        let says = |lang: Lang| lang.field(def.kind.name(), field.name).eq_ignore_ascii_case(name);
        says(Lang::En) || says(Lang::Zh)
    };
    let meaning = Meaning {
        today: session.today,
        me: session.operator_id.into(),
        field: &|name| def.meant(name).or_else(|| def.fields.iter().find(|field| labelled(field, name))),
        code: &|field, word| code(field, word, dictionaries),
    };
    query::parse(text.unwrap_or_default(), &meaning).map_err(|error| {
        Failure::usage(match error {
            QueryError::Field(name) => unknown_field(def, &name, cx),
            QueryError::Value(name, value) => cx.lang.fmt(Msg::CliBadValue, &[&name, &value]),
            QueryError::Bracket => cx.lang.tr(Msg::CliBadBracket).to_owned(),
        })
    })
}

/// The stored code of a word in either language.
fn code(field: &FieldDef, word: &str, dictionaries: &Words) -> Option<String> {
    let same = |other: &str| other.eq_ignore_ascii_case(word);
    match field.shape {
        Shape::Choice(codes, list) => {
            let says = |code: &&&str| [Lang::En, Lang::Zh].iter().any(|lang| same(lang.value(list, code)));
            codes.iter().find(says).map(|code| (*code).to_owned())
        }
        Shape::Dict(name) => {
            let says = |(_, chinese, english): &&Word| same(chinese) || same(english);
            dictionaries.get(name)?.iter().find(says).map(|(code, ..)| code.clone())
        }
        _ => None,
    }
}

fn unknown_field(def: &EntityDef, name: &str, cx: &Context) -> String {
    let known: Vec<_> = def.fields.iter().map(|field| field.name).collect();
    cx.lang.fmt(Msg::CliUnknownColumn, &[&name, &def.kind.name(), &known.join(", ")])
}
