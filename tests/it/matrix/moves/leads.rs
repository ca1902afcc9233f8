//! Moves of leads: whoever changes them works on them; what they become is a seller's.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Row,
    inserts::ABSENT,
    model::{Model, Standing},
};

fn rows<'a>(model: &Model<'a>) -> &'a [Row] {
    model.facts.rows("kehu.lead")
}

pub fn moves(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in rows(model) {
        for to in ["new", "working", "dropped", "converted"] {
            let goes =
                [("new", "working"), ("new", "dropped"), ("working", "dropped"), ("dropped", "working")];
            cases.push(Case::new(
                format!("moves lead {} from {} to {to}", row.key, row.state),
                format!("select kehu.move_lead({}, {}, '{to}', 'x')", row.key, row.version),
                guarded(model.changes_lead(row), &[(!goes.contains(&(row.state.as_str(), to)), "bad_state")]),
            ));
        }
        cases.push(Case::new(
            format!("drops lead {} for no reason", row.key),
            format!("select kehu.move_lead({}, {}, 'dropped')", row.key, row.version),
            guarded(
                model.changes_lead(row),
                &[(!["new", "working"].contains(&row.state.as_str()), "bad_state"), (true, "needs_reason")],
            ),
        ));
        cases.push(Case::new(
            format!("moves lead {}, stale", row.key),
            format!("select kehu.move_lead({}, {}, 'working')", row.key, row.version + 1),
            guarded(model.changes_lead(row), &[(true, "stale")]),
        ));
    }
    cases.push(Case::new(
        "moves an absent lead",
        format!("select kehu.move_lead({ABSENT}, 1, 'working')"),
        Expect::DENIED,
    ));
    cases
}

pub fn transfer(model: &Model) -> Vec<Case> {
    let all = model.is(&["gm", "mk"]);
    let may_take = |to: i32| {
        let markets = model.facts.people.iter().any(|it| it.id == to && it.active && it.role == "mk");
        (model.may_own(to) || markets) && (all || model.writes_of(to))
    };
    let mut cases = Vec::new();
    for row in rows(model) {
        let owner = row.person.expect("an owner");
        let gives = all
            || match model.standing(owner) {
                Standing::Direct | Standing::Department => true,
                Standing::Own => model.is(&["sd", "md"]),
                _ => false,
            };
        for to in [4, 7, model.me.map_or(4, |me| me.id)] {
            cases.push(Case::new(
                format!("gives lead {} to {to}", row.key),
                format!("select kehu.transfer_lead('{{{}}}', {to}, 'x')", row.key),
                guarded(!row.gone && gives, &[(!may_take(to), "receiver_not_allowed")]),
            ));
        }
    }
    cases
}

/// Only the first owner, who still is it, and the general manager.
pub fn delete(model: &Model) -> Vec<Case> {
    let all = rows(model).iter();
    all.map(|row| {
        let own = [row.person, row.author].iter().all(|it| it.is_some_and(|id| model.is_me(id)));
        Case::new(
            format!("deletes lead {} ({})", row.key, row.state),
            format!("select kehu.delete_lead({}, {})", row.key, row.version),
            guarded(!row.gone && (model.is(&["gm"]) || own), &[(row.state == "converted", "bad_state")]),
        )
    })
    .collect()
}

/// Into a new customer of the owner, who must be a seller, or into one that the caller changes.
pub fn convert(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    let customers = ["封存", "借入"].map(|name| model.facts.customer(name));
    for row in rows(model) {
        let owner = row.person.expect("an owner");
        let may = !row.gone && (model.is(&["gm"]) || model.writes_of(owner));
        let over = (!["new", "working"].contains(&row.state.as_str()), "bad_state");
        let sql =
            |customer: &str| format!("select kehu.convert_lead({}, {}, {customer})", row.key, row.version);
        // Again it answers what it became.
        let guards: &[_] =
            if row.state == "converted" { &[] } else { &[over, (!model.may_own(owner), "needs_seller")] };
        cases.push(Case::new(
            format!("converts lead {} ({})", row.key, row.state),
            sql("null"),
            guarded(may, guards),
        ));
        // With an opportunity, which asks for what it lacks when all else is in order.
        let sale = |rest: &str| {
            format!("null, true, '', '', '{{\"opportunity_name\": \"x\", \"product_line\": \"杂志\"{rest}}}'")
        };
        let whole = sale(", \"intent_evidence\": \"客户说要投放十期封底\"");
        cases.push(Case::new(
            format!("converts lead {} and makes an opportunity", row.key),
            sql(&whole),
            guarded(may, guards),
        ));
        let unproven = [guards, &[(row.state != "converted", "needs_evidence")]].concat();
        cases.push(Case::new(
            format!("converts lead {} and makes an opportunity of nothing", row.key),
            sql(&sale("")),
            guarded(may, &unproven),
        ));
        for c in customers {
            let id = c.id.to_string();
            let expect = match guarded(may, &[over]) {
                it if it != Expect::DONE => it,
                _ if !model.changes_customer(c) => Expect::DENIED,
                _ => guarded(true, &[(c.status == "archived", "archived")]),
            };
            cases.push(Case::new(format!("makes lead {} {}", row.key, c.name), sql(&id), expect));
        }
    }
    cases
}
