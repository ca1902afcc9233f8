//! The settings of a person: a row each, a value by the arrows, seen at once on the whole screen; kept in the database, so
//! that they follow him to every terminal. Nothing is called saved before the server has said so; leaving without takes
//! everything back. It must not know how a value takes effect.

mod own;
#[cfg(test)]
mod tests;
mod view;

use ratatui::{Frame, layout::Rect, text::Line};

pub use self::own::{Choice, Item, NAME, Own, Said};
use super::{Cx, Effect, Event, Look, Outcome, Screen, trouble};
use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    store::{Reply, Request, StoreError, Ticket},
};

/// The screen.
pub struct Settings {
    choices: Vec<Choice>,
    /// What held when it was opened.
    before: Own,
    /// What is kept, as far as it is known.
    stored: Own,
    /// What was changed here.
    changed: Vec<(Item, Option<String>)>,
    at: usize,
    reading: Option<Ticket>,
    saving: Option<Ticket>,
    /// A save that the server did not answer: it is repeated when it does.
    owed: bool,
}

impl Settings {
    /// What can be set on this terminal, and what the person has set as far as the program knows.
    pub fn new(choices: Vec<Choice>, own: Own) -> Settings {
        Settings {
            choices,
            before: own.clone(),
            stored: own,
            changed: Vec::new(),
            at: 0,
            reading: None,
            saving: None,
            owed: false,
        }
    }

    /// What is kept, with what was changed.
    fn own(&self) -> Own {
        let mut own = self.stored.clone();
        for (item, value) in &self.changed {
            own.set(*item, value.as_deref());
        }
        own
    }

    fn item(&self) -> Option<&Choice> {
        self.choices.get(self.at)
    }

    /// The next value of an item, or the one before; none of them is "as each terminal has it".
    fn turn(&mut self, item: Item, by: isize, cx: &mut Cx) {
        let Some(choice) = self.choices.iter().find(|choice| choice.item == item) else { return };
        let own = self.own();
        let now = own.get(item).and_then(|now| choice.values.iter().position(|value| value == now));
        let count = choice.values.len() + 1;
        let to = (now.map_or(0, |at| at + 1) + count).saturating_add_signed(by) % count;
        let value = to.checked_sub(1).map(|at| choice.values[at].clone());
        self.changed.retain(|(changed, _)| *changed != item);
        if self.stored.get(item) != value.as_deref() {
            self.changed.push((item, value));
        }
        self.owed = false;
        cx.effects.push(Effect::Wear(self.own()));
    }

    /// The item of a command that sets one wherever one is.
    fn by_key(cmd: Cmd) -> Option<Item> {
        match cmd {
            Cmd::ToggleLanguage => Some(Item::Language),
            Cmd::NextTheme => Some(Item::Theme),
            Cmd::MoneyUnits => Some(Item::Money),
            _ => None,
        }
    }

    fn save(&mut self, cx: &mut Cx) {
        if self.changed.is_empty() {
            return cx.pop(Outcome::Cancelled);
        }
        self.owed = false;
        self.saving = Some(cx.ask("save", Request::SetPref(NAME.to_owned(), self.own().json())));
    }

    fn leave(&mut self, cx: &mut Cx) {
        if !self.changed.is_empty() {
            cx.effects.push(Effect::Wear(self.before.clone()));
            cx.info(cx.lang.tr(Msg::SettingsTakenBack));
        }
        cx.pop(Outcome::Cancelled);
    }

    fn saved(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        self.saving = None;
        match answer {
            Ok(_) => {
                cx.good(cx.lang.tr(Msg::SettingsSaved));
                cx.pop(Outcome::Cancelled);
            }
            Err(StoreError::Offline | StoreError::Full | StoreError::Unknown) => {
                self.owed = true;
                cx.bad(cx.lang.tr(Msg::SettingsOwed));
            }
            Err(error) => cx.bad(trouble::say(&error, cx.lang)),
        }
    }

    /// Another terminal may have saved meanwhile: what was not changed here is as it says.
    fn read(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        self.reading = None;
        let Ok(Reply::Prefs(prefs)) = answer else { return };
        let stored = prefs.get(NAME).map(Own::of).unwrap_or_default();
        if stored == self.stored {
            return;
        }
        self.stored = stored;
        self.before = self.stored.clone();
        let stored = &self.stored;
        self.changed.retain(|(item, value)| stored.get(*item) != value.as_deref());
        cx.effects.push(Effect::Wear(self.own()));
    }
}

impl Screen for Settings {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::CmdAppSettings).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Settings]
    }

    fn ends(&self) -> bool {
        self.saving.is_some()
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        let last = self.choices.len().saturating_sub(1);
        match event {
            Event::Opened if self.reading.is_none() && self.changed.is_empty() => {
                self.reading = Some(cx.ask("settings", Request::Prefs));
            }
            Event::Answer(ticket, answer) if self.reading == Some(ticket) => self.read(answer, cx),
            Event::Answer(ticket, answer) if self.saving == Some(ticket) => self.saved(answer, cx),
            Event::Online if self.owed => self.save(cx),
            Event::Command(cmd) => match cmd {
                Cmd::Up => self.at = self.at.saturating_sub(1),
                Cmd::Down => self.at = (self.at + 1).min(last),
                Cmd::First | Cmd::PageUp => self.at = 0,
                Cmd::Last | Cmd::PageDown => self.at = last,
                Cmd::Left | Cmd::Right => {
                    if let Some(item) = self.item().map(|choice| choice.item) {
                        self.turn(item, if cmd == Cmd::Left { -1 } else { 1 }, cx);
                    }
                }
                Cmd::Finish => self.save(cx),
                Cmd::Cancel | Cmd::Back | Cmd::Quit => self.leave(cx),
                cmd => match Settings::by_key(cmd) {
                    Some(item) => self.turn(item, 1, cx),
                    None => return false,
                },
            },
            _ => {}
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.draw(frame, area, look);
    }

    fn status(&self, look: &Look) -> Line<'static> {
        self.said(look)
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Right, Cmd::Finish, Cmd::Cancel, Cmd::Down]
    }
}
