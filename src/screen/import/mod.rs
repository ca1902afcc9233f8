//! Records from a table of this machine: which file, and how; then, line by line, what would be stored, what would be changed from what to what,
//! and what not and why. Only then, on a key, it is done: one transaction, which can be watched and stopped. The command line reads tables by the
//! same parts.

mod columns;
mod draw;
mod table;
#[cfg(test)]
mod tests;
mod told;

use std::collections::HashMap;

use ratatui::{Frame, layout::Rect, text::Line as Row};

pub use self::{
    table::{Line, Table},
    told::{Came, Telling, by_record, came},
};
use super::{
    Cx, Event, Look, Outcome, Screen,
    form::sheet::{Sheet, Turn, ground},
    trouble,
};
use crate::{
    command::{Cmd, Context},
    domain::{
        field::{FieldDef, Shape, field},
        kind::Kind,
        policy,
        record::Values,
        session::Session,
        value::Value,
    },
    i18n::{Lang, Msg},
    store::{Imported, Reason, Reply, Request, StoreError, Ticket},
};

/// What tables may hold: records that are known by something, so that none is entered twice.
pub const KINDS: [Kind; 3] = [Kind::Customer, Kind::Contact, Kind::Lead];

const FIELDS: [FieldDef; 4] = [
    field("import_kind", Shape::Choice(&["customer", "contact", "lead"], "import_kind")).edit().required(),
    field("import_path", Shape::Text).edit().required(),
    field("import_update", Shape::Flag).edit(),
    field("import_very_like", Shape::Flag).edit(),
];

/// Whether a role may import records of a kind; `update`: change those that are there.
pub fn may(session: &Session, kind: Kind, update: bool) -> bool {
    policy::can_create(session, kind) || update && policy::can_edit(session, kind)
}

/// The screen.
pub struct Importing {
    /// The kind of the list below.
    from: Kind,
    sheet: Option<Sheet>,
    phase: Phase,
    /// What was typed when the file was read.
    typed: Values,
    table: Option<Table>,
    lines: Vec<Line>,
    came: Vec<Came>,
    /// What became of each line: its number, its sign, the words; `kept`: it is stored.
    told: Vec<(u64, Sign, String)>,
    kept: bool,
    /// A record that was stored.
    stored: Option<i64>,
    /// The same in rows of the width of the screen.
    rows: Vec<(Sign, String)>,
    width: usize,
    top: usize,
    height: usize,
}

/// What the screen waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// A person types, or looks at what came of it.
    Typing,
    /// The file is read.
    Reading(Ticket),
    /// The records that it names are looked for.
    Looking(Ticket),
    /// The server judges the lines, and stores them if `keep`.
    Running { ticket: Ticket, keep: bool, gone: usize, all: usize, stopping: bool },
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    New,
    Changed,
    Same,
    Refused,
}

impl Importing {
    /// From a list of this kind.
    pub fn new(from: Kind) -> Importing {
        Importing {
            from,
            sheet: None,
            phase: Phase::Typing,
            typed: Values::new(),
            table: None,
            lines: Vec::new(),
            came: Vec::new(),
            told: Vec::new(),
            kept: false,
            stored: None,
            rows: Vec::new(),
            width: 0,
            top: 0,
            height: 1,
        }
    }

    fn opened(&mut self, cx: &mut Cx) {
        let from = KINDS.into_iter().find(|kind| *kind == self.from).unwrap_or(KINDS[0]);
        let sheet = self.sheet.get_or_insert_with(|| {
            let preset = Values::new().with("import_kind", Value::Code(from.name().into()));
            let mut sheet = Sheet::new(Kind::File, FIELDS.to_vec(), &preset, ground(cx));
            sheet.start_at("import_path");
            sheet
        });
        sheet.opened(cx);
        // In the language of the moment.
        self.word(cx.lang);
    }

    fn kind(&self) -> Option<Kind> {
        Kind::find(self.typed.get("import_kind").str()).filter(|kind| KINDS.contains(kind))
    }

    /// Whether what is shown was judged by what is typed.
    fn judged(&self, values: &Values) -> bool {
        self.table.is_some() && !self.told.is_empty() && self.typed == *values
    }

