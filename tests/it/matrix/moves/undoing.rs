//! Steps that go back are for who took them: here nobody took any of those that are in the way, so nobody takes one back. That who did may, and what
//! stops him then, is tried in tests/it/undoing.rs.

use crate::matrix::{
    attempt::{Case, Expect},
    model::Model,
};

fn never(model: &Model, relation: &str, call: impl Fn(&str, i32) -> String) -> Vec<Case> {
    let rows = model.facts.rows(relation).iter();
    rows.map(|row| {
        let sql = call(&row.key, row.version);
        Case::new(format!("goes back by {sql}"), format!("select {sql}"), Expect::DENIED)
    })
    .collect()
}

pub fn records(model: &Model) -> Vec<Case> {
    let kinds = ["contact", "contract", "comment", "invoice_title"];
    kinds
        .iter()
        .flat_map(|kind| {
            never(model, &format!("kehu.{kind}"), |key, _| format!("kehu.restore_record('{kind}', {key})"))
        })
        .collect()
}

pub fn orders(model: &Model) -> Vec<Case> {
    let orders = model.facts.orders.values();
    orders
        .map(|o| {
            let sql = format!("kehu.restore_order({}, {})", o.id, o.version);
            Case::new(format!("goes back by {sql}"), format!("select {sql}"), Expect::DENIED)
        })
        .collect()
}

pub fn contracts(model: &Model) -> Vec<Case> {
    never(model, "kehu.contract", |key, version| format!("kehu.contract_back({key}, {version})"))
}

pub fn invoices(model: &Model) -> Vec<Case> {
    never(model, "kehu.invoice", |key, version| format!("kehu.invoice_back({key}, {version})"))
}

pub fn payments(model: &Model) -> Vec<Case> {
    never(model, "kehu.payment", |key, version| format!("kehu.unconfirm_payment({key}, {version})"))
}

pub fn instalments(model: &Model) -> Vec<Case> {
    never(model, "kehu.instalment", |key, version| format!("kehu.ask_again({key}, {version})"))
}

pub fn insertions(model: &Model) -> Vec<Case> {
    never(model, "kehu.insertion", |key, version| format!("kehu.insertion_back({key}, {version})"))
}
