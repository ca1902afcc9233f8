//! The program's own commands, tried when the screen that has the keys did not take them.

use std::time::Duration;

use super::{App, Leaving, Order};
use crate::{
    command::{Cmd, Context},
    domain::kind::Kind,
    i18n::Msg,
    screen::{Event, Outcome, Tone, Units, open, personal::Item, places, system},
};

/// Ctrl-C twice within this time quits.
const TWICE: Duration = Duration::from_secs(2);

impl App {
    /// A command: first to the screen that has the keys, then to the program.
    pub(super) fn run(&mut self, cmd: Cmd) {
        if !self.lets(cmd) {
            return;
        }
        let Some(inside) = &self.inside else { return };
        let top = inside.tabs.top().id;
        if !self.tell(top, Event::Command(cmd)) {
            self.own(cmd);
        }
    }

    /// A command chosen by name: it is remembered as used.
    pub(super) fn run_chosen(&mut self, cmd: Cmd) {
        self.used(cmd);
        self.run(cmd);
    }

    /// Commands that need no screen; also at the door.
    pub(super) fn anywhere(&mut self, cmd: Cmd) -> bool {
        match cmd {
            Cmd::ToggleLanguage => self.set_own(Item::Language, self.lang.other().code()),
            Cmd::NextTheme => self.next_theme(),
            Cmd::Redraw => self.orders.push(Order::Redraw),
            Cmd::Suspend => self.orders.push(Order::Suspend),
            _ => return false,
        }
        true
    }

    fn own(&mut self, cmd: Cmd) {
        if self.anywhere(cmd) {
            return;
        }
        match cmd {
            Cmd::Help => self.help(),
            Cmd::Palette => self.palette(),
            Cmd::Quit | Cmd::Cancel | Cmd::Back if self.aside.is_some() && self.is_top_alone() => {
                self.see_as_oneself();
            }
            Cmd::SeeAs => self.push_on_top(open::see_as()),
            Cmd::Undo => self.push_on_top(open::undo(false)),
            Cmd::Redo => self.push_on_top(open::undo(true)),
            Cmd::UndoList => self.push_on_top(open::deeds()),
            Cmd::Quit if self.is_top_alone() => self.leave(),
            Cmd::Quit | Cmd::Cancel => self.close_top(),
            Cmd::Back => self.back(),
            Cmd::Refresh => self.read_again(),
            Cmd::StopQuery => self.stop_query(),
            // Where a screen has no half pages it has whole ones.
            Cmd::HalfPageUp => self.run(Cmd::PageUp),
            Cmd::HalfPageDown => self.run(Cmd::PageDown),
            Cmd::MoneyUnits => self.other_units(),
            Cmd::Settings => self.settings(),
            Cmd::NextView => self.step(1),
            Cmd::PreviousView => self.step(-1),
            Cmd::LastView => self.last_view(),
            Cmd::NewOrder => self.push_on_top(open::order(None)),
            Cmd::SayOrder => self.push_on_top(open::say_order("")),
            Cmd::Book => self.push_on_top(open::book()),
            Cmd::NewReport => {
                let about = self.inside.as_ref().and_then(|inside| inside.tabs.top().screen.about());
                self.push_on_top(open::report(about.unwrap_or(Kind::Order)));
            }
            Cmd::ResumeDraft => self.push_on_top(open::drafts()),
            cmd => {
                let place = places::digit_of(cmd).map_or(Some(cmd), |digit| self.digit(digit));
                match place {
                    // Where one is already, what lies over it goes, one after the other.
                    Some(place) if self.is_over(place) => self.run(Cmd::Back),
                    Some(place) => drop(self.go(place)),
                    None => {}
                }
            }
        }
    }

    /// Whether something lies over this place, and it is the one that is seen.
    fn is_over(&self, place: Cmd) -> bool {
        !self.is_top_alone()
            && self.inside.as_ref().is_some_and(|inside| inside.tabs.current().place == place)
    }

    /// The place of the next digit, or of the one before.
    fn step(&mut self, by: isize) {
        let Some(inside) = &self.inside else { return };
        let all = inside.known.digits(inside.session.role);
        let here = all.iter().position(|(_, place)| *place == inside.tabs.current().place);
        let to = here.map_or(0, |here| (here as isize + by).rem_euclid(all.len() as isize) as usize);
        self.go(all[to].1);
    }

