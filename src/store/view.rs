//! Saved views, as they are asked for and answered.

use std::fmt;

use crate::domain::kind::Kind;

/// A view that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: i64,
    /// Its version.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// The kind of its rows.
    pub kind: Kind,
    /// Which rows, in which order and columns, in the words of the filter language with its stable names.
    pub query: String,
    /// Whose it is.
    pub owner: String,
    /// It is one's own.
    pub own: bool,
    /// Who uses it.
    pub scope: Scope,
    /// It is shown as it is kept, without anybody's own filter.
    pub locked: bool,
    /// How many others use it, where it is one's own.
    pub readers: i32,
}

/// Who uses a view. It shows each of them what he may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Its owner alone.
    Own,
    /// The owner's department too.
    Department,
    /// All operators.
    Everyone,
    /// Those with one of these roles, by their codes.
    Roles(Vec<String>),
    /// These operators, by their logins.
    People(Vec<String>),
}

impl Scope {
    /// The stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Scope::Own => "own",
            Scope::Department => "department",
            Scope::Everyone => "everyone",
            Scope::Roles(_) => "role",
            Scope::People(_) => "people",
        }
    }

    /// As it is written: `own`, `department`, `everyone`, `role:sp,sd`, `people:john,lina`.
    pub fn parse(text: &str) -> Option<Scope> {
        let (name, rest) = text.trim().split_once(':').unwrap_or((text.trim(), ""));
        let listed = || {
            let all: Vec<String> =
                rest.split(',').map(|one| one.trim().trim_start_matches('@').to_owned()).collect();
            (!all.iter().any(String::is_empty)).then_some(all)
        };
        match (name, rest) {
            ("own", "") => Some(Scope::Own),
            ("department", "") => Some(Scope::Department),
            ("everyone", "") => Some(Scope::Everyone),
            ("role", _) => listed().map(Scope::Roles),
            ("people", _) => listed().map(Scope::People),
            _ => None,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Scope::Roles(all) | Scope::People(all) => write!(f, "{}:{}", self.name(), all.join(",")),
            plain => f.write_str(plain.name()),
        }
    }
}

/// A view to be kept. What exists is named by its id and the version that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeepView {
    /// Other rows, order or columns.
    Query { view: (i64, i32), query: String },
    /// Another name.
    Name { view: (i64, i32), name: String },
    /// All of it at once: a new one, or in the place of one.
    Whole { view: Option<(i64, i32)>, name: String, kind: Kind, query: String, scope: Scope, locked: bool },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_read_back_as_they_are_written() {
        for text in ["own", "department", "everyone", "role:sp,sd", "people:john"] {
            assert_eq!(Scope::parse(text).map(|scope| scope.to_string()).as_deref(), Some(text));
        }
        assert_eq!(
            Scope::parse("people:@john, lina").map(|it| it.to_string()).as_deref(),
            Some("people:john,lina")
        );
        for text in ["", "role", "role:", "people:a,,b", "own:x", "all"] {
            assert_eq!(Scope::parse(text), None, "{text}");
        }
    }
}
