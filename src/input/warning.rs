//! What is wrong with a keymap file. The program starts all the same, without the binding.

use std::fmt;

use super::BadKey;
use crate::i18n::{Lang, Msg};

/// Something in a keymap file that has no effect, or not the one meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The file is not TOML, or cannot be read: the reason.
    Unreadable(String),
    /// No keymap has this name.
    NoKeymap(String),
    /// A name that means nothing in a keymap.
    UnknownName(String),
    /// A binding lacks `on` or `run`, or has something else than text there.
    Incomplete,
    /// No such command.
    UnknownCommand(String),
    /// No such context.
    UnknownContext(String),
    /// No such key.
    BadKey(BadKey),
    /// The command has nothing to do in this context.
    Misplaced(String, String),
    /// The key is bound already, here or as part of a longer or shorter one.
    Conflict(String, String),
}

impl Warning {
    /// The warning in the user's language, with file and line.
    pub fn words(&self, lang: Lang) -> String {
        let what = match &self.trouble {
            Trouble::Unreadable(reason) => reason.clone(),
            Trouble::NoKeymap(name) => lang.fmt(Msg::KeysNoKeymap, &[name]),
            Trouble::UnknownName(name) => lang.fmt(Msg::KeysUnknownName, &[name]),
            Trouble::Incomplete => lang.tr(Msg::KeysIncomplete).to_owned(),
            Trouble::UnknownCommand(id) => lang.fmt(Msg::KeysUnknownCommand, &[id]),
            Trouble::UnknownContext(name) => lang.fmt(Msg::KeysUnknownContext, &[name]),
            Trouble::BadKey(BadKey::Unknown(text)) => lang.fmt(Msg::KeysBadKey, &[text]),
            Trouble::BadKey(BadKey::SameAs(text, twin)) => lang.fmt(Msg::KeysSameAs, &[text, twin]),
            Trouble::Misplaced(id, context) => lang.fmt(Msg::KeysMisplaced, &[id, context]),
            Trouble::Conflict(key, context) => lang.fmt(Msg::KeysConflict, &[key, context]),
        };
        format!("{}:{}: {what}", self.file, self.line)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}
