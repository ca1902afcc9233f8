//! Invoices. What is typed goes to a function, which knows what is left of the order.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, link, moment, money, ratio, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        document,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::invoice::{Invoice, InvoiceRow},
    schema::kehu::invoice,
};

const SAVE: &str = "kehu.save_invoice";

type From = invoice::table;
type Col = Column<InvoiceRow, From>;

pub struct Invoices;

impl Table for Invoices {
    type From = From;
    type Row = InvoiceRow;

    const KIND: Kind = Kind::Invoice;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["code"], &["customer", "number", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(invoice::code)).always(),
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(invoice::order_id),
            sql!(lookup::order(invoice::order_id)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(invoice::customer_id),
            sql!(lookup::customer(invoice::customer_id)),
        ),
        Col::text("state", |r| code(&r.own.state), sql!(invoice::state)).always(),
        Col::link(
            "invoice_title",
            |r| link(r.own.invoice_title_id, &r.invoice_title),
            sql!(invoice::invoice_title_id),
            sql!(lookup::invoice_title(invoice::invoice_title_id)),
        ),
        Col::text("buyer", |r| text(&r.own.title), sql!(invoice::title)).always(),
        Col::text("tax_no", |r| text(&r.own.tax_no), sql!(invoice::tax_no)),
        Col::text("address_phone", |r| text(&r.own.address_phone), sql!(invoice::address_phone)),
        Col::text("bank_account", |r| text(&r.own.bank_account), sql!(invoice::bank_account)),
        Col::text("type", |r| code(&r.own.type_), sql!(invoice::type_)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(invoice::amount)).always(),
        Col::number("tax_rate", |r| ratio(r.own.tax_rate), sql!(invoice::tax_rate)).always(),
        Col::number("net", |r| money(r.own.net), sql!(invoice::net)).always(),
        Col::number("tax", |r| money(r.own.tax), sql!(invoice::tax)).always(),
        Col::text("number", |r| text(&r.own.number), sql!(invoice::number)),
        Col::date("requested_on", |r| date(r.own.requested_on), sql!(invoice::requested_on)).always(),
        Col::date("issued_on", |r| date(r.own.issued_on), sql!(invoice::issued_on)),
        Col::date(
            "received_by_customer_on",
            |r| date(r.own.received_by_customer_on),
            sql!(invoice::received_by_customer_on),
        ),
        Col::text("note", |r| text(&r.own.note), sql!(invoice::note)),
        Col::text("state_reason", |r| text(&r.own.state_reason), sql!(invoice::state_reason)),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(invoice::salesperson_id),
            sql!(lookup::person(invoice::salesperson_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(invoice::owner_id),
            sql!(lookup::person(invoice::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(invoice::dept_id),
            sql!(lookup::department(invoice::dept_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(invoice::created_by),
            sql!(lookup::person(invoice::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(invoice::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(invoice::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(invoice::id.nullable())
    }

    fn head(row: &InvoiceRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(invoice::code.nullable()), word),
            search::holds(Box::new(invoice::number.nullable()), word),
            search::holds(Box::new(invoice::title.nullable()), word),
            search::of_customer(conn, word, sql!(invoice::customer_id))?,
        ]))
    }

    reads!(
        invoice::table,
        (
            Invoice::as_select(),
            lookup::order(invoice::order_id),
            lookup::customer(invoice::customer_id),
            lookup::invoice_title(invoice::invoice_title_id),
            lookup::person(invoice::salesperson_id),
            lookup::person(invoice::owner_id),
            lookup::department(invoice::dept_id),
            lookup::person(invoice::created_by),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, SAVE, Kind::Invoice, given, intent)
    }

    fn update(conn: &mut PgConnection, record: (i64, i32), given: &Given) -> Result<Option<i32>, Trouble> {
        document::change(conn, SAVE, Kind::Invoice, record, given)
    }
}
