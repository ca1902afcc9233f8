//! The columns of a table that is imported: which field each is, by its name or its label in either language, and what a row
//! holds in them. Texts are read as forms read them.

use std::collections::HashMap;

use csv::StringRecord;

use crate::{
    cli::{Failure, ask::Ask, desk},
    domain::{
        entity,
        field::{Edit, FieldDef, Shape},
        filter::Filter,
        kind::Kind,
        policy,
        record::Values,
        session::Session,
        value::Value,
    },
    i18n::{Lang, Msg},
    screen::editor::{Ground, Problem, fixed_choices, read, worded},
    store::{Reply, Request, Words},
    text::clean,
};

/// A field, and its words where it holds one of several.
type Column = (&'static FieldDef, Vec<(String, String)>);

/// The columns in their order.
pub struct Columns {
    kind: Kind,
    columns: Vec<Column>,
    /// Records that were named before.
    known: HashMap<(Kind, String), Value>,
}

impl Columns {
    /// By the first row. A column that no form of the kind has is refused before anything is read.
    pub fn of(
        kind: Kind,
        head: &StringRecord,
        session: &Session,
        words: &Words,
        lang: Lang,
    ) -> Result<Columns, Failure> {
        let typed: Vec<&'static FieldDef> = entity::def(kind)
            .fields
            .iter()
            .filter(|def| def.edit != Edit::Never && policy::can_edit_field(session, kind, def.name))
            .collect();
        let label = |def: &FieldDef, lang: Lang| lang.field(kind.name(), def.name);
        let mut columns: Vec<Column> = Vec::new();
        for name in head {
            let name = name.trim();
            let is = |def: &&&FieldDef| {
                [def.name, label(def, Lang::En), label(def, Lang::Zh)]
                    .iter()
                    .any(|it| it.eq_ignore_ascii_case(name))
            };
            let Some(def) = typed.iter().find(is) else {
                let known: Vec<&str> = typed.iter().map(|def| label(def, lang)).collect();
                return Err(Failure::usage(
                    lang.fmt(Msg::ImportNoColumn, &[&clean(name), &known.join(", ")]),
                ));
            };
            if columns.iter().any(|(other, _)| other.name == def.name) {
                return Err(Failure::usage(lang.fmt(Msg::ImportTwice, &[&clean(name)])));
            }
            let choices = match def.shape {
                Shape::Dict(dict) => worded(words.get(dict).map_or(&[], Vec::as_slice), lang),
                shape => fixed_choices(shape, lang),
            };
            columns.push((def, choices));
        }
        let missing =
            typed.iter().find(|def| def.required && !columns.iter().any(|(it, _)| it.name == def.name));
        match missing {
            Some(def) => Err(Failure::usage(lang.fmt(Msg::ImportMissing, &[&label(def, lang)]))),
            None => Ok(Columns { kind, columns, known: HashMap::new() }),
        }
    }

    /// What a row holds; or what is wrong with it, by field.
    pub fn read(
        &mut self,
        row: &StringRecord,
        ask: &mut Ask,
        lang: Lang,
    ) -> anyhow::Result<Result<Values, String>> {
        let ground = Ground { lang, today: ask.session.today };
        let mut values = Values::new();
        for ((def, choices), text) in self.columns.iter().zip(row) {
            let text = text.trim();
            let value = match def.shape {
                Shape::Link(kind) if !text.is_empty() => match self.known.get(&(kind, text.to_owned())) {
                    Some(value) => Ok(value.clone()),
                    None => record(kind, text, ask, lang)?.inspect(|value| {
                        self.known.insert((kind, text.to_owned()), value.clone());
                    }),
                },
                _ => read(text, def, choices, ground).map_err(|wrong| wrong.text(text, def.shape, lang)),
            };
            let value = match value {
                Ok(Value::Empty) if def.required => Err(Problem::Required.text(text, def.shape, lang)),
                value => value,
            };
            match value {
                Ok(Value::Empty) => {}
                Ok(value) => values.set(def.name, value),
                Err(wrong) => {
                    let label = lang.field(self.kind.name(), def.name);
                    return Ok(Err(clean(&format!("{label}: {wrong}")).into_string()));
                }
            }
        }
        Ok(Ok(values))
    }
}

/// The record that a text names: by its code, else by its name.
fn record(kind: Kind, text: &str, ask: &mut Ask, lang: Lang) -> anyhow::Result<Result<Value, String>> {
    if entity::def(kind).code.is_some()
        && let Some(Reply::Record(row)) = ask.find(&Request::ByCode(kind, text.to_owned()))?
    {
        return Ok(Ok(Value::link(row.id, row.get(entity::def(kind).title).str())));
    }
    match desk::one(ask, (kind, Filter::All), text, lang) {
        Ok(pick) => Ok(Ok(Value::link(pick.id, pick.label))),
        Err(error) => desk::judge(error).map(|failure| Err(failure.words)),
    }
}
