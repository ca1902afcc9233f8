//! A key, how it is written in keymaps and how it is shown. What is shown can be written: `F10`, `Ctrl-Y`, `Space`, `g c`.

use std::{fmt, str::FromStr};

use crate::domain::fold::fold;

/// What was pressed, without Ctrl and Alt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character; with Ctrl always small.
    Char(char),
    /// A function key, from 1.
    F(u8),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key press. Shift is part of a character; it is told only of named keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
}

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// No key has this name.
    #[error("{0}")]
    Unknown(String),
    /// A terminal sends something else for it: the key it cannot be told from.
    #[error("{0} = {1}")]
    SameAs(String, &'static str),
}

/// Named keys: the first name of each is the one shown.
const NAMES: &[(Code, &str)] = &[
    (Code::Char(' '), "Space"),
    (Code::Enter, "Enter"),
    (Code::Enter, "Return"),
    (Code::Esc, "Esc"),
    (Code::Esc, "Escape"),
    (Code::Tab, "Tab"),
    (Code::Backspace, "Backspace"),
    (Code::Backspace, "BS"),
    (Code::Delete, "Del"),
    (Code::Delete, "Delete"),
    (Code::Insert, "Ins"),
    (Code::Insert, "Insert"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::PageUp, "PgUp"),
    (Code::PageUp, "PageUp"),
    (Code::PageDown, "PgDn"),
    (Code::PageDown, "PageDown"),
    (Code::Char('<'), "lt"),
    (Code::Char('>'), "gt"),
];

/// What a terminal sends for these with Ctrl is another key's byte.
const TWINS: &[(char, Code, &str)] = &[
    ('i', Code::Tab, "Tab"),
    ('m', Code::Enter, "Enter"),
    ('j', Code::Enter, "Enter"),
    ('[', Code::Esc, "Esc"),
    ('h', Code::Backspace, "Backspace"),
];

impl Key {
    /// A key without Ctrl, Alt and Shift.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// A character key.
    pub const fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// A character with Ctrl, as the terminal tells it: Ctrl-I is Tab, Ctrl-/ and Ctrl-7 are Ctrl-_.
    pub fn ctrl(c: char) -> Key {
        let c = c.to_ascii_lowercase();
        if let Some((_, code, _)) = TWINS.iter().find(|(twin, ..)| *twin == c) {
            return Key::plain(*code);
        }
        let c = if matches!(c, '/' | '7') { '_' } else { c };
        Key { ctrl: true, ..Key::char(c) }
    }

    /// The character it types, if it types one.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// The same key typed with an input method off: full-width letters and Chinese signs are their ASCII twins. Signs that
    /// an input method doubles (`……`, `——`) stay as they are: one press must not be two commands.
    pub fn half_width(self) -> Key {
        match self.text() {
            Some(c) if !matches!(c, '…' | '—') => {
                Key::char(fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c))
            }
            _ => self,
        }
    }

    /// Whether it is a Latin letter, which `classic` keymaps leave to the filter.
    pub fn is_letter(self) -> bool {
        self.text().is_some_and(|c| c.is_ascii_alphabetic())
    }

    /// Keys one after the other, separated by blanks: `g c`.
    pub fn sequence(text: &str) -> Result<Vec<Key>, BadKey> {
        let keys: Vec<Key> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(BadKey::Unknown(text.to_owned())) } else { Ok(keys) }
    }

    /// As it is shown: `g c`.
    pub fn label(keys: &[Key]) -> String {
        keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "S-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::Char(c) if c != ' ' => {
                if self.ctrl {
                    write!(f, "{}", c.to_ascii_uppercase())
                } else {
                    write!(f, "{c}")
                }
            }
            Code::F(n) => write!(f, "F{n}"),
            code => f.write_str(NAMES.iter().find(|(named, _)| *named == code).map_or("?", |(_, name)| name)),
        }
    }
}

impl FromStr for Key {
    type Err = BadKey;

