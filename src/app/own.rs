//! What the operator set for himself, put into force: at once when he sets it, and again on every terminal that he signs in
//! from. What the command line, the environment or a file of a terminal says wins there.

use super::{App, Options};
use crate::{
    i18n::Lang,
    screen::{
        Units,
        personal::{self, Choice, Item, Own},
    },
    store::Request,
};

/// The two words of what is on or off.
const ON: [&str; 2] = ["on", "off"];
const MOTION: [&str; 2] = ["full", "off"];

/// What can be set on a terminal that begins like this.
pub(super) fn choices(options: &Options) -> Vec<Choice> {
    let words = |words: [&str; 2]| words.map(str::to_owned).into();
    let of = |words: [&str; 2], on: bool| words[usize::from(!on)].to_owned();
    let choice = |item| {
        let (values, here): (Vec<String>, String) = match item {
            Item::Language => (words([Lang::En, Lang::Zh].map(Lang::code)), options.lang.code().to_owned()),
            Item::Keys => named(options.keymaps.iter().map(|(name, _)| name)),
            Item::Theme => named(options.themes.iter().map(|theme| &theme.name)),
            Item::Motion => (words(MOTION), of(MOTION, options.motion)),
            Item::Bell => (words(ON), of(ON, options.bell)),
            Item::Money => {
                (words([Units::Yuan, Units::Wan].map(Units::name)), options.units.name().to_owned())
            }
            Item::Hints => (words(ON), of(ON, options.hints)),
        };
        Choice { item, values, here, said: options.said.get(&item).cloned() }
    };
    Item::ALL.map(|(item, _)| choice(item)).into()
}

/// What is there by name, and what holds here: the first of them.
fn named<'a>(names: impl Iterator<Item = &'a String>) -> (Vec<String>, String) {
    let mut names: Vec<String> = names.cloned().collect();
    let here = names.first().cloned().unwrap_or_default();
    // Always in the same order, whatever this terminal begins with.
    names.sort_by_key(|name| OURS.iter().position(|own| own == name).unwrap_or(OURS.len()));
    (names, here)
}

/// Our own keymaps and themes, in the order in which they are offered.
const OURS: [&str; 9] = ["default", "vim", "classic", "dark", "light", "contrast", "cb", "mono", "ansi16"];

impl App {
    /// Puts everything into force that this terminal does not say otherwise.
    pub(super) fn wear(&mut self, own: Own) {
        for choice in self.choices.clone().iter().filter(|choice| choice.said.is_none()) {
            let set = own.get(choice.item).filter(|set| choice.values.iter().any(|value| value == set));
            self.put_on(choice.item, set.unwrap_or(&choice.here));
        }
        self.own = own;
    }

    /// The operator sets one thing by a key: it holds here at once, whatever was said before, and is kept.
    pub(super) fn set_own(&mut self, item: Item, value: &str) {
        self.put_on(item, value);
        self.own.set(item, Some(value));
        if self.inside.is_some() {
            self.ask("own", Request::SetPref(personal::NAME.to_owned(), self.own.json()));
        }
    }

    fn put_on(&mut self, item: Item, value: &str) {
        match item {
            Item::Language => match Lang::parse(value) {
                Some(lang) if lang != self.lang => self.speak(lang),
                _ => {}
            },
            Item::Keys => {
                if let Some((_, keymap)) = self.keymaps.iter().find(|(name, _)| name == value) {
                    self.keymap = keymap.clone();
                    self.keys.forget();
                }
            }
            Item::Theme => {
                let at = self.themes.iter().position(|theme| theme.name == value);
                self.themes.rotate_left(at.unwrap_or_default());
            }
            Item::Motion => {
                self.motion = value == MOTION[0];
                self.keys.wait(self.motion);
            }
            Item::Bell => self.bell = value == ON[0],
            Item::Money => self.units = if value == Units::Wan.name() { Units::Wan } else { Units::Yuan },
            Item::Hints => {
                self.hints = value == ON[0];
                self.lay_out();
            }
        }
    }

    /// The screen where all of it is set.
    pub(super) fn settings(&mut self) {
        let screen = personal::Settings::new(self.choices.clone(), self.own.clone());
        self.push_on_top(Box::new(screen));
    }
}
