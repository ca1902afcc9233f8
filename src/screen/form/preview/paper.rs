//! A paper before it is kept: filled from the record, with what could not be filled marked where it stands and told by name. What is
//! seen is what is kept.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect};

use crate::{
    command::Cmd,
    domain::{kind::Kind, paper::PaperSources, record::Values, value::Value},
    export::{self, Paper, PaperForm},
    i18n::{Lang, Msg},
    screen::{
        Cx, Look,
        desk::put,
        form::sheet::{Sheet, ground},
        trouble,
    },
    store::{Reply, Request, StoreError, Ticket, Words},
    text::width,
    theme::Role,
};

/// Rows it would like: what is missing, and the beginning of the paper.
pub const ROWS: u16 = 22;

/// The part of the window.
pub struct Papered {
    about: (Kind, i64),
    lang: Lang,
    today: NaiveDate,
    words: Words,
    asked: Option<Ticket>,
    sources: Option<Box<PaperSources>>,
    failed: Option<StoreError>,
    /// The template by its name, and the form.
    wanted: (String, PaperForm),
    /// As it will be kept.
    paper: Option<Paper>,
    /// As it is shown.
    shown: Paper,
    /// The first line that is seen, and how many are.
    from: usize,
    room: usize,
}

impl Papered {
    /// Of one record.
    pub fn new(kind: Kind, id: i64, cx: &mut Cx) -> Papered {
        let mut part = Papered {
            about: (kind, id),
            lang: cx.lang,
            today: cx.session.today,
            words: cx.words.clone(),
            asked: None,
            sources: None,
            failed: None,
            wanted: (String::new(), PaperForm::Text),
            paper: None,
            shown: Paper::default(),
            from: 0,
            room: 1,
        };
        part.ask(cx);
        part
    }

