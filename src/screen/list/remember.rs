//! What is remembered of a list from one day to the next: window, filter, order, record under the cursor, place of the
//! detail pane. One entry per operator and list.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::List;
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
            let line = kept["line"].as_u64().and_then(|line| usize::try_from(line).ok());
            self.rows.want_on(kept["cursor"].as_i64(), line.unwrap_or_default());
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
        match &self.shown {
            Some(shown) if shown.nameless() => {}
            Some(shown) => {
                let last = serde_json::json!({ "last": shown.view().key });
                cx.ask("keep_last", Request::SetPref(KEPT.to_owned(), last));
                self.leave_view(cx);
            }
            None => {
                let state = self.state(cx.session.today);
                cx.ask("keep", Request::SetPref(self.name(), state));
            }
        }
    }
}
