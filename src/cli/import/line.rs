//! One line of a table that is imported: stored if nothing is very like it, beside the lines before it too, or a record that was there changed by
//! it. What became of it.

use std::collections::HashMap;

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::{
    db::Together,
    domain::{
        alike::{Alike, Asked, REFUSED, Verdict, known_by},
        entity,
        kind::Kind,
        record::Values,
        value::Value,
    },
    entry::alike::tell,
    i18n::{Lang, Msg},
    screen::trouble,
    store::{Reply, Request, Save, StoreError},
    text::clean,
};

/// What became of a line.
pub enum Came {
    /// It is stored: its id, and what is like it.
    Stored(i64, Vec<Alike>),
    /// A record that was there is changed: its id, each changed field with what it held and holds, and what is like it.
    Changed(i64, Vec<Change>, Vec<Alike>),
    /// It is not: why, and what is like it.
    Refused(String, Vec<Alike>),
}

/// A changed field: its name, what it held and what it holds, as people read it.
pub struct Change {
    name: &'static str,
    before: String,
    after: String,
}

/// Changes the record that a line names to what the line holds, by the same judgement; an empty cell says nothing.
pub fn change(
    together: &mut Together,
    (kind, key): (Kind, &str),
    values: &Values,
    pass_over: bool,
    lang: Lang,
) -> Result<Came, StoreError> {
    let request = match (entity::def(kind).code, key.parse()) {
        (Some(_), Err(_)) => Request::ByCode(kind, key.to_owned()),
        (_, Ok(id)) => Request::Record(kind, id),
        (None, Err(_)) => return Ok(Came::Refused(trouble::say(&StoreError::NotYours, lang), Vec::new())),
    };
    let row = match together.ask(&request) {
        Ok(Reply::Record(row)) => row,
        Ok(other) => return Err(StoreError::Bug(format!("{other:?}"))),
        Err(error @ StoreError::NotYours) => {
            return Ok(Came::Refused(trouble::say(&error, lang), Vec::new()));
        }
        Err(error) => return Err(error),
    };
    let (mut changed, mut told) = (Values::new(), Vec::new());
    for (name, value) in values.iter() {
        let held = row.get(name);
        let same = match (held, value) {
            (Value::Link(a), Value::Link(b)) => a.id == b.id,
            (held, value) => held == value,
        };
        if let (false, Some(def)) = (same, entity::def(kind).field(name)) {
            told.push(Change { name: def.name, before: held.plain(), after: value.plain() });
            changed.set(name, value.clone());
        }
    }
    if changed.is_empty() {
        return Ok(Came::Changed(row.id, told, Vec::new()));
    }
    // Only what is changed is asked about, as in the form.
    let asks = known_by(kind).iter().any(|name| changed.has(name));
    let mut known = row.values();
    for (name, value) in changed.iter() {
        known.set(name, value.clone());
    }
    let save = Save { kind, existing: Some((row.id, row.version)), values: changed, intent: Uuid::new_v4() };
    let (id, found) = match judged(together, &save, asks.then_some(&known), pass_over, lang)? {
        Ok(stored) => stored,
        Err(came) => return Ok(came),
    };
    Ok(Came::Changed(id, told, found))
}

/// Stores a line, unless something is very like it and that is not to be passed over.
pub fn enter(together: &mut Together, save: &Save, pass_over: bool, lang: Lang) -> Result<Came, StoreError> {
    let came = judged(together, save, Some(&save.values), pass_over, lang)?;
    Ok(came.map_or_else(|came| came, |(id, found)| Came::Stored(id, found)))
}