    /// Asks what fills it.
    pub fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("paper", Request::Paper(self.about.0, self.about.1)));
    }

    /// Another template or form: another paper.
    pub fn follow(&mut self, sheet: &Sheet, cx: &mut Cx) {
        let ground = ground(cx);
        let template = match sheet.value("template", ground) {
            Value::Link(link) => link.label,
            _ => String::new(),
        };
        let wanted = (template, PaperForm::of(sheet.value("format", ground).str()));
        if wanted != self.wanted {
            self.wanted = wanted;
            self.fill();
        }
    }

    /// Takes the answer to its question.
    pub fn take(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> bool {
        let mine = self.asked.take_if(|asked| *asked == ticket).is_some();
        match answer {
            _ if !mine => {}
            Ok(Reply::Paper(sources)) => {
                (self.sources, self.failed) = (Some(sources.clone()), None);
                self.fill();
            }
            Ok(_) => {}
            Err(error) => self.failed = Some(error.clone()),
        }
        mine
    }

    fn fill(&mut self) {
        self.from = 0;
        let Some(sources) = &self.sources else { return };
        let (name, form) = &self.wanted;
        let Some(template) = export::chosen(sources, name, self.lang) else {
            self.paper = None;
            return;
        };
        let word =
            |lang: Lang, dict: &str, code: &str| crate::screen::list::word(&self.words, lang)(dict, code);
        let made = |form| export::paper(template, sources, form, self.today, &word);
        // A page is seen as the text that it shows.
        self.shown = made(if *form == PaperForm::Html { PaperForm::Text } else { *form });
        self.paper = Some(made(*form));
    }

    /// What was seen goes with the move, so that nothing else is kept than what was seen.
    pub fn sign(&self, values: &mut Values) {
        let (Some(paper), Some(sources)) = (&self.paper, &self.sources) else { return };
        let code = sources.records.first().map(|(_, _, row)| row.get("code").plain()).unwrap_or_default();
        values.set("name", Value::text(format!("{code}.{}", self.wanted.1.ending())));
        values.set("body", Value::text(paper.body.clone()));
    }

    fn lines(&self) -> std::str::Lines<'_> {
        self.shown.body.trim_start_matches('\u{feff}').lines()
    }

    /// How many rows there are for it.
    pub fn lay_out(&mut self, rows: u16) {
        self.room = usize::from(rows.saturating_sub(1)).max(1);
        self.from = self.from.min(self.lines().count().saturating_sub(self.room));
    }

    /// Goes through a paper that is longer than its place.
    pub fn scroll(&mut self, cmd: Cmd) -> bool {
        let last = self.lines().count().saturating_sub(self.room);
        let page = self.room.saturating_sub(1).max(1);
        let to = match cmd {
            Cmd::Up | Cmd::LineUp => self.from.saturating_sub(1),
            Cmd::Down | Cmd::LineDown => self.from + 1,
            Cmd::PageUp => self.from.saturating_sub(page),
            Cmd::PageDown => self.from + page,
            Cmd::First | Cmd::CursorStart => 0,
            Cmd::Last | Cmd::CursorEnd => last,
            _ => return false,
        };
        self.from = to.min(last);
        last > 0
    }

    /// Draws what is missing, then the paper as far as there is room, and how far that is.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let lang = look.lang;
        let mut rows = area.rows();
        let mut say = |text: &str, role| {
            if let Some(row) = rows.next() {
                put(frame, row, row.x, text, role, look);
            }
        };
        if self.sources.is_none() {
            let text = self.failed.as_ref().map(|error| trouble::say(error, lang));
            return say(&text.unwrap_or_else(|| lang.tr(Msg::FormLoading).to_owned()), Role::Dim);
        }
        if self.paper.is_none() {
            return say(lang.tr(Msg::PaperNoTemplate), Role::Bad);
        }
        match self.shown.missing.as_slice() {
            [] => say(lang.tr(Msg::PaperFilled), Role::Dim),
            names => say(&lang.fmt(Msg::PaperMissing, &[&names.join(", ")]), Role::Warn),
        }
        for line in self.lines().skip(self.from) {
            say(line, if line.contains("{{") { Role::Warn } else { Role::Text });
        }
        let all = self.lines().count();
        if all > self.room {
            let mark = format!(" {}/{all} ", (self.from + self.room).min(all));
            let x = area.right().saturating_sub(width(&mark) as u16);
            put(frame, Rect { height: 1, ..area }, x, &mark, Role::Dim, look);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            operation::{Move, Target},
            record::Row,
        },
        screen::{Event, open, probe::Probe},
    };

    /// The form of a quote's paper, whose template has so many lines.
    fn printed(lines: usize) -> Probe {
        let target = Target { id: 1, version: 7 };
        let mut probe =
            Probe::new(open::operate(Move::PrintQuote, vec![(target, "Q-00001".into())], Values::new()));
        probe.size = (80, 24);
        probe.session.role = crate::domain::session::Role::Sp;
        probe.event(Event::Opened);
        let body: Vec<String> = (1..=lines).map(|n| format!("line {n}.")).collect();
        let template = Row {
            id: 1,
            version: 1,
            names: ["name", "language", "body"].into(),
            cells: vec![Value::text("标准报价"), Value::Code("en".into()), Value::text(body.join("\n"))],
        };
        let sources = PaperSources {
            records: Vec::new(),
            lines: Vec::new(),
            templates: vec![template],
            company: "星河传媒".into(),
        };
        probe.answer("paper", Ok(Reply::Paper(Box::new(sources))));
        probe
    }

    fn sees(probe: &mut Probe, first: usize, last: usize, all: usize) {
        let shown = probe.shown();
        for (line, seen) in [(first, true), (last, true), (last + 1, false), (first.wrapping_sub(1), false)] {
            assert_eq!(shown.contains(&format!("line {line}.")), seen, "line {line}: {shown}");
        }
        assert!(shown.contains(&format!(" {last}/{all} ")), "{shown}");
    }

    #[test]
    fn a_paper_is_gone_through_to_its_end_and_no_further() {
        let mut probe = printed(60);
        let room = (1..60).take_while(|n| probe.shown().contains(&format!("line {n}."))).count();
        assert!(room > 5, "{}", probe.shown());
        sees(&mut probe, 1, room, 60);
        probe.cmd(Cmd::PageDown);
        sees(&mut probe, room, room * 2 - 1, 60);
        probe.cmd(Cmd::LineDown);
        sees(&mut probe, room + 1, room * 2, 60);
        probe.cmd(Cmd::LineUp);
        probe.cmd(Cmd::PageUp);
        sees(&mut probe, 1, room, 60);
        probe.cmd(Cmd::CursorEnd);
        sees(&mut probe, 61 - room, 60, 60);
        probe.cmd(Cmd::PageDown);
        sees(&mut probe, 61 - room, 60, 60);
        probe.cmd(Cmd::CursorStart);
        sees(&mut probe, 1, room, 60);
        // Esc goes back to the fields, and what is typed is typed into them.
        probe.cmd(Cmd::Cancel);
        assert!(probe.effects.is_empty(), "the form is still there");
        probe.cmd(Cmd::PageDown);
        probe.cmd(Cmd::NextField);
        probe.cmd(Cmd::NextField);
        probe.text("/tmp/x");
        assert!(probe.shown().contains("/tmp/x"), "{}", probe.shown());
        sees(&mut probe, room, room * 2 - 1, 60);
    }

    #[test]
    fn a_short_paper_has_no_mark() {
        let mut probe = printed(3);
        let shown = probe.shown();
        assert!(shown.contains("line 3.") && !shown.contains("/3 "), "{shown}");
        assert!(!probe.cmd(Cmd::PageDown), "there is nothing to go through");
    }
}
