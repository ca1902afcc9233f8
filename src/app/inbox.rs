//! What reached who is signed in and was not read: counted when he comes in and whenever somebody's inbox is told of. Knows how many
//! there are, not which.

use super::App;
use crate::{
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        value::Value,
    },
    i18n::Msg,
    screen::Tone,
    store::Request,
};

/// The program's own question.
pub(super) const PART: &str = "inbox";

impl App {
    /// Asks how many there are.
    pub(super) fn count_unread(&mut self) {
        if self.inside.is_some() {
            let unread = Filter::eq("unread", Value::Flag(true));
            self.ask(PART, Request::Count(ListQuery::of(Kind::Inbox).filter(unread), Vec::new()));
        }
    }

    /// So many are there now; more than before is told once, and stands in the first row as long as it is so.
    pub(super) fn unread_counted(&mut self, rows: i64) {
        let Some(inside) = &mut self.inside else { return };
        let more = rows > std::mem::replace(&mut inside.unread, rows);
        if more {
            self.say(Tone::Info, self.lang.fmt(Msg::InboxReached, &[&rows]));
        }
    }
}
