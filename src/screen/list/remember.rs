//! What is remembered of a list from one day to the next: window, filter, order, record under the cursor, place of the
//! detail pane. One entry per operator and list.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{List, shown::Shown};
use crate::{
    screen::{Cx, book::KEPT},
    store::Request,
};

impl List {
    fn name(&self) -> String {
        format!("list.{}", self.pane.key)
    }

    /// Takes up where the person stopped, then reads the rows.
    pub(super) fn restore(&mut self, prefs: &BTreeMap<String, Json>, cx: &mut Cx) {
        self.wanted.tab = (self.pane.first)(cx.session);
        if let Some(kept) = prefs.get(&self.name()) {
            self.wanted.restore(self.pane, kept, cx.reader());
            self.rows.want(kept["cursor"].as_i64());
            self.detail.chosen = serde_json::from_value(kept["detail"].clone()).unwrap_or_default();
        }
        self.show_columns();
        self.begin(cx);
    }

    /// Remembers the state if it has changed.
    pub(super) fn keep(&mut self, cx: &mut Cx) {
        if self.timers.take_keep() {
            self.keep_now(cx);
        }
    }

    pub(super) fn keep_now(&mut self, cx: &mut Cx) {
        // What a view was changed to is the view's matter, not that of the list of its kind.
        if self.shown.as_ref().is_some_and(Shown::nameless) {
            return;
        }
        let (name, mut kept) = match self.leaving() {
            Some(left) => (KEPT.to_owned(), left),
            None => (self.name(), self.wanted.kept(self.pane)),
        };
        kept["cursor"] = self.rows.here().map(|row| row.id).into();
        kept["detail"] = serde_json::to_value(self.detail.chosen).unwrap_or_default();
        cx.ask("keep", Request::SetPref(name, kept));
    }
}
