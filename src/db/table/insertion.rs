//! Insertions with their issues, whose deadlines the delivery list filters by.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    dsl::InnerJoinQuerySource,
    sql_types::{BigInt, Bool, Integer, Nullable},
};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        fixed::{Fixed, fixed},
        lookup::{self, Lookup, lookup},
        search,
    },
    domain::kind::Kind,
    model::insertion::{Insertion, InsertionRow},
    schema::kehu::{insertion, issue},
};

type From = InnerJoinQuerySource<insertion::table, issue::table>;
type Col = Column<InsertionRow, From>;

pub struct Insertions;

fn overdue_days() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case when insertion.counted and insertion.state in ('planned', 'booked', 'material_in') \
          and insertion.planned_on < (select kehu.today()) then (select kehu.today()) - insertion.planned_on end)",
    )
}

fn repeated() -> Lookup<insertion::id, Bool> {
    lookup(
        "select count(*) > 0 from kehu.insertion k where k.state not in ('cancelled', 'missed') and k.makegood_of_id =",
        insertion::id,
    )
}

fn order_state() -> Lookup<insertion::order_id> {
    lookup("select k.state from kehu.sales_order k where k.id =", insertion::order_id)
}

impl Table for Insertions {
    type From = From;
    type Row = InsertionRow;

    const KIND: Kind = Kind::Insertion;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["issue", "position"], &["customer", "order"]);
    const COLUMNS: &'static [Col] = &[
        Col::date("planned_on", |r| date(r.own.planned_on), sql!(insertion::planned_on)).always(),
        Col::link(
            "publication",
            |r| link(r.own.publication_id, &r.publication),
            sql!(insertion::publication_id),
            sql!(lookup::publication(insertion::publication_id)),
        ),
        Col::link("issue", |r| link(r.own.issue_id, &r.issue), sql!(insertion::issue_id), sql!(issue::label)),
        Col::link(
            "position",
            |r| link(r.own.position_id, &r.position),
            sql!(insertion::position_id),
            sql!(lookup::position(insertion::position_id)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(insertion::customer_id),
            sql!(lookup::customer(insertion::customer_id)),
        ),
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(insertion::order_id),
            sql!(lookup::order(insertion::order_id)),
        ),
        Col::link(
            "line",
            |r| link(r.own.order_line_id, &r.line),
            sql!(insertion::order_line_id),
            sql!(lookup::line(insertion::order_line_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(insertion::seq)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(insertion::state)).always(),
        Col::int("overdue_days", |r| int(r.overdue_days), sql!(overdue_days())),
        Col::date("booking_deadline_on", |r| date(r.booking_deadline_on), sql!(issue::booking_deadline_on))
            .always(),
        Col::date(
            "material_deadline_on",
            |r| date(r.material_deadline_on),
            sql!(issue::material_deadline_on),
        )
        .always(),
        Col::number("amount", |r| money(r.own.amount), sql!(insertion::amount)).always(),
        Col::date("published_on", |r| date(r.own.published_on), sql!(insertion::published_on)),
        Col::text("page_no", |r| text(&r.own.page_no), sql!(insertion::page_no)),
        Col::text("sample_no", |r| text(&r.own.sample_no), sql!(insertion::sample_no)),
        Col::date("sample_sent_on", |r| date(r.own.sample_sent_on), sql!(insertion::sample_sent_on)),
        Col::link(
            "makegood_of",
            |r| link(r.own.makegood_of_id, &r.makegood_of),
            sql!(insertion::makegood_of_id),
            sql!(lookup::insertion(insertion::makegood_of_id)),
        ),
        Col::flag("repeated", |r| flag(r.repeated), sql!(repeated())),
        Col::text("order_state", |r| code(&r.order_state), sql!(order_state())),
        Col::small_link(
            "marked_by",
            |r| link(r.own.marked_by, &r.marked_by),
            sql!(insertion::marked_by),
            sql!(lookup::person(insertion::marked_by)),
        ),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(insertion::salesperson_id),
            sql!(lookup::person(insertion::salesperson_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(insertion::owner_id),
            sql!(lookup::person(insertion::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(insertion::dept_id),
            sql!(lookup::department(insertion::dept_id)),
        ),
        Col::flag("counted", |r| flag(r.own.counted), sql!(insertion::counted)).always(),
        Col::text("note", |r| text(&r.own.note), sql!(insertion::note)),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(insertion::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(insertion::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(insertion::id.nullable())
    }

    fn head(row: &InsertionRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::order(insertion::order_id).nullable()), word),
            search::holds(Box::new(issue::label.nullable()), word),
            search::holds(Box::new(lookup::publication(insertion::publication_id).nullable()), word),
            search::holds(Box::new(lookup::position(insertion::position_id).nullable()), word),
            search::of_customer(conn, word, sql!(insertion::customer_id))?,
        ]))
    }

    reads!(
        insertion::table.inner_join(issue::table),
        (
            Insertion::as_select(),
            lookup::publication(insertion::publication_id),
            issue::label,
            lookup::position(insertion::position_id),
            lookup::customer(insertion::customer_id),
            lookup::order(insertion::order_id),
            lookup::line(insertion::order_line_id),
            overdue_days(),
            issue::booking_deadline_on,
            issue::material_deadline_on,
            lookup::insertion(insertion::makegood_of_id),
            repeated(),
            order_state(),
            lookup::person(insertion::marked_by),
            lookup::person(insertion::salesperson_id),
            lookup::person(insertion::owner_id),
            lookup::department(insertion::dept_id),
        )
    );
}
