//! Every text the program shows, in English and Chinese. The message enum is generated from the folders `en` and
//! `zh-CN` when the program is built; nothing here knows what the messages are about.

mod message {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));

    impl Msg {
        /// The key of this message in the language files, such as `field.due_on`.
        pub fn key(self) -> &'static str {
            KEYS[self as usize]
        }

        /// The message with this key, if there is one.
        pub fn find(key: &str) -> Option<Msg> {
            KEYS.binary_search(&key).ok().map(|i| ALL[i])
        }

        pub(super) fn text(self, lang: super::Lang) -> &'static str {
            match lang {
                super::Lang::En => ENGLISH[self as usize],
                super::Lang::Zh => CHINESE[self as usize],
            }
        }
    }
}

mod named;

use std::fmt;

pub use message::{ALL, Msg};
pub use named::name_field;

/// A language of the user interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Zh,
}

impl Lang {
    /// Reads `en`, `zh`, `zh-CN`, `zh_CN.UTF-8` and the like; anything else is not a language we have.
    pub fn parse(text: &str) -> Option<Lang> {
        let text = text.to_ascii_lowercase();
        if text.starts_with("zh") {
            Some(Lang::Zh)
        } else if text.starts_with("en") || text == "c" || text.starts_with("c.") || text == "posix" {
            Some(Lang::En)
        } else {
            None
        }
    }

    /// As it is written in settings: `en` or `zh-CN`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }

    /// The other of the two.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }
    }

    /// Of the two names of something that the company named itself, the one in this language; where it has no English one,
    /// the Chinese.
    pub fn of_two<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        if self == Lang::En && !english.is_empty() { english } else { chinese }
    }

    /// The text of a message without arguments.
    pub fn tr(self, msg: Msg) -> &'static str {
        msg.text(self)
    }

    /// The text of a message with its arguments in place of `{0}`, `{1}` ...
    pub fn fmt(self, msg: Msg, args: &[&dyn fmt::Display]) -> String {
        filled(msg.text(self), args)
    }

    /// The label of a field: `field.<kind>.<name>` where the kind words it its own way, else `field.<name>`, else the name.
    pub fn field(self, kind: &str, name: &'static str) -> &'static str {
        if let Some((chinese, english)) = named::field(kind, name) {
            return self.of_two(chinese, english);
        }
        Msg::find(&format!("field.{kind}.{name}"))
            .or_else(|| Msg::find(&format!("field.{name}")))
            .map_or(name, |msg| self.tr(msg))
    }

    /// What a kind is called: `kind.<name>`, else the name.
    pub fn kind(self, name: &'static str) -> &'static str {
        Msg::find(&format!("kind.{name}")).map_or(name, |msg| self.tr(msg))
    }

    /// What several of a kind are called: `kinds.<name>`, else the name.
    pub fn kinds(self, name: &'static str) -> &'static str {
        Msg::find(&format!("kinds.{name}")).map_or(name, |msg| self.tr(msg))
    }

    /// The word for a stored code, such as the state `executing`: `value.<list>.<code>`, else the code itself.
    pub fn value<'a>(self, list: &str, code: &'a str) -> &'a str {
        Msg::find(&format!("value.{list}.{code}")).map_or(code, |msg| self.tr(msg))
    }
}

/// Puts the arguments in place, each once: what an argument holds is never taken for a place of another.
fn filled(text: &str, args: &[&dyn fmt::Display]) -> String {
    let mut pieces = text.split('{');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let argument =
            piece.split_once('}').and_then(|(n, rest)| Some((args.get(n.parse::<usize>().ok()?)?, rest)));
        match argument {
            Some((argument, rest)) => {
                out.push_str(&argument.to_string());
                out.push_str(rest);
            }
            None => {
                out.push('{');
                out.push_str(piece);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stand_in_their_places_whatever_they_hold() {
        assert_eq!(filled("{1}: {0}.", &[&"a", &7]), "7: a.");
        assert_eq!(filled("{0} and {1}", &[&"{1}", &"{0}"]), "{1} and {0}");
        assert_eq!(filled("{ on = \"F5\" } {2} {x", &[&1]), "{ on = \"F5\" } {2} {x");
    }
}
