//! Invoice titles.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::invoice_title::{InvoiceTitle, InvoiceTitlePatch, InvoiceTitleRow, NewInvoiceTitle},
    schema::kehu::invoice_title,
};

type From = invoice_title::table;
type Col = Column<InvoiceTitleRow, From>;

pub struct InvoiceTitles;

impl Table for InvoiceTitles {
    type From = From;
    type Row = InvoiceTitleRow;

    const KIND: Kind = Kind::InvoiceTitle;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["title"], &["customer", "tax_no"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("title", |r| text(&r.own.title), sql!(invoice_title::title)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(invoice_title::customer_id),
            sql!(lookup::customer(invoice_title::customer_id)),
        ),
        Col::text("kind", |r| code(&r.own.kind), sql!(invoice_title::kind)).always(),
        Col::text("tax_no", |r| text(&r.own.tax_no), sql!(invoice_title::tax_no)),
        Col::text("address", |r| text(&r.own.address), sql!(invoice_title::address)),
        Col::text("phone", |r| text(&r.own.phone), sql!(invoice_title::phone)),
        Col::text("bank", |r| text(&r.own.bank), sql!(invoice_title::bank)),
        Col::text("account", |r| text(&r.own.account), sql!(invoice_title::account)),
        Col::flag("is_default", |r| flag(r.own.is_default), sql!(invoice_title::is_default)).always(),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(invoice_title::owner_id),
            sql!(lookup::person(invoice_title::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(invoice_title::dept_id),
            sql!(lookup::department(invoice_title::dept_id)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(invoice_title::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(invoice_title::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(invoice_title::id.nullable())
    }

    fn head(row: &InvoiceTitleRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(invoice_title::title.nullable()), word),
            search::holds(Box::new(invoice_title::tax_no.nullable()), word),
            search::of_customer(conn, word, sql!(invoice_title::customer_id))?,
        ]))
    }

    reads!(
        invoice_title::table,
        (
            InvoiceTitle::as_select(),
            lookup::customer(invoice_title::customer_id),
            lookup::person(invoice_title::owner_id),
            lookup::department(invoice_title::dept_id),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewInvoiceTitle {
            customer_id: given.filled_link("customer")?.unwrap_or_default(),
            kind: given.filled_text("kind")?,
            title: given.filled_text("title")?.unwrap_or_default(),
            tax_no: given.text("tax_no")?.flatten(),
            address: given.text("address")?.flatten(),
            phone: given.text("phone")?.flatten(),
            bank: given.text("bank")?.flatten(),
            account: given.text("account")?.flatten(),
            is_default: given.flag("is_default")?,
        };
        Ok(diesel::insert_into(invoice_title::table)
            .values(&new)
            .returning((invoice_title::id, invoice_title::version))
            .get_result(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let patch = InvoiceTitlePatch {
            kind: given.filled_text("kind")?,
            title: given.filled_text("title")?,
            tax_no: given.text("tax_no")?,
            address: given.text("address")?,
            phone: given.text("phone")?,
            bank: given.text("bank")?,
            account: given.text("account")?,
            is_default: given.flag("is_default")?,
        };
        let this =
            invoice_title::table.filter(invoice_title::id.eq(id).and(invoice_title::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(invoice_title::version).get_result(conn).optional()?)
    }
}
