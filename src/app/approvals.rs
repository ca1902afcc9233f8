//! What waits for the approval of who is signed in, changes of orders and quotes of others: counted when he comes in and whenever one
//! of them is told of, so that a director sees it wherever he is. Knows how many there are, not which.

use super::App;
use crate::{
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        operation::Move,
        policy,
        query::People,
        value::Value,
    },
    i18n::Msg,
    screen::Tone,
    store::Request,
};

/// The program's own question.
pub(super) const PART: &str = "approvals";

impl App {
    /// Asks how many there are, where approving is the role's work.
    pub(super) fn count_approvals(&mut self) {
        let approves =
            self.inside.as_ref().is_some_and(|inside| policy::offers(&inside.session, Move::ApproveChange));
        if approves {
            let waiting = |state: &str| Filter::eq("state", Value::Code(state.into()));
            let mine = Filter::Whose("owner".into(), People::Me);
            let quoted = waiting("submitted").and(Filter::Not(Box::new(mine)));
            let lists = vec![
                ListQuery::of(Kind::OrderChange).filter(waiting("requested")),
                ListQuery::of(Kind::Quote).filter(quoted),
            ];
            self.ask(PART, Request::Counts(lists));
        }
    }

    /// So many are there now; more than before is told once, and stands in the first row as long as it is so.
    pub(super) fn approvals_counted(&mut self, rows: i64) {
        let Some(inside) = &mut self.inside else { return };
        let more = rows > std::mem::replace(&mut inside.to_approve, rows);
        if more {
            self.say(Tone::Info, self.lang.fmt(Msg::ChangeWaiting, &[&rows]));
        }
    }
}
