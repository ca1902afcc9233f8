//! Activities with their collection todos. What a todo asks for is read from its instalment.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
    dsl::LeftJoinQuerySource,
    sql_types::{BigInt, Bool, Integer, Nullable, Numeric, Timestamptz},
};
use uuid::Uuid;

use super::{Table, me, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        fixed::{Fixed, fixed},
        given::Given,
        lookup::{self, Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::activity::{Activity, ActivityPatch, ActivityRow, NewActivity},
    schema::kehu::{activity, dunning, opportunity, pursuit},
};

type From = LeftJoinQuerySource<activity::table, dunning::table>;
type Col = Column<ActivityRow, From>;

pub struct Activities;

fn overdue_days() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case when activity.state in ('planned', 'in_progress') and activity.due_on < (select kehu.today()) \
          then (select kehu.today()) - activity.due_on end)",
    )
}

/// Somebody else asked the reader for it, and he has not seen it yet.
fn unread() -> Fixed<Bool> {
    fixed(
        "(activity.acknowledged_at is null and activity.state in ('planned', 'in_progress') \
          and activity.owner_id = (select kehu.me()) and activity.assigned_by_id <> activity.owner_id)",
    )
}

fn opportunity() -> Lookup<activity::id, BigInt> {
    lookup("select k.opportunity_id from kehu.pursuit k where k.activity_id =", activity::id)
}

fn opportunity_name() -> Lookup<activity::id> {
    lookup(
        "select o.name from kehu.pursuit k join kehu.opportunity o on o.id = k.opportunity_id where k.activity_id =",
        activity::id,
    )
}

/// Planned by entering a stage.
fn stage_task() -> Fixed<Bool> {
    fixed(
        "(exists (select from kehu.pursuit k where k.activity_id = activity.id and k.stage_task_id is not null))",
    )
}

/// It was done by the day it was due (P13).
fn on_time() -> Fixed<Bool> {
    fixed(
        "(activity.state = 'done' \
          and (activity.done_at at time zone (select kehu_rpt.time_zone()))::date <= activity.due_on)",
    )
}

/// When the customer was met, called or written to.
fn contacted() -> Fixed<Nullable<Timestamptz>> {
    fixed(
        "(case when activity.state = 'done' and activity.kind in ('visit', 'call', 'meeting', 'mail', 'message') \
          then activity.done_at end)",
    )
}

/// The same of a row.
fn contacts(row: &Activity) -> bool {
    row.state == "done" && ["visit", "call", "meeting", "mail", "message"].contains(&row.kind.as_str())
}

fn level() -> Lookup<activity::id, Integer> {
    lookup("select k.level from kehu_rpt.collection k where k.activity_id =", activity::id)
}

fn outstanding() -> Lookup<activity::instalment_id, Numeric> {
    lookup("select k.outstanding from kehu.instalment k where k.id =", activity::instalment_id)
}

impl Table for Activities {
    type From = From;
    type Row = ActivityRow;

