//! What became of the lines of a table, in words: stored, changed from what to what, or not and why, and who is like it.

use std::collections::HashMap;

use super::table::Line;
use crate::{
    domain::{alike::Alike, kind::Kind, value::Value},
    entry::alike::tell,
    i18n::{Lang, Msg},
    screen::trouble,
    store::{FieldChange, Imported, NotStored},
    text::clean,
};

/// What became of a line.
pub enum Came {
    /// It could not be read.
    Unread(String),
    /// What the server said of it.
    Judged(Imported),
}

/// What the server said of the lines that were sent, each at its line.
pub fn came(lines: &[Line], judged: Vec<Imported>) -> Vec<Came> {
    let mut judged = judged.into_iter();
    let one = |line: &Line| match &line.read {
        Err(wrong) => Some(Came::Unread(wrong.clone())),
        Ok(_) => judged.next().map(Came::Judged),
    };
    lines.iter().filter_map(one).collect()
}

/// The lines whose records are new, by the record: what is like one of them is told by the number of its line.
pub fn by_record(lines: &[Line], came: &[Came]) -> HashMap<i64, u64> {
    let new = lines.iter().zip(came).filter_map(|(line, came)| match came {
        Came::Judged(Imported::Stored(id, _)) => Some((*id, line.number)),
        _ => None,
    });
    new.collect()
}

impl Came {
    /// Whether it is not stored.
    pub fn refused(&self) -> bool {
        matches!(self, Came::Unread(_) | Came::Judged(Imported::Refused(..)))
    }

    /// Why it is not stored, if it is not.
    pub fn why(&self, very_like: Msg, lang: Lang) -> Option<String> {
        match self {
            Came::Unread(wrong) => Some(wrong.clone()),
            Came::Judged(Imported::Refused(NotStored::VeryLike, _)) => Some(lang.tr(very_like).to_owned()),
            Came::Judged(Imported::Refused(NotStored::Told(error), _)) => Some(trouble::say(error, lang)),
            Came::Judged(_) => None,
        }
    }

    /// Who is like it.
    pub fn alike(&self) -> &[Alike] {
        match self {
            Came::Unread(_) => &[],
            Came::Judged(
                Imported::Stored(_, found) | Imported::Changed(_, _, found) | Imported::Refused(_, found),
            ) => found,
        }
    }

    /// What became of it and who is like it, in words.
    pub fn words(&self, telling: &Telling) -> String {
        let lang = telling.lang;
        let said = match self {
            Came::Judged(Imported::Stored(..)) if telling.kept => lang.tr(Msg::ImportStored).to_owned(),
            Came::Judged(Imported::Stored(..)) => lang.tr(Msg::ImportWouldStore).to_owned(),
            Came::Judged(Imported::Changed(_, told, _)) => telling.changes(told),
            refused => refused.why(telling.very_like, lang).unwrap_or_default(),
        };
        let mut words = vec![said];
        for it in self.alike() {
            let verdict = lang.value("alike", it.verdict.code());
            words.push(match it.id.and_then(|id| telling.lines.get(&id)) {
                Some(line) => format!("{verdict}: {}", lang.fmt(Msg::ImportLine, &[line])),
                None => format!("{verdict}: {}", tell(it, lang)),
            });
        }
        words.join("; ")
    }
}

/// How lines are told of.
pub struct Telling<'a> {
    /// What they hold.
    pub kind: Kind,
    /// The lines of new records: what is like one of them is told by the number of its line.
    pub lines: &'a HashMap<i64, u64>,
    /// Whether it is stored, or only would be.
    pub kept: bool,
    /// What is said of what is very like another.
    pub very_like: Msg,
    /// The language.
    pub lang: Lang,
}

impl Telling<'_> {
    /// `City 苏州 → 上海`, or that nothing is changed.
    fn changes(&self, told: &[FieldChange]) -> String {
        if told.is_empty() {
            return self.lang.tr(Msg::ImportSame).to_owned();
        }
        let shown = |value: &Value| match value.plain() {
            text if text.is_empty() => "∅".to_owned(),
            text => clean(&text).into_string(),
        };
        let label = |it: &FieldChange| clean(self.lang.field(self.kind.name(), it.field));
        let one = |it: &FieldChange| format!("{} {} → {}", label(it), shown(&it.before), shown(&it.after));
        let all: Vec<String> = told.iter().map(one).collect();
        let msg = if self.kept { Msg::ImportChanged } else { Msg::ImportWouldChange };
        self.lang.fmt(msg, &[&all.join(", ")])
    }
}
