//! The form of a business move: its few fields in a window, a question before what cannot be taken back, done at once where
//! nothing is to be asked. Says "done" when the server has said so.

use ratatui::{
    Frame,
    layout::{Margin, Rect},
};
use uuid::Uuid;

use super::{
    dunned,
    kept::{Kept, Typed},
    presets::{self, preset_of},
    preview::Preview,
    sheet::{Sheet, Turn, ground},
};
use crate::{
    command::{Cmd, Context},
    domain::{
        entity,
        field::{FieldDef, Shape, field},
        kind::Kind,
        operation::{Move, Operation, Target},
        policy,
        record::{Row, Values},
    },
    i18n::{Lang, Msg},
    screen::{Cx, Event, Heard, Look, Outcome, Screen, offered, open, trouble},
    store::{DunResult, KeptDraft, Reply, Request, StoreError, Ticket},
    text::clean,
};

/// What the window is waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The record is being read, for its version and what its fields hold.
    Loading(Ticket),
    /// A person types.
    Editing,
    /// Yes or no.
    Asking,
    /// The answer to the move.
    Sending(Ticket),
    /// The record as it is now.
    Rereading(Ticket),
    /// The answer to keeping a draft, and whether the window is left then.
    Keeping(Ticket, bool),
}

/// The window.
pub struct MoveForm {
    pub(super) what: Move,
    pub(super) targets: Vec<(Target, String)>,
    pub(super) preset: Values,
    /// The record whose version is not known yet.
    pub(super) load: Option<i64>,
    pub(super) sheet: Option<Sheet>,
    /// What comes of what is typed, where that can be seen before.
    pub(super) preview: Option<Preview>,
    pub(super) intent: Uuid,
    pub(super) phase: Phase,
    pub(super) back: Vec<Typed>,
    pub(super) stored: bool,
    pub(super) give_up: bool,
    /// The paper is gone through, not the fields.
    pub(super) reading: bool,
}

/// The rule that keeps people from being disabled.
const HOLDS: &str = "has_open_records";

/// Typed twice, since nobody sees it.
const AGAIN: FieldDef = field("password_again", Shape::Text).edit().required();

impl MoveForm {
    /// A move on records that are on the screen.
    pub fn new(what: Move, targets: Vec<(Target, String)>, preset: Values) -> MoveForm {
        MoveForm {
            what,
            targets,
            preset,
            load: None,
            sheet: None,
            preview: None,
            intent: Uuid::new_v4(),
            phase: Phase::Editing,
            back: Vec::new(),
            stored: false,
            give_up: false,
            reading: false,
        }
    }

    /// A move on a record that is to be read first: the fields begin with what it holds.
    pub fn on_record(what: Move, id: i64) -> MoveForm {
        MoveForm { load: Some(id), ..MoveForm::new(what, Vec::new(), Values::new()) }
    }

    /// The window as it was kept.
    pub fn kept(what: Move, draft: KeptDraft) -> Option<MoveForm> {
        let kept: Kept = serde_json::from_value(draft.payload).ok()?;
        let mut form = match kept.existing {
            Some((id, _)) => MoveForm::on_record(what, id),
            None => MoveForm::new(what, Vec::new(), kept.base),
        };
        form.intent = draft.id;
        form.back = kept.typed;
        form.stored = true;
        Some(form)
    }

    fn kind(&self) -> Kind {
        self.what.def().kind
    }

    pub(super) fn labels(&self, lang: Lang) -> String {
        match self.targets.as_slice() {
            // A new one is called what was typed as its name.
            [] => {
                let title = entity::def(self.kind()).title;
                clean(&self.sheet.as_ref().map(|sheet| sheet.text(title)).unwrap_or_default()).into_string()
            }
            [(_, one)] => clean(one).into_string(),
            [(_, first), rest @ ..] => lang.fmt(Msg::FormMany, &[&clean(first), &rest.len()]),
        }
    }