    /// What is below, or the place that was seen before this one; the same again leads back here.
    fn last_view(&mut self) {
        if !self.is_top_alone() {
            return self.close_top();
        }
        let last = self.inside.as_ref().and_then(|inside| inside.tabs.last());
        if let Some(place) = last {
            self.go(place);
        }
    }

    fn is_top_alone(&self) -> bool {
        self.inside.as_ref().is_none_or(|inside| inside.tabs.current().stack.len() == 1)
    }

    fn close_top(&mut self) {
        let Some(inside) = &self.inside else { return };
        let top = inside.tabs.top().id;
        self.pop(top, Outcome::Cancelled);
    }

    fn back(&mut self) {
        if !self.is_top_alone() {
            return self.close_top();
        }
        let Some(inside) = &mut self.inside else { return };
        if let Some(stale) = inside.tabs.back() {
            self.arrived(stale);
        }
    }

    pub(super) fn push_on_top(&mut self, screen: Box<dyn crate::screen::Screen>) {
        let Some(inside) = &self.inside else { return };
        let top = inside.tabs.top().id;
        self.push(top, screen);
    }

    fn help(&mut self) {
        let (contexts, _) = self.contexts();
        let screen = system::help(self.keymap.clone(), contexts);
        self.push_on_top(screen);
    }

    fn palette(&mut self) {
        let (contexts, _) = self.contexts();
        let key = |cmd| self.keymap.labels(&contexts, cmd);
        let screen = system::palette(&contexts, &self.memory.recent, &key);
        self.push_on_top(screen);
    }

    /// Stops what the screen is reading; a second time ends the program.
    fn stop_query(&mut self) {
        if self.stopped_at.is_some_and(|at| self.now.duration_since(at) < TWICE) {
            return self.leave();
        }
        self.stopped_at = Some(self.now);
        if let Some(top) = self.inside.as_ref().map(|inside| inside.tabs.top().id) {
            self.stop_reads(top);
        }
        self.say(Tone::Info, self.lang.tr(Msg::NoticeStopAgain));
    }

    fn other_units(&mut self) {
        let other = if self.units == Units::Yuan { Units::Wan } else { Units::Yuan };
        self.set_own(Item::Money, other.name());
    }

    fn next_theme(&mut self) {
        let Some(name) = self.themes.get(1).map(|theme| theme.name.clone()) else {
            return self.say(Tone::Info, self.lang.tr(Msg::NoticeOneTheme));
        };
        self.set_own(Item::Theme, &name);
        self.say(Tone::Info, self.lang.fmt(Msg::NoticeTheme, &[&name]));
    }

    /// Everything speaks another language from now on; screens ask again for what is worded by the server.
    pub(super) fn speak(&mut self, lang: crate::i18n::Lang) {
        self.lang = lang;
        self.word_views();
        for screen in self.inside.as_ref().map(|inside| inside.tabs.everywhere()).unwrap_or_default() {
            self.tell(screen, Event::Opened);
        }
    }

    /// Ends the program as soon as every form has kept what was typed; asked a second time, at once.
    pub(super) fn leave(&mut self) {
        if self.leaving == Leaving::WhenKept {
            self.leaving = Leaving::Now;
            return;
        }
        self.see_as_oneself();
        self.keep_forms();
        self.leaving = if self.unanswered_writes() == 0 { Leaving::Now } else { Leaving::WhenKept };
    }

    /// Ends the program; what forms hold is handed to the store first.
    pub(super) fn leave_at_once(&mut self) {
        if self.leaving == Leaving::No {
            self.see_as_oneself();
            self.keep_forms();
        }
        self.leaving = Leaving::Now;
    }

    /// A write was answered while the program waits to end.
    pub(super) fn kept(&mut self, lost: bool) {
        if self.leaving != Leaving::WhenKept {
            return;
        }
        if lost {
            self.leaving = Leaving::No;
            self.say(Tone::Bad, self.lang.tr(Msg::ShellNotKept));
        } else if self.unanswered_writes() == 0 {
            self.leaving = Leaving::Now;
        }
    }

    fn keep_forms(&mut self) {
        let Some(inside) = &mut self.inside else { return };
        let forms: Vec<u64> = inside
            .tabs
            .each()
            .filter(|open| open.screen.contexts().contains(&Context::Form))
            .map(|open| open.id)
            .collect();
        for form in forms {
            self.tell(form, Event::Command(Cmd::KeepDraft));
        }
        self.carry();
    }
}
