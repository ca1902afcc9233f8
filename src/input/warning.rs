//! What is wrong with a keymap file. The program starts all the same, without the binding.

use std::fmt;

use super::BadKey;
use crate::{
    i18n::{Lang, Msg},
    toml_file::FileFault,
};

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
    /// As with any file.
    File(FileFault),
    /// No keymap has this name; those that there are.
    NoKeymap(String, String),
    /// A binding lacks `on` or `run`, or has something else than text there.
    Incomplete,
    /// No such command; the one that is spelled most like it.
    UnknownCommand(String, String),
    /// No such context; those that there are.
    UnknownContext(String, String),
    /// No such key.
    BadKey(BadKey),
    /// The command has nothing to do in this context; where it has.
    Misplaced(String, String, String),
    /// The key is bound already, here or as part of a longer or shorter one.
    Conflict(String, String),
}

impl Warning {
    /// The warning in the user's language, with file and line.
    pub fn words(&self, lang: Lang) -> String {
        let what = match &self.trouble {
            Trouble::File(fault) => fault.words(lang),
            Trouble::NoKeymap(name, known) => lang.fmt(Msg::KeysNoKeymap, &[name, known]),
            Trouble::Incomplete => lang.tr(Msg::KeysIncomplete).to_owned(),
            Trouble::UnknownCommand(id, near) => lang.fmt(Msg::KeysUnknownCommand, &[id, near]),
            Trouble::UnknownContext(name, known) => lang.fmt(Msg::KeysUnknownContext, &[name, known]),
            Trouble::BadKey(BadKey::Unknown(text)) => lang.fmt(Msg::KeysBadKey, &[text]),
            Trouble::BadKey(BadKey::SameAs(text, twin)) => lang.fmt(Msg::KeysSameAs, &[text, twin]),
            Trouble::Misplaced(id, context, works) => lang.fmt(Msg::KeysMisplaced, &[id, context, works]),
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