    fn opened(&mut self, cx: &mut Cx) {
        if let Some(sheet) = &mut self.sheet {
            sheet.opened(cx);
            return;
        }
        if !policy::offers(cx.session, self.what) {
            cx.bad(offered::not_to_you(cx, offered::name(self.what, cx.lang)));
            cx.pop(Outcome::Cancelled);
            return;
        }
        match self.load {
            Some(id) => self.phase = Phase::Loading(cx.ask("record", Request::Record(self.kind(), id))),
            None => self.begin(cx),
        }
    }

    /// The fields, the question, or the move itself.
    fn begin(&mut self, cx: &mut Cx) {
        let mut defs = self.what.def().fields.to_vec();
        if defs.iter().any(|def| def.name == "password") {
            defs.push(AGAIN);
        }
        if !defs.is_empty() {
            let mut sheet = Sheet::new(self.kind(), defs, &self.preset, ground(cx));
            sheet.keep_to(self.preset.get("customer").id());
            sheet.offer(presets::offered(self.what));
            sheet.opened(cx);
            sheet.retype(&std::mem::take(&mut self.back), "");
            self.sheet = Some(sheet);
            self.preview = Preview::of(self.what, &self.targets, cx);
            self.phase = Phase::Editing;
        } else if self.what.def().danger {
            self.phase = Phase::Asking;
        } else {
            self.send(Values::new(), cx);
        }
    }

    fn seen(&mut self, row: &Row) {
        let label = row.get(entity::def(self.kind()).title).str().to_owned();
        self.targets = vec![(Target { id: row.id, version: row.version }, label)];
    }

    fn finish(&mut self, cx: &mut Cx) {
        if self.values(cx).is_none() {
            return;
        }
        if self.what.def().danger {
            self.phase = Phase::Asking;
        } else {
            self.go(cx);
        }
    }

    fn go(&mut self, cx: &mut Cx) {
        if let Some(values) = self.values(cx) {
            self.send(values, cx);
        }
    }

    /// What the fields hold, without what is empty; nothing if a field is faulty.
    fn values(&mut self, cx: &mut Cx) -> Option<Values> {
        let Some(sheet) = &mut self.sheet else { return Some(Values::new()) };
        let read = match sheet.read(cx) {
            Ok(read) => read,
            Err(faulty) => {
                cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")]));
                return None;
            }
        };
        if read.has(AGAIN.name) && read.get(AGAIN.name) != read.get("password") {
            let text = cx.lang.tr(Msg::FormPasswordsDiffer).to_owned();
            sheet.blame(AGAIN.name, text.clone());
            cx.bad(text);
            return None;
        }
        let mut values = Values::new();
        let idle = presets::idle(self.what, &self.preset, &read);
        let unsaid = |name| name == AGAIN.name || Some(name) == idle;
        for (name, value) in read.iter().filter(|(name, value)| !unsaid(*name) && !value.is_empty()) {
            values.set(name, value.clone());
        }
        Some(values)
    }

    fn send(&mut self, mut values: Values, cx: &mut Cx) {
        if let Some(preview) = &self.preview {
            preview.sign(&mut values);
        }
        let targets = self.targets.iter().map(|(target, _)| *target).collect();
        let operation = Operation { what: self.what, targets, values, intent: self.intent };
        cx.below(Heard::Sent(operation.clone()));
        self.phase = Phase::Sending(cx.ask("move", Request::Operate(operation)));
    }

    fn done(&mut self, cx: &mut Cx) {
        let name = offered::name(self.what, cx.lang);
        cx.good(cx.lang.fmt(Msg::FormMoved, &[&name, &self.labels(cx.lang)]));
        self.over(cx);
    }

    fn over(&mut self, cx: &mut Cx) {
        if std::mem::take(&mut self.stored) {
            cx.ask("draft", Request::DropDraft(self.intent));
        }
        let id = self.targets.first().map_or(0, |(target, _)| target.id);
        cx.pop(Outcome::Saved { kind: self.kind(), id });
        // What was won is ordered: the order asks only for what the opportunity did not say.
        if self.what == Move::WinOpportunity && self.targets.len() == 1 {
            cx.push(open::order_of(id));
        }
    }

    fn dunned(&mut self, results: &[DunResult], cx: &mut Cx) {
        let (made, text) = dunned::say(results, &self.targets, cx.lang);
        if made {
            cx.good(text)
        } else {
            cx.bad(text)
        }
        self.over(cx);
    }

