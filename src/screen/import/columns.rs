//! The columns of a table that is imported: which field each is, by its name or its label in either language, and what a row
//! holds in them. Texts are read as forms read them. The column by which records are found again is no field of theirs to write.

use std::collections::HashMap;

use csv::StringRecord;

use crate::{
    domain::{
        entity,
        field::{Edit, FieldDef, Shape},
        kind::Kind,
        policy,
        record::Values,
        session::Session,
        value::Value,
    },
    i18n::{Lang, Msg},
    screen::editor::{Ground, Problem, fixed_choices, read, worded},
    store::Words,
    text::clean,
};

/// The records that texts name, by kind and text; or why none.
pub type Found = HashMap<(Kind, String), Result<Value, String>>;

/// A field, and its words where it holds one of several; none: the column that names the record.
type Column = Option<(&'static FieldDef, Vec<(String, String)>)>;

/// What a row holds: which record it is, if it says so, and its fields.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// The code of a record that is there, or its id.
    pub record: Option<String>,
    /// Its fields; of a record that is there those that are not empty.
    pub values: Values,
}

/// The columns in their order.
pub struct Columns {
    kind: Kind,
    columns: Vec<Column>,
}

impl Columns {
    /// By the first row. A column that no form of the kind has is refused before anything is read.
    pub fn of(
        kind: Kind,
        head: &StringRecord,
        session: &Session,
        words: &Words,
        (update, lang): (bool, Lang),
    ) -> Result<Columns, String> {
        let typed: Vec<&'static FieldDef> = entity::def(kind)
            .fields
            .iter()
            .filter(|def| def.edit != Edit::Never && policy::fills_new_field(session, kind, def.name))
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
            if update && names_record(kind, name) {
                if columns.iter().any(Option::is_none) {
                    return Err(lang.fmt(Msg::ImportTwice, &[&clean(name)]));
                }
                columns.push(None);
                continue;
            }
            let Some(def) = typed.iter().find(is) else {
                let known: Vec<&str> = typed.iter().map(|def| label(def, lang)).collect();
                return Err(lang.fmt(Msg::ImportNoColumn, &[&clean(name), &known.join(", ")]));
            };
            if columns.iter().flatten().any(|(other, _)| other.name == def.name) {
                return Err(lang.fmt(Msg::ImportTwice, &[&clean(name)]));
            }
            let choices = match def.shape {
                Shape::Dict(dict) => worded(words.get(dict).map_or(&[], Vec::as_slice), lang),
                shape => fixed_choices(shape, lang),
            };
            columns.push(Some((def, choices)));
        }
        let named = columns.iter().any(Option::is_none);
        let missing = typed
            .iter()
            .find(|def| def.required && !columns.iter().flatten().any(|(it, _)| it.name == def.name));
        match missing {
            _ if update && !named => {
                let key = entity::def(kind).code.unwrap_or("id");
                Err(lang.fmt(Msg::ImportMissing, &[&key]))
            }
            Some(def) if !named => Err(lang.fmt(Msg::ImportMissing, &[&label(def, lang)])),
            _ => Ok(Columns { kind, columns }),
        }
    }

    /// The records that a row names, by their kinds and the texts that name them.
    pub fn named<'a>(&self, row: &'a StringRecord) -> Vec<(Kind, &'a str)> {
        let links =
            self.columns.iter().zip(row).filter_map(|(column, text)| match column.as_ref()?.0.shape {
                Shape::Link(kind) => Some((kind, text.trim())).filter(|(_, text)| !text.is_empty()),
                _ => None,
            });
        links.collect()
    }

    /// What a row holds, with the records that were found; or what is wrong with it, by field.
    pub fn read(&self, row: &StringRecord, found: &Found, ground: Ground) -> Result<Cells, String> {
        let lang = ground.lang;
        let named = self.columns.iter().zip(row).find(|(column, _)| column.is_none());
        let mut cells = Cells {
            record: named.map(|(_, text)| text.trim().to_owned()).filter(|text| !text.is_empty()),
            ..Cells::default()
        };
        for (column, text) in self.columns.iter().zip(row) {
            let Some((def, choices)) = column else { continue };
            let text = text.trim();
            let value = match def.shape {
                Shape::Link(kind) if !text.is_empty() => {
                    found.get(&(kind, text.to_owned())).cloned().unwrap_or(Ok(Value::Empty))
                }
                _ => read(text, def, choices, ground).map_err(|wrong| wrong.text(text, def.shape, lang)),
            };
            let value = match value {
                Ok(Value::Empty) if def.required && cells.record.is_none() => {
                    Err(Problem::Required.text(text, def.shape, lang))
                }
                value => value,
            };
            match value {
                Ok(Value::Empty) => {}
                Ok(value) => cells.values.set(def.name, value),
                Err(wrong) => {
                    let label = lang.field(self.kind.name(), def.name);
                    return Err(clean(&format!("{label}: {wrong}")).into_string());
                }
            }
        }
        Ok(cells)
    }
}

/// Whether a column says which record a row is: its code, in either language, or its id.
fn names_record(kind: Kind, name: &str) -> bool {
    let code = entity::def(kind).code;
    let labels = code
        .into_iter()
        .flat_map(|code| [code, Lang::En.field(kind.name(), code), Lang::Zh.field(kind.name(), code)]);
    labels.chain(["id"]).any(|it| it.eq_ignore_ascii_case(name))
}