    /// First it is judged; what was judged is stored.
    fn finish(&mut self, cx: &mut Cx) {
        if self.phase != Phase::Typing {
            return cx.info(cx.lang.tr(Msg::ImportWait));
        }
        let Some(sheet) = &mut self.sheet else { return };
        let values = match sheet.read(cx) {
            Ok(values) => values,
            Err(faulty) => return cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")])),
        };
        if self.judged(&values) {
            return self.keep(cx);
        }
        self.forget();
        self.typed = values;
        let Some(kind) = self.kind() else { return };
        if !may(cx.session, kind, self.typed.get("import_update").is_set()) {
            return cx.bad(cx.lang.fmt(Msg::ImportNotYours, &[&cx.lang.kinds(kind.name())]));
        }
        let path = self.typed.get("import_path").str().to_owned();
        self.phase = Phase::Reading(cx.ask("table", Request::ReadTable(path)));
    }

    fn forget(&mut self) {
        (self.table, self.kept) = (None, false);
        self.lines.clear();
        self.came.clear();
        self.told.clear();
        self.rows.clear();
        self.top = 0;
    }

    fn keep(&mut self, cx: &mut Cx) {
        if self.kept {
            return cx.info(cx.lang.tr(Msg::ImportOver));
        }
        if self.told.iter().all(|(_, sign, _)| matches!(sign, Sign::Refused | Sign::Same)) {
            return cx.info(cx.lang.tr(Msg::ImportNone));
        }
        self.run(true, cx);
    }

    fn read(&mut self, file: &str, text: &str, cx: &mut Cx) {
        let Some(kind) = self.kind() else { return };
        let update = self.typed.get("import_update").is_set();
        match Table::of((kind, file), text, cx.session, cx.words, (update, cx.lang)) {
            Ok(table) => {
                self.table = Some(table);
                self.look(cx);
            }
            Err(why) => self.wrong(&why, cx),
        }
    }

    /// Looks for the next record that the table names; when all are known, the lines are judged.
    fn look(&mut self, cx: &mut Cx) {
        let Some(table) = &self.table else { return };
        if let Some(request) = table.asks() {
            self.phase = Phase::Looking(cx.ask("named", request));
            return;
        }
        self.lines = table.lines(ground(cx));
        if self.lines.is_empty() {
            let none = cx.lang.tr(Msg::ImportEmpty).to_owned();
            return self.wrong(&none, cx);
        }
        self.run(false, cx);
    }

    fn run(&mut self, keep: bool, cx: &mut Cx) {
        let Some(table) = &self.table else { return };
        let import = table.import(&self.lines, self.typed.get("import_very_like").is_set(), keep);
        let all = import.lines.len();
        let ticket = cx.ask("import", Request::Import(Box::new(import)));
        self.phase = Phase::Running { ticket, keep, gone: 0, all, stopping: false };
    }

    /// The file, or the whole table, is not what can be imported.
    fn wrong(&mut self, why: &str, cx: &mut Cx) {
        self.phase = Phase::Typing;
        if let Some(sheet) = &mut self.sheet {
            sheet.blame("import_path", why.to_owned());
        }
        cx.bad(why);
    }

    fn tell(&mut self, judged: Vec<Imported>, keep: bool, cx: &mut Cx) {
        self.came = came(&self.lines, judged);
        self.kept = keep;
        self.word(cx.lang);
        if keep {
            self.stored = self.came.iter().find_map(|came| match came {
                Came::Judged(Imported::Stored(id, _) | Imported::Changed(id, ..)) => Some(*id),
                _ => None,
            });
            let refused = self.count(Sign::Refused);
            cx.good(cx.lang.fmt(Msg::ImportDone, &[&(self.told.len() - refused), &refused]));
        }
    }

    fn word(&mut self, lang: Lang) {
        let Some(kind) = self.kind() else { return };
        let new: HashMap<i64, u64> = by_record(&self.lines, &self.came);
        let very_like = Msg::ImportVeryLikeHere;
        let telling = Telling { kind, lines: &new, kept: self.kept, very_like, lang };
        let one = |(line, came): (&Line, &Came)| {
            let sign = match came {
                Came::Judged(Imported::Stored(..)) => Sign::New,
                Came::Judged(Imported::Changed(_, told, _)) if told.is_empty() => Sign::Same,
                Came::Judged(Imported::Changed(..)) => Sign::Changed,
                _ => Sign::Refused,
            };
            (line.number, sign, came.words(&telling))
        };
        self.told = self.lines.iter().zip(&self.came).map(one).collect();
        self.width = 0;
    }

