//! What quotes offer.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{int, link, money, ratio},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        document,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::quote::{QuoteLine, QuoteLineRow},
    schema::kehu::quote_line,
};

const SAVE: &str = "kehu.save_quote_line";

type From = quote_line::table;
type Col = Column<QuoteLineRow, From>;

pub struct QuoteLines;

impl Table for QuoteLines {
    type From = From;
    type Row = QuoteLineRow;

    const KIND: Kind = Kind::QuoteLine;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["publication", "position"], &["quote", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "quote",
            |r| link(r.own.quote_id, &r.quote),
            sql!(quote_line::quote_id),
            sql!(lookup::quote(quote_line::quote_id)),
        ),
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(quote_line::opportunity_id),
            sql!(lookup::opportunity(quote_line::opportunity_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(quote_line::seq)).always(),
        Col::link(
            "publication",
            |r| link(r.own.publication_id, &r.publication),
            sql!(quote_line::publication_id),
            sql!(lookup::publication(quote_line::publication_id)),
        ),
        Col::link(
            "position",
            |r| link(r.own.position_id, &r.position),
            sql!(quote_line::position_id),
            sql!(lookup::position(quote_line::position_id)),
        ),
        Col::int("issues", |r| int(r.own.issues), sql!(quote_line::issues)).always(),
        Col::number("list_price", |r| money(r.own.list_price), sql!(quote_line::list_price)).always(),
        Col::number("discount", |r| ratio(r.own.discount), sql!(quote_line::discount)).always(),
        Col::number("unit_price", |r| money(r.own.unit_price), sql!(quote_line::unit_price)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(quote_line::amount)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(quote_line::customer_id),
            sql!(lookup::customer(quote_line::customer_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(quote_line::owner_id),
            sql!(lookup::person(quote_line::owner_id)),
        ),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(quote_line::id.nullable())
    }

    fn head(row: &QuoteLineRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::publication(quote_line::publication_id).nullable()), word),
            search::of_customer(conn, word, sql!(quote_line::customer_id))?,
        ]))
    }

    reads!(
        quote_line::table,
        (
            QuoteLine::as_select(),
            lookup::quote(quote_line::quote_id),
            lookup::opportunity(quote_line::opportunity_id),
            lookup::publication(quote_line::publication_id),
            lookup::position(quote_line::position_id),
            lookup::customer(quote_line::customer_id),
            lookup::person(quote_line::owner_id),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, SAVE, Kind::QuoteLine, given, intent)
    }

    fn update(conn: &mut PgConnection, record: (i64, i32), given: &Given) -> Result<Option<i32>, Trouble> {
        document::change(conn, SAVE, Kind::QuoteLine, record, given)
    }
}
