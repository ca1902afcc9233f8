//! Order lines.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, int, link, moment, money, ratio, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup::{self},
        search,
    },
    domain::kind::Kind,
    model::line::{Line, LineRow},
    schema::kehu::order_line,
};

type From = order_line::table;
type Col = Column<LineRow, From>;

pub struct Lines;

impl Table for Lines {
    type From = From;
    type Row = LineRow;

    const KIND: Kind = Kind::Line;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["publication", "position"], &["order", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(order_line::order_id),
            sql!(lookup::order(order_line::order_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(order_line::seq)).always(),
        Col::link(
            "publication",
            |r| link(r.own.publication_id, &r.publication),
            sql!(order_line::publication_id),
            sql!(lookup::publication(order_line::publication_id)),
        ),
        Col::link(
            "position",
            |r| link(r.own.position_id, &r.position),
            sql!(order_line::position_id),
            sql!(lookup::position(order_line::position_id)),
        ),
        Col::text("size", |r| text(&r.own.size), sql!(order_line::size)),
        Col::text("colour", |r| code(&r.own.colour), sql!(order_line::colour)),
        Col::number("list_price", |r| money(r.own.list_price), sql!(order_line::list_price)).always(),
        Col::number("discount", |r| ratio(r.own.discount), sql!(order_line::discount)).always(),
        Col::number("unit_price", |r| money(r.own.unit_price), sql!(order_line::unit_price)).always(),
        Col::int("issues", |r| int(r.own.issues), sql!(order_line::issues)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(order_line::amount)).always(),
        Col::text("surcharge_kind", |r| code(&r.own.surcharge_kind), sql!(order_line::surcharge_kind)),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(order_line::customer_id),
            sql!(lookup::customer(order_line::customer_id)),
        ),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(order_line::salesperson_id),
            sql!(lookup::person(order_line::salesperson_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(order_line::owner_id),
            sql!(lookup::person(order_line::owner_id)),
        ),
        Col::flag("counted", |r| flag(r.own.counted), sql!(order_line::counted)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(order_line::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(order_line::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(order_line::id.nullable())
    }

    fn head(row: &LineRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::order(order_line::order_id).nullable()), word),
            search::holds(Box::new(lookup::publication(order_line::publication_id).nullable()), word),
            search::holds(Box::new(lookup::position(order_line::position_id).nullable()), word),
            search::of_customer(conn, word, sql!(order_line::customer_id))?,
        ]))
    }

    reads!(
        order_line::table,
        (
            Line::as_select(),
            lookup::order(order_line::order_id),
            lookup::publication(order_line::publication_id),
            lookup::position(order_line::position_id),
            lookup::customer(order_line::customer_id),
            lookup::person(order_line::salesperson_id),
            lookup::person(order_line::owner_id),
        )
    );
}
