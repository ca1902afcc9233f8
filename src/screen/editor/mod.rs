//! One field being edited: what was typed, what it means, what is wrong with it, what may be meant. One editor per shape of
//! field; forms, pickers and orders are made of them. Knows no form and asks nothing: it says what it wants searched.

mod choices;
mod problem;
mod read;
mod typing;
mod write;

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect, text::Line};

pub use choices::{fixed_choices, matching, places_of, worded};
pub use problem::Problem;
pub use read::read;
pub use typing::Typing;
pub use write::write;

use crate::{
    command::Cmd,
    domain::{
        field::{FieldDef, Shape},
        value::{Link, Value},
    },
    i18n::Lang,
    store::{Pick, Ticket},
    text::graphemes,
    theme::{Role, Theme},
    widget::LineEdit,
};

/// What typed text is read by.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// The language of words and labels.
    pub lang: Lang,
    /// The company's business date.
    pub today: NaiveDate,
}

/// Something that may be meant by what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What it is worth.
    pub value: Value,
    /// What it is called.
    pub label: String,
    /// What tells it from others.
    pub detail: String,
}

/// What an editor wants after a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// The key was not for it.
    NotMine,
    /// Nothing more.
    Nothing,
    /// Records by this text.
    Search(String),
}

/// What came of accepting a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It holds a value, or nothing.
    Yes,
    /// A search is on its way; it is accepted when the answer comes.
    Waits,
    /// It cannot be read; the fault is kept beside it.
    No,
}

/// A field being edited.
#[derive(Debug, Clone)]
pub struct Editor {
    /// The field.
    pub def: FieldDef,
    typing: Typing,
    /// What the text was made of, so that what was not touched is not read again.
    written: (Value, String),
    /// Codes and their words, for choices, dictionaries and flags.
    choices: Vec<(String, String)>,
    offers: Vec<Offer>,
    at: usize,
    listing: bool,
    /// The search that is on its way.
    asked: Option<Ticket>,
    /// Enter was pressed while the search was on its way.
    hurry: bool,
    fault: Option<String>,
    masked: bool,
    /// The field was just entered: what is typed now replaces what stands in it, but for texts.
    fresh: bool,
}

impl Editor {
    /// An editor that holds a value. Passwords are never shown.
    pub fn new(def: FieldDef, value: &Value, ground: Ground) -> Editor {
        let mut editor = Editor {
            def,
            typing: Typing::of(def.shape),
            written: (Value::Empty, String::new()),
            choices: fixed_choices(def.shape, ground.lang),
            offers: Vec::new(),
            at: 0,
            listing: false,
            asked: None,
            hurry: false,
            fault: None,
            masked: def.name.starts_with("password"),
            fresh: true,
        };
        editor.put(value);
        editor
    }

    /// Puts a value in place of what was typed.
    pub fn put(&mut self, value: &Value) {
        let text = write(value, self.def.shape, &self.choices);
        self.typing.set(&text);
        self.written = (value.clone(), text);
        self.settle();
    }

    /// The words of the codes, once they are known or in another language.
    pub fn set_choices(&mut self, choices: Vec<(String, String)>) {
        let untouched = self.text() == self.written.1;
        self.choices = choices;
        let text = write(&self.written.0, self.def.shape, &self.choices);
        if untouched {
            self.typing.set(&text);
        }
        self.written.1 = text;
    }

    /// Speaks the other language from now on.
    pub fn speak(&mut self, ground: Ground) {
        let choices = fixed_choices(self.def.shape, ground.lang);
        if !choices.is_empty() {
            self.set_choices(choices);
        }
        self.fault = None;
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.typing.text()
    }

    /// Puts typed text back, as a draft kept it, by what it meant where that is known.
    pub fn retype(&mut self, text: &str, value: Option<&Value>) {
        match value {
            Some(value) => self.put(value),
            None => {
                self.typing.set(text);
                self.settle();
            }
        }
    }

