//! Stays of opportunities in stages. Their moves write them.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    sql_types::{BigInt, Bool, Integer, Nullable},
};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        fixed::{Fixed, fixed},
        lookup::{self},
        search,
    },
    domain::kind::Kind,
    model::opportunity::{Stay, StayRow},
    schema::kehu::stage_history,
};

type From = stage_history::table;
type Col = Column<StayRow, From>;

pub struct Stays;

fn days() -> Fixed<Nullable<Integer>> {
    fixed("(coalesce(stage_history.left_on, (select kehu.today())) - stage_history.entered_on)")
}

fn on_time() -> Fixed<Nullable<Bool>> {
    fixed("(stage_history.left_on - stage_history.entered_on <= stage_history.standard_days)")
}

impl Table for Stays {
    type From = From;
    type Row = StayRow;

    const KIND: Kind = Kind::Stay;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["stage"], &["opportunity", "entered_on"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(stage_history::opportunity_id),
            sql!(lookup::opportunity(stage_history::opportunity_id)),
        ),
        Col::text("stage", |r| code(&r.stage), sql!(lookup::stage(stage_history::stage_id))),
        Col::date("entered_on", |r| date(r.own.entered_on), sql!(stage_history::entered_on)).always(),
        Col::date("left_on", |r| date(r.own.left_on), sql!(stage_history::left_on)),
        Col::int("days", |r| int(r.days), sql!(days())),
        Col::int("standard_days", |r| int(r.own.standard_days), sql!(stage_history::standard_days)).always(),
        Col::flag("on_time", |r| flag(r.on_time), sql!(on_time())),
        Col::text("direction", |r| code(&r.own.direction), sql!(stage_history::direction)),
        Col::text("reason", |r| text(&r.own.reason), sql!(stage_history::reason)),
        Col::flag("overridden", |r| flag(r.own.overridden), sql!(stage_history::overridden)).always(),
        Col::small_link(
            "moved_by",
            |r| link(r.own.moved_by, &r.moved_by),
            sql!(stage_history::moved_by),
            sql!(lookup::person(stage_history::moved_by)),
        ),
        Col::small_link(
            "stage_owner",
            |r| link(r.own.stage_owner_id, &r.stage_owner),
            sql!(stage_history::stage_owner_id),
            sql!(lookup::person(stage_history::stage_owner_id)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(stage_history::customer_id),
            sql!(lookup::customer(stage_history::customer_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(stage_history::owner_id),
            sql!(lookup::person(stage_history::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(stage_history::dept_id),
            sql!(lookup::department(stage_history::dept_id)),
        ),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(stage_history::id.nullable())
    }

    fn head(row: &StayRow) -> (i64, i32) {
        (row.own.id, 1)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::opportunity(stage_history::opportunity_id).nullable()), word),
            search::of_customer(conn, word, sql!(stage_history::customer_id))?,
        ]))
    }

    reads!(
        stage_history::table,
        (
            Stay::as_select(),
            lookup::opportunity(stage_history::opportunity_id),
            lookup::stage(stage_history::stage_id),
            lookup::person(stage_history::moved_by),
            lookup::person(stage_history::stage_owner_id),
            lookup::customer(stage_history::customer_id),
            lookup::person(stage_history::owner_id),
            lookup::department(stage_history::dept_id),
            days(),
            on_time(),
        )
    );
}
