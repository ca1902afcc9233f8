//! Taking back what one did last, and doing it again. One record is taken back at once; many, and money, are asked about first.

mod list;
#[cfg(test)]
mod tests;
mod words;

use ratatui::{Frame, layout::Rect, text::Line};

pub use list::Deeds;

use super::{Cx, Event, Look, Outcome, Screen, open, trouble};
use crate::{
    command::{Cmd, Context},
    domain::deed::Deed,
    i18n::{Lang, Msg},
    store::{Reply, Request, StoreError, Ticket},
};

/// The last deed, until it is taken back.
pub struct Undo {
    /// What was undone is done again.
    again: bool,
    asked: Option<Ticket>,
    taking: Taking,
}

/// A deed on its way back.
#[derive(Default)]
struct Taking {
    deed: Option<Deed>,
    asked: Option<Ticket>,
}

impl Taking {
    /// Asks about it where it weighs, else takes it back.
    fn begin(&mut self, deed: Deed, cx: &mut Cx) {
        if self.asked.is_some() {
            return;
        }
        let asks = deed.weighs();
        let question = cx.lang.fmt(Msg::UndoAsk, &[&words::of(&deed, cx.lang)]);
        self.deed = Some(deed);
        if asks { cx.push(open::confirm(question)) } else { self.go(cx) }
    }

    fn go(&mut self, cx: &mut Cx) {
        if let Some(deed) = &self.deed {
            self.asked = Some(cx.ask("undo", Request::Undo(deed.id)));
        }
    }

    /// Takes the answer; whether it was that.
    fn answered(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        let said = self.deed.take().map(|deed| words::of(&deed, cx.lang)).unwrap_or_default();
        match answer {
            Ok(_) => cx.good(cx.lang.fmt(Msg::UndoDone, &[&said])),
            Err(error) => cx.bad(trouble::say(error, cx.lang)),
        }
        true
    }
}

impl Undo {
    /// What was done last is taken back; `again`: what was taken back last is done again.
    pub fn new(again: bool) -> Undo {
        Undo { again, asked: None, taking: Taking::default() }
    }

    fn known(&mut self, answer: &Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Deeds(deeds)) => match Deed::next(deeds, self.again) {
                Some(deed) if deed.never.is_some() => {
                    cx.bad(format!("{}: {}", words::of(deed, cx.lang), words::never(deed, cx.lang)));
                    cx.pop(Outcome::Cancelled);
                }
                Some(deed) => self.taking.begin(deed.clone(), cx),
                None => {
                    cx.info(cx.lang.tr(if self.again { Msg::UndoNoneAgain } else { Msg::UndoNone }));
                    cx.pop(Outcome::Cancelled);
                }
            },
            Ok(_) => cx.pop(Outcome::Cancelled),
            Err(error) => {
                cx.bad(trouble::say(error, cx.lang));
                cx.pop(Outcome::Cancelled);
            }
        }
    }
}

impl Screen for Undo {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::UndoTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Reading]
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened if self.asked.is_none() && self.taking.deed.is_none() => {
                self.asked = Some(cx.ask("deeds", Request::Deeds));
            }
            Event::Answer(ticket, answer) => {
                if self.asked.take_if(|asked| *asked == ticket).is_some() {
                    self.known(&answer, cx);
                } else if self.taking.answered(ticket, &answer, cx) {
                    cx.pop(Outcome::Cancelled);
                }
            }
            Event::Resume(Outcome::Confirmed) => self.taking.go(cx),
            Event::Resume(_) => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, _: &mut Frame, _: Rect, _: &Look) {}

    fn status(&self, look: &Look) -> Line<'static> {
        Line::raw(format!(" {}", look.lang.tr(Msg::UndoWaits)))
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Cancel]
    }
}
