//! Comments, files and the inbox: who takes back what, and who has read it.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Row,
    model::Model,
};

fn each(
    model: &Model,
    relation: &str,
    call: impl Fn(&Row) -> String,
    may: impl Fn(&Row) -> bool,
) -> Vec<Case> {
    let rows = model.facts.rows(relation).iter();
    rows.map(|row| {
        let sql = call(row);
        Case::new(format!("{sql} ({})", row.kind), format!("select {sql}"), guarded(may(row), &[]))
    })
    .chain([Case::new(
        format!("an absent row of {relation}"),
        format!("select {}", call(&Row { key: "99999".into(), ..Row::default() })),
        Expect::DENIED,
    )])
    .collect()
}

fn own(model: &Model, row: &Row) -> bool {
    row.creator.is_some_and(|id| model.is_me(id))
}

/// One's own for a day; the general manager and the administrator any. Who deletes is not asked whether he reads the record.
pub fn delete_comment(model: &Model) -> Vec<Case> {
    let call = |row: &Row| format!("kehu.delete_comment({}, {})", row.key, row.version);
    each(model, "kehu.comment", call, |row| {
        row.state != "deleted" && (model.is(&["gm", "sa"]) || (own(model, row) && row.due))
    })
}

/// Who added it, and the general manager.
pub fn delete_file(model: &Model) -> Vec<Case> {
    let call = |row: &Row| format!("kehu.delete_file({}, {})", row.key, row.version);
    each(model, "kehu.file", call, |row| row.state != "deleted" && (model.is(&["gm"]) || own(model, row)))
}

/// One's own, whatever became of the record.
pub fn mark_read(model: &Model) -> Vec<Case> {
    let call = |row: &Row| format!("kehu.mark_read({}, true)", row.key);
    each(model, "kehu.inbox_item", call, |row| own(model, row))
}
