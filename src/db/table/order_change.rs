//! Order changes. Before and after are kept as documents and read as lines of text.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, expression::AsExpression,
    sql_types::BigInt,
};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup, search,
    },
    domain::{kind::Kind, order_picture::OrderPicture},
    model::order_change::{OrderChange, OrderChangeRow},
    schema::kehu::order_change,
};

type From = order_change::table;
type Col = Column<OrderChangeRow, From>;

pub struct OrderChanges;

/// A document is read, not searched or sorted by.
fn unsorted() -> diesel::dsl::AsExprOf<&'static str, diesel::sql_types::Text> {
    AsExpression::<diesel::sql_types::Text>::as_expression("")
}

impl Table for OrderChanges {
    type From = From;
    type Row = OrderChangeRow;

    const KIND: Kind = Kind::OrderChange;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["code"], &["order", "kind"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(order_change::code)).always(),
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(order_change::order_id),
            sql!(lookup::order(order_change::order_id)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(order_change::customer_id),
            sql!(lookup::customer(order_change::customer_id)),
        ),
        Col::text("kind", |r| code(&r.own.kind), sql!(order_change::kind)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(order_change::state)).always(),
        Col::number("net_before", |r| money(r.own.net_before), sql!(order_change::net_before)).always(),
        Col::number("net_after", |r| money(r.own.net_after), sql!(order_change::net_after)).always(),
        Col::text("reason", |r| text(&r.own.reason), sql!(order_change::reason)).always(),
        Col::text("decision_note", |r| text(&r.own.decision_note), sql!(order_change::decision_note)),
        Col::text("before", |r| text(&OrderPicture::read(&r.own.before).told()), sql!(unsorted())).always(),
        Col::text("after", |r| text(&OrderPicture::read(&r.own.after).told()), sql!(unsorted())).always(),
        Col::small_link(
            "requested_by",
            |r| link(r.own.requested_by, &r.requested_by),
            sql!(order_change::requested_by),
            sql!(lookup::person(order_change::requested_by)),
        ),
        Col::moment("requested_at", |r| moment(r.own.requested_at), sql!(order_change::requested_at))
            .always(),
        Col::small_link(
            "decided_by",
            |r| link(r.own.decided_by, &r.decided_by),
            sql!(order_change::decided_by),
            sql!(lookup::person(order_change::decided_by)),
        ),
        Col::moment("decided_at", |r| moment(r.own.decided_at), sql!(order_change::decided_at)),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(order_change::salesperson_id),
            sql!(lookup::person(order_change::salesperson_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(order_change::owner_id),
            sql!(lookup::person(order_change::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(order_change::dept_id),
            sql!(lookup::department(order_change::dept_id)),
        ),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(order_change::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(order_change::id.nullable())
    }

    fn head(row: &OrderChangeRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(order_change::code.nullable()), word),
            search::holds(Box::new(lookup::order(order_change::order_id).nullable()), word),
            search::of_customer(conn, word, sql!(order_change::customer_id))?,
        ]))
    }

    reads!(
        order_change::table,
        (
            OrderChange::as_select(),
            lookup::order(order_change::order_id),
            lookup::customer(order_change::customer_id),
            lookup::person(order_change::requested_by),
            lookup::person(order_change::decided_by),
            lookup::person(order_change::salesperson_id),
            lookup::person(order_change::owner_id),
            lookup::department(order_change::dept_id),
        )
    );
}
