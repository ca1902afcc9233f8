//! A TOML file of the user's, whatever it is about: what is wrong with it before its own meaning begins (it cannot be read, it
//! is no TOML, a name or a kind of value is not known), and in which line. Settings, keymaps and themes say it in these words.

use std::{fmt, io};

use crate::i18n::{Lang, Msg};

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It cannot be read.
    Unreadable(io::ErrorKind),
    /// It is no TOML: the reason, in the words of the reader.
    NotToml(String),
    /// A name that means nothing here, and those that do.
    UnknownName(String, String),
    /// Something else has to stand behind this name.
    WrongType(String, Wanted),
}

/// What has to stand behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A text in quotes.
    Text,
    /// true or false.
    Flag,
    /// A list.
    List,
    /// A table.
    Table,
}

impl FileFault {
    /// A file that could not be read.
    pub fn of(error: &io::Error) -> FileFault {
        FileFault::Unreadable(error.kind())
    }

    /// What is wrong and what helps, in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        let say = |msg, args: &[&dyn fmt::Display]| lang.fmt(msg, args);
        match self {
            FileFault::Unreadable(io::ErrorKind::IsADirectory) => say(Msg::ConfigUnreadableFolder, &[]),
            FileFault::Unreadable(io::ErrorKind::InvalidData) => say(Msg::ConfigUnreadableText, &[]),
            FileFault::Unreadable(kind) => say(Msg::ConfigUnreadable, &[kind]),
            FileFault::NotToml(reason) => say(Msg::ConfigNotToml, &[&reason.trim()]),
            FileFault::UnknownName(name, known) => say(Msg::ConfigUnknownName, &[name, known]),
            FileFault::WrongType(name, wanted) => {
                let wanted = match wanted {
                    Wanted::Text => Msg::ConfigText,
                    Wanted::Flag => Msg::ConfigFlag,
                    Wanted::List => Msg::ConfigAList,
                    Wanted::Table => Msg::ConfigATable,
                };
                say(Msg::ConfigWrongType, &[name, &lang.tr(wanted)])
            }
        }
    }
}

/// The line of a place in a text, from 1.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}

/// The line where a name is given a value, from 1; the first one where it is not found.
pub fn line_naming(text: &str, name: &str) -> usize {
    let names = |line: &str| {
        let line = line.trim_start();
        let said = line.strip_prefix(name).or_else(|| line.strip_prefix(&format!("\"{name}\"")));
        said.is_some_and(|rest| rest.trim_start().starts_with(['=', '.']))
            || line.starts_with('[') && line.trim_start_matches('[').trim_start().starts_with(name)
    };
    text.lines().position(names).map_or(1, |n| n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_where_it_is_given_a_value() {
        let text = "# colour = 1\nother = 'colour'\n  colour = 2\n[ part ]\n";
        assert_eq!((line_naming(text, "colour"), line_naming(text, "part")), (3, 4));
        assert_eq!(line_of(text, text.find('[').unwrap()), 4);
    }
}
