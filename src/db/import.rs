//! Lines of a table, each stored if nothing is very like it, beside the lines before it too, or a record that was there changed by it. One
//! transaction, kept or taken back as it is asked; how far it is can be told, and it can be stopped: then nothing was changed.

use diesel::PgConnection;
use uuid::Uuid;

use super::{
    answering::{Together, together},
    trouble::Trouble,
};
use crate::{
    domain::{
        alike::{Alike, Asked, REFUSED, Verdict, known_by},
        entity,
        kind::Kind,
        record::Values,
        value::Value,
    },
    i18n::Lang,
    store::{FieldChange, Import, ImportLine, Imported, NotStored, Reason, Reply, Request, Save, StoreError},
};

/// Lines of one part.
const PART: usize = 50;

/// Judges the lines in their order; `goes_on` hears after each part how many were gone through, and says whether to go on.
pub fn import(
    conn: &mut PgConnection,
    lang: Lang,
    import: &Import,
    goes_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<Imported>, Trouble> {
    together(conn, lang, |together| {
        let mut all = Vec::with_capacity(import.lines.len());
        for line in &import.lines {
            all.push(judge(together, import, line)?);
            if (all.len() % PART == 0 || all.len() == import.lines.len()) && !goes_on(all.len()) {
                return Err(StoreError::Refused(Reason::rule("stopped")));
            }
        }
        Ok((import.keep, all))
    })
}

fn judge(together: &mut Together, import: &Import, line: &ImportLine) -> Result<Imported, StoreError> {
    let kind = import.kind;
    if let Some(key) = &line.record {
        return change(together, (kind, key), &line.values, import.pass_over);
    }
    let save = Save { kind, existing: None, values: line.values.clone(), intent: line.intent };
    let came = stored(together, &save, Some(&save.values), import.pass_over)?;
    Ok(came.map_or_else(|refused| refused, |(id, found)| Imported::Stored(id, found)))
}

/// Changes the record that a line names to what the line holds, by the same judgement; an empty cell says nothing.
fn change(
    together: &mut Together,
    (kind, key): (Kind, &str),
    values: &Values,
    pass_over: bool,
) -> Result<Imported, StoreError> {
    let absent = || Imported::Refused(NotStored::Told(StoreError::NotYours), Vec::new());
    let request = match (entity::def(kind).code, key.parse()) {
        (Some(_), Err(_)) => Request::ByCode(kind, key.to_owned()),
        (_, Ok(id)) => Request::Record(kind, id),
        (None, Err(_)) => return Ok(absent()),
    };
    let row = match together.ask(&request) {
        Ok(Reply::Record(row)) => row,
        Ok(other) => return Err(StoreError::Bug(format!("{other:?}"))),
        Err(StoreError::NotYours) => return Ok(absent()),
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
            told.push(FieldChange { field: def.name, before: held.clone(), after: value.clone() });
            changed.set(name, value.clone());
        }
    }
    if changed.is_empty() {
        return Ok(Imported::Changed(row.id, told, Vec::new()));
    }
    // Only what is changed is asked about, as in the form.
    let asks = known_by(kind).iter().any(|name| changed.has(name));
    let mut known = row.values();
    for (name, value) in changed.iter() {
        known.set(name, value.clone());
    }
    let save = Save { kind, existing: Some((row.id, row.version)), values: changed, intent: Uuid::new_v4() };
    let came = stored(together, &save, asks.then_some(&known), pass_over)?;
    Ok(came.map_or_else(|refused| refused, |(id, found)| Imported::Changed(id, told, found)))
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

/// Its id and what is like it; or why it is not stored. Without what it is known by nobody is looked for.
fn stored(
    together: &mut Together,
    save: &Save,
    known: Option<&Values>,
    pass_over: bool,
) -> Result<Result<(i64, Vec<Alike>), Imported>, StoreError> {
    let mut values = Values::new();
    for name in known_by(save.kind) {
        values.set(name, known.unwrap_or(&save.values).get(name).clone());
    }
    let asked = |except| Request::Alike(Asked { kind: save.kind, except, values: values.clone() });
    let came = together.step(|together| {
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
    match came {
        Ok(stored) => Ok(Ok(stored)),
        Err(Stop::Like(found)) => Ok(Err(Imported::Refused(NotStored::VeryLike, found))),
        Err(Stop::Refused(error)) => {
            let same =
                matches!(&error, StoreError::Refused(reason) if REFUSED.contains(&reason.rule.as_str()));
            let found = if same { alike(together, &asked(None))? } else { Vec::new() };
            Ok(Err(Imported::Refused(NotStored::Told(error), found)))
        }
        Err(Stop::Broken(error)) => Err(error),
    }
}

fn alike(together: &mut Together, asked: &Request) -> Result<Vec<Alike>, StoreError> {
    match together.ask(asked)? {
        Reply::Alike(found) => Ok(found),
        other => Err(StoreError::Bug(format!("{other:?}"))),
    }
}
