//! Customers that may be one company: who looks for them, who decides, who lets a second one of a name in.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Row,
    inserts::ABSENT,
    model::Model,
};

/// A director, or the administrator, with a reason.
pub fn permit(model: &Model) -> Vec<Case> {
    let sql = |name: &str, why: &str| format!("select kehu.permit_duplicate('{name}', '{why}')");
    let may = model.is(&["sd", "sa"]);
    vec![
        Case::new("permits a name", sql("新公司", "两家公司"), Expect::allowed(may)),
        Case::new("permits without a reason", sql("新公司", " "), guarded(may, &[(true, "needs_reason")])),
        Case::new("permits no name", sql("()", "x"), guarded(may, &[(true, "required")])),
    ]
}

pub fn find(model: &Model) -> Vec<Case> {
    let sql = "select kehu.find_duplicates()";
    vec![Case::new("looks for duplicates", sql, Expect::allowed(model.is(&["gm", "sa"])))]
}

/// Who sees the pair.
pub fn decide(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in model.facts.rows("kehu.dup_candidate") {
        let may = model.sees_pair(row);
        for to in ["not_dup", "open", "merged"] {
            let goes = [("open", "not_dup"), ("not_dup", "open")].contains(&(row.state.as_str(), to));
            cases.push(Case::new(
                format!("decides {} pair {}: {to}", row.state, row.key),
                format!("select kehu.decide_duplicate({}, {}, '{to}', 'x')", row.key, row.version),
                guarded(may, &[(!goes, "bad_state")]),
            ));
        }
        cases.push(Case::new(
            format!("decides pair {}, stale", row.key),
            format!("select kehu.decide_duplicate({}, {}, 'not_dup')", row.key, row.version + 1),
            guarded(may, &[(true, "stale")]),
        ));
    }
    let absent = format!("select kehu.decide_duplicate({ABSENT}, 1, 'not_dup')");
    cases.push(Case::new("decides an absent pair", absent, Expect::DENIED));
    cases
}

/// The administrator, the general manager, a director who sees the pair.
fn may_merge(model: &Model, row: &Row) -> bool {
    model.sees_pair(row) && model.is(&["sa", "gm", "sd"])
}

/// A company that buys through the other as its agency is not that other.
pub fn merge(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in model.facts.rows("kehu.dup_candidate") {
        let pair = (row.customer.expect("two"), row.other.expect("two"));
        let buys = model.facts.orders.values().filter(|o| !o.gone).any(|o| {
            o.agency.is_some_and(|agency| [(o.customer, agency), (agency, o.customer)].contains(&pair))
        });
        for keep in ["first", "second"] {
            cases.push(Case::new(
                format!("merges {} pair {} into its {keep}", row.state, row.key),
                format!("select kehu.merge_pair({}, {}, '{keep}', '{{name}}', 'x')", row.key, row.version),
                guarded(
                    may_merge(model, row),
                    &[(row.state != "open", "bad_state"), (buys, "buys_by_itself")],
                ),
            ));
        }
    }
    cases
}

/// None of the merged pairs of the company was really merged: there is nothing to undo, for the administrator alone.
pub fn undo(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.dup_candidate").iter();
    rows.map(|row| {
        let may = may_merge(model, row) && model.is(&["sa"]);
        Case::new(
            format!("makes two of pair {} again", row.key),
            format!("select kehu.undo_merge({}, {})", row.key, row.version),
            guarded(may, &[(true, "bad_state")]),
        )
    })
    .collect()
}