/// Its id and what is like it; or why it is not stored. Without what it is known by nobody is looked for.
fn judged(
    together: &mut Together,
    save: &Save,
    known: Option<&Values>,
    pass_over: bool,
    lang: Lang,
) -> Result<Result<(i64, Vec<Alike>), Came>, StoreError> {
    let mut values = Values::new();
    for name in known_by(save.kind) {
        values.set(name, known.unwrap_or(&save.values).get(name).clone());
    }
    let asked = |except| Request::Alike(Asked { kind: save.kind, except, values: values.clone() });
    let stored = together.step(|together| {
        let id = match together.ask(&Request::Save(save.clone())) {
            Ok(Reply::Saved(saved)) => saved.id,
            Ok(other) => return Err(Stop::Broken(StoreError::Bug(format!("{other:?}")))),
            Err(error @ (StoreError::Refused(_) | StoreError::NotYours | StoreError::Stale)) => {
                return Err(Stop::Refused(error));
            }
            Err(error) => return Err(Stop::Broken(error)),
        };
        let found = match known {
            Some(_) => alike(together, &asked(Some(id))).map_err(Stop::Broken)?,
            None => Vec::new(),
        };
        let surest = found.iter().map(|it| it.verdict).max();
        if surest >= Some(Verdict::Strong) && !pass_over { Err(Stop::Like(found)) } else { Ok((id, found)) }
    })?;
    match stored {
        Ok(stored) => Ok(Ok(stored)),
        Err(Stop::Like(found)) => Ok(Err(Came::Refused(lang.tr(Msg::ImportVeryLike).to_owned(), found))),
        Err(Stop::Refused(error)) => {
            let same =
                matches!(&error, StoreError::Refused(reason) if REFUSED.contains(&reason.rule.as_str()));
            let found = if same { alike(together, &asked(None))? } else { Vec::new() };
            Ok(Err(Came::Refused(trouble::say(&error, lang), found)))
        }
        Err(Stop::Broken(error)) => Err(error),
    }
}

/// Why a line is taken back.
enum Stop {
    /// These are very like it.
    Like(Vec<Alike>),
    /// The database does not let it in.
    Refused(StoreError),
    /// The whole import cannot go on.
    Broken(StoreError),
}

fn alike(together: &mut Together, asked: &Request) -> Result<Vec<Alike>, StoreError> {
    match together.ask(asked)? {
        Reply::Alike(found) => Ok(found),
        other => Err(StoreError::Bug(format!("{other:?}"))),
    }
}

impl Came {
    /// Why it is not stored, and who is like it, in words. Lines before it are told by their numbers.
    pub fn words(&self, lines: &HashMap<i64, u64>, kept: bool, lang: Lang) -> String {
        let (said, found) = match self {
            Came::Stored(_, found) if kept => (lang.tr(Msg::ImportStored).to_owned(), found),
            Came::Stored(_, found) => (lang.tr(Msg::ImportWouldStore).to_owned(), found),
            Came::Changed(_, told, found) => (changes(told, kept, lang), found),
            Came::Refused(why, found) => (why.clone(), found),
        };
        let mut words = vec![said];
        for it in found {
            let verdict = lang.value("alike", it.verdict.code());
            words.push(match it.id.and_then(|id| lines.get(&id)) {
                Some(line) => format!("{verdict}: {}", lang.fmt(Msg::ImportLine, &[line])),
                None => format!("{verdict}: {}", tell(it, lang)),
            });
        }
        words.join("; ")
    }

    /// The same for scripts.
    pub fn object(&self, line: u64, lines: &HashMap<i64, u64>) -> Json {
        let (stored, refused, found) = match self {
            Came::Stored(id, found) | Came::Changed(id, _, found) => (Some(*id), None, found),
            Came::Refused(why, found) => (None, Some(why), found),
        };
        let changed = match self {
            Came::Changed(_, told, _) => {
                let pair = |it: &Change| (it.name.to_owned(), json!([it.before, it.after]));
                Json::Object(told.iter().map(pair).collect())
            }
            _ => Json::Null,
        };
        let found: Vec<Json> = found
            .iter()
            .map(|it| {
                json!({ "verdict": it.verdict.code(), "reason": it.reason, "name": it.name, "company": it.company,
                    "department": it.department, "owner": it.owner, "status": it.status,
                    "line": it.id.and_then(|id| lines.get(&id)) })
            })
            .collect();
        let mut object = json!({ "line": line, "stored": stored, "refused": refused, "alike": found });
        if !changed.is_null() {
            object["changed"] = changed;
        }
        object
    }
}

/// `City: 苏州 → 上海`, or that nothing is changed.
fn changes(told: &[Change], kept: bool, lang: Lang) -> String {
    if told.is_empty() {
        return lang.tr(Msg::ImportSame).to_owned();
    }
    let empty = |text: &str| if text.is_empty() { "∅".to_owned() } else { clean(text).into_string() };
    let one = |it: &Change| format!("{} {} → {}", it.name, empty(&it.before), empty(&it.after));
    let all: Vec<String> = told.iter().map(one).collect();
    let msg = if kept { Msg::ImportChanged } else { Msg::ImportWouldChange };
    lang.fmt(msg, &[&all.join(", ")])
}
