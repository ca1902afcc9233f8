//! Records lent and taken back: by whoever may change them by ownership, and by nobody to whom they are lent.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    inserts::ABSENT,
    model::Model,
};

/// Every record that can be lent by itself: kind, id, whether the login sees it, and whether he may lend it.
pub fn lendable(model: &Model) -> Vec<(&'static str, String, bool, bool)> {
    let owns = |owner: Option<i32>| owner.is_some_and(|id| model.writes_of(id));
    let customers = model
        .facts
        .customers
        .values()
        .map(|c| ("customer", c.id.to_string(), model.sees_customer(c), model.rules_customer(c)));
    let opportunities = model.facts.rows("kehu.opportunity").iter().map(|row| {
        let rules = !row.gone && (model.is(&["gm"]) || owns(row.person));
        ("opportunity", row.key.clone(), model.sees("kehu.opportunity", row), rules)
    });
    let leads = model.facts.rows("kehu.lead").iter().map(|row| {
        let rules = !row.gone && (model.is(&["gm", "mk"]) || owns(row.person));
        ("lead", row.key.clone(), model.sees("kehu.lead", row), rules)
    });
    let absent = ["customer", "opportunity", "lead"].map(|kind| (kind, ABSENT.to_string(), false, false));
    customers.chain(opportunities).chain(leads).chain(absent).collect()
}

pub fn share(model: &Model) -> Vec<Case> {
    let receiver = |to: i32| model.facts.people.iter().any(|it| it.id == to && it.active) && !model.is_me(to);
    let case = |kind: &str, id: &str, to: i32, rules: bool| {
        Case::new(
            format!("lends {kind} {id} to {to}"),
            format!("select kehu.share('{kind}', {id}, {to}, 'read', null, 'x')"),
            guarded(rules, &[(!receiver(to), "receiver_not_allowed")]),
        )
    };
    let reader = model.facts.person("m_reader").expect("of the company").id;
    let all = lendable(model).into_iter();
    let mut cases: Vec<Case> = all.map(|(kind, id, _, rules)| case(kind, &id, reader, rules)).collect();
    let five = model.rules_customer(&model.facts.customers[&5]);
    for to in model.facts.people.iter().map(|it| it.id).chain([ABSENT as i32]) {
        cases.push(case("customer", "5", to, five));
    }
    // Of nothing else, whoever it belongs to.
    cases.push(case("order", "1", reader, false));
    cases
}

pub fn unshare(model: &Model) -> Vec<Case> {
    let reader = model.facts.person("m_reader").expect("of the company").id;
    let all = lendable(model).into_iter();
    all.map(|(kind, id, _, rules)| {
        Case::new(
            format!("takes {kind} {id} back"),
            format!("select kehu.unshare('{kind}', {id}, {reader})"),
            Expect::allowed(rules),
        )
    })
    .collect()
}
