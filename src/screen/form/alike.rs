//! Who may be the one being entered: asked while one types, once the keys rest, shown below the fields, and what is very
//! likely the same is asked about before it is saved. Typing never waits for it.

use std::time::{Duration, Instant};

use ratatui::{Frame, layout::Rect, text::Line};

use super::sheet::{Sheet, ground};
use crate::{
    domain::{
        alike::{Alike, Asked, Verdict, known_by, speaks_of},
        kind::Kind,
        record::Values,
    },
    entry::alike::tell,
    i18n::{Lang, Msg},
    screen::{Cx, Look},
    store::{Reply, Request, StoreError, Ticket},
    text::cut,
    theme::Role,
};

/// The keys rest this long before it is asked.
const QUIET: Duration = Duration::from_millis(250);
/// Rows of the form that this takes at most.
const ROWS: usize = 4;

/// What is known of records like the one in a form.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    /// What stands in the fields that tell; empty: there is nothing to ask.
    now: Values,
    /// What was asked last, until the answer comes.
    asked: Option<(Ticket, Values)>,
    /// For which values the answer holds.
    held: Values,
    found: Vec<Alike>,
    /// When the keys have rested long enough.
    at: Option<Instant>,
    /// The values that are to be saved whatever is like them.
    confirmed: Option<Values>,
}

impl Likeness {
    /// Looks at the fields after a key; what is as it was seen is not asked about.
    pub fn follow(&mut self, kind: Kind, sheet: &Sheet, base: &Values, cx: &mut Cx) {
        let mut now = Values::new();
        for name in known_by(kind) {
            let value = if sheet.has(name) { sheet.value(name, ground(cx)) } else { base.get(name).clone() };
            if !value.is_empty() {
                now.set(name, value);
            }
        }
        if known_by(kind).iter().all(|name| now.get(name) == base.get(name)) {
            now = Values::new();
        }
        if now == self.now {
            return;
        }
        self.now = now;
        if self.now.is_empty() {
            self.found.clear();
            self.held = Values::new();
            self.at = None;
        } else {
            let at = cx.now + QUIET;
            self.at = Some(at);
            cx.wake(at);
        }
    }

    /// The keys rested: it is asked.
    pub fn woken(&mut self, kind: Kind, except: Option<i64>, cx: &mut Cx) {
        if self.at.is_some_and(|at| at <= cx.now) {
            self.ask(kind, except, cx);
        }
    }

    fn ask(&mut self, kind: Kind, except: Option<i64>, cx: &mut Cx) -> Ticket {
        self.at = None;
        let asked = Asked { kind, except, values: self.now.clone() };
        let ticket = cx.ask("alike", Request::Alike(asked));
        self.asked = Some((ticket, self.now.clone()));
        ticket
    }

    /// The question that has to be answered before a save; none: what is in the fields is known, or there is nothing to ask.
    pub fn wanted(&mut self, kind: Kind, except: Option<i64>, cx: &mut Cx) -> Option<Ticket> {
        if self.now == self.held {
            return None;
        }
        match &self.asked {
            Some((ticket, values)) if *values == self.now => Some(*ticket),
            _ => Some(self.ask(kind, except, cx)),
        }
    }

