//! Opportunities. What depends on the business date is computed with the rows, from `kehu.today()`, as `kehu_rpt.opportunity` has it.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    sql_types::{BigInt, Bool, Integer, Jsonb, Nullable, Numeric, Text},
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, money, text},
        column::{Column, Expr, Make, Predicate, sql},
        condition::any,
        document,
        fixed::{Fixed, fixed},
        given::Given,
        lookup::{self, Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::opportunity::{Opportunity, OpportunityRow},
    schema::kehu::opportunity,
};

const SAVE: &str = "kehu.save_opportunity";

type From = opportunity::table;
type Col = Column<OpportunityRow, From>;

pub struct Opportunities;

fn product_line() -> Lookup<opportunity::class_id> {
    lookup("select k.name from kehu.media_class k where k.id =", opportunity::class_id)
}

fn pipeline_id() -> Fixed<Nullable<Integer>> {
    fixed("(select s.pipeline_id from kehu.stage s where s.id = opportunity.stage_id)")
}

fn pipeline() -> Fixed<Nullable<Text>> {
    fixed(
        "(select l.name from kehu.stage s join kehu.pipeline l on l.id = s.pipeline_id where s.id = opportunity.stage_id)",
    )
}

/// Percent.
fn win_rate() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case opportunity.state when 'won' then 100 when 'lost' then 0 when 'invalid' then 0 else coalesce(opportunity.own_win_rate, \
          (select s.win_rate from kehu.stage s where s.id = opportunity.stage_id)) end)",
    )
}

fn weighted() -> Fixed<Nullable<Numeric>> {
    fixed(
        "(round(opportunity.amount * (case opportunity.state when 'won' then 100 when 'lost' then 0 when 'invalid' then 0 \
          else coalesce(opportunity.own_win_rate, (select s.win_rate from kehu.stage s where s.id = opportunity.stage_id)) end) / 100, 2))",
    )
}

fn value_band() -> Fixed<Nullable<Text>> {
    fixed("('band_' || width_bucket(opportunity.amount, (select kehu.value_bands())))")
}

fn days_in_stage() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case when opportunity.state in ('open', 'suspended') then (select kehu.today()) - opportunity.stage_entered_on end)",
    )
}

fn over_days() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case when opportunity.state = 'open' and (select kehu.today()) - opportunity.stage_entered_on > opportunity.standard_days \
          then (select kehu.today()) - opportunity.stage_entered_on - opportunity.standard_days end)",
    )
}

fn pace() -> Fixed<Nullable<Text>> {
    fixed(
        "(case when opportunity.state <> 'open' then null \
          when (select kehu.today()) - opportunity.stage_entered_on > opportunity.standard_days then 'over' \
          when (select kehu.today()) - opportunity.stage_entered_on >= (select s.warn_days from kehu.stage s where s.id = opportunity.stage_id) then 'warn' else 'ok' end)",
    )
}

fn contacted() -> Fixed<Bool> {
    fixed("(opportunity.last_contact_at is not null)")
}

fn days_uncontacted() -> Fixed<Nullable<Integer>> {
    fixed(
        "(case when opportunity.state in ('open', 'suspended') \
          then (select kehu.today()) - kehu.day_of(coalesce(opportunity.last_contact_at, opportunity.created_at)) end)",
    )
}

fn stale() -> Fixed<Bool> {
    fixed(
        "(opportunity.state = 'open' and (select kehu.today()) - kehu.day_of(coalesce(opportunity.last_contact_at, opportunity.created_at)) \
          >= (case opportunity.importance when 'key' then (select kehu.stale_after('key')) \
              when 'normal' then (select kehu.stale_after('normal')) else (select kehu.stale_after('low')) end))",
    )
}

fn closing() -> Fixed<Bool> {
    fixed(
        "(opportunity.state = 'open' and ((select s.is_important from kehu.stage s where s.id = opportunity.stage_id) \
          or coalesce(opportunity.expected_close_on <= (select kehu.today()) + (select kehu.close_within()), false)))",
    )
}

fn ext() -> Fixed<Nullable<Jsonb>> {
    fixed("(select k.ext from kehu.opportunity_card k where k.opportunity_id = opportunity.id)")
}

impl Table for Opportunities {
    type From = From;
    type Row = OpportunityRow;