    /// `F10`, `Ctrl-Y`, `C-y`, `<Enter>`, `S-Tab`, `g`, `(`. Names in any case, characters as they are.
    fn from_str(text: &str) -> Result<Key, BadKey> {
        let unknown = || BadKey::Unknown(text.to_owned());
        let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let mut rest = if bare.is_empty() { text } else { bare };
        let mut key = Key::char(' ');
        loop {
            let held = |name: &str| rest.len() > name.len() && starts_with(rest, name);
            let name =
                ["Ctrl-", "C-", "Alt-", "A-", "M-", "Shift-", "S-"].into_iter().find(|name| held(name));
            let Some(name) = name else { break };
            match name {
                "Ctrl-" | "C-" => key.ctrl = true,
                "Shift-" | "S-" => key.shift = true,
                _ => key.alt = true,
            }
            rest = &rest[name.len()..];
        }
        key.code = code(rest).ok_or_else(unknown)?;
        let Code::Char(c) = key.code else { return Ok(key) };
        // Shift is in the character already.
        if std::mem::take(&mut key.shift) {
            key.code = Code::Char(c.to_uppercase().next().unwrap_or(c));
        }
        if key.ctrl {
            if let Some((.., twin)) = TWINS.iter().find(|(twin, ..)| *twin == c.to_ascii_lowercase()) {
                return Err(BadKey::SameAs(text.to_owned(), twin));
            }
            return Ok(Key { alt: key.alt, ..Key::ctrl(c) });
        }
        Ok(key)
    }
}

fn starts_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn code(name: &str) -> Option<Code> {
    let mut letters = name.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(Code::Char(c));
    }
    if let Some((code, _)) = NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number = name.strip_prefix(['F', 'f']).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    number.parse().ok().filter(|n| (1..=24).contains(n)).map(Code::F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn what_is_shown_can_be_written() {
        for label in [
            "F1",
            "F12",
            "Ctrl-Y",
            "Ctrl-_",
            "Space",
            "Ins",
            "S-Tab",
            "(",
            "<",
            ">",
            "-",
            "Ctrl-Left",
            "PgDn",
        ] {
            assert_eq!(key(label).to_string(), label);
        }
        assert_eq!(Key::label(&Key::sequence("g c").unwrap()), "g c");
    }

    #[test]
    fn other_spellings_are_understood() {
        assert_eq!(key("<F10>"), key("F10"));
        assert_eq!(key("c-y"), key("Ctrl-Y"));
        assert_eq!(key("<ENTER>"), Key::plain(Code::Enter));
        assert_eq!(key("S-a"), key("A"));
        assert_eq!(key("<lt>"), key("<"));
        assert_eq!(key("Ctrl--").code, Code::Char('-'));
        assert_eq!(key("Ctrl-/"), key("Ctrl-_"));
    }

    #[test]
    fn what_a_terminal_cannot_tell_is_refused() {
        assert_eq!("Ctrl-I".parse::<Key>(), Err(BadKey::SameAs("Ctrl-I".into(), "Tab")));
        for text in ["Ctrl-M", "C-j", "Ctrl-[", "Ctrl-H"] {
            assert!(matches!(text.parse::<Key>(), Err(BadKey::SameAs(..))), "{text}");
        }
        for text in ["F0", "F25", "Fx", "Foo", "", "Ctrl-", "gc", "Ctrl-é-"] {
            assert!(matches!(text.parse::<Key>(), Err(BadKey::Unknown(_))), "{text}");
        }
        assert!(Key::sequence("  ").is_err());
    }

    #[test]
    fn an_input_method_left_on_types_commands_all_the_same() {
        let folded = |c| Key::char(c).half_width().text();
        for (typed, meant) in "ｊＧ０？：、（）｛【】《》；＋－　".chars().zip("jG0?:/(){[]<>;+- ".chars())
        {
            assert_eq!(folded(typed), Some(meant));
        }
        assert_eq!(folded('客'), Some('客'));
        assert_eq!(folded('…'), Some('…'));
        assert_eq!(key("F10").half_width(), key("F10"));
    }
}
