//! Holds the model against the database: what an order and a payment look like on both sides.

use std::collections::BTreeSet;

use diesel::{PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use serde_json::{Value as Json, json};

use super::{
    company::{Company, part},
    deed::{Answer, Touched, value, yuan},
};
use crate::support::TestDb;

/// A connection that looks behind the rights, and knows the two questions that are asked after each step.
pub fn look(db: &TestDb) -> PgConnection {
    let mut admin = db.admin();
    admin
        .batch_execute(&format!(
            "prepare orders(bigint[]) as {ORDERS}; prepare payments(bigint[]) as {PAYMENTS}"
        ))
        .expect("two questions");
    admin
}

fn stored(admin: &mut PgConnection, what: &str, ids: &BTreeSet<i64>) -> Result<Json, String> {
    let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    sql_query(format!("execute {what}('{{{ids}}}')"))
        .get_result::<Answer>(admin)
        .map(|it| it.v)
        .map_err(|error| error.to_string())
}

/// Fails where they differ.
pub fn compare(company: &Company, touched: &Touched, admin: &mut PgConnection) -> Result<(), String> {
    if !touched.orders.is_empty() {
        same("orders", orders(company, &touched.orders), stored(admin, "orders", &touched.orders)?)?;
    }
    if !touched.payments.is_empty() {
        same(
            "payments",
            payments(company, &touched.payments),
            stored(admin, "payments", &touched.payments)?,
        )?;
    }
    Ok(())
}

/// Everything there is.
pub fn compare_all(company: &Company, admin: &mut PgConnection) -> Result<(), String> {
    let touched = Touched {
        orders: company.orders.keys().copied().collect(),
        payments: company.payments.keys().copied().collect(),
    };
    let counts = json!([
        company.orders.len(),
        company.payments.len(),
        company.todos.values().filter(|it| it.open).count()
    ]);
    let query = "select jsonb_build_array((select count(*) from kehu.sales_order), (select count(*) from kehu.payment), \
                 (select count(*) from kehu.dunning where is_open))";
    same("numbers of orders, payments, open todos", counts, value(admin, query).map_err(|e| e.to_string())?)?;
    compare(company, &touched, admin)
}

fn same(what: &str, model: Json, stored: Json) -> Result<(), String> {
    if model == stored { Ok(()) } else { Err(format!("{what}\n model  {model}\n stored {stored}")) }
}

const ORDERS: &str = "select jsonb_agg(jsonb_build_array(
    jsonb_build_array(o.id, o.state, o.signed_on, o.gross_amount::text, o.discount_amount::text, o.net_amount::text, o.lines_total::text,
      o.planned::text, o.received::text, o.invoiced::text, o.commission_amount::text),
    jsonb_build_array(c.insertions, c.delivered, c.delivered_amount::text),
    (select coalesce(jsonb_agg(jsonb_build_array(i.id, i.due_on, i.amount::text, i.received::text, i.outstanding::text, i.state,
        exists (select from kehu.dunning d where d.instalment_id = i.id and d.is_open)) order by i.id), '[]')
       from kehu.instalment i where i.order_id = o.id),
    (select coalesce(jsonb_agg(jsonb_build_array(i.id, i.issue_id, i.amount::text, i.state, i.holds, i.makegood_of_id) order by i.id), '[]')
       from kehu.insertion i where i.order_id = o.id),
    (select coalesce(jsonb_agg(jsonb_build_array(v.id, v.state, v.amount::text, v.net::text, v.tax::text) order by v.id), '[]')
       from kehu.invoice v where v.order_id = o.id)) order by o.id) as v
  from kehu.sales_order o join kehu.order_card c on c.order_id = o.id where o.id = any($1)";

fn orders(company: &Company, ids: &BTreeSet<i64>) -> Json {
    ids.iter()
        .map(|id| {
            let order = &company.orders[id];
            let whole: Vec<_> = order
                .insertions
                .values()
                .filter(|it| it.state != "cancelled" && it.repeats.is_none())
                .collect();
            let delivered: Vec<_> =
                whole.iter().filter(|it| ["published", "madegood"].contains(&it.state.as_str())).collect();
            let head = json!([
                id,
                order.state,
                order.signed,
                yuan(order.gross()),
                yuan(order.gross() - order.net()),
                yuan(order.net()),
                yuan(order.net()),
                yuan(order.planned()),
                yuan(order.received()),
                yuan(company.invoiced(*id)),
                yuan(part(order.net(), order.commission, 10_000)),
            ]);
            let card =
                json!([whole.len(), delivered.len(), yuan(delivered.iter().map(|it| it.amount).sum())]);
            let plan: Json = order
                .instalments
                .iter()
                .map(|(id, it)| {
                    json!([
                        id,
                        it.due,
                        yuan(it.amount),
                        yuan(it.received),
                        yuan(it.outstanding()),
                        it.state,
                        company.open_todo(*id).is_some()
                    ])
                })
                .collect();
            let insertions: Json = order
                .insertions
                .iter()
                .map(|(id, it)| {
                    let holds = company.positions[it.position].exclusive && order.holds(it);
                    json!([id, it.issue, yuan(it.amount), it.state, holds, it.repeats])
                })
                .collect();
            let invoices: Json = company
                .invoices
                .iter()
                .filter(|(_, it)| it.order == *id)
                .map(|(id, it)| {
                    let net = it.without_tax();
                    json!([id, it.state, yuan(it.amount), yuan(net), yuan(it.amount - net)])
                })
                .collect();
            json!([head, card, plan, insertions, invoices])
        })
        .collect()
}

const PAYMENTS: &str = "select jsonb_agg(jsonb_build_array(p.id, p.payer_id, p.kind, p.amount::text, p.allocated::text, p.paid_out::text, p.unallocated::text, p.state) order by p.id) as v
  from kehu.payment p where p.id = any($1)";

fn payments(company: &Company, ids: &BTreeSet<i64>) -> Json {
    ids.iter()
        .map(|id| {
            let it = &company.payments[id];
            let kind = if it.refund { "refund" } else { "receipt" };
            json!([
                id,
                it.payer,
                kind,
                yuan(it.amount),
                yuan(it.allocated()),
                yuan(it.paid_out),
                yuan(it.unallocated()),
                it.state
            ])
        })
        .collect()
}
