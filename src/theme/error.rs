//! Why a theme is not as its file says.

use std::fmt;

use crate::i18n::{Lang, Msg};

/// What is wrong with a theme, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub struct ThemeError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No theme has this name.
    NoTheme(String),
    /// The file is not TOML, or cannot be read: the reason.
    Unreadable(String),
    /// A theme inherits, by others or at once, from itself.
    Circle(String),
    /// A name that means nothing in a theme.
    UnknownName(String),
    /// Neither a name of the palette nor a colour.
    BadColour(String),
}

impl ThemeError {
    /// The error in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        let say = |msg, arg: &dyn fmt::Display| lang.fmt(msg, &[arg]);
        let what = match &self.fault {
            Fault::NoTheme(name) => say(Msg::ThemeNoTheme, name),
            Fault::Unreadable(reason) => reason.clone(),
            Fault::Circle(name) => say(Msg::ThemeCircle, name),
            Fault::UnknownName(name) => say(Msg::ThemeUnknownName, name),
            Fault::BadColour(text) => say(Msg::ThemeBadColour, text),
        };
        format!("{}:{}: {what}", self.file, self.line)
    }
}
