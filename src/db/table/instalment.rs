//! Instalments. What depends on the business date (state, days late) is computed with the rows, from `kehu.today()`.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    sql_types::{BigInt, Integer, Nullable, Text},
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
    model::instalment::{Instalment, InstalmentRow},
    schema::kehu::instalment,
};

type From = instalment::table;
type Col = Column<InstalmentRow, From>;

pub struct Instalments;

fn parts() -> Lookup<instalment::order_id, Integer> {
    lookup(
        "select count(*)::int from kehu.instalment k where k.state <> 'cancelled' and k.order_id =",
        instalment::order_id,
    )
}

fn state() -> Fixed<Nullable<Text>> {
    fixed(
        "(case when instalment.state <> 'open' then instalment.state \
          when instalment.outstanding = 0 then 'paid' \
          when not instalment.counted then 'open' \
          when instalment.due_on < (select kehu.today()) then 'overdue' \
          when instalment.due_on = (select kehu.today()) then 'due_today' else 'not_due' end)",
    )
}

fn overdue_days() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case when instalment.counted and instalment.outstanding > 0 and instalment.due_on < (select kehu.today()) \
          then (select kehu.today()) - instalment.due_on end)",
    )
}

/// The bucket of P3; nothing where nothing is to be collected.
fn age() -> Fixed<Nullable<Text>> {
    fixed(
        "(case when not instalment.counted or instalment.state <> 'open' or instalment.outstanding <= 0 then null \
          when instalment.due_on > (select kehu.today()) then 'not_due' \
          when instalment.due_on = (select kehu.today()) then 'due_today' \
          when instalment.due_on >= (select kehu.today()) - 30 then 'to_30' \
          when instalment.due_on >= (select kehu.today()) - 60 then 'to_60' \
          when instalment.due_on >= (select kehu.today()) - 90 then 'to_90' else 'over_90' end)",
    )
}

/// Of the row's own columns, not looked up again: one look-up less for each row.
fn todo() -> Fixed<Nullable<Text>> {
    fixed(
        "(coalesce((select case when d.answered_at is not null and d.level = 1 then 'answered' else 'level' || d.level end \
           from kehu_rpt.collection d where d.is_open and d.instalment_id = instalment.id), \
           case when instalment.blocked_until >= (select kehu.today()) then 'blocked' end))",
    )
}

/// What became of the customer's promise.
fn promise() -> Lookup<instalment::id> {
    lookup("select k.state from kehu_rpt.promise k where k.instalment_id =", instalment::id)
}

impl Table for Instalments {
    type From = From;
    type Row = InstalmentRow;

    const KIND: Kind = Kind::Instalment;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["order", "seq"], &["customer", "due_on", "outstanding"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(instalment::order_id),
            sql!(lookup::order(instalment::order_id)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(instalment::customer_id),
            sql!(lookup::customer(instalment::customer_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(instalment::seq)).always(),
        Col::int("parts", |r| int(r.parts), sql!(parts())).always(),
        Col::date("due_on", |r| date(r.own.due_on), sql!(instalment::due_on)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(instalment::amount)).always(),
        Col::number("received", |r| money(r.own.received), sql!(instalment::received)).always(),
        Col::number("outstanding", |r| money(r.own.outstanding), sql!(instalment::outstanding)).always(),
        Col::int("overdue_days", |r| int(r.overdue_days), sql!(overdue_days())),
        Col::text("age", |r| code(&r.age), sql!(age())),
        Col::text("state", |r| code(&r.state), sql!(state())).always(),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(instalment::salesperson_id),
            sql!(lookup::person(instalment::salesperson_id)),
        ),
        Col::date("promised_on", |r| date(r.own.promised_on), sql!(instalment::promised_on)),
        Col::number("promised_amount", |r| money(r.own.promised_amount), sql!(instalment::promised_amount)),
        Col::text("promise", |r| code(&r.promise), sql!(promise())),
        Col::text("todo", |r| code(&r.todo), sql!(todo())),
        Col::date("blocked_until", |r| date(r.own.blocked_until), sql!(instalment::blocked_until)),
        Col::text("blocked_reason", |r| text(&r.own.blocked_reason), sql!(instalment::blocked_reason)),
        Col::link(
            "insertion",
            |r| link(r.own.insertion_id, &r.insertion),
            sql!(instalment::insertion_id),
            sql!(lookup::insertion(instalment::insertion_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(instalment::owner_id),
            sql!(lookup::person(instalment::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(instalment::dept_id),
            sql!(lookup::department(instalment::dept_id)),
        ),
        Col::flag("counted", |r| flag(r.own.counted), sql!(instalment::counted)).always(),
        Col::text("note", |r| text(&r.own.note), sql!(instalment::note)),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(instalment::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(instalment::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(instalment::id.nullable())
    }

    fn head(row: &InstalmentRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::order(instalment::order_id).nullable()), word),
            search::of_customer(conn, word, sql!(instalment::customer_id))?,
        ]))
    }

    reads!(
        instalment::table,
        (
            Instalment::as_select(),
            lookup::order(instalment::order_id),
            lookup::customer(instalment::customer_id),
            lookup::insertion(instalment::insertion_id),
            lookup::person(instalment::salesperson_id),
            lookup::person(instalment::owner_id),
            lookup::department(instalment::dept_id),
            parts(),
            state(),
            overdue_days(),
            todo(),
            promise(),
            age(),
        )
    );
}
