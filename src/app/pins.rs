//! Views as the program knows them: those that digits open, pinning, and those that filters look into.

use super::App;
use crate::{
    command::{Cmd, Context},
    screen::{Event, Screen, open, places},
    store::SavedView,
};

impl App {
    /// The place of a digit; `0` is home.
    pub(super) fn digit(&self, digit: u8) -> Option<Cmd> {
        let inside = self.inside.as_ref()?;
        let all = inside.known.digits(inside.session.role);
        all.into_iter().find(|(known, _)| *known == digit).map(|(_, place)| place)
    }

    /// The screen of a place: that of a pinned view has its digit for a name.
    pub(super) fn screen_of(&self, place: Cmd) -> Option<Box<dyn Screen>> {
        let inside = self.inside.as_ref()?;
        match inside.known.pinned(place) {
            Some((key, name)) => Some(open::pinned(key.to_owned(), name.to_owned())),
            None => places::open(place, &inside.session),
        }
    }

    /// The views that are kept, as somebody read them last: filters look into these.
    pub(super) fn views_known(&mut self, saved: &[SavedView]) {
        let Some(inside) = &mut self.inside else { return };
        if !inside.known.know(saved, &inside.session, self.lang) {
            return;
        }
        // Forms would take it for something typed.
        let lists = |screen: &dyn Screen| screen.contexts().contains(&Context::List);
        let lists: Vec<u64> =
            inside.tabs.each().filter(|open| lists(open.screen.as_ref())).map(|open| open.id).collect();
        for screen in lists {
            self.tell(screen, Event::Views);
        }
    }

    /// Views are called by the names of the language shown.
    pub(super) fn word_views(&mut self) {
        if let Some(inside) = &mut self.inside {
            inside.known.word(&inside.session, self.lang);
        }
    }

    /// Pins a view, or takes it off; it is remembered for every terminal.
    pub(super) fn pin(&mut self, key: &str, name: &str) {
        let Some(inside) = &mut self.inside else { return };
        let turned = inside.known.turn(key, name, self.lang);
        if let Some(place) = turned.place {
            inside.tabs.close_unseen(place);
        }
        self.notify(turned.notice);
        if let Some(request) = turned.keep {
            self.ask("pins", request);
        }
    }
}