    /// Takes an answer, if it is one to this. An old one tells nothing of what stands there now; who cannot be asked knows nothing.
    pub fn take(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> bool {
        let Some((_, values)) = self.asked.take_if(|(asked, _)| *asked == ticket) else { return false };
        if values == self.now {
            self.found = match answer {
                Ok(Reply::Alike(found)) => found.clone(),
                _ => Vec::new(),
            };
            self.held = values;
        }
        true
    }

    /// What is to be asked before these values are saved. What is the same is the database's to refuse or to let in.
    pub fn question(&self, lang: Lang) -> Option<String> {
        if self.confirmed.as_ref() == Some(&self.now) {
            return None;
        }
        let surest = self.found.iter().map(|it| it.verdict).max();
        if surest != Some(Verdict::Strong) {
            return None;
        }
        let strong = self.found.iter().filter(|it| it.verdict == Verdict::Strong);
        let told: Vec<String> = strong.take(ROWS).map(|it| tell(it, lang)).collect();
        Some(lang.fmt(Msg::AlikeSure, &[&told.join("; ")]))
    }

    /// These values are to be saved.
    pub fn confirm(&mut self) {
        self.confirmed = Some(self.now.clone());
    }

    /// What is said at each field that is like another's: by its name, the surest.
    pub fn notes(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let mut notes: Vec<(&'static str, String)> = Vec::new();
        for alike in &self.found {
            let field = speaks_of(&alike.reason);
            if !notes.iter().any(|(of, _)| *of == field) {
                let verdict = lang.value("alike", alike.verdict.code());
                notes.push((field, format!("{verdict}: {}", tell(alike, lang))));
            }
        }
        notes
    }

    /// How many rows it takes of a form of this height.
    pub fn rows(&self, height: u16) -> u16 {
        let room = usize::from(height / 3);
        self.found.len().min(ROWS).min(room) as u16
    }

    /// One row for each, the surest first; of more than there is room for it is said how many.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let more = self.found.len().saturating_sub(area.height.into());
        for (n, (row, alike)) in area.rows().zip(&self.found).enumerate() {
            let role = match alike.verdict {
                Verdict::Same => Role::Bad,
                Verdict::Strong => Role::Warn,
                Verdict::Weak => Role::Dim,
            };
            let verdict = look.lang.value("alike", alike.verdict.code());
            let mut text = format!("{verdict}: {}", tell(alike, look.lang));
            if more > 0 && n + 1 == usize::from(area.height) {
                text = format!("(+{more}) {text}");
            }
            frame.render_widget(Line::styled(cut(&text, area.width.into()), look.theme.style(role)), row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Cmd,
        domain::{session::Role as Person, value::Value},
        screen::{Effect, Event, Outcome, form, probe::Probe},
        store::{Reason, Saved},
    };

    fn yayun(verdict: Verdict, reason: &str) -> Alike {
        Alike {
            verdict,
            reason: reason.into(),
            id: None,
            name: "上海雅韵化妆品有限公司".into(),
            company: String::new(),
            department: "上海分公司".into(),
            owner: "王约翰".into(),
            status: "active".into(),
        }
    }

    fn typing(role: Person, name: &str) -> Probe {
        let mut probe = Probe::by(role, form::create(Kind::Customer, Values::new()));
        probe.answer("drafts", Ok(Reply::Drafts(Vec::new())));
        probe.text(name);
        probe
    }

    #[test]
    fn it_is_asked_once_the_keys_rest_and_shown_below_the_fields() {
        let mut probe = typing(Person::Sp, "雅韵化妆");
        assert_eq!(probe.question("alike"), None, "not while one types");
        probe.later(QUIET);
        let values = |name: &str| Values::new().with("name", Value::text(name));
        let asked = Asked { kind: Kind::Customer, except: None, values: values("雅韵化妆") };
        assert_eq!(probe.question("alike"), Some(&Request::Alike(asked)));
        // One goes on typing: the answer tells nothing of what stands there by now.
        probe.text("品");
        probe.answer("alike", Ok(Reply::Alike(vec![yayun(Verdict::Weak, "similar")])));
        assert!(!probe.shown().contains("王约翰"));
        probe.later(QUIET);
        probe.answer("alike", Ok(Reply::Alike(vec![yayun(Verdict::Strong, "core")])));
        let shown = probe.shown();
        let told = "very like: 上海雅韵化妆品有限公司  same name, same region  上海分公司 王约翰";
        assert!(shown.contains(told), "{shown}");
        // Another name, and it is gone.
        probe.cmd(Cmd::DeleteToStart);
        assert!(!probe.shown().contains("王约翰"));
    }

    #[test]
    fn it_is_said_at_the_field_that_it_is_about() {
        let mut probe = typing(Person::Sp, "雅韵化妆品");
        probe.later(QUIET);
        probe.answer(
            "alike",
            Ok(Reply::Alike(vec![yayun(Verdict::Strong, "phone"), yayun(Verdict::Weak, "brand")])),
        );
        let shown = probe.shown();
        let at = |label: &str| shown.lines().find(|line| line.contains(label)).unwrap_or_default().to_owned();
        assert!(
            at("Name ").contains('?') && at("Phone ").contains('?') && !at("City ").contains('?'),
            "{shown}"
        );
        // The field with the cursor says what; the surest of its own.
        let last = shown.lines().filter(|line| line.contains("same brand")).count();
        assert_eq!(last, 2, "at the field, and below all fields: {shown}");
    }

    #[test]
    fn where_a_customer_comes_from_says_by_whom() {
        let preset =
            Values::new().with("name", Value::text("新")).with("source", Value::Code("introduced".into()));
        let mut probe = Probe::by(Person::Sp, form::create(Kind::Customer, preset));
        probe.answer("drafts", Ok(Reply::Drafts(Vec::new())));
        probe.cmd(Cmd::Finish);
        assert_eq!((probe.question("alike"), probe.question("save")), (None, None));
        assert!(probe.shown().contains("Introducer: the source asks for it."), "{}", probe.shown());
        probe.text("老客户王总");
        probe.cmd(Cmd::Finish);
        probe.answer("alike", Ok(Reply::Alike(Vec::new())));
        assert!(matches!(probe.question("save"), Some(Request::Save(_))));
    }

    #[test]
    fn what_is_very_like_is_saved_after_a_yes() {
        let mut probe = typing(Person::Sp, "雅韵化妆品");
        probe.cmd(Cmd::Finish);
        assert_eq!(probe.question("save"), None, "first it is asked");
        probe.answer("alike", Ok(Reply::Alike(vec![yayun(Verdict::Strong, "core")])));
        assert_eq!((probe.question("save"), probe.pushed()), (None, 1));
        probe.event(Event::Resume(Outcome::Cancelled));
        assert_eq!(probe.question("save"), None);
        probe.cmd(Cmd::Finish);
        assert_eq!(probe.pushed(), 2, "asked again, without a look at the server");
        probe.event(Event::Resume(Outcome::Confirmed));
        assert!(matches!(probe.question("save"), Some(Request::Save(_))));
        probe.answer("save", Ok(Reply::Saved(Saved { kind: Kind::Customer, id: 9, version: 1 })));
        assert!(probe.effects.iter().any(|it| matches!(it, Effect::Pop(Outcome::Saved { .. }))));
    }

    #[test]
    fn what_is_like_is_told_and_who_cannot_be_asked_holds_nobody() {
        let mut probe = typing(Person::Sp, "上海雅韵广告");
        probe.cmd(Cmd::Finish);
        probe.answer("alike", Ok(Reply::Alike(vec![yayun(Verdict::Weak, "brand")])));
        assert!(matches!(probe.question("save"), Some(Request::Save(_))));
        let mut probe = typing(Person::Sp, "上海雅韵广告");
        probe.cmd(Cmd::Finish);
        probe.answer("alike", Err(StoreError::Offline));
        assert!(matches!(probe.question("save"), Some(Request::Save(_))));
    }

    fn refused(role: Person) -> Probe {
        let mut probe = typing(role, "上海雅韵化妆品有限公司");
        probe.cmd(Cmd::Finish);
        probe.answer("alike", Ok(Reply::Alike(vec![yayun(Verdict::Same, "name")])));
        let rule =
            Reason { rule: "duplicate_name".into(), field: Some("name".into()), detail: String::new() };
        probe.answer("save", Err(StoreError::Refused(rule)));
        probe
    }

    #[test]
    fn a_director_permits_a_second_one_and_it_is_saved() {
        let mut probe = refused(Person::Sp);
        assert_eq!(probe.pushed(), 0);
        assert!(probe.shown().contains("the same: 上海雅韵"), "{}", probe.shown());
        let mut probe = refused(Person::Sd);
        assert_eq!(probe.pushed(), 1);
        probe.event(Event::Resume(Outcome::Saved { kind: Kind::DupCandidate, id: 0 }));
        assert!(matches!(probe.question("save"), Some(Request::Save(_))));
        let mut probe = refused(Person::Sd);
        probe.event(Event::Resume(Outcome::Cancelled));
        assert_eq!(probe.question("save"), None);
        assert!(probe.shown().contains("上海雅韵化妆品有限公司"), "nothing typed is lost");
    }
}
