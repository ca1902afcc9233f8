//! What people handed over.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup, search,
    },
    domain::kind::Kind,
    model::hand_over::{HandOver, HandOverRow},
    schema::kehu::hand_over,
};

type From = hand_over::table;
type Col = Column<HandOverRow, From>;

pub struct HandOvers;

impl Table for HandOvers {
    type From = From;
    type Row = HandOverRow;

    const KIND: Kind = Kind::HandOver;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["from"], &["created_at", "to"]);
    const COLUMNS: &'static [Col] = &[
        Col::small_link(
            "from",
            |r| link(r.own.from_id, &r.from),
            sql!(hand_over::from_id),
            sql!(lookup::person(hand_over::from_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(hand_over::dept_id),
            sql!(lookup::department(hand_over::dept_id)),
        ),
        Col::small_link(
            "to",
            |r| link(r.own.to_id, &r.to),
            sql!(hand_over::to_id),
            sql!(lookup::person(hand_over::to_id)),
        ),
        Col::int("others", |r| int(r.own.others), sql!(hand_over::others)).always(),
        Col::text("rule", |r| code(&r.own.rule), sql!(hand_over::rule)).always(),
        Col::int("customers", |r| int(r.own.customers), sql!(hand_over::customers)).always(),
        Col::int("activities", |r| int(r.own.activities), sql!(hand_over::activities)).always(),
        Col::int("leads", |r| int(r.own.leads), sql!(hand_over::leads)).always(),
        Col::text("reason", |r| text(&r.own.reason), sql!(hand_over::reason)),
        Col::text("state", |r| code(&r.own.state), sql!(hand_over::state)).always(),
        Col::int("returned", |r| int(r.own.returned), sql!(hand_over::returned)),
        Col::small_link(
            "returned_by",
            |r| link(r.own.returned_by, &r.returned_by),
            sql!(hand_over::returned_by),
            sql!(lookup::person(hand_over::returned_by)),
        ),
        Col::moment("returned_at", |r| moment(r.own.returned_at), sql!(hand_over::returned_at)),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(hand_over::created_by),
            sql!(lookup::person(hand_over::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(hand_over::created_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(hand_over::id.nullable())
    }

    fn head(row: &HandOverRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::person(hand_over::from_id)), word),
            search::holds(Box::new(lookup::person(hand_over::to_id)), word),
            search::holds(Box::new(hand_over::reason.nullable()), word),
        ]))
    }

    reads!(
        hand_over::table,
        (
            HandOver::as_select(),
            lookup::person(hand_over::from_id),
            lookup::department(hand_over::dept_id),
            lookup::person(hand_over::to_id),
            lookup::person(hand_over::returned_by),
            lookup::person(hand_over::created_by),
        )
    );
}