    /// The record that was picked, if the text still names it.
    pub fn link(&self) -> Option<&Link> {
        match &self.written.0 {
            Value::Link(link) if self.text() == self.written.1 => Some(link),
            _ => None,
        }
    }

    /// What the typed text means.
    pub fn value(&self, ground: Ground) -> Result<Value, Problem> {
        let text = self.text();
        let value = if text == self.written.1 {
            self.written.0.clone()
        } else {
            read(&text, &self.def, &self.choices, ground)?
        };
        if value.is_empty() && self.def.required { Err(Problem::Required) } else { Ok(value) }
    }

    /// Whether what was typed must not be shown or kept.
    pub fn masked(&self) -> bool {
        self.masked
    }

    /// What is wrong with it, as far as it was looked at.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Says what is wrong with it.
    pub fn blame(&mut self, fault: String) {
        self.fault = Some(fault);
    }

    /// A typed character.
    pub fn insert(&mut self, c: char) -> Want {
        if self.def.shape == Shape::Flag && c == ' ' {
            self.toggle();
            return Want::Nothing;
        }
        self.replace_if_fresh();
        if self.typing.insert(c) { self.changed() } else { Want::Nothing }
    }

    /// The field gets the focus.
    pub fn enter(&mut self) {
        self.fresh = true;
    }

    fn replace_if_fresh(&mut self) {
        let long = matches!(self.def.shape, Shape::Text | Shape::Note);
        if std::mem::take(&mut self.fresh) && !long {
            self.typing.set("");
        }
    }

    /// A pasted text.
    pub fn paste(&mut self, text: &str) -> Want {
        self.replace_if_fresh();
        self.typing.paste(text);
        self.changed()
    }

    /// A command of the field: moving in it, deleting, going through what is offered.
    pub fn command(&mut self, cmd: Cmd) -> Want {
        match cmd {
            Cmd::Down | Cmd::LineDown if self.listing => self.step(1),
            Cmd::Up | Cmd::LineUp if self.listing && self.at > 0 => self.step(-1),
            Cmd::PageDown if self.listing => self.step(6),
            Cmd::PageUp if self.listing => self.step(-6),
            _ if self.masked && typing::moves(cmd) => Want::Nothing,
            _ => match self.typing.command(cmd) {
                None => Want::NotMine,
                Some(changed) => {
                    self.fresh = false;
                    if changed { self.changed() } else { Want::Nothing }
                }
            },
        }
    }

    /// Opens the list of what can be chosen, without anything typed.
    pub fn list(&mut self) -> Want {
        if let Shape::Link(_) = self.def.shape {
            return Want::Search(String::new());
        }
        self.offers = matching(&self.choices, "");
        self.at = self.offers.iter().position(|offer| offer.value == self.written.0).unwrap_or(0);
        self.listing = !self.offers.is_empty();
        Want::Nothing
    }

    /// Whether a list of what may be meant is open.
    pub fn listing(&self) -> bool {
        self.listing
    }

    /// Whether it has a list that could be opened.
    pub fn picks(&self) -> bool {
        matches!(self.def.shape, Shape::Link(_)) || !self.choices.is_empty()
    }

    /// The codes and their words.
    pub fn choices(&self) -> &[(String, String)] {
        &self.choices
    }