    fn failed(&mut self, error: &StoreError, cx: &mut Cx) {
        self.phase = Phase::Editing;
        cx.below(Heard::Refused);
        match error {
            StoreError::Stale => {
                self.preview.iter_mut().for_each(|preview| preview.ask(cx));
                if let [(target, _)] = self.targets.as_slice() {
                    self.phase = Phase::Rereading(cx.ask("record", Request::Record(self.kind(), target.id)));
                    return;
                }
                cx.bad(trouble::say(error, cx.lang));
            }
            StoreError::Unknown => {
                cx.bad(cx.lang.tr(Msg::FormUnsure));
                return self.stay(cx);
            }
            // Who still holds something is not disabled: it is handed over here and now.
            StoreError::Refused(reason) if self.what == Move::DisableOperator && reason.rule == HOLDS => {
                cx.bad(trouble::say(error, cx.lang));
                *self = MoveForm::new(Move::HandOver, std::mem::take(&mut self.targets), Values::new());
                return self.begin(cx);
            }
            StoreError::Refused(reason) => {
                let text = trouble::say(error, cx.lang);
                let field = reason.field.as_deref().unwrap_or_default();
                if let Some(sheet) = &mut self.sheet {
                    sheet.blame(field, text.clone());
                }
                cx.bad(text);
            }
            _ => cx.bad(trouble::say(error, cx.lang)),
        }
        self.stay(cx);
    }

