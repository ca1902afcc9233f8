//! Moves of invoices: asked for by the owner of the customer and by the desk, all else the desk's.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::{Order, Row},
    inserts::ABSENT,
    model::{Model, counts},
};

fn order<'a>(model: &Model<'a>, row: &Row) -> &'a Order {
    model.order(row.order.expect("an invoice is an order's"))
}

fn at_desk(model: &Model, o: &Order) -> bool {
    !o.gone && model.desk(model.customer(o.customer).dept)
}

/// The owner for his own customers; neither his superiors nor who sold it once.
fn asks(model: &Model, o: &Order) -> bool {
    at_desk(model, o) || (!o.gone && model.is_me(model.customer(o.customer).owner))
}

/// Who asked, as long as the customer is his.
fn withdraws(model: &Model, row: &Row) -> bool {
    let o = order(model, row);
    at_desk(model, o) || (asks(model, o) && row.creator.is_some_and(|id| model.is_me(id)))
}

pub fn save(model: &Model) -> Vec<Case> {
    let ask = |id: i64| {
        format!(
            "select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', {id}, 'type', 'receipt', 'amount', '1'))"
        )
    };
    let titled = |customer: i64| {
        let titles = model.facts.rows("kehu.invoice_title");
        titles.iter().any(|title| title.customer == Some(customer) && !title.gone)
    };
    let orders = model.facts.orders.values();
    let mut cases: Vec<Case> = orders
        .map(|o| {
            let guards = [
                (!counts(&o.state), "bad_state"),
                (!titled(o.customer), "no_title"),
                (!o.uninvoiced, "over_invoiced"),
            ];
            Case::new(
                format!("asks for an invoice of order {} ({})", o.id, o.state),
                ask(o.id),
                guarded(asks(model, o), &guards),
            )
        })
        .collect();
    cases.push(Case::new("asks for an invoice of no order", ask(ABSENT), Expect::DENIED));
    for row in model.facts.rows("kehu.invoice") {
        cases.push(Case::new(
            format!("changes invoice {} ({})", row.key, row.state),
            format!(
                "select kehu.save_invoice(jsonb_build_object('id', {}, 'version', {}, 'note', 'x'))",
                row.key, row.version
            ),
            guarded(withdraws(model, row), &[(row.state != "requested", "bad_state")]),
        ));
    }
    cases
}

pub fn moves(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in model.facts.rows("kehu.invoice") {
        for to in ["requested", "issued", "delivered", "red", "void"] {
            let may = if to == "void" { withdraws(model, row) } else { at_desk(model, order(model, row)) };
            let possible = matches!(
                (row.state.as_str(), to),
                ("requested", "issued" | "void") | ("issued", "delivered") | ("issued" | "delivered", "red")
            );
            cases.push(Case::new(
                format!("moves invoice {} from {} to {to}", row.key, row.state),
                format!(
                    "select kehu.move_invoice({0}, {1}, '{to}', jsonb_build_object('reason', 'x', 'number', 'X{0}'))",
                    row.key, row.version
                ),
                guarded(may, &[(!possible, "bad_state")]),
            ));
        }
    }
    cases
}
