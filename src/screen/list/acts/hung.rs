//! What is hung on the record under the cursor: a comment, a file.

use super::{On, Step, columns, told, unless_creating};
use crate::{
    domain::{
        kind::Kind,
        record::{Row, Values},
        value::Value,
    },
    i18n::Msg,
    screen::{Cx, open},
};

/// The fields by which something hangs on a record, the nearest first; the customer stands for what has no field of its own.
const LINKS: [&str; 9] =
    ["order", "activity", "payment", "contract", "invoice", "opportunity", "lead", "contact", "customer"];

/// The form of a new one.
pub fn new(hung: Kind, on: &On, cx: &mut Cx) -> Step {
    if let Some(refused) = unless_creating(hung, cx) {
        return refused;
    }
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    match link(on, row) {
        Some((field, value)) => cx.push(open::create(hung, Values::new().with(field, value))),
        None => return told(Msg::ListNothingToHangOn, cx),
    }
    Step::Done
}

fn link(on: &On, row: &Row) -> Option<(&'static str, Value)> {
    if let Some(own) = LINKS.into_iter().find(|name| *name == on.kind.name()) {
        return Some((own, Value::link(row.id, columns::label(on.def(), row))));
    }
    let linked = |name: &&str| matches!(row.get(name), Value::Link(_));
    let found = LINKS.into_iter().find(linked).map(|name| (name, row.get(name).clone()));
    match (found, row.get("payer")) {
        (None, payer @ Value::Link(_)) => Some(("customer", payer.clone())),
        (found, _) => found,
    }
}
