//! What one did of late, the newest first: Enter takes one back, or does it again.

use ratatui::{Frame, layout::Rect};

use super::{Taking, words};
use crate::{
    command::{Cmd, Context},
    domain::deed::{Deed, Fate},
    i18n::{Lang, Msg},
    screen::{
        Cx, Event, Look, Outcome, Screen, cell,
        editor::places_of,
        picker::{Choice, Picking},
        trouble,
    },
    store::{Reply, Request, Ticket},
};

/// The window.
#[derive(Default)]
pub struct Deeds {
    all: Option<Vec<Deed>>,
    said: Vec<String>,
    offered: Vec<usize>,
    picking: Picking,
    asked: Option<Ticket>,
    taking: Taking,
}

impl Deeds {
    fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("deeds", Request::Deeds));
    }

    fn search(&mut self, cx: &Cx) {
        let all = self.all.as_deref().unwrap_or_default();
        self.said = all.iter().map(|deed| words::of(deed, cx.lang)).collect();
        self.offered = places_of(self.said.iter().map(String::as_str), self.picking.line.text());
        let choice = |n: &usize| {
            let deed = &all[*n];
            let fate = match deed.fate {
                Fate::Holds if deed.never.is_some() => cx.lang.tr(Msg::UndoIsFinal),
                Fate::Holds => "",
                Fate::Undone => cx.lang.tr(Msg::UndoIsUndone),
                Fate::Undoes => cx.lang.tr(Msg::UndoIsUndo),
            };
            let at = cell::moment(deed.at, Some(cx.session.today));
            Choice { label: self.said[*n].clone(), detail: format!("{fate} {at}").trim().to_owned() }
        };
        let choices = self.offered.iter().map(choice).collect();
        let at = self.picking.at;
        self.picking.offer(choices);
        self.picking.at = at.min(self.offered.len().saturating_sub(1));
    }

    fn take(&mut self, cx: &mut Cx) {
        let all = self.all.as_deref().unwrap_or_default();
        let Some(deed) = self.offered.get(self.picking.at).and_then(|n| all.get(*n)) else { return };
        match deed.fate {
            Fate::Undone => cx.info(cx.lang.tr(Msg::UndoAlready)),
            _ if deed.never.is_some() => cx.bad(words::never(deed, cx.lang)),
            Fate::Holds | Fate::Undoes => self.taking.begin(deed.clone(), cx),
        }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::Take | Cmd::Accept | Cmd::Finish | Cmd::Open => self.take(cx),
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            cmd => match self.picking.command(cmd) {
                Some(true) => self.search(cx),
                Some(false) => {}
                None => return false,
            },
        }
        true
    }
}

impl Screen for Deeds {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::UndoList).to_owned()
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
            Event::Opened | Event::Online => self.ask(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Text(_) | Event::Paste(_) => {
                if self.picking.takes(&event) {
                    self.search(cx);
                }
            }
            Event::Resume(Outcome::Confirmed) => self.taking.go(cx),
            Event::Resume(_) => self.taking.deed = None,
            Event::Answer(ticket, answer) => {
                if self.asked.take_if(|asked| *asked == ticket).is_some() {
                    match answer {
                        Ok(Reply::Deeds(all)) => self.all = Some(all),
                        Ok(_) => {}
                        Err(error) => cx.bad(trouble::say(&error, cx.lang)),
                    }
                    self.search(cx);
                } else if self.taking.answered(ticket, &answer, cx) {
                    self.ask(cx);
                }
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let below = match &self.all {
            None => look.lang.tr(Msg::ListLoading),
            Some(_) if self.offered.is_empty() => look.lang.tr(Msg::UndoNone),
            Some(all) => match self.offered.get(self.picking.at).map(|n| &all[*n]) {
                Some(deed) if deed.never.is_some() => &words::never(deed, look.lang),
                _ => look.lang.tr(Msg::UndoHow),
            },
        };
        let most = self.all.as_ref().map_or(1, Vec::len).max(6);
        self.picking.view(frame, area, most, &self.title(look.lang), below, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::Cancel]
    }
}
