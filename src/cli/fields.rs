//! The names that people and scripts give on the command line: kinds, columns, an order, a query. What is unknown is said with what
//! would be right.

use super::{Context, Failure};
use crate::{
    domain::{
        entity::{self, EntityDef},
        field::FieldDef,
        filter::{Filter, Sort},
        kind::Kind,
        query::{self, Directive, Expr, Meaning, People, Scalar, Wrong},
        session::Session,
    },
    entry::{
        book::{self, View},
        faults,
        lexicon::Labels,
    },
    i18n::{Lang, Msg},
    store::Words,
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

/// The kind that a query on the command line begins with, and the rest of it.
pub fn asked(words: &[String], cx: &Context) -> Result<(&'static EntityDef, String), Failure> {
    let text = words.join(" ");
    let text = text.trim();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    Ok((entity::def(kind(first, cx)?), rest.to_owned()))
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

/// What the words of a query are bound to by whoever runs it.
#[derive(Debug, Default)]
pub struct Bound {
    /// Whom `@person` means.
    pub person: Option<People>,
    /// Parameters by name.
    pub params: Vec<(String, Scalar)>,
    /// The views that the query looks into.
    pub views: Vec<View>,
}

/// A query as a filter, and how the rows are to be shown. Names and words are the stable ones or those of either language.
pub fn query(
    def: &'static EntityDef,
    text: Option<&str>,
    session: &Session,
    dictionaries: &Words,
    bound: &Bound,
    cx: &Context,
) -> Result<(Filter, Vec<Directive>), Failure> {
    let labels = Labels { dictionaries: Some(dictionaries) };
    let reading = query::read_rows(text.unwrap_or_default(), def.kind, &labels);
    if let Some(fault) = reading.faults.first() {
        let said = match (&fault.what, &fault.nearest) {
            (Wrong::Name(kind, word), None) => unknown_field(entity::def(*kind), word, cx),
            _ => faults::fault(cx.lang, fault),
        };
        return Err(Failure::usage(said));
    }
    let filter = meant(&reading.query.rows, def, session, dictionaries, bound, cx)?;
    Ok((filter, reading.query.shown))
}

/// The rows that an expression means to whoever asks.
pub fn meant(
    rows: &Expr,
    def: &'static EntityDef,
    session: &Session,
    dictionaries: &Words,
    bound: &Bound,
    cx: &Context,
) -> Result<Filter, Failure> {
    let labels = Labels { dictionaries: Some(dictionaries) };
    let meaning = Meaning {
        today: session.today,
        me: session.operator_id.into(),
        person: bound.person.clone(),
        param: &|name| bound.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()),
        view: &|kind, name| book::rows_of(&bound.views, kind, name, &labels),
    };
    query::filter(rows, def.kind, &meaning).map_err(|why| Failure::usage(faults::unclear(cx.lang, &why)))
}

fn unknown_field(def: &EntityDef, name: &str, cx: &Context) -> String {
    let known: Vec<_> = def.fields.iter().map(|field| field.name).collect();
    cx.lang.fmt(Msg::CliUnknownColumn, &[&name, &def.kind.name(), &known.join(", ")])
}
