//! What tells one list from another: the kind, which rows, windows as tabs, columns, what hangs below a row. A pane is a row
//! of a table, never a screen of its own.

use crate::{
    command::{Cmd, Context},
    domain::{filter::Filter, filter::Sort, kind::Kind, session::Session},
    i18n::Msg,
    store::TabSet,
};

/// A configured list.
#[derive(Debug)]
pub struct Pane {
    /// Under which its state is remembered, and never changed.
    pub key: &'static str,
    /// The kind of its rows.
    pub kind: Kind,
    /// Its title.
    pub title: Msg,
    /// The context of its own keys, if it has some.
    pub context: Option<Context>,
    /// Which rows at all.
    pub base: fn(&Session) -> Filter,
    /// Its windows; none: the list has no tabs.
    pub tabs: &'static [Tab],
    /// Which of them is open at first.
    pub first: fn(&Session) -> usize,
    /// Where the counts of the tabs come from; none: each is counted by itself.
    pub counts: Option<TabSet>,
    /// The columns from left to right; none: those of the kind in the order of its fields.
    pub columns: &'static [&'static str],
    /// The order of rows at first; none: the kind's.
    pub sort: &'static [(&'static str, bool)],
    /// Columns whose sum is shown; none: the kind's.
    pub sums: &'static [&'static str],
    /// The lists below a row: their kind, their field that links back, and the row's field it links to (`id`: the row).
    /// None: those of the kind.
    pub below: &'static [Below],
    /// Changes of these kinds change what is shown here too.
    pub also: &'static [Kind],
    /// Whether the age of overdue money stands above it where there is room.
    pub ageing: bool,
    /// Whether the detail pane begins below the list where there is room for it at the right.
    pub wide: bool,
    /// What the footer shows before the commands of every list.
    pub hints: &'static [Cmd],
    /// The main move of a row (F10).
    pub main: Option<Cmd>,
}

/// A window of a list.
#[derive(Debug)]
pub struct Tab {
    /// Its stable name; `tab.<name>` in the language files.
    pub name: &'static str,
    /// Its label.
    pub label: Msg,
    /// Which rows.
    pub filter: fn(&Session) -> Filter,
    /// Whether it calls for attention when it is not empty.
    pub alarm: bool,
    /// Columns that say the same in all its rows, and are not shown.
    pub same: &'static [&'static str],
}

/// A small list below a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Below {
    /// The kind of its rows.
    pub kind: Kind,
    /// The field of its rows that links back.
    pub field: &'static str,
    /// The field of the row above that names what is linked to; `id`: the row itself.
    pub from: &'static str,
    /// Its columns from left to right; none: those of its kind without what its rows have in common.
    pub columns: &'static [&'static str],
}

impl Pane {
    /// The order in which the list begins.
    pub fn first_sort(&self) -> Vec<Sort> {
        if self.sort.is_empty() {
            return crate::domain::entity::def(self.kind).first_sort();
        }
        self.sort
            .iter()
            .map(|(field, descending)| Sort { field: (*field).into(), descending: *descending })
            .collect()
    }

    /// The lists below a row.
    pub fn lists_below(&self) -> Vec<Below> {
        if self.below.is_empty() {
            let def = crate::domain::entity::def(self.kind);
            return def
                .below
                .iter()
                .map(|(kind, field)| Below { kind: *kind, field, from: "id", columns: &[] })
                .collect();
        }
        self.below.to_vec()
    }

    /// Columns whose sum is shown.
    pub fn summed(&self) -> &'static [&'static str] {
        if self.sums.is_empty() { crate::domain::entity::def(self.kind).sums } else { self.sums }
    }
}