    /// A window with fields stays, so that nothing typed is lost; one that only asked goes.
    fn stay(&mut self, cx: &mut Cx) {
        if self.sheet.is_none() {
            cx.pop(Outcome::Cancelled);
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) -> bool {
        if self.preview.as_mut().is_some_and(|preview| preview.take(ticket, answer)) {
            return true;
        }
        match (self.phase, answer) {
            (Phase::Loading(asked), Ok(Reply::Record(row))) if asked == ticket => {
                self.seen(row);
                let mut preset = preset_of(self.what, row);
                for (name, value) in self.preset.iter() {
                    preset.set(name, value.clone());
                }
                self.preset = preset;
                self.begin(cx);
            }
            (Phase::Loading(asked), Err(error)) if asked == ticket => {
                cx.bad(trouble::say(error, cx.lang));
                cx.pop(Outcome::Cancelled);
            }
            (Phase::Sending(asked), Ok(Reply::Dunned(results))) if asked == ticket => {
                self.dunned(results, cx);
            }
            (Phase::Sending(asked), Ok(_)) if asked == ticket => self.done(cx),
            (Phase::Sending(asked), Err(error)) if asked == ticket => self.failed(error, cx),
            (Phase::Rereading(asked), answer) if asked == ticket => {
                self.phase = Phase::Editing;
                match answer {
                    Ok(Reply::Record(row)) => {
                        self.seen(row);
                        cx.bad(cx.lang.tr(Msg::FormVersion));
                    }
                    Ok(_) => {}
                    Err(error) => cx.bad(trouble::say(error, cx.lang)),
                }
                self.stay(cx);
            }
            (Phase::Keeping(asked, leave), answer) if asked == ticket => {
                self.phase = Phase::Editing;
                match answer {
                    Ok(_) => {
                        let title = self.title(cx.lang);
                        cx.good(cx.lang.fmt(Msg::FormKept, &[&title]));
                        if leave {
                            cx.pop(Outcome::Cancelled);
                        }
                    }
                    Err(error) => {
                        self.give_up = leave;
                        cx.bad(cx.lang.fmt(Msg::FormNotKept, &[&trouble::say(error, cx.lang)]));
                    }
                }
            }
            _ => return self.fields(&Event::Answer(ticket, answer.clone()), cx),
        }
        true
    }

    fn fields(&mut self, event: &Event, cx: &mut Cx) -> bool {
        let Some(sheet) = &mut self.sheet else { return false };
        let turn = sheet.update(event, cx);
        self.preview.iter_mut().for_each(|preview| preview.follow(sheet, cx));
        match turn {
            Turn::NotMine => false,
            Turn::Taken => true,
            Turn::Last => {
                self.finish(cx);
                true
            }
        }
    }

    /// A move on one record is kept with what was typed; of several, the marks are lost with the list, and so is the form.
    fn keep(&mut self, leave: bool, cx: &mut Cx) {
        if !self.keepable(cx) {
            return;
        }
        let Some(sheet) = &self.sheet else { return };
        let existing = match self.targets.as_slice() {
            [(target, _)] => Some((target.id, target.version)),
            _ => None,
        };
        let kept = Kept {
            existing,
            base: Values::new(),
            label: self.labels(Lang::En),
            typed: sheet.typed(ground(cx)),
            focus: sheet.focused().to_owned(),
        };
        let Ok(payload) = serde_json::to_value(&kept) else { return };
        let name = format!("move:{}", self.what.def().name);
        self.stored = true;
        let ticket = cx.ask("draft", Request::KeepDraft(self.intent, name, payload));
        self.phase = Phase::Keeping(ticket, leave);
    }

    /// A new operator, or a move on one record, of which something was typed that may be kept.
    fn keepable(&self, cx: &Cx) -> bool {
        let one = self.targets.len() == 1 || self.what == Move::CreateOperator;
        one && self.sheet.as_ref().is_some_and(|sheet| !sheet.typed(ground(cx)).is_empty())
    }

    fn leave(&mut self, cx: &mut Cx) {
        if self.keepable(cx) && !self.give_up {
            self.keep(true, cx);
        } else {
            cx.pop(Outcome::Cancelled);
        }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match (self.phase, cmd) {
            (Phase::Asking, Cmd::Yes | Cmd::Finish) => self.go(cx),
            (Phase::Asking, Cmd::No | Cmd::Cancel | Cmd::Back) => {
                self.phase = Phase::Editing;
                self.stay(cx);
            }
            (Phase::Editing, Cmd::Finish) => self.finish(cx),
            (Phase::Editing, Cmd::KeepDraft) => self.keep(false, cx),
            (Phase::Editing, cmd) => {
                if self.reading && self.reads(cmd) || self.fields(&Event::Command(cmd), cx) {
                    return true;
                }
                match cmd {
                    Cmd::PageUp | Cmd::PageDown => return self.reads(cmd),
                    Cmd::Cancel | Cmd::Back => self.leave(cx),
                    _ => return false,
                }
            }
            (Phase::Loading(_), Cmd::Cancel | Cmd::Back) => cx.pop(Outcome::Cancelled),
            (_, Cmd::Finish | Cmd::Accept | Cmd::Cancel | Cmd::Back) => {
                cx.info(cx.lang.tr(Msg::FormSaving));
            }
            _ => return false,
        }
        true
    }
}

impl Screen for MoveForm {
    fn title(&self, lang: Lang) -> String {
        let name = offered::name(self.what, lang);
        if self.targets.is_empty() { name.to_owned() } else { format!("{name}: {}", self.labels(lang)) }
    }

    fn contexts(&self) -> Vec<Context> {
        match self.phase {
            Phase::Asking => vec![Context::Confirm],
            _ => vec![Context::Form, Context::Field],
        }
    }

    fn types(&self) -> bool {
        self.sheet.is_some() && self.phase != Phase::Asking
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened => self.opened(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) => return self.answer(ticket, &answer, cx),
            Event::Text(_) | Event::Paste(_) if self.phase != Phase::Editing => {}
            event => {
                (self.give_up, self.reading) = (false, false);
                return self.fields(&event, cx);
            }
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        let window = self.window(area);
        let inner = window.inner(Margin::new(1, 1));
        if let Some(sheet) = &mut self.sheet {
            sheet.lay_out(inner);
        }
        let below = self.below(inner);
        if let Some(preview) = &mut self.preview {
            preview.lay_out(below.height);
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.draw(frame, area, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        match self.phase {
            Phase::Asking => vec![Cmd::Yes, Cmd::No],
            _ => vec![Cmd::Accept, Cmd::NextField, Cmd::PickValue, Cmd::Finish, Cmd::Cancel],
        }
    }
}
