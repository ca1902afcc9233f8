//! The form of one record of any kind, new or existing: what was typed becomes one save of the changed fields, over the
//! version that was seen. It says "saved" when the server has said so, and nothing typed is lost on the way.

use std::time::{Duration, Instant};

use ratatui::{Frame, layout::Rect};
use uuid::Uuid;

use super::{
    alike::Likeness,
    fields,
    kept::{self, Kept, Typed},
    sheet::{Sheet, Turn, ground},
};
use crate::{
    command::{Cmd, Context},
    domain::{
        entity,
        kind::Kind,
        policy,
        record::{Row, Values},
    },
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen, cell, offered, trouble},
    store::{KeptDraft, Reply, Request, StoreError, Ticket},
    text::clean,
    theme::Role,
    widget::frame_box,
};

/// What was typed is kept this long after the first key that was not kept yet.
const QUIET: Duration = Duration::from_millis(500);

/// What the form is waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The record is being read.
    Loading(Ticket),
    /// Nothing: a person types.
    Editing,
    /// The answer to who may be this one, before a save.
    Judging(Ticket),
    /// The yes or no to a save beside one that is very like it.
    Confirming,
    /// The reason for a second one.
    Permitting,
    /// The answer to a save.
    Saving(Ticket),
    /// The record as somebody else changed it.
    Rereading(Ticket),
    /// The choice between two changes.
    Settling,
    /// The answer to keeping a draft, and whether the form is left then.
    Keeping(Ticket, bool),
}

/// The form.
pub struct RecordForm {
    pub(super) kind: Kind,
    pub(super) existing: Option<(i64, i32)>,
    /// The record as it was seen; of a new one nothing.
    pub(super) base: Values,
    /// What a new record begins with.
    pub(super) preset: Values,
    pub(super) label: String,
    /// The field that has the focus at first; empty: the first one.
    first: &'static str,
    pub(super) sheet: Option<Sheet>,
    pub(super) intent: Uuid,
    pub(super) phase: Phase,
    /// What was typed before, to be put back once the fields are there.
    pub(super) back: Option<Kept>,
    /// A draft of this form that was kept earlier.
    pub(super) offer: Option<KeptDraft>,
    pub(super) asked_drafts: Option<Ticket>,
    /// A draft with this form's intent is on the server.
    pub(super) stored: bool,
    /// The record as somebody else changed it, while a person chooses.
    pub(super) theirs: Option<Row>,
    /// What was kept last, and when what was typed since is to be kept.
    pub(super) last_kept: Vec<Typed>,
    pub(super) keep_at: Option<Instant>,
    /// Who may be this one.
    pub(super) likeness: Likeness,
    /// Keeping a draft failed: the next Esc leaves without one.
    pub(super) give_up: bool,
}

impl RecordForm {
    /// The form of a new record.
    pub fn new(kind: Kind, preset: Values) -> RecordForm {
        RecordForm {
            kind,
            existing: None,
            base: Values::new(),
            preset,
            label: String::new(),
            first: "",
            sheet: None,
            intent: Uuid::new_v4(),
            phase: Phase::Editing,
            back: None,
            offer: None,
            asked_drafts: None,
            stored: false,
            theirs: None,
            last_kept: Vec::new(),
            keep_at: None,
            likeness: Likeness::default(),
            give_up: false,
        }
    }

    /// The form of an existing record.
    pub fn existing(kind: Kind, id: i64) -> RecordForm {
        RecordForm { existing: Some((id, 0)), ..RecordForm::new(kind, Values::new()) }
    }

    /// The same, to change one field above all.
    pub fn field(kind: Kind, id: i64, name: &'static str) -> RecordForm {
        RecordForm { first: name, ..RecordForm::existing(kind, id) }
    }

    /// The form as it was kept.
    pub fn kept(kind: Kind, draft: KeptDraft) -> Option<RecordForm> {
        let mut form = RecordForm::new(kind, Values::new());
        form.go_on_with(draft)?;
        Some(form)
    }

