//! A table that is imported, from its text: its lines, the records that they name, what they hold or what is wrong with them. Asks for records
//! one after the other; who asks is not its matter, so that the command line and the screen read tables alike.

use std::collections::{HashMap, HashSet, VecDeque};

use csv::{ReaderBuilder, StringRecord};
use uuid::Uuid;

use super::columns::{Cells, Columns, Found};
use crate::{
    domain::{entity, filter::Filter, kind::Kind, session::Session, value::Value},
    entry::meant::{self, Meant},
    i18n::{Lang, Msg},
    screen::{editor::Ground, trouble},
    store::{Import, ImportLine, Pick, PickQuery, Reply, Request, StoreError, Words},
    text::clean,
};

/// Records that are looked at when a text fits several.
const MOST: u32 = 20;

/// The table.
pub struct Table {
    /// Its first row.
    pub head: StringRecord,
    kind: Kind,
    file: String,
    columns: Columns,
    rows: Vec<(u64, StringRecord)>,
    /// Texts that name records and were not looked for yet.
    wanted: VecDeque<(Kind, String)>,
    /// The first of them has no code.
    by_name: bool,
    found: Found,
}

/// A line: its number in the file, its cells, and what they hold or what is wrong with them.
pub struct Line {
    /// Its number.
    pub number: u64,
    /// As it came.
    pub cells: StringRecord,
    /// What it holds.
    pub read: Result<Cells, String>,
}

impl Table {
    /// By its first row, which says which column is which field. What is wrong with the whole is said.
    pub fn of(
        (kind, file): (Kind, &str),
        text: &str,
        session: &Session,
        words: &Words,
        (update, lang): (bool, Lang),
    ) -> Result<Table, String> {
        let first = text.lines().next().unwrap_or_default();
        let parted = [b'\t', b';', b','].into_iter().find(|by| first.as_bytes().contains(by)).unwrap_or(b',');
        let mut reader =
            ReaderBuilder::new().delimiter(parted).has_headers(true).from_reader(text.as_bytes());
        let broken = |error: csv::Error| lang.fmt(Msg::ImportBroken, &[&clean(&error.to_string())]);
        let head = reader.headers().map_err(broken)?.clone();
        let columns = Columns::of(kind, &head, session, words, (update, lang))?;
        let (mut rows, mut wanted, mut seen) = (Vec::new(), VecDeque::new(), HashSet::new());
        for row in reader.records() {
            let cells = row.map_err(broken)?;
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            for (kind, text) in columns.named(&cells) {
                if seen.insert((kind, text.to_owned())) {
                    wanted.push_back((kind, text.to_owned()));
                }
            }
            rows.push((cells.position().map_or(0, |at| line_of(at, text)), cells));
        }
        let file = file.to_owned();
        Ok(Table { head, kind, file, columns, rows, wanted, by_name: false, found: Found::new() })
    }

    /// How many records are to be looked for yet, and how many there are.
    pub fn left(&self) -> (usize, usize) {
        (self.wanted.len(), self.wanted.len() + self.found.len())
    }

    /// What is to be asked next; nothing when all records are found, or known not to be.
    pub fn asks(&self) -> Option<Request> {
        let (kind, text) = self.wanted.front()?;
        Some(match entity::def(*kind).code {
            Some(_) if !self.by_name => Request::ByCode(*kind, text.clone()),
            _ => {
                let (text, filter) = (text.clone(), Filter::All);
                Request::Pick(PickQuery { kind: *kind, text, filter, limit: MOST })
            }
        })
    }

    /// Takes the answer to that; what is no matter of one record ends the reading.
    pub fn take(&mut self, answer: Result<Reply, StoreError>, lang: Lang) -> Result<(), StoreError> {
        let Some((kind, text)) = self.wanted.front() else { return Ok(()) };
        let found = match answer {
            Ok(Reply::Record(row)) => Ok(Value::link(row.id, row.get(entity::def(*kind).title).str())),
            Ok(Reply::Picks(picks)) => one(text, &picks, lang),
            Err(StoreError::NotYours) if !self.by_name => {
                self.by_name = true;
                return Ok(());
            }
            Err(error @ (StoreError::Refused(_) | StoreError::NotYours)) => Err(trouble::say(&error, lang)),
            Ok(other) => return Err(StoreError::Bug(format!("{other:?}"))),
            Err(error) => return Err(error),
        };
        self.by_name = false;
        if let Some(named) = self.wanted.pop_front() {
            self.found.insert(named, found);
        }
        Ok(())
    }

    /// Its lines.
    pub fn lines(&self, ground: Ground) -> Vec<Line> {
        let line = |(number, cells): &(u64, StringRecord)| Line {
            number: *number,
            cells: cells.clone(),
            read: self.columns.read(cells, &self.found, ground),
        };
        self.rows.iter().map(line).collect()
    }

    /// Those of the lines that could be read, as they are sent. Their intents follow from the file's name, the line, and how often the line stood
    /// there before.
    pub fn import(&self, lines: &[Line], pass_over: bool, keep: bool) -> Import {
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut sent = Vec::new();
        for line in lines {
            let text = line.cells.iter().collect::<Vec<_>>().join("\u{1f}");
            let before = seen.entry(text.clone()).or_default();
            let intent = intent(self.kind, &self.file, &text, *before);
            *before += 1;
            if let Ok(Cells { record, values }) = &line.read {
                sent.push(ImportLine { record: record.clone(), values: values.clone(), intent });
            }
        }
        Import { kind: self.kind, lines: sent, pass_over, keep }
    }
}

/// Where a row stands in the file: the reader does not count the empty lines before it.
fn line_of(at: &csv::Position, text: &str) -> u64 {
    let rest = usize::try_from(at.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let empty = rest.chars().take_while(|c| ['\r', '\n'].contains(c)).filter(|c| *c == '\n').count();
    at.line() + empty as u64
}

fn intent(kind: Kind, file: &str, line: &str, before: u32) -> Uuid {
    let text = format!("kehu import\0{}\0{file}\0{line}\0{before}", kind.name());
    Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes())
}

/// The record that a text means among those that were found for it. Nothing is guessed.
fn one(text: &str, picks: &[Pick], lang: Lang) -> Result<Value, String> {
    match meant::customer(text, picks) {
        Meant::One(pick) => Ok(Value::link(pick.id, pick.label.clone())),
        Meant::Nothing => Err(lang.fmt(Msg::DeskNothingFound, &[&clean(text)])),
        Meant::Several(picks) => {
            let several: Vec<String> = picks
                .iter()
                .map(|pick| clean(&format!("{} {}", pick.label, pick.detail)).to_string())
                .collect();
            Err(lang.fmt(Msg::SaidSeveral, &[&clean(text), &several.join(lang.tr(Msg::SaidOr))]))
        }
    }
}
