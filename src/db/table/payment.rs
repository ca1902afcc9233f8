//! Payments.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup::{self},
        search,
    },
    domain::kind::Kind,
    model::payment::{Payment, PaymentRow},
    schema::kehu::payment,
};

type From = payment::table;
type Col = Column<PaymentRow, From>;

pub struct Payments;

impl Table for Payments {
    type From = From;
    type Row = PaymentRow;

    const KIND: Kind = Kind::Payment;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["code"], &["payer", "received_on", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(payment::code)).always(),
        Col::link(
            "payer",
            |r| link(r.own.payer_id, &r.payer),
            sql!(payment::payer_id),
            sql!(lookup::customer(payment::payer_id)),
        ),
        Col::date("received_on", |r| date(r.own.received_on), sql!(payment::received_on)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(payment::amount)).always(),
        Col::number("allocated", |r| money(r.own.allocated), sql!(payment::allocated)).always(),
        Col::number("unallocated", |r| money(r.own.unallocated), sql!(payment::unallocated)).always(),
        Col::number("paid_out", |r| money(r.own.paid_out), sql!(payment::paid_out)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(payment::state)).always(),
        Col::text("kind", |r| code(&r.own.kind), sql!(payment::kind)).always(),
        Col::link(
            "returns",
            |r| link(r.own.returns_id, &r.returns),
            sql!(payment::returns_id),
            sql!(lookup::payment(payment::returns_id)),
        ),
        Col::text("method", |r| code(&r.own.method), sql!(payment::method)).always(),
        Col::text("bank_ref", |r| text(&r.own.bank_ref), sql!(payment::bank_ref)),
        Col::text("note", |r| text(&r.own.note), sql!(payment::note)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(payment::owner_id),
            sql!(lookup::person(payment::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(payment::dept_id),
            sql!(lookup::department(payment::dept_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(payment::created_by),
            sql!(lookup::person(payment::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(payment::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(payment::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(payment::id.nullable())
    }

    fn head(row: &PaymentRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(payment::code.nullable()), word),
            search::holds(Box::new(payment::bank_ref.nullable()), word),
            search::of_customer(conn, word, sql!(payment::payer_id))?,
        ]))
    }

    reads!(
        payment::table,
        (
            Payment::as_select(),
            lookup::customer(payment::payer_id),
            lookup::payment(payment::returns_id),
            lookup::person(payment::owner_id),
            lookup::department(payment::dept_id),
            lookup::person(payment::created_by),
        )
    );
}
