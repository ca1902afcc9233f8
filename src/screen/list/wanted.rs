//! What the list is asked for: its window, its filter, its order; and how that becomes a query. Knows no rows on the screen.

use serde_json::Value as Json;

use super::{pane::Pane, typed_filter};
use crate::domain::{
    entity,
    filter::{After, Condition, Filter, ListQuery, Op, Sort},
    kind::Kind,
    record::Row,
    session::Session,
    value::Value,
};

/// Window, filter and order of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which tab of the pane is open.
    pub tab: usize,
    /// What was typed behind `/`.
    pub text: String,
    /// What was taken from cells with `f`.
    pub cells: Vec<Condition>,
    /// The order.
    pub sort: Vec<Sort>,
}

impl Wanted {
    /// As a pane begins; which window is the session's matter.
    pub fn of(pane: &Pane) -> Wanted {
        Wanted { tab: 0, text: String::new(), cells: Vec::new(), sort: pane.first_sort() }
    }

    /// Whether rows are left out by the person's own filter.
    pub fn filtered(&self) -> bool {
        !self.text.trim().is_empty() || !self.cells.is_empty()
    }

    /// The person's own filter.
    pub fn own(&self, kind: Kind, session: &Session) -> Filter {
        let typed = typed_filter::read(kind, &self.text, session);
        self.cells.iter().fold(typed, |filter, cell| filter.and(Filter::Is(cell.clone())))
    }

    /// The rows of one window.
    pub fn filter(&self, pane: &Pane, tab: usize, session: &Session) -> Filter {
        let window = pane.tabs.get(tab).map_or(Filter::All, |tab| (tab.filter)(session));
        (pane.base)(session).and(window).and(self.own(pane.kind, session))
    }

    /// The query of the open window.
    pub fn query(&self, pane: &Pane, session: &Session) -> ListQuery {
        ListQuery::of(pane.kind).filter(self.filter(pane, self.tab, session)).sort(self.sort.clone())
    }

    /// Where a page ended.
    pub fn after(&self, row: &Row) -> After {
        After { values: self.sort.iter().map(|sort| row.get(&sort.field).clone()).collect(), id: row.id }
    }

    /// Sorts by this field; by the same again: the other way round.
    pub fn sort_by(&mut self, field: &str) {
        let descending = self.sort.first().is_some_and(|sort| sort.field == field && !sort.descending);
        self.sort = vec![Sort { field: field.to_owned(), descending }];
    }

    /// Only rows with this value in this field; the same again takes it back.
    pub fn only(&mut self, field: &str, value: &Value) {
        let condition = match value {
            Value::Empty => Condition { field: field.into(), op: Op::Empty, value: Value::Empty },
            value => Condition { field: field.into(), op: Op::Eq, value: value.clone() },
        };
        match self.cells.iter().position(|cell| *cell == condition) {
            Some(at) => drop(self.cells.remove(at)),
            None => {
                self.cells.retain(|cell| cell.field != field);
                self.cells.push(condition);
            }
        }
    }

    /// As it is remembered.
    pub fn kept(&self, pane: &Pane) -> Json {
        serde_json::json!({
            "tab": pane.tabs.get(self.tab).map(|tab| tab.name),
            "text": self.text,
            "cells": self.cells,
            "sort": self.sort,
        })
    }

    /// As it was remembered; what does not fit this version of the pane is left out.
    pub fn restore(&mut self, pane: &Pane, kept: &Json) {
        let fields = |name: &str| has(pane.kind, name);
        if let Some(tab) =
            kept["tab"].as_str().and_then(|name| pane.tabs.iter().position(|tab| tab.name == name))
        {
            self.tab = tab;
        }
        self.text = kept["text"].as_str().unwrap_or_default().to_owned();
        let cells: Vec<Condition> = serde_json::from_value(kept["cells"].clone()).unwrap_or_default();
        self.cells = cells.into_iter().filter(|cell| fields(&cell.field)).collect();
        let sort: Vec<Sort> = serde_json::from_value(kept["sort"].clone()).unwrap_or_default();
        if !sort.is_empty() && sort.iter().all(|sort| fields(&sort.field)) {
            self.sort = sort;
        }
    }
}

fn has(kind: Kind, field: &str) -> bool {
    entity::def(kind).field(field).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::list::panes;

    #[test]
    fn what_is_remembered_comes_back_and_the_rest_is_left_out() {
        let pane = panes::receivables();
        let mut wanted = Wanted::of(pane);
        wanted.tab = 3;
        wanted.text = "雅韵".into();
        wanted.only("salesperson", &Value::link(5, "王约翰"));
        wanted.sort_by("outstanding");
        wanted.sort_by("outstanding");
        assert!(wanted.sort[0].descending);
        let mut back = Wanted::of(pane);
        back.restore(pane, &wanted.kept(pane));
        assert_eq!(back, wanted);

        let mut odd = Wanted::of(pane);
        odd.restore(
            pane,
            &serde_json::json!({"tab": "gone", "sort": [{"field": "gone", "descending": true}], "cells": 7}),
        );
        assert_eq!(odd, Wanted::of(pane));
    }

    #[test]
    fn a_cell_filters_and_the_same_cell_again_does_not() {
        let session = crate::screen::probe::session();
        let mut wanted = Wanted::of(panes::receivables());
        wanted.only("todo", &Value::Empty);
        assert_eq!(wanted.own(Kind::Instalment, &session), Filter::is("todo", Op::Empty, Value::Empty));
        wanted.only("todo", &Value::Code("answered".into()));
        assert_eq!(
            wanted.own(Kind::Instalment, &session),
            Filter::eq("todo", Value::Code("answered".into()))
        );
        wanted.only("todo", &Value::Code("answered".into()));
        assert!(!wanted.filtered());
    }
}