    const KIND: Kind = Kind::Activity;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["title"], &["customer", "due_on", "owner"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("kind", |r| code(&r.own.kind), sql!(activity::kind)).always(),
        Col::text("title", |r| text(&r.own.title), sql!(activity::title)).always(),
        Col::date("due_on", |r| date(r.own.due_on), sql!(activity::due_on)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(activity::state)).always(),
        Col::int("overdue_days", |r| int(r.overdue_days), sql!(overdue_days())),
        Col::flag("unread", |r| flag(r.unread), sql!(unread())),
        Col::flag("on_time", |r| flag(r.on_time), sql!(on_time())),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(activity::customer_id),
            sql!(lookup::customer(activity::customer_id)),
        ),
        Col::link(
            "contact",
            |r| link(r.own.contact_id, &r.contact),
            sql!(activity::contact_id),
            sql!(lookup::contact(activity::contact_id)),
        ),
        Col::link(
            "lead",
            |r| link(r.own.lead_id, &r.lead),
            sql!(activity::lead_id),
            sql!(lookup::lead(activity::lead_id)),
        ),
        Col::link(
            "order",
            |r| link(r.own.order_id, &r.order),
            sql!(activity::order_id),
            sql!(lookup::order(activity::order_id)),
        ),
        Col::link(
            "opportunity",
            |r| link(r.opportunity_id, &r.opportunity),
            sql!(opportunity()),
            sql!(opportunity_name()),
        ),
        Col::flag("stage_task", |r| flag(r.stage_task), sql!(stage_task())),
        Col::link(
            "insertion",
            |r| link(r.own.insertion_id, &r.insertion),
            sql!(activity::insertion_id),
            sql!(lookup::insertion(activity::insertion_id)),
        ),
        Col::link(
            "instalment",
            |r| link(r.own.instalment_id, &r.instalment),
            sql!(activity::instalment_id),
            sql!(lookup::instalment(activity::instalment_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(activity::owner_id),
            sql!(lookup::person(activity::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(activity::dept_id),
            sql!(lookup::department(activity::dept_id)),
        ),
        Col::small_link(
            "assigned_by",
            |r| link(r.own.assigned_by_id, &r.assigned_by),
            sql!(activity::assigned_by_id),
            sql!(lookup::person(activity::assigned_by_id)),
        ),
        Col::text("priority", |r| code(&r.own.priority), sql!(activity::priority)).always(),
        Col::flag("is_key", |r| flag(r.own.is_key), sql!(activity::is_key)).always(),
        Col::moment("plan_start", |r| moment(r.own.plan_start), sql!(activity::plan_start)),
        Col::moment("plan_end", |r| moment(r.own.plan_end), sql!(activity::plan_end)),
        Col::flag("all_day", |r| flag(r.own.all_day), sql!(activity::all_day)).always(),
        Col::number("outstanding", |r| money(r.outstanding), sql!(outstanding())),
        Col::int("level", |r| int(r.level), sql!(level())),
        Col::date("promised_on", |r| date(r.promised_on), sql!(dunning::promised_on)),
        Col::number("promised_amount", |r| money(r.promised_amount), sql!(dunning::promised_amount)),
        Col::text("reason_code", |r| code(&r.reason_code), sql!(dunning::reason_code)),
        Col::text("answer", |r| text(&r.answer), sql!(dunning::answer)),
        Col::moment("answered_at", |r| moment(r.answered_at), sql!(dunning::answered_at)),
        Col::moment("done_at", |r| moment(r.own.done_at), sql!(activity::done_at)),
        Col::moment(
            "contacted_at",
            |r| moment(r.own.done_at.filter(|_| contacts(&r.own))),
            sql!(contacted()),
        ),
        Col::text("result", |r| text(&r.own.result), sql!(activity::result)),
        Col::text("customer_feedback", |r| text(&r.own.customer_feedback), sql!(activity::customer_feedback)),
        Col::text("next_step", |r| text(&r.own.next_step), sql!(activity::next_step)),
        Col::text("result_code", |r| code(&r.own.result_code), sql!(activity::result_code)),
        Col::moment("acknowledged_at", |r| moment(r.own.acknowledged_at), sql!(activity::acknowledged_at)),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(activity::created_by),
            sql!(lookup::person(activity::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(activity::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(activity::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(activity::id.nullable())
    }

    fn head(row: &ActivityRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(activity::title.nullable()), word),
            search::holds(Box::new(lookup::order(activity::order_id).nullable()), word),
            search::of_customer(conn, word, sql!(activity::customer_id))?,
        ]))
    }

    reads!(
        activity::table.left_join(dunning::table),
        (
            Activity::as_select(),
            overdue_days(),
            unread(),
            on_time(),
            lookup::customer(activity::customer_id),
            lookup::contact(activity::contact_id),
            lookup::order(activity::order_id),
            opportunity(),
            opportunity_name(),
            stage_task(),
            lookup::insertion(activity::insertion_id),
            lookup::instalment(activity::instalment_id),
            lookup::lead(activity::lead_id),
            lookup::person(activity::owner_id),
            lookup::department(activity::dept_id),
            lookup::person(activity::assigned_by_id),
            outstanding(),
            level(),
            dunning::promised_on.nullable(),
            dunning::promised_amount.nullable(),
            dunning::reason_code.nullable(),
            dunning::answer.nullable(),
            dunning::answered_at.nullable(),
            lookup::person(activity::created_by),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        let pursues = given.link("opportunity")?.flatten();
        let of_it = match pursues {
            Some(id) => {
                opportunity::table.find(id).select(opportunity::customer_id).first(conn).optional()?
            }
            None => None,
        };
        let new = NewActivity {
            intent,
            kind: given.filled_text("kind")?.unwrap_or_default(),
            title: given.filled_text("title")?.unwrap_or_default(),
            customer_id: given.link("customer")?.flatten().or(of_it),
            contact_id: given.link("contact")?.flatten(),
            order_id: given.link("order")?.flatten(),
            insertion_id: given.link("insertion")?.flatten(),
            lead_id: given.link("lead")?.flatten(),
            owner_id: given.filled_small_link("owner")?,
            is_key: given.flag("is_key")?,
            priority: given.filled_text("priority")?,
            plan_start: given.moment("plan_start")?.flatten(),
            plan_end: given.moment("plan_end")?.flatten(),
            all_day: given.flag("all_day")?,
            due_on: given.filled_date("due_on")?.unwrap_or_default(),
        };
        let made = diesel::insert_into(activity::table)
            .values(&new)
            .on_conflict((activity::created_by, activity::intent))
            .do_nothing()
            .returning((activity::id, activity::version))
            .get_result(conn)
            .optional()?;
        if let Some((id, version)) = made {
            if let Some(pursued) = pursues {
                let row = (pursuit::activity_id.eq(id), pursuit::opportunity_id.eq(pursued));
                diesel::insert_into(pursuit::table).values(row).execute(conn)?;
            }
            return Ok((id, version));
        }
        let mine = activity::intent.eq(intent).and(activity::created_by.nullable().eq(me()));
        Ok(activity::table.filter(mine).select((activity::id, activity::version)).first(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let patch = ActivityPatch {
            title: given.filled_text("title")?,
            contact_id: given.link("contact")?,
            is_key: given.flag("is_key")?,
            priority: given.filled_text("priority")?,
            plan_start: given.moment("plan_start")?,
            plan_end: given.moment("plan_end")?,
            all_day: given.flag("all_day")?,
            due_on: given.filled_date("due_on")?,
        };
        let this = activity::table.filter(activity::id.eq(id).and(activity::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(activity::version).get_result(conn).optional()?)
    }
}
