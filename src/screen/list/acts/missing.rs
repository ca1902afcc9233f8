//! What keeps an opportunity in its stage: said, and offered to be filled in on the spot.

use super::{On, records};
use crate::{
    domain::{operation::Move, record::Values},
    screen::{Cx, open, trouble},
    store::StoreError,
};

/// Opens what fills in what was missing for a move, if that can be filled in here: a talk with the decision maker, when it is
/// expected to close, or the reason.
pub fn filled_in(what: Move, error: &StoreError, on: &On, cx: &mut Cx) -> bool {
    let StoreError::Refused(reason) = error else { return false };
    if what != Move::AdvanceOpportunity || on.rows.is_empty() {
        return false;
    }
    match (reason.rule.as_str(), reason.field.as_deref()) {
        ("decider_unmet" | "tasks_open" | "tasks_strict", Some("reason")) => {
            cx.push(open::operate(what, on.targets(), Values::new()));
        }
        ("needs_close_date", _) => {
            let on = on.rows.first().map(|row| open::edit_field(on.kind, row.id, "expected_close_on"));
            on.into_iter().for_each(|screen| cx.push(screen));
        }
        ("decider_unmet", Some("stage")) => {
            records::log_activity(on, cx);
        }
        _ => return false,
    }
    cx.bad(trouble::say(error, cx.lang));
    true
}