    fn count(&self, sign: Sign) -> usize {
        self.told.iter().filter(|(_, it, _)| *it == sign).count()
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) -> bool {
        match (self.phase, answer) {
            (Phase::Reading(asked), Ok(Reply::Text(file, text))) if asked == ticket => {
                self.read(&file, &text, cx)
            }
            (Phase::Looking(asked), answer) if asked == ticket => {
                self.phase = Phase::Typing;
                let Some(table) = &mut self.table else { return true };
                match table.take(answer, cx.lang) {
                    Ok(()) => self.look(cx),
                    Err(error) => {
                        self.forget();
                        cx.bad(trouble::say(&error, cx.lang));
                    }
                }
            }
            (Phase::Running { ticket: asked, keep, .. }, answer) if asked == ticket => {
                self.phase = Phase::Typing;
                match answer {
                    Ok(Reply::Imported(judged)) => self.tell(judged, keep, cx),
                    Ok(_) => {}
                    Err(error) => self.broken(&error, keep, cx),
                }
            }
            (Phase::Reading(asked), Err(error)) if asked == ticket => {
                let why = trouble::say(&error, cx.lang);
                self.wrong(&why, cx);
            }
            _ => return false,
        }
        true
    }

    /// What of it was done, plainly: nothing; or, where the end was not heard, all of it or nothing.
    fn broken(&mut self, error: &StoreError, keep: bool, cx: &mut Cx) {
        let said = match error {
            StoreError::Unknown => cx.lang.tr(Msg::ImportUnknown).to_owned(),
            StoreError::Refused(Reason { rule, .. }) if rule == "stopped" => {
                return cx.info(cx.lang.tr(Msg::ImportStopped));
            }
            error if keep => cx.lang.fmt(Msg::ImportNothing, &[&trouble::say(error, cx.lang)]),
            error => trouble::say(error, cx.lang),
        };
        cx.bad(said);
    }

    /// Esc stops what runs, else leaves.
    fn cancel(&mut self, cx: &mut Cx) {
        match &mut self.phase {
            Phase::Running { stopping, .. } => {
                *stopping = true;
                cx.stop("import");
            }
            Phase::Reading(_) | Phase::Looking(_) => {
                self.phase = Phase::Typing;
                self.forget();
            }
            Phase::Typing => cx.pop(match (self.stored, self.kind()) {
                (Some(id), Some(kind)) => Outcome::Saved { kind, id },
                _ => Outcome::Cancelled,
            }),
        }
    }

    fn scroll(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by * self.height as isize).min(last);
    }

    fn fields(&mut self, event: &Event, cx: &mut Cx) -> bool {
        // What runs was decided.
        if self.phase != Phase::Typing {
            return matches!(event, Event::Text(_) | Event::Paste(_));
        }
        let Some(sheet) = &mut self.sheet else { return false };
        match sheet.update(event, cx) {
            Turn::NotMine => return false,
            Turn::Taken => {}
            // Enter never stores: it may have been meant for the field.
            Turn::Last => {
                let judged = sheet.read(cx).is_ok_and(|values| self.judged(&values));
                match judged {
                    true => cx.info(cx.lang.tr(Msg::ImportHow)),
                    false => self.finish(cx),
                }
            }
        }
        true
    }
}

impl Screen for Importing {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::ImportTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Form, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened => self.opened(cx),
            Event::Progress(ticket, gone, all) => {
                if let Phase::Running { ticket: asked, keep, stopping, .. } = self.phase
                    && asked == ticket
                {
                    self.phase = Phase::Running { ticket, keep, gone, all, stopping };
                }
            }
            Event::Answer(ticket, answer) => {
                return self.answer(ticket, answer.clone(), cx)
                    || self.fields(&Event::Answer(ticket, answer), cx);
            }
            Event::Command(Cmd::Finish) => self.finish(cx),
            Event::Command(Cmd::Cancel | Cmd::Back) if self.phase != Phase::Typing => self.cancel(cx),
            Event::Command(Cmd::PageDown | Cmd::NextBlock) => self.scroll(1),
            Event::Command(Cmd::PageUp | Cmd::PreviousBlock) => self.scroll(-1),
            event => {
                if self.fields(&event, cx) {
                    return true;
                }
                match event {
                    Event::Command(Cmd::Cancel | Cmd::Back) => self.cancel(cx),
                    _ => return false,
                }
            }
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        let (form, rows) = draw::parts(area);
        if let Some(sheet) = &mut self.sheet {
            sheet.lay_out(form);
        }
        self.height = usize::from(rows.height).max(1);
        if self.width != usize::from(rows.width) {
            self.width = rows.width.into();
            self.rows = draw::rows(&self.told, self.width);
            self.top = self.top.min(self.rows.len().saturating_sub(self.height));
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.draw(frame, area, look);
    }

    fn status(&self, look: &Look) -> Row<'static> {
        self.said(look)
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Finish, Cmd::NextBlock, Cmd::PreviousBlock, Cmd::PickValue, Cmd::Cancel]
    }
}