    const KIND: Kind = Kind::Opportunity;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["name"], &["customer", "stage", "amount"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(opportunity::code)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(opportunity::name)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(opportunity::customer_id),
            sql!(lookup::customer(opportunity::customer_id)),
        ),
        Col::text("product_line", |r| code(&r.product_line), sql!(product_line())),
        Col::text("intent_evidence", |r| text(&r.own.intent_evidence), sql!(opportunity::intent_evidence))
            .always(),
        Col::small_link(
            "pipeline",
            |r| link(r.pipeline_id, &r.pipeline),
            sql!(pipeline_id()),
            sql!(pipeline()),
        ),
        Col::text("stage", |r| code(&r.stage), sql!(lookup::stage(opportunity::stage_id))),
        Col::text("state", |r| code(&r.own.state), sql!(opportunity::state)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(opportunity::amount)),
        Col::text("importance", |r| code(&r.own.importance), sql!(opportunity::importance)).always(),
        Col::flag("is_key_project", |r| flag(r.own.is_key_project), sql!(opportunity::is_key_project))
            .always(),
        Col::date(
            "expected_close_on",
            |r| date(r.own.expected_close_on),
            sql!(opportunity::expected_close_on),
        ),
        Col::int("own_win_rate", |r| int(r.own.own_win_rate), sql!(opportunity::own_win_rate)),
        Col::int("win_rate", |r| int(r.win_rate), sql!(win_rate())),
        Col::number("weighted", |r| money(r.weighted), sql!(weighted())),
        Col::text("value_band", |r| code(&r.value_band), sql!(value_band())),
        Col::int("days_in_stage", |r| int(r.days_in_stage), sql!(days_in_stage())),
        Col::int("standard_days", |r| int(r.own.standard_days), sql!(opportunity::standard_days)).always(),
        Col::int("over_days", |r| int(r.over_days), sql!(over_days())),
        Col::text("pace", |r| code(&r.pace), sql!(pace())),
        Col::flag("contacted", |r| flag(r.own.last_contact_at.is_some()), sql!(contacted())),
        Col::int("days_uncontacted", |r| int(r.days_uncontacted), sql!(days_uncontacted())),
        Col::flag("stale", |r| flag(r.stale), sql!(stale())),
        Col::flag("closing", |r| flag(r.closing), sql!(closing())),
        Col::moment("last_contact_at", |r| moment(r.own.last_contact_at), sql!(opportunity::last_contact_at)),
        Col::date("next_activity_on", |r| date(r.own.next_activity_on), sql!(opportunity::next_activity_on)),
        Col::date("stage_entered_on", |r| date(r.own.stage_entered_on), sql!(opportunity::stage_entered_on))
            .always(),
        Col::moment("closed_at", |r| moment(r.own.closed_at), sql!(opportunity::closed_at)),
        Col::text("lost_reason", |r| code(&r.own.lost_reason), sql!(opportunity::lost_reason)),
        Col::link(
            "competitor",
            |r| link(r.own.lost_competitor_id, &r.competitor),
            sql!(opportunity::lost_competitor_id),
            sql!(lookup::competitor(opportunity::lost_competitor_id)),
        ),
        Col::text("state_reason", |r| text(&r.own.state_reason), sql!(opportunity::state_reason)),
        Col::int("lines", |r| int(r.own.lines), sql!(opportunity::lines)).always(),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(opportunity::owner_id),
            sql!(lookup::person(opportunity::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(opportunity::dept_id),
            sql!(lookup::department(opportunity::dept_id)),
        ),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(opportunity::salesperson_id),
            sql!(lookup::person(opportunity::salesperson_id)),
        ),
        Col::small_link(
            "first_owner",
            |r| link(r.own.first_owner_id, &r.first_owner),
            sql!(opportunity::first_owner_id),
            sql!(lookup::person(opportunity::first_owner_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(opportunity::created_by),
            sql!(lookup::person(opportunity::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(opportunity::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(opportunity::updated_at)).always(),
    ];

    const EXT: Option<Make<From, Jsonb>> = Some(sql!(ext()));

    fn ext(row: &OpportunityRow) -> &serde_json::Value {
        row.ext.as_ref().unwrap_or(&serde_json::Value::Null)
    }

    fn id() -> Expr<From, BigInt> {
        Box::new(opportunity::id.nullable())
    }

    fn head(row: &OpportunityRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(opportunity::code.nullable()), word),
            search::holds(Box::new(opportunity::name.nullable()), word),
            search::of_customer(conn, word, sql!(opportunity::customer_id))?,
        ]))
    }

    reads!(
        opportunity::table,
        (
            Opportunity::as_select(),
            lookup::customer(opportunity::customer_id),
            product_line(),
            pipeline_id(),
            pipeline(),
            lookup::stage(opportunity::stage_id),
            lookup::competitor(opportunity::lost_competitor_id),
            lookup::person(opportunity::owner_id),
            lookup::department(opportunity::dept_id),
            lookup::person(opportunity::salesperson_id),
            lookup::person(opportunity::first_owner_id),
            lookup::person(opportunity::created_by),
            win_rate(),
            weighted(),
            value_band(),
            days_in_stage(),
            over_days(),
            pace(),
            days_uncontacted(),
            stale(),
            closing(),
            ext(),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, SAVE, Kind::Opportunity, given, intent)
    }

    fn update(conn: &mut PgConnection, record: (i64, i32), given: &Given) -> Result<Option<i32>, Trouble> {
        document::change(conn, SAVE, Kind::Opportunity, record, given)
    }
}
