//! A paper before it is kept: filled from the record, with what could not be filled marked where it stands and told by name. What is
//! seen is what is kept.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect};

use crate::{
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

    /// Draws what is missing, then the paper as far as there is room.
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
        for line in self.shown.body.trim_start_matches('\u{feff}').lines() {
            say(line, if line.contains("{{") { Role::Warn } else { Role::Text });
        }
    }
}
