//! The views as the program knows them at any time: those that filters look into, and those that are pinned.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Notice, Tone, places};
use crate::{
    command::Cmd,
    domain::session::{Role, Session},
    entry::{
        book::{self, View},
        pins::{self, Pinned, Pins},
    },
    i18n::{Lang, Msg},
    store::{Request, SavedView},
    text::clean,
};

/// The views that are kept, what they are with the built-in ones in the language shown, and the pinned ones.
#[derive(Debug, Default)]
pub struct KnownViews {
    saved: Vec<SavedView>,
    views: Vec<View>,
    pins: Pins,
}

/// What became of a view that was pinned or taken off.
pub struct Turned {
    /// The place that shows something else from now on.
    pub place: Option<Cmd>,
    /// What is said.
    pub notice: Notice,
    /// How it is remembered.
    pub keep: Option<Request>,
}

impl KnownViews {
    /// What is known when somebody comes in, by what he set for himself.
    pub fn begin(prefs: Option<&BTreeMap<String, Json>>, session: &Session, lang: Lang) -> KnownViews {
        let pins = prefs.map(Pins::of).unwrap_or_default();
        let mut known = KnownViews { pins, ..KnownViews::default() };
        known.word(session, lang);
        known
    }

    /// The views that are kept, as they were read last; whether they are others now.
    pub fn know(&mut self, saved: &[SavedView], session: &Session, lang: Lang) -> bool {
        if self.saved == saved {
            return false;
        }
        self.saved = saved.to_vec();
        self.word(session, lang);
        true
    }

    /// Views are called by the names of this language.
    pub fn word(&mut self, session: &Session, lang: Lang) {
        self.views = book::views(session, &[], &self.saved, lang);
    }

    /// Those that filters look into.
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// Those that are pinned.
    pub fn pins(&self) -> &Pins {
        &self.pins
    }

    /// What each digit opens.
    pub fn digits(&self, role: Role) -> Vec<(u8, Cmd)> {
        places::digits(role, &self.pins)
    }

    /// The key and the name of the view that is pinned to a digit's command.
    pub fn pinned(&self, place: Cmd) -> Option<(&str, &str)> {
        let pin = self.pins.at(places::digit_of(place)?)?;
        Some((&pin.key, &pin.name))
    }

    /// Pins a view, or takes it off.
    pub fn turn(&mut self, key: &str, name: &str, lang: Lang) -> Turned {
        let done = self.pins.turn(key, name);
        let name = clean(name);
        let (digit, tone, text) = match done {
            Pinned::On(digit) => (Some(digit), Tone::Good, lang.fmt(Msg::HomePinned, &[&name, &digit])),
            Pinned::Off(digit) => (Some(digit), Tone::Good, lang.fmt(Msg::HomeUnpinned, &[&name])),
            Pinned::Full => (None, Tone::Info, lang.tr(Msg::HomeFull).to_owned()),
        };
        let kept = || serde_json::to_value(&self.pins).unwrap_or_default();
        Turned {
            place: digit.map(|digit| places::DIGITS[usize::from(digit)]),
            notice: Notice { tone, text },
            keep: digit.map(|_| Request::SetPref(pins::NAME.to_owned(), kept())),
        }
    }
}