    fn go_on_with(&mut self, draft: KeptDraft) -> Option<()> {
        let kept: Kept = serde_json::from_value(draft.payload).ok()?;
        self.existing = kept.existing;
        if kept.existing.is_some() {
            self.base = kept.base.clone();
        } else {
            self.preset = kept.base.clone();
        }
        self.label = kept.label.clone();
        self.intent = draft.id;
        self.back = Some(kept);
        self.stored = true;
        self.offer = None;
        self.sheet = None;
        Some(())
    }

    pub(super) fn id(&self) -> Option<i64> {
        self.existing.map(|(id, _)| id)
    }

    /// Whatever the language, the fields are there before anything is typed.
    fn opened(&mut self, cx: &mut Cx) {
        if let Some(sheet) = &mut self.sheet {
            sheet.opened(cx);
            return;
        }
        let allowed = match self.existing {
            None => policy::can_create(cx.session, self.kind),
            Some(_) => policy::can_edit(cx.session, self.kind),
        };
        if !allowed {
            cx.bad(match self.existing {
                None => offered::create_not_to_you(cx, self.kind),
                Some(_) => offered::edit_not_to_you(cx, self.kind),
            });
            cx.pop(Outcome::Cancelled);
            return;
        }
        match (self.existing, &self.back) {
            (Some((id, _)), None) => {
                self.phase = Phase::Loading(cx.ask("record", Request::Record(self.kind, id)));
            }
            _ => self.build(cx),
        }
        if self.back.is_none() {
            self.asked_drafts = Some(cx.ask("drafts", Request::Drafts));
        }
    }

    fn build(&mut self, cx: &mut Cx) {
        let new = self.existing.is_none();
        let defs = fields::fields(cx.session, self.kind, new);
        if defs.is_empty() {
            cx.bad(cx.lang.fmt(Msg::FormNotEditable, &[&cx.lang.kind(self.kind.name())]));
            cx.pop(Outcome::Cancelled);
            return;
        }
        let values = if new {
            fields::defaults(cx.session, self.kind, self.preset.clone())
        } else {
            self.base.clone()
        };
        let mut sheet = Sheet::new(self.kind, defs, &values, ground(cx));
        if self.kind == Kind::Invoice {
            sheet.keep_to(self.preset.get("customer").id());
        }
        if let Some((field, kind, filter)) = fields::first_of(self.kind).filter(|_| new) {
            sheet.begin_with_first(field, kind, filter, cx);
        }
        sheet.opened(cx);
        sheet.begin_at(self.first);
        if let Some(kept) = self.back.take() {
            sheet.retype(&kept.typed, &kept.focus);
        }
        self.sheet = Some(sheet);
        self.phase = Phase::Editing;
    }

    pub(super) fn seen(&mut self, row: &Row) {
        self.existing = Some((row.id, row.version));
        self.base = row.values();
        self.label = row.get(entity::def(self.kind).title).str().to_owned();
    }

    /// Keeps what was typed, and says so when it is kept.
    fn keep(&mut self, leave: bool, cx: &mut Cx) {
        if let Some(ticket) = self.store(cx) {
            self.phase = Phase::Keeping(ticket, leave);
        }
    }

    /// Sends what was typed to be kept; nothing typed, nothing sent.
    fn store(&mut self, cx: &mut Cx) -> Option<Ticket> {
        let sheet = self.sheet.as_ref().filter(|sheet| sheet.touched())?;
        let label = sheet.text(entity::def(self.kind).title);
        let typed = sheet.typed(ground(cx));
        let kept = Kept {
            existing: self.existing,
            base: if self.existing.is_some() { self.base.clone() } else { self.preset.clone() },
            label: if label.is_empty() { self.label.clone() } else { label },
            typed: typed.clone(),
            focus: sheet.focused().to_owned(),
        };
        let payload = serde_json::to_value(&kept).ok()?;
        let name = kept::name(self.kind.name(), self.id());
        self.last_kept = typed;
        self.stored = true;
        Some(cx.ask("draft", Request::KeepDraft(self.intent, name, payload)))
    }

