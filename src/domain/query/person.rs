//! People as a filter names them (spec/08.1): `@me`, `@directs`, `@tree`, one by his login. Who they are is known where the
//! query is run: the same view is another for each reader.

use serde::{Deserialize, Serialize};

use super::lexicon::{Lexicon, Tongue};

/// Some people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum People {
    /// The reader.
    Me,
    /// Those whose direct superior he is.
    Directs,
    /// All below him.
    Tree,
    /// He and all below him.
    Team,
    /// Those of his department and the ones below it.
    Dept,
    /// Those for whom an assistant keeps orders.
    Scope,
    /// The person of the view, stepped by the reader.
    Person,
    /// Nobody: the field is empty.
    Nobody,
    /// One by his login.
    Login(String),
    /// As they are to somebody else, by his login: for a superior who sees his views.
    SeenBy(Box<People>, String),
}

const WORDS: [(People, &str, &str); 8] = [
    (People::Me, "me", "我"),
    (People::Directs, "directs", "直属"),
    (People::Tree, "tree", "下属"),
    (People::Team, "team", "团队"),
    (People::Dept, "dept", "本部门"),
    (People::Scope, "scope", "范围"),
    (People::Person, "person", "此人"),
    (People::Nobody, "nobody", "无人"),
];

/// Reads what follows the `@`, folded. A login is small letters, digits and `_`.
fn parse(word: &str) -> Option<People> {
    let word = word.to_ascii_lowercase();
    if word == "reports" {
        return Some(People::Directs);
    }
    let found = WORDS.iter().find(|(_, english, chinese)| word == *english || word == *chinese);
    let login = || {
        let starts = word.starts_with(|c: char| c.is_ascii_lowercase());
        let fits = word.len() <= 63 && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        (starts && fits).then(|| People::Login(word.clone()))
    };
    found.map(|(people, ..)| people.clone()).or_else(login)
}

/// Reads what follows the `@`, folded: a word for people, a login, or what the person of that login is called.
pub fn read(word: &str, lexicon: &dyn Lexicon) -> Option<People> {
    match parse(word) {
        Some(People::Login(login)) => Some(People::Login(lexicon.person(&login).unwrap_or(login))),
        None => lexicon.person(word).map(People::Login),
        known => known,
    }
}

impl People {
    /// As it is written in a language, with its `@`.
    pub fn print(&self, tongue: Tongue) -> String {
        if let People::Login(login) = self {
            return format!("@{login}");
        }
        if let People::SeenBy(people, login) = self {
            return format!("{}@{login}", people.print(tongue));
        }
        let found = WORDS.iter().find(|(people, ..)| people == self);
        found.map_or_else(String::new, |(_, english, chinese)| format!("@{}", tongue.of(english, chinese)))
    }

    /// As they are to somebody else.
    pub fn seen_by(&self, login: &str) -> People {
        match self {
            People::Login(_) | People::Nobody | People::Person | People::SeenBy(..) => self.clone(),
            own => People::SeenBy(Box::new(own.clone()), login.to_owned()),
        }
    }

    /// The words that complete an `@`.
    pub fn words(tongue: Tongue) -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(move |(_, english, chinese)| tongue.of(english, chinese))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_back_as_they_are_printed() {
        for (people, ..) in WORDS {
            for tongue in [Tongue::English, Tongue::Chinese] {
                assert_eq!(parse(&people.print(tongue)[1..]), Some(people.clone()));
            }
        }
        assert_eq!(parse("Reports"), Some(People::Directs));
        assert_eq!(parse("zhaom"), Some(People::Login("zhaom".into())));
        assert_eq!(parse("王约翰"), None);
    }
}
