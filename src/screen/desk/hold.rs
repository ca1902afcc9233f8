//! Keeps what was typed on the server: after each field, and half a second after a key. A form that was left or cut off is
//! found again from any terminal. Knows the draft as data to be kept, not what it means.

use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

use crate::{
    i18n::Msg,
    screen::Cx,
    store::{Reply, Request, StoreError, Ticket},
};

/// How long after the first key that was not kept yet a draft is sent: no more than a second of typing is lost, and half of it
/// belongs to the way.
const PAUSE: Duration = Duration::from_millis(500);

/// The keeping of one form's draft.
#[derive(Debug)]
pub struct Hold {
    id: Uuid,
    form: &'static str,
    /// Typed and not sent yet.
    open: bool,
    /// A wake-up was asked for.
    waking: bool,
    asked: Option<Ticket>,
    /// How the last keeping went; none: nothing was kept.
    state: Option<bool>,
    /// It was kept on this machine, the server being away.
    here: bool,
    /// The form is left as soon as it is kept.
    leaving: bool,
    /// It was told that what was typed is not kept: the next try to leave is meant so.
    warned: bool,
}

/// What the answer to a keeping means to the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It was no answer to a keeping.
    NotMine,
    /// It goes on.
    GoOn,
    /// It was to be left, and all of it is kept.
    Leave,
    /// It was to be left, but is not kept: it stays.
    Stay,
}

impl Hold {
    /// Nothing kept yet.
    pub fn new(id: Uuid, form: &'static str) -> Hold {
        Hold {
            id,
            form,
            open: false,
            waking: false,
            asked: None,
            state: None,
            here: false,
            leaving: false,
            warned: false,
        }
    }

    /// A key was typed: it is kept soon.
    pub fn touch(&mut self, cx: &mut Cx) {
        self.open = true;
        self.warned = false;
        if !self.waking {
            self.waking = true;
            cx.wake(cx.now + PAUSE);
        }
    }

    /// Keeps it now.
    pub fn keep(&mut self, typed: &impl Serialize, cx: &mut Cx) {
        let Ok(payload) = serde_json::to_value(typed) else { return };
        self.open = false;
        self.asked = Some(cx.ask("draft", Request::KeepDraft(self.id, self.form.to_owned(), payload)));
    }

    /// The pause is over.
    pub fn woken(&mut self, typed: &impl Serialize, cx: &mut Cx) -> bool {
        self.waking = false;
        self.flush(typed, cx);
        true
    }

    /// What this answer means to the form.
    pub fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> Heard {
        if self.asked != Some(ticket) {
            return Heard::NotMine;
        }
        self.asked = None;
        self.state = Some(answer.is_ok());
        self.here = *answer == Ok(Reply::KeptHere);
        self.open |= answer.is_err();
        match (std::mem::take(&mut self.leaving), answer.is_ok()) {
            (false, _) => Heard::GoOn,
            (true, true) => Heard::Leave,
            (true, false) => {
                self.warned = true;
                Heard::Stay
            }
        }
    }

    /// Whether the form can be left now: all is kept, or it was told that it is not. Else it is kept first, and the answer
    /// says how to go on.
    pub fn may_leave(&mut self, typed: &impl Serialize, cx: &mut Cx) -> bool {
        let kept = self.state == Some(true) && !self.open && self.asked.is_none();
        if kept || self.warned {
            return true;
        }
        self.leaving = true;
        self.keep(typed, cx);
        false
    }

    /// Whether the form waits to be left.
    pub fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// Keeps now what was typed since the last time, if anything.
    pub fn flush(&mut self, typed: &impl Serialize, cx: &mut Cx) {
        if self.open {
            self.keep(typed, cx);
        }
    }

    /// Throws the draft away: what it held is saved, or is not wanted.
    pub fn drop_kept(&mut self, cx: &mut Cx) {
        self.open = false;
        cx.ask("draft", Request::DropDraft(self.id));
    }

    /// What to say of the draft; none: nothing was kept yet.
    pub fn words(&self) -> Option<Msg> {
        self.state.map(|kept| match (kept, self.here) {
            (true, false) => Msg::DeskKept,
            (true, true) => Msg::KeepHere,
            (false, _) => Msg::DeskNotKept,
        })
    }

    /// Whether the draft is kept; none: nothing was kept yet.
    pub fn state(&self) -> Option<bool> {
        self.state
    }
}