    fn typed_now(&mut self, cx: &mut Cx) {
        let at = *self.keep_at.get_or_insert(cx.now + QUIET);
        cx.wake(at);
    }

    /// Half a second after the first key that was not kept yet: of what was typed no more than a second is lost, whatever ends.
    fn store_quietly(&mut self, cx: &mut Cx) {
        let Some(sheet) = &self.sheet else { return };
        let due = self.keep_at.is_some_and(|at| at <= cx.now);
        if due && self.phase == Phase::Editing {
            self.keep_at = None;
            if sheet.typed(ground(cx)) != self.last_kept {
                self.store(cx);
            }
        }
    }

    fn kept_or_not(&mut self, leave: bool, answer: &Result<Reply, StoreError>, cx: &mut Cx) {
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

    /// Leaves; what was typed is kept first.
    fn leave(&mut self, cx: &mut Cx) {
        let touched = self.sheet.as_ref().is_some_and(Sheet::touched);
        if touched && !self.give_up {
            self.keep(true, cx);
        } else {
            // Typed and taken back: what was kept meanwhile is no draft of anything.
            if !touched {
                self.forget_draft(cx);
            }
            cx.pop(Outcome::Cancelled);
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) -> bool {
        if self.asked_drafts == Some(ticket) {
            self.asked_drafts = None;
            let name = kept::name(self.kind.name(), self.id());
            if let Ok(Reply::Drafts(drafts)) = answer {
                self.offer = drafts.iter().find(|draft| draft.form == name).cloned();
            }
            return true;
        }
        if self.likeness.take(ticket, answer) {
            if self.phase == Phase::Judging(ticket) {
                self.judged(cx);
            }
            return true;
        }
        match (self.phase, answer) {
            (Phase::Loading(asked), Ok(Reply::Record(row))) if asked == ticket => {
                self.seen(row);
                self.build(cx);
            }
            (Phase::Loading(asked), Err(error)) if asked == ticket => {
                cx.bad(trouble::say(error, cx.lang));
                cx.pop(Outcome::Cancelled);
            }
            (Phase::Saving(asked), Ok(Reply::Saved(saved))) if asked == ticket => self.saved(saved.id, cx),
            (Phase::Saving(asked), Err(error)) if asked == ticket => self.failed(error, cx),
            (Phase::Rereading(asked), Ok(Reply::Record(row))) if asked == ticket => self.reread(row, cx),
            (Phase::Rereading(asked), Err(StoreError::NotYours)) if asked == ticket => {
                self.phase = Phase::Editing;
                cx.bad(cx.lang.tr(Msg::FormGone));
            }
            (Phase::Rereading(asked), Err(error)) if asked == ticket => {
                self.phase = Phase::Editing;
                cx.bad(trouble::say(error, cx.lang));
            }
            (Phase::Keeping(asked, leave), answer) if asked == ticket => self.kept_or_not(leave, answer, cx),
            _ => {
                return self.fields(&Event::Answer(ticket, answer.clone()), cx);
            }
        }
        true
    }

    /// Of an existing record only what is changed is asked about.
    pub(super) fn look_for_like(&mut self, cx: &mut Cx) {
        if let Some(sheet) = &self.sheet {
            self.likeness.follow(self.kind, sheet, &self.base, cx);
        }
    }

    fn fields(&mut self, event: &Event, cx: &mut Cx) -> bool {
        let Some(sheet) = &mut self.sheet else { return false };
        let turn = sheet.update(event, cx);
        self.look_for_like(cx);
        match turn {
            Turn::NotMine => false,
            Turn::Taken => true,
            Turn::Last => {
                self.save(cx);
                true
            }
        }
    }

    /// The fields, and below them who may be this one.
    fn parts(&self, area: Rect) -> (Rect, Rect) {
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(2));
        let below = self.likeness.rows(height);
        let fields = Rect::new(area.x + 1, area.y + 1, width, height - below);
        (fields, Rect { y: fields.bottom(), height: below, ..fields })
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        if self.phase != Phase::Editing {
            match cmd {
                Cmd::Cancel | Cmd::Back if matches!(self.phase, Phase::Loading(_)) => {
                    cx.pop(Outcome::Cancelled);
                }
                // The terminal may be going away while the answer is on its way.
                Cmd::KeepDraft => drop(self.store(cx)),
                Cmd::Finish | Cmd::Accept | Cmd::Cancel => {
                    cx.info(cx.lang.tr(Msg::FormSaving));
                }
                // Help, the palette and the like are the program's.
                _ => return false,
            }
            return true;
        }
        match cmd {
            Cmd::Finish => self.save(cx),
            Cmd::KeepDraft => self.keep(false, cx),
            Cmd::ResumeDraft => match self.offer.take() {
                Some(draft) => {
                    if self.go_on_with(draft).is_some() {
                        self.build(cx);
                        cx.info(cx.lang.tr(Msg::FormResumed));
                    }
                }
                None => return false,
            },
            cmd => {
                if self.fields(&Event::Command(cmd), cx) {
                    self.typed_now(cx);
                    return true;
                }
                match cmd {
                    Cmd::Cancel | Cmd::Back => self.leave(cx),
                    _ => return false,
                }
            }
        }
        true
    }
}

impl Screen for RecordForm {
    fn title(&self, lang: Lang) -> String {
        match self.existing {
            None => lang.fmt(Msg::FormNew, &[&lang.kind(self.kind.name())]),
            Some(_) => lang.fmt(
                Msg::FormEdit,
                &[&format!("{} {}", lang.kind(self.kind.name()), clean(&self.label)).trim_end()],
            ),
        }
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
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) => return self.answer(ticket, &answer, cx),
            Event::Resume(outcome) if self.phase == Phase::Settling => {
                self.phase = Phase::Editing;
                if let Outcome::Settled { values, .. } = outcome {
                    self.settled(&values, cx);
                }
            }
            Event::Resume(outcome) if [Phase::Confirming, Phase::Permitting].contains(&self.phase) => {
                self.decided(&outcome, cx);
            }
            Event::Text(_) | Event::Paste(_) if self.phase != Phase::Editing => {}
            Event::Woken => {
                self.store_quietly(cx);
                self.likeness.woken(self.kind, self.id(), cx);
            }
            event => {
                self.give_up = false;
                self.typed_now(cx);
                return self.fields(&event, cx);
            }
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        let (fields, _) = self.parts(area);
        if let Some(sheet) = &mut self.sheet {
            sheet.lay_out(fields);
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let inner = frame_box(frame, area, self.title(look.lang), true, look.theme);
        match &self.sheet {
            Some(sheet) => {
                sheet.view_noted(frame, look, &self.likeness.notes(look.lang));
                self.likeness.view(frame, self.parts(area).1, look);
            }
            None => frame.render_widget(look.lang.tr(Msg::FormLoading), inner),
        }
    }

    fn status(&self, look: &Look) -> ratatui::text::Line<'static> {
        let text = match (&self.phase, &self.offer) {
            (Phase::Saving(_) | Phase::Rereading(_) | Phase::Judging(_), _) => {
                look.lang.tr(Msg::FormSaving).to_owned()
            }
            (Phase::Keeping(..), _) => look.lang.tr(Msg::FormKeeping).to_owned(),
            (_, Some(draft)) => {
                let at = cell::moment(draft.saved_at, look.session.map(|session| session.today));
                look.lang.fmt(Msg::FormKeptHere, &[&at])
            }
            _ => String::new(),
        };
        ratatui::text::Line::styled(format!(" {text}"), look.theme.style(Role::Dim))
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![
            Cmd::Accept,
            Cmd::NextField,
            Cmd::PickValue,
            Cmd::MakeNew,
            Cmd::NextBlock,
            Cmd::Finish,
            Cmd::KeepDraft,
            Cmd::Cancel,
        ]
    }
}
