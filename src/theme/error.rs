//! Why a theme is not as its file says.

use std::fmt;

use crate::{
    i18n::{Lang, Msg},
    toml_file::FileFault,
};

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
    /// As with any file.
    File(FileFault),
    /// No theme has this name; those that there are.
    NoTheme(String, String),
    /// A theme inherits, by others or at once, from itself.
    Circle(String),
    /// Neither a name of the palette nor a colour.
    BadColour(String),
}

impl ThemeError {
    /// File, line, what is wrong and what helps, in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        let say = |msg, args: &[&dyn fmt::Display]| lang.fmt(msg, args);
        let what = match &self.fault {
            Fault::File(fault) => fault.words(lang),
            Fault::NoTheme(name, known) => say(Msg::ThemeNoTheme, &[name, known]),
            Fault::Circle(name) => say(Msg::ThemeCircle, &[name]),
            Fault::BadColour(text) => say(Msg::ThemeBadColour, &[text]),
        };
        format!("{}:{}: {what}", self.file, self.line)
    }
}
