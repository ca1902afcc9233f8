//! Allocations. They have no version: nobody changes them.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    sql_types::{BigInt, Date},
};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, link, moment, money},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup::{self, Lookup, lookup},
        search,
    },
    domain::kind::Kind,
    model::allocation::{Allocation, AllocationRow},
    schema::kehu::payment_allocation,
};

type From = payment_allocation::table;
type Col = Column<AllocationRow, From>;

pub struct Allocations;

fn due_on() -> Lookup<payment_allocation::instalment_id, Date> {
    lookup("select k.due_on from kehu.instalment k where k.id =", payment_allocation::instalment_id)
}

fn customer_id() -> Lookup<payment_allocation::order_id, BigInt> {
    lookup("select k.customer_id from kehu.sales_order k where k.id =", payment_allocation::order_id)
}

fn customer() -> Lookup<payment_allocation::order_id> {
    lookup(
        "select c.name from kehu.sales_order k join kehu.customer c on c.id = k.customer_id where k.id =",
        payment_allocation::order_id,
    )
}

impl Table for Allocations {
    type From = From;
    type Row = AllocationRow;

    const KIND: Kind = Kind::Allocation;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["payment", "order"], &["received_on", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::date("received_on", |r| date(r.own.received_on), sql!(payment_allocation::received_on)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(payment_allocation::amount)).always(),
        Col::link(
            "payment",
            |r| link(r.own.payment_id, &r.payment),
            sql!(payment_allocation::payment_id),
            sql!(lookup::payment(payment_allocation::payment_id)),
        ),
        Col::link(
            "instalment",
            |r| link(r.own.instalment_id, &r.instalment),
            sql!(payment_allocation::instalment_id),
            sql!(lookup::instalment(payment_allocation::instalment_id)),
        ),
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(payment_allocation::order_id),
            sql!(lookup::order(payment_allocation::order_id)),
        ),
        Col::date("due_on", |r| date(r.due_on), sql!(due_on())),
        Col::link("customer", |r| link(r.customer_id, &r.customer), sql!(customer_id()), sql!(customer())),
        Col::text("kind", |r| code(&r.own.kind), sql!(payment_allocation::kind)).always(),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(payment_allocation::salesperson_id),
            sql!(lookup::person(payment_allocation::salesperson_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(payment_allocation::owner_id),
            sql!(lookup::person(payment_allocation::owner_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(payment_allocation::created_by),
            sql!(lookup::person(payment_allocation::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(payment_allocation::created_at))
            .always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(payment_allocation::id.nullable())
    }

    fn head(row: &AllocationRow) -> (i64, i32) {
        (row.own.id, 1)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::payment(payment_allocation::payment_id).nullable()), word),
            search::holds(Box::new(lookup::order(payment_allocation::order_id).nullable()), word),
            search::of_customer(conn, word, sql!(customer_id()))?,
        ]))
    }

    reads!(
        payment_allocation::table,
        (
            Allocation::as_select(),
            lookup::payment(payment_allocation::payment_id),
            lookup::instalment(payment_allocation::instalment_id),
            lookup::order(payment_allocation::order_id),
            due_on(),
            customer_id(),
            customer(),
            lookup::person(payment_allocation::salesperson_id),
            lookup::person(payment_allocation::owner_id),
            lookup::person(payment_allocation::created_by),
        )
    );
}
