//! Two changes of one view laid over each other: its rows, and each thing that says how they are shown, is a part. What only one of the two
//! changed is his; what both changed is asked. Knows no screen.

use std::mem::{Discriminant, discriminant};

use crate::domain::query::{Directive, Expr, Query};

/// A part of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which rows.
    Rows,
    /// A directive of this sort.
    Shown(Discriminant<Directive>),
}

/// What comes of two changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Merged {
    /// The view.
    pub query: Query,
    /// What both changed, each differently.
    pub clashes: Vec<Part>,
}

impl Part {
    /// The part alone.
    pub fn of(self, query: &Query) -> Query {
        let part = |one: &&Directive| matches!(self, Part::Shown(sort) if sort == discriminant(*one));
        Query {
            kind: None,
            rows: if self == Part::Rows { query.rows.clone() } else { Expr::All },
            shown: query.shown.iter().filter(part).cloned().collect(),
        }
    }
}

/// Lays mine and theirs over each other. Of what both changed, the parts whose places among the clashes are kept stay mine.
pub fn merge(base: &Query, mine: &Query, theirs: &Query, keep_mine: &dyn Fn(usize) -> bool) -> Merged {
    let mut parts = vec![Part::Rows];
    for directive in [theirs, mine, base].iter().flat_map(|query| &query.shown) {
        let part = Part::Shown(discriminant(directive));
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let mut merged = Merged { query: Query { shown: Vec::new(), ..theirs.clone() }, clashes: Vec::new() };
    for part in parts {
        let [was, my, their] = [base, mine, theirs].map(|query| part.of(query));
        let both = was != my && was != their && my != their;
        if both {
            merged.clashes.push(part);
        }
        let is_mine = if both { keep_mine(merged.clashes.len() - 1) } else { was == their };
        let taken = if is_mine { my } else { their };
        if part == Part::Rows {
            merged.query.rows = taken.rows;
        }
        merged.query.shown.extend(taken.shown);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            kind::Kind,
            query::{self, Tongue},
        },
        entry::lexicon::Labels,
    };

    fn read(text: &str) -> Query {
        query::read_rows(text, Kind::Customer, &Labels::default()).query
    }

    fn merged(base: &str, mine: &str, theirs: &str, keep_mine: bool) -> (String, usize) {
        let merged = merge(&read(base), &read(mine), &read(theirs), &|_| keep_mine);
        let text = query::print(&merged.query, Kind::Customer, Tongue::English, &Labels::default());
        (text, merged.clashes.len())
    }

    #[test]
    fn what_one_changed_is_his_and_what_both_changed_is_asked() {
        let both =
            merged("is:is_key sort:name", "is:is_key city:上海 sort:name", "is:is_key sort:-name", false);
        assert_eq!(both, ("is:is_key city:上海 sort:-name".to_owned(), 0));
        let base = "is:is_key sort:name cols:name";
        let (mine, theirs) = ("city:上海 sort:name cols:name,city", "city:北京 sort:name cols:name,owner");
        assert_eq!(merged(base, mine, theirs, true), (mine.to_owned(), 2));
        assert_eq!(merged(base, mine, theirs, false), (theirs.to_owned(), 2));
        assert_eq!(
            merged(base, "is:is_key", "is:is_key sort:name cols:name", true),
            ("is:is_key".to_owned(), 0)
        );
    }
}
