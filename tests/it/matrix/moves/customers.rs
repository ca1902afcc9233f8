//! Moves of customers, contacts and invoice titles.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::{Customer, Row},
    inserts::ABSENT,
    model::{Model, Standing},
};

fn each(
    model: &Model,
    what: &str,
    sql: impl Fn(&Customer) -> String,
    expect: impl Fn(&Customer) -> Expect,
) -> Vec<Case> {
    let cases =
        model.facts.customers.values().map(|c| Case::new(format!("{what} {}", c.name), sql(c), expect(c)));
    cases.collect()
}

/// The general manager; a superior what his people own; a director his own too, a salesperson never his own.
fn may_give(model: &Model, c: &Customer) -> bool {
    !c.gone
        && (model.is(&["gm"])
            || match model.standing(c.owner) {
                Standing::Direct | Standing::Department => true,
                Standing::Own => model.is(&["sd", "md"]),
                _ => false,
            })
}

pub fn transfer(model: &Model) -> Vec<Case> {
    let sql = |ids: &str, to: i32| format!("select kehu.transfer_customer('{{{ids}}}', {to}, 'x')");
    let may_take = |to: i32| model.may_own(to) && (model.is(&["gm"]) || model.writes_of(to));
    let mut cases = Vec::new();
    for c in model.facts.customers.values() {
        // To a colleague, to another branch; and to oneself, the first half of "make it mine, then delete".
        for to in [4, 7, model.me.map_or(4, |me| me.id)] {
            cases.push(Case::new(
                format!("transfers {} to {to}", c.name),
                sql(&c.id.to_string(), to),
                guarded(may_give(model, c), &[(!may_take(to), "receiver_not_allowed")]),
            ));
        }
    }
    let five = &model.facts.customers[&5];
    for to in model.facts.people.iter().map(|it| it.id).chain([ABSENT as i32]) {
        cases.push(Case::new(
            format!("transfers 5 to {to}"),
            sql("5", to),
            guarded(may_give(model, five), &[(!may_take(to), "receiver_not_allowed")]),
        ));
    }
    // All or nothing, and nothing is not something.
    let both = may_give(model, five) && may_give(model, &model.facts.customers[&1]);
    cases.push(Case::new(
        "transfers 1 and 5",
        sql("1,5", 3),
        guarded(both, &[(!may_take(3), "receiver_not_allowed")]),
    ));
    cases.push(Case::new("transfers 5 and an absent one", sql("5,99999", 3), Expect::DENIED));
    cases.push(Case::new("transfers none", sql("", 3), Expect::DENIED));
    cases
}

pub fn archive(model: &Model) -> Vec<Case> {
    each(
        model,
        "archives",
        |c| format!("select kehu.set_customer_status({}, {}, 'archived', 'x')", c.id, c.version),
        |c| guarded(model.changes_customer(c), &[(c.busy, "has_orders")]),
    )
}

/// The general manager; or the owner who is also the first owner.
fn may_delete(model: &Model, c: &Customer) -> bool {
    !c.gone && (model.is(&["gm"]) || (model.is_me(c.owner) && model.is_me(c.first_owner)))
}

pub fn delete(model: &Model) -> Vec<Case> {
    let mut cases = each(
        model,
        "deletes",
        |c| format!("select kehu.delete_customer({}, {})", c.id, c.version),
        |c| guarded(may_delete(model, c), &[(c.has_business, "has_orders"), (c.bound, "has_contracts")]),
    );
    cases.extend(each(
        model,
        "deletes, stale,",
        |c| format!("select kehu.delete_customer({}, {})", c.id, c.version + 1),
        |c| guarded(may_delete(model, c), &[(true, "stale")]),
    ));
    cases.push(Case::new(
        "deletes an absent one",
        format!("select kehu.delete_customer({ABSENT}, 1)"),
        Expect::DENIED,
    ));
    // Make it mine, then delete it: whoever may not delete it before may not after.
    let me = model.me.map_or(0, |me| me.id);
    cases.extend(each(
        model,
        "makes his, then deletes",
        |c| {
            format!(
                "select kehu.transfer_customer('{{{0}}}', {me}, 'x'); select kehu.delete_customer({0}, version) from kehu.customer where id = {0}",
                c.id
            )
        },
        |c| {
            let takes = may_give(model, c) && model.may_own(me) && (model.is(&["gm"]) || model.writes_of(me));
            let first = model.is(&["gm"]) || model.is_me(c.first_owner);
            if may_give(model, c) && !takes {
                return Expect::refused("receiver_not_allowed");
            }
            guarded(takes && first, &[(c.has_business, "has_orders"), (c.bound, "has_contracts")])
        },
    ));
    cases
}

fn below(model: &Model, table: &str, function: &str, may: impl Fn(&Customer) -> bool) -> Vec<Case> {
    let rows: &[Row] = model.facts.rows(table);
    rows.iter()
        .map(|row| {
            let owner = model.customer(row.customer.expect("it hangs on a customer"));
            Case::new(
                format!("{function} {} of {}", row.key, owner.name),
                format!("select kehu.{function}({}, {})", row.key, row.version),
                Expect::allowed(!row.gone && may(owner)),
            )
        })
        .collect()
}

pub fn delete_contact(model: &Model) -> Vec<Case> {
    below(model, "kehu.contact", "delete_contact", |c| may_delete(model, c))
}

pub fn delete_title(model: &Model) -> Vec<Case> {
    below(model, "kehu.invoice_title", "delete_invoice_title", |_| model.is(&["gm"]))
}

pub fn hand_over(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for login in ["m_leaver", "m_team", "m_low", "m_gone"] {
        let from = model.facts.person(login).expect("of the company").id;
        for to in [4, 7, from] {
            let guards = [
                (to == from || !model.gives_to(to), "receiver_not_allowed"),
                (login == "m_gone", "nothing_to_hand_over"),
            ];
            cases.push(Case::new(
                format!("hands {login} over to {to}"),
                format!("select kehu.hand_over({from}, '{{{to}}}', 'one', null, 'x', gen_random_uuid())"),
                guarded(model.gives_of(from), &guards),
            ));
        }
        // What is not his is not handed over with it.
        cases.push(Case::new(
            format!("hands a stranger's customer over from {login}"),
            format!("select kehu.hand_over({from}, '{{4}}', 'one', '{{3}}', 'x', gen_random_uuid())"),
            if model.gives_of(from) && !model.gives_to(4) {
                Expect::refused("receiver_not_allowed")
            } else {
                Expect::DENIED
            },
        ));
    }
    cases
}

pub fn hand_back(model: &Model) -> Vec<Case> {
    let rows = model.facts.rows("kehu.hand_over").iter().map(|row| {
        let (from, to) = (row.person.expect("a giver"), row.author.expect("a receiver"));
        let made = row.creator.is_some_and(|id| model.is_me(id)) && model.writes_of(to);
        let may = model.is(&["gm", "sa"]) || model.writes_of(from) && (model.gives_of(to) || made);
        Case::new(
            format!("hands back {}", row.key),
            format!("select kehu.hand_back({}, {}, 'x')", row.key, row.version),
            Expect::allowed(may),
        )
    });
    rows.collect()
}
