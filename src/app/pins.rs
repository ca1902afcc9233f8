//! Views as the program knows them: those that digits open, pinning, and those that filters look into.

use super::App;
use crate::{
    command::{Cmd, Context},
    entry::{
        book,
        pins::{self, Pinned},
    },
    i18n::Msg,
    screen::{Event, Screen, Tone, open, places},
    store::{Request, SavedView},
    text::clean,
};

impl App {
    /// The place of a digit; `0` is home.
    pub(super) fn digit(&self, digit: u8) -> Option<Cmd> {
        let inside = self.inside.as_ref()?;
        let all = places::digits(inside.session.role, &inside.pins);
        all.into_iter().find(|(known, _)| *known == digit).map(|(_, place)| place)
    }

    /// The screen of a place: that of a pinned view has its digit for a name.
    pub(super) fn screen_of(&self, place: Cmd) -> Option<Box<dyn Screen>> {
        let inside = self.inside.as_ref()?;
        let pin = places::digit_of(place).and_then(|digit| inside.pins.at(digit));
        match pin {
            Some(pin) => Some(open::pinned(pin.key.clone(), pin.name.clone())),
            None => places::open(place, &inside.session),
        }
    }

    /// The views that are kept, as somebody read them last: filters look into these.
    pub(super) fn views_known(&mut self, saved: &[SavedView]) {
        let Some(inside) = &mut self.inside else { return };
        if inside.saved == saved {
            return;
        }
        inside.saved = saved.to_vec();
        self.word_views();
        // Forms would take it for something typed.
        let lists = |screen: &dyn Screen| screen.contexts().contains(&Context::List);
        let lists: Vec<u64> = self
            .inside
            .iter_mut()
            .flat_map(|inside| inside.tabs.each())
            .filter(|open| lists(open.screen.as_ref()))
            .map(|open| open.id)
            .collect();
        for screen in lists {
            self.tell(screen, Event::Views);
        }
    }

    /// Views are called by the names of the language shown.
    pub(super) fn word_views(&mut self) {
        if let Some(inside) = &mut self.inside {
            inside.views = book::views(&inside.session, &[], &inside.saved, self.lang);
        }
    }

    /// Pins a view, or takes it off; it is remembered for every terminal.
    pub(super) fn pin(&mut self, key: &str, name: &str) {
        let Some(inside) = &mut self.inside else { return };
        let done = inside.pins.turn(key, name);
        let name = clean(name);
        if let Pinned::On(digit) | Pinned::Off(digit) = done {
            inside.tabs.close_unseen(places::DIGITS[usize::from(digit)]);
        }
        let kept = serde_json::to_value(&inside.pins).unwrap_or_default();
        match done {
            Pinned::On(digit) => self.say(Tone::Good, self.lang.fmt(Msg::HomePinned, &[&name, &digit])),
            Pinned::Off(_) => self.say(Tone::Good, self.lang.fmt(Msg::HomeUnpinned, &[&name])),
            Pinned::Full => return self.say(Tone::Info, self.lang.tr(Msg::HomeFull)),
        }
        self.ask("pins", Request::SetPref(pins::NAME.to_owned(), kept));
    }
}
