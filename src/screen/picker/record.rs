//! A record to pick, found while it is typed. What is shown may be one answer old; what is taken never is.

use ratatui::{Frame, layout::Rect};

use super::list::{Choice, Picking};
use crate::{
    command::{Cmd, Context},
    domain::{entity, filter::Filter, kind::Kind, policy, record::Values, value::Value},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen, offered, open, trouble},
    store::{Pick, PickQuery, Reply, Request, Ticket},
    text::clean,
};

/// How many rows are asked for.
const ROWS: u32 = 50;

/// The window.
pub struct PickRecord {
    kind: Kind,
    filter: Filter,
    picking: Picking,
    picks: Vec<Pick>,
    asked: Option<Ticket>,
    /// Enter was pressed before the answer came.
    hurry: bool,
    failed: Option<String>,
    /// The record that was made here, until its name is known.
    made: Option<(i64, Ticket)>,
}

impl PickRecord {
    /// A window in which something is typed already.
    pub fn new(kind: Kind, typed: String, filter: Filter) -> PickRecord {
        PickRecord {
            kind,
            filter,
            picking: Picking::typed(&typed),
            picks: Vec::new(),
            asked: None,
            hurry: false,
            failed: None,
            made: None,
        }
    }

    fn search(&mut self, cx: &mut Cx) {
        let text = self.picking.line.text().trim().to_owned();
        let query = PickQuery { kind: self.kind, text, filter: self.filter.clone(), limit: ROWS };
        self.asked = Some(cx.ask("picks", Request::Pick(query)));
        self.hurry = false;
    }

    fn take(&mut self, cx: &mut Cx) {
        if self.asked.is_some() {
            self.hurry = true;
        } else if let Some(pick) = self.picks.get(self.picking.at) {
            cx.pop(Outcome::Picked { kind: self.kind, id: pick.id, label: pick.label.clone() });
        }
    }

    fn make(&mut self, cx: &mut Cx) {
        if !policy::can_create(cx.session, self.kind) {
            cx.bad(offered::create_not_to_you(cx, self.kind));
            return;
        }
        let typed = self.picking.line.text().trim();
        let mut preset = Values::new();
        if !typed.is_empty() {
            preset.set(entity::def(self.kind).title, Value::text(typed));
        }
        within(&self.filter, &mut preset);
        cx.push(open::create(self.kind, preset));
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, crate::store::StoreError>, cx: &mut Cx) {
        if let Some((id, _)) = self.made.take_if(|(_, asked)| *asked == ticket) {
            if let Ok(Reply::Record(row)) = answer {
                let label = row.get(entity::def(self.kind).title).str().to_owned();
                cx.pop(Outcome::Picked { kind: self.kind, id, label });
            }
            return;
        }
        if self.asked != Some(ticket) {
            return;
        }
        self.asked = None;
        match answer {
            Ok(Reply::Picks(picks)) => {
                self.failed = None;
                self.picking.offer(
                    picks
                        .iter()
                        .map(|pick| Choice { label: pick.label.clone(), detail: pick.detail.clone() })
                        .collect(),
                );
                self.picks = picks;
                if std::mem::take(&mut self.hurry) {
                    self.take(cx);
                }
            }
            Ok(_) => {}
            Err(error) => {
                self.hurry = false;
                self.failed = Some(trouble::say(&error, cx.lang)).filter(|text| !text.is_empty());
            }
        }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match self.picking.command(cmd) {
            Some(true) => self.search(cx),
            Some(false) => {}
            None => match cmd {
                Cmd::Take | Cmd::Accept | Cmd::Finish | Cmd::Open => self.take(cx),
                Cmd::MakeNew | Cmd::New => self.make(cx),
                Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
                _ => return false,
            },
        }
        true
    }

    fn below(&self, lang: Lang) -> String {
        if let Some(failed) = &self.failed {
            return lang.fmt(Msg::PickOffline, &[failed]);
        }
        let typed = self.picking.line.text().trim();
        let nothing = self.picks.is_empty() && self.asked.is_none();
        match (nothing, typed.is_empty()) {
            (_, true) => lang.tr(Msg::PickPrompt).to_owned(),
            (true, false) => {
                format!("{} {}", lang.tr(Msg::PickNone), lang.fmt(Msg::PickMake, &[&clean(typed)]))
            }
            (false, false) => lang.fmt(Msg::PickMake, &[&clean(typed)]),
        }
    }
}

/// What the filter demands is known of a new record.
fn within(filter: &Filter, preset: &mut Values) {
    match filter {
        Filter::Is(condition) => preset.set(&condition.field, condition.value.clone()),
        Filter::And(parts) => parts.iter().for_each(|part| within(part, preset)),
        _ => {}
    }
}

impl Screen for PickRecord {
    fn title(&self, lang: Lang) -> String {
        lang.fmt(Msg::PickTitle, &[&lang.kind(self.kind.name())])
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online => self.search(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Text(_) | Event::Paste(_) => {
                if self.picking.takes(&event) {
                    self.search(cx);
                }
            }
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            Event::Resume(Outcome::Saved { kind, id }) if kind == self.kind && id > 0 => {
                self.made = Some((id, cx.ask("made", Request::Record(kind, id))));
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.picking.view(frame, area, ROWS as usize, &self.title(look.lang), &self.below(look.lang), look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::Up, Cmd::Down, Cmd::MakeNew, Cmd::Cancel]
    }
}
