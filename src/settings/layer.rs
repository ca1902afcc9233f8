//! One source of settings, and the choice between several.

use std::{fmt, path::PathBuf};

use serde::Deserialize;

use crate::i18n::Lang;

/// What borders are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Borders {
    /// Lines, unless the terminal draws them two cells wide.
    #[default]
    Auto,
    /// `+`, `-` and `|`.
    Ascii,
    /// Lines, whatever the terminal seems to do.
    Unicode,
}

impl fmt::Display for Borders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Ascii => "ascii",
            Self::Unicode => "unicode",
        })
    }
}

/// What a terminal is trusted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Drawing {
    /// What a terminal of its name is known to do: to move rows and to erase them.
    #[default]
    Auto,
    /// Places, colours and text only.
    Plain,
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Plain => "plain",
        })
    }
}

/// How money is shown in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Money {
    /// In yuan: `120,000.00`.
    #[default]
    Yuan,
    /// In ten thousands: `12.00万`.
    Wan,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yuan => "yuan",
            Self::Wan => "wan",
        })
    }
}

/// What one source says; what it does not mention is left to the next.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Layer {
    /// Which profile to use.
    pub profile: Option<String>,
    /// Where to connect. May hold a password: never show it.
    pub url: Option<String>,
    /// The language of the screen.
    pub lang: Option<Lang>,
    /// The name of a theme.
    pub theme: Option<String>,
    /// The name of a keymap.
    pub keys: Option<String>,
    /// What borders are drawn with.
    pub borders: Option<Borders>,
    /// What the terminal is trusted with.
    pub drawing: Option<Drawing>,
    /// Whether something comes or goes by itself, as notices that fade.
    pub motion: Option<bool>,
    /// Whether a refusal rings the bell.
    pub bell: Option<bool>,
    /// How money is shown in lists.
    pub money: Option<Money>,
    /// Whether the bottom line shows the keys of the moment.
    pub hints: Option<bool>,
}

/// What a setting can be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    /// Any text.
    Text,
    /// true or false.
    Flag,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// The names a settings file may use, in a profile or outside, and what can stand behind them.
pub(super) const NAMES: [(&str, Values); 11] = [
    ("profile", Values::Text),
    ("url", Values::Text),
    ("lang", Values::OneOf(&["en", "zh-CN"])),
    ("theme", Values::Text),
    ("keys", Values::Text),
    ("borders", Values::OneOf(&["auto", "ascii", "unicode"])),
    ("drawing", Values::OneOf(&["auto", "plain"])),
    ("motion", Values::Flag),
    ("bell", Values::Flag),
    ("money", Values::OneOf(&["yuan", "wan"])),
    ("hints", Values::Flag),
];

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// A variable of the environment.
    Environment,
    /// A settings file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

/// A setting and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<T> {
    /// What is set.
    pub value: T,
    /// Who said so.
    pub origin: Origin,
}

impl<T> Set<T> {
    /// The first layer that says something wins.
    pub(super) fn pick(layers: &[(Origin, Layer)], get: impl Fn(&Layer) -> Option<T>, default: T) -> Self {
        let said = layers.iter().find_map(|(origin, layer)| Some((get(layer)?, origin.clone())));
        let (value, origin) = said.unwrap_or((default, Origin::Default));
        Self { value, origin }
    }
}
