//! What a person sets for himself, by name; what a terminal offers, and what its command line, environment or files say
//! before him. Knows no colours and no keys: a value is a word such as `vim`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// The name that preferences are kept under in the database.
pub const NAME: &str = "settings";

/// Something to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// The language of the screen: `en`, `zh-CN`.
    Language,
    /// The keymap, by name.
    Keys,
    /// The theme, by name.
    Theme,
    /// Whether something comes or goes by itself: `full`, `off`.
    Motion,
    /// Whether a refusal rings the bell: `on`, `off`.
    Bell,
    /// How money is shown in lists: `yuan`, `wan`.
    Money,
    /// Whether the footer shows the keys of the moment: `on`, `off`.
    Hints,
}

impl Item {
    /// All, as the screen shows them, with the names they are kept under.
    pub const ALL: [(Item, &'static str); 7] = [
        (Item::Language, "lang"),
        (Item::Keys, "keys"),
        (Item::Theme, "theme"),
        (Item::Motion, "motion"),
        (Item::Bell, "bell"),
        (Item::Money, "money"),
        (Item::Hints, "hints"),
    ];

    /// The name it is kept under, which settings files use too.
    pub fn name(self) -> &'static str {
        Item::ALL.iter().find(|(item, _)| *item == self).map_or("", |(_, name)| name)
    }
}

/// What a person set: kept in the database, so that it follows him. What he did not set is as each terminal has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own(BTreeMap<String, String>);

impl Own {
    /// What is kept; whatever is no word is left out.
    pub fn of(json: &Json) -> Own {
        let words = json.as_object().into_iter().flatten();
        Own(words.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect())
    }

    /// As it is kept. A name that only a newer program knows stays.
    pub fn json(&self) -> Json {
        self.0.iter().map(|(name, value)| (name.clone(), Json::String(value.clone()))).collect()
    }

    /// What he set; none: nothing.
    pub fn get(&self, item: Item) -> Option<&str> {
        self.0.get(item.name()).map(String::as_str)
    }

    /// Sets it, or leaves it to each terminal.
    pub fn set(&mut self, item: Item, value: Option<&str>) {
        match value {
            Some(value) => self.0.insert(item.name().to_owned(), value.to_owned()),
            None => self.0.remove(item.name()),
        };
    }
}

/// Who says something before the person: it holds on this terminal whatever he set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The command line.
    Flag,
    /// The environment.
    Environment,
    /// A settings file: its path.
    File(String),
}

/// What can be set here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What.
    pub item: Item,
    /// The values to choose from.
    pub values: Vec<String>,
    /// What holds on this terminal where the person set nothing.
    pub here: String,
    /// Who says so, and wins over the person.
    pub said: Option<Said>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_nothing_else_is_lost() {
        let kept = serde_json::json!({ "keys": "vim", "later": "x", "bell": true });
        let mut own = Own::of(&kept);
        assert_eq!((own.get(Item::Keys), own.get(Item::Bell)), (Some("vim"), None));
        own.set(Item::Theme, Some("cb"));
        own.set(Item::Keys, None);
        assert_eq!(own.json(), serde_json::json!({ "later": "x", "theme": "cb" }));
        assert_eq!(Own::of(&own.json()), own);
        assert_eq!(Own::of(&Json::Null), Own::default());
        let names: std::collections::HashSet<_> = Item::ALL.iter().map(|(item, _)| item.name()).collect();
        assert_eq!(names.len(), Item::ALL.len());
    }
}
