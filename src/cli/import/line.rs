//! One line of a table that is imported: stored if nothing is very like it, beside the lines before it too. What became of it.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use crate::{
    db::Together,
    domain::{
        alike::{Alike, Asked, REFUSED, Verdict, known_by},
        record::Values,
    },
    entry::alike::tell,
    i18n::{Lang, Msg},
    screen::trouble,
    store::{Reply, Request, Save, StoreError},
};

/// What became of a line.
pub enum Came {
    /// It is stored: its id, and what is like it.
    Stored(i64, Vec<Alike>),
    /// It is not: why, and what is like it.
    Refused(String, Vec<Alike>),
}

/// Stores a line, unless something is very like it and that is not to be passed over.
pub fn enter(together: &mut Together, save: Save, pass_over: bool, lang: Lang) -> Result<Came, StoreError> {
    let mut values = Values::new();
    for name in known_by(save.kind) {
        values.set(name, save.values.get(name).clone());
    }
    let asked = |except| Request::Alike(Asked { kind: save.kind, except, values: values.clone() });
    let stored = together.step(|together| {
        let id = match together.ask(&Request::Save(save.clone())) {
            Ok(Reply::Saved(saved)) => saved.id,
            Ok(other) => return Err(Stop::Broken(StoreError::Bug(format!("{other:?}")))),
            Err(error @ (StoreError::Refused(_) | StoreError::NotYours)) => return Err(Stop::Refused(error)),
            Err(error) => return Err(Stop::Broken(error)),
        };
        let found = alike(together, &asked(Some(id))).map_err(Stop::Broken)?;
        let surest = found.iter().map(|it| it.verdict).max();
        if surest >= Some(Verdict::Strong) && !pass_over { Err(Stop::Like(found)) } else { Ok((id, found)) }
    })?;
    match stored {
        Ok((id, found)) => Ok(Came::Stored(id, found)),
        Err(Stop::Like(found)) => Ok(Came::Refused(lang.tr(Msg::ImportVeryLike).to_owned(), found)),
        Err(Stop::Refused(error)) => {
            let same =
                matches!(&error, StoreError::Refused(reason) if REFUSED.contains(&reason.rule.as_str()));
            let found = if same { alike(together, &asked(None))? } else { Vec::new() };
            Ok(Came::Refused(trouble::say(&error, lang), found))
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
            Came::Stored(id, found) => (Some(*id), None, found),
            Came::Refused(why, found) => (None, Some(why), found),
        };
        let found: Vec<Json> = found
            .iter()
            .map(|it| {
                json!({ "verdict": it.verdict.code(), "reason": it.reason, "name": it.name, "company": it.company,
                    "department": it.department, "owner": it.owner, "status": it.status,
                    "line": it.id.and_then(|id| lines.get(&id)) })
            })
            .collect();
        json!({ "line": line, "stored": stored, "refused": refused, "alike": found })
    }
}
