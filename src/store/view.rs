//! Saved views, as they are asked for and answered.

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
}

/// Who uses a view. It shows each of them what he may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Its owner alone.
    Own,
    /// The owner's department too.
    Department,
    /// All operators.
    Everyone,
}

impl Scope {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Own => "own",
            Scope::Department => "department",
            Scope::Everyone => "everyone",
        }
    }

    /// The next wider one; after the widest the narrowest.
    pub fn next(self) -> Scope {
        match self {
            Scope::Own => Scope::Department,
            Scope::Department => Scope::Everyone,
            Scope::Everyone => Scope::Own,
        }
    }
}

/// A view to be kept. What exists is named by its id and the version that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeepView {
    /// A new one, one's own.
    New { name: String, kind: Kind, query: String },
    /// Other rows, order or columns.
    Query { view: (i64, i32), query: String },
    /// Another name.
    Name { view: (i64, i32), name: String },
    /// Other readers.
    Scope { view: (i64, i32), scope: Scope },
}
