//! The timeline of a customer, a lead, an opportunity. It is asked for one of them at a time: what was changed is looked up for each.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        lookup, search,
    },
    domain::kind::Kind,
    model::event::{Event, EventRow, timeline},
};

type From = timeline::table;
type Col = Column<EventRow, From>;

pub struct Events;

fn unnamed<C>(id: C) -> lookup::Lookup<C> {
    lookup::lookup("select null::text where 0 =", id)
}

impl Table for Events {
    type From = From;
    type Row = EventRow;

    const KIND: Kind = Kind::Event;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["told"], &["customer"]);
    const COLUMNS: &'static [Col] = &[
        Col::moment("at", |r| moment(r.own.at), sql!(timeline::at)).always(),
        Col::text("what", |r| code(&r.own.what), sql!(timeline::what)).always(),
        Col::text("part", |r| code(&r.own.part), sql!(timeline::part)),
        Col::text("told", |r| text(&r.own.told), sql!(timeline::told)),
        Col::number("amount", |r| money(r.own.amount), sql!(timeline::amount)),
        Col::small_link(
            "who",
            |r| link(r.own.who, &r.who),
            sql!(timeline::who),
            sql!(lookup::person(timeline::who)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(timeline::customer_id),
            sql!(lookup::customer(timeline::customer_id)),
        ),
        Col::link(
            "lead",
            |r| link(r.own.lead_id, &r.lead),
            sql!(timeline::lead_id),
            sql!(lookup::lead(timeline::lead_id)),
        ),
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(timeline::opportunity_id),
            sql!(lookup::opportunity(timeline::opportunity_id)),
        ),
        Col::link(
            "activity",
            |r| link(r.own.activity_id, &r.activity),
            sql!(timeline::activity_id),
            sql!(lookup::activity(timeline::activity_id)),
        ),
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(timeline::order_id),
            sql!(lookup::order(timeline::order_id)),
        ),
        Col::link(
            "payment",
            |r| link(r.own.payment_id, &r.payment),
            sql!(timeline::payment_id),
            sql!(lookup::payment(timeline::payment_id)),
        ),
        Col::link(
            "comment",
            |r| link(r.own.comment_id, &r.own.told),
            sql!(timeline::comment_id),
            sql!(unnamed(timeline::comment_id)),
        ),
        Col::link(
            "file",
            |r| link(r.own.file_id, &r.own.told),
            sql!(timeline::file_id),
            sql!(unnamed(timeline::file_id)),
        ),
        Col::link(
            "quote",
            |r| link(r.own.quote_id, &r.quote),
            sql!(timeline::quote_id),
            sql!(lookup::quote(timeline::quote_id)),
        ),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(timeline::id.nullable())
    }

    fn head(row: &EventRow) -> (i64, i32) {
        (row.own.id, 1)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(search::holds(Box::new(timeline::told.nullable()), word))
    }

    reads!(
        timeline::table,
        (
            Event::as_select(),
            lookup::customer(timeline::customer_id),
            lookup::lead(timeline::lead_id),
            lookup::opportunity(timeline::opportunity_id),
            lookup::person(timeline::who),
            lookup::activity(timeline::activity_id),
            lookup::order(timeline::order_id),
            lookup::payment(timeline::payment_id),
            lookup::quote(timeline::quote_id),
        )
    );
}