    /// Closes the list; `false` if none was open.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.listing)
    }

    /// A search was sent for what was typed.
    pub fn searching(&mut self, ticket: Ticket) {
        self.asked = Some(ticket);
    }

    /// The answer to a search; `None` if it is not this one's. Tells whether Enter had been pressed for it.
    pub fn found(&mut self, ticket: Ticket, picks: Result<&[Pick], ()>, ground: Ground) -> Option<bool> {
        if self.asked != Some(ticket) {
            return None;
        }
        self.asked = None;
        let picks = picks.unwrap_or_default();
        self.offers = picks
            .iter()
            .map(|pick| Offer {
                value: Value::link(pick.id, pick.label.clone()),
                label: pick.label.clone(),
                detail: pick.detail.clone(),
            })
            .collect();
        self.at = 0;
        self.listing = !self.offers.is_empty();
        let hurry = std::mem::take(&mut self.hurry);
        if hurry {
            self.accept(ground);
        }
        Some(hurry)
    }

    /// Takes what is typed, or what is chosen in the open list.
    pub fn accept(&mut self, ground: Ground) -> Accepted {
        let touched = self.text() != self.written.1;
        if self.asked.is_some() && touched {
            self.hurry = true;
            return Accepted::Waits;
        }
        let chosen = touched || self.at > 0 || self.text().is_empty();
        if self.listing
            && chosen
            && !self.text_says_nothing()
            && let Some(offer) = self.offers.get(self.at).cloned()
        {
            self.put(&offer.value);
        }
        match self.value(ground) {
            Ok(value) => {
                self.put(&value);
                Accepted::Yes
            }
            Err(problem) => {
                self.fault = Some(problem.text(&self.text(), self.def.shape, ground.lang));
                self.listing = false;
                Accepted::No
            }
        }
    }

    /// Looks at it without taking an offer: leaving a field by Tab accepts no suggestion.
    pub fn look(&mut self, ground: Ground) -> bool {
        self.listing = false;
        match self.value(ground) {
            Ok(_) => true,
            Err(problem) => {
                self.fault = Some(problem.text(&self.text(), self.def.shape, ground.lang));
                false
            }
        }
    }

    /// What the open list offers, and which of it has the cursor.
    pub fn offers(&self) -> (&[Offer], usize) {
        (&self.offers, self.at)
    }

    /// Draws the typed text.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: bool, theme: &Theme) {
        if self.masked {
            let stars = "*".repeat(graphemes(&self.text()).count());
            LineEdit::with(stars).view(frame, area, focus, theme);
        } else if focus {
            self.typing.view(frame, area, true, theme);
        } else if let Typing::Line(_) = &self.typing {
            // At rest a long text shows its beginning, and an empty field that it is one, without colours too.
            let text = if self.text().is_empty() { "_".to_owned() } else { self.text() };
            let style = theme.style(Role::Field);
            frame.buffer_mut().set_style(Rect { height: area.height.min(1), ..area }, style);
            frame.render_widget(Line::styled(crate::text::cut(&text, area.width.into()), style), area);
        } else {
            self.typing.view(frame, area, false, theme);
        }
    }

    /// An empty list entry is taken by moving to it, not by passing through an empty field.
    fn text_says_nothing(&self) -> bool {
        self.text().is_empty() && self.at == 0 && !self.def.required
    }

    fn settle(&mut self) {
        self.offers.clear();
        self.at = 0;
        self.listing = false;
        self.asked = None;
        self.hurry = false;
        self.fault = None;
    }

    fn changed(&mut self) -> Want {
        self.fault = None;
        self.hurry = false;
        let text = self.text();
        if let Shape::Link(_) = self.def.shape {
            // What is offered belongs to an older text, until the answer comes.
            if text.trim().is_empty() {
                self.settle();
                return Want::Nothing;
            }
            return Want::Search(text);
        }
        if !self.choices.is_empty() {
            self.offers = matching(&self.choices, &text);
            self.at = 0;
            self.listing = !self.offers.is_empty() && !text.is_empty();
        }
        Want::Nothing
    }

    fn step(&mut self, by: isize) -> Want {
        let last = self.offers.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        Want::Nothing
    }

    fn toggle(&mut self) {
        let set = self.written.0.is_set() && self.text() == self.written.1;
        let code = if set { "false" } else { "true" };
        let text = self.choices.iter().find(|(c, _)| c == code).map(|(_, label)| label.clone());
        self.typing.set(&text.unwrap_or_default());
        self.written = (Value::Flag(!set), self.text());
        self.fault = None;
        self.listing = false;
    }
}

#[cfg(test)]
mod tests;
