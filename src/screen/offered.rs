//! Why something is not offered, in the user's words.

use super::Cx;
use crate::{
    domain::{operation::Move, policy, record::Row},
    i18n::{Lang, Msg},
};

/// The name of a move.
pub fn name(what: Move, lang: Lang) -> &'static str {
    Msg::find(&format!("move.{}", what.def().name)).map_or(what.def().name, |msg| lang.tr(msg))
}

/// Not for this role.
pub fn not_to_you(cx: &Cx, what: &str) -> String {
    let role = cx.lang.value("role", cx.session.role.code());
    cx.lang.fmt(Msg::PolicyNotOffered, &[&role, &what])
}

/// Why this move is not offered on this record: the role, or the state the record is in.
pub fn why_not(cx: &Cx, what: Move, row: &Row) -> Option<String> {
    let name = name(what, cx.lang);
    if !policy::offers(cx.session, what) {
        Some(not_to_you(cx, name))
    } else if !policy::applies(cx.session, what, row) {
        Some(cx.lang.fmt(Msg::PolicyNotNow, &[&name]))
    } else {
        None
    }
}
