//! What opportunities would order.

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
    model::opportunity::{OpportunityLine, OpportunityLineRow},
    schema::kehu::opportunity_line,
};

const SAVE: &str = "kehu.save_opportunity_line";

type From = opportunity_line::table;
type Col = Column<OpportunityLineRow, From>;

pub struct OpportunityLines;

impl Table for OpportunityLines {
    type From = From;
    type Row = OpportunityLineRow;

    const KIND: Kind = Kind::OpportunityLine;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["publication", "position"], &["opportunity", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(opportunity_line::opportunity_id),
            sql!(lookup::opportunity(opportunity_line::opportunity_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(opportunity_line::seq)).always(),
        Col::link(
            "publication",
            |r| link(r.own.publication_id, &r.publication),
            sql!(opportunity_line::publication_id),
            sql!(lookup::publication(opportunity_line::publication_id)),
        ),
        Col::link(
            "position",
            |r| link(r.own.position_id, &r.position),
            sql!(opportunity_line::position_id),
            sql!(lookup::position(opportunity_line::position_id)),
        ),
        Col::int("issues", |r| int(r.own.issues), sql!(opportunity_line::issues)).always(),
        Col::number("list_price", |r| money(r.own.list_price), sql!(opportunity_line::list_price)).always(),
        Col::number("discount", |r| ratio(r.own.discount), sql!(opportunity_line::discount)).always(),
        Col::number("unit_price", |r| money(r.own.unit_price), sql!(opportunity_line::unit_price)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(opportunity_line::amount)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(opportunity_line::customer_id),
            sql!(lookup::customer(opportunity_line::customer_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(opportunity_line::owner_id),
            sql!(lookup::person(opportunity_line::owner_id)),
        ),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(opportunity_line::id.nullable())
    }

    fn head(row: &OpportunityLineRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::publication(opportunity_line::publication_id).nullable()), word),
            search::of_customer(conn, word, sql!(opportunity_line::customer_id))?,
        ]))
    }

    reads!(
        opportunity_line::table,
        (
            OpportunityLine::as_select(),
            lookup::opportunity(opportunity_line::opportunity_id),
            lookup::publication(opportunity_line::publication_id),
            lookup::position(opportunity_line::position_id),
            lookup::customer(opportunity_line::customer_id),
            lookup::person(opportunity_line::owner_id),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, SAVE, Kind::OpportunityLine, given, intent)
    }

    fn update(conn: &mut PgConnection, record: (i64, i32), given: &Given) -> Result<Option<i32>, Trouble> {
        document::change(conn, SAVE, Kind::OpportunityLine, record, given)
    }
}
