//! Leads, found by name, pinyin, person and number.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Jsonb},
};
use uuid::Uuid;

use super::{Table, me, reads};
use crate::{
    db::{
        cell::{code, date, link, moment, text},
        column::{Column, Expr, Make, Predicate, sql},
        condition::any,
        custom,
        given::Given,
        lookup, search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::lead::{Lead, LeadPatch, LeadRow, NewLead},
    schema::kehu::lead,
};

type From = lead::table;
type Col = Column<LeadRow, From>;

pub struct Leads;

impl Table for Leads {
    type From = From;
    type Row = LeadRow;

    const KIND: Kind = Kind::Lead;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["name"], &["contact_name", "city", "owner"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.own.name), sql!(lead::name)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(lead::state)).always(),
        Col::text("contact_name", |r| text(&r.own.contact_name), sql!(lead::contact_name)),
        Col::text("job_title", |r| text(&r.own.job_title), sql!(lead::job_title)),
        Col::text("mobile", |r| text(&r.own.mobile), sql!(lead::mobile)),
        Col::text("phone", |r| text(&r.own.phone), sql!(lead::phone)),
        Col::text("city", |r| text(&r.own.city), sql!(lead::city)),
        Col::text("source", |r| code(&r.own.source), sql!(lead::source)),
        Col::text("industry", |r| code(&r.own.industry), sql!(lead::industry)),
        Col::text("interest", |r| text(&r.own.interest), sql!(lead::interest)),
        Col::date("next_contact_on", |r| date(r.own.next_contact_on), sql!(lead::next_contact_on)),
        Col::moment("last_contact_at", |r| moment(r.own.last_contact_at), sql!(lead::last_contact_at)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(lead::owner_id),
            sql!(lookup::person(lead::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(lead::dept_id),
            sql!(lookup::department(lead::dept_id)),
        ),
        Col::text("drop_reason", |r| text(&r.own.drop_reason), sql!(lead::drop_reason)),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(lead::customer_id),
            sql!(lookup::customer(lead::customer_id)),
        ),
        Col::link(
            "contact",
            |r| link(r.own.contact_id, &r.contact),
            sql!(lead::contact_id),
            sql!(lookup::contact(lead::contact_id)),
        ),
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(lead::opportunity_id),
            sql!(lookup::opportunity(lead::opportunity_id)),
        ),
        Col::moment("converted_at", |r| moment(r.own.converted_at), sql!(lead::converted_at)),
        Col::small_link(
            "first_owner",
            |r| link(r.own.first_owner_id, &r.first_owner),
            sql!(lead::first_owner_id),
            sql!(lookup::person(lead::first_owner_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(lead::created_by),
            sql!(lookup::person(lead::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(lead::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(lead::updated_at)).always(),
        Col::text("pinyin", |r| text(&r.own.pinyin), sql!(lead::pinyin)),
        Col::text("initials", |r| text(&r.own.initials), sql!(lead::initials)),
    ];

    const EXT: Option<Make<From, Jsonb>> = Some(sql!(lead::ext));

    fn ext(row: &LeadRow) -> &serde_json::Value {
        &row.own.ext
    }

    fn id() -> Expr<From, BigInt> {
        Box::new(lead::id.nullable())
    }

    fn head(row: &LeadRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let texts = [
            search::holds(Box::new(lead::name.nullable()), word),
            search::holds(Box::new(lead::contact_name.nullable()), word),
            search::holds(Box::new(lead::mobile.nullable()), word),
        ];
        let initials = search::sounds(Box::new(lead::initials.nullable()), word);
        let pinyin = search::sounds(Box::new(lead::pinyin.nullable()), word);
        Ok(any(texts.into_iter().chain(initials).chain(pinyin).collect()))
    }

    reads!(
        lead::table,
        (
            Lead::as_select(),
            lookup::person(lead::owner_id),
            lookup::department(lead::dept_id),
            lookup::customer(lead::customer_id),
            lookup::contact(lead::contact_id),
            lookup::opportunity(lead::opportunity_id),
            lookup::person(lead::first_owner_id),
            lookup::person(lead::created_by),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        let (pinyin, initials) = given.sound()?;
        let new = NewLead {
            intent,
            name: given.filled_text("name")?.unwrap_or_default(),
            pinyin: pinyin.unwrap_or_default(),
            initials: initials.unwrap_or_default(),
            contact_name: given.text("contact_name")?.flatten(),
            job_title: given.text("job_title")?.flatten(),
            mobile: given.text("mobile")?.flatten(),
            phone: given.text("phone")?.flatten(),
            city: given.text("city")?.flatten(),
            source: given.text("source")?.flatten(),
            industry: given.text("industry")?.flatten(),
            interest: given.text("interest")?.flatten(),
            next_contact_on: given.date("next_contact_on")?.flatten(),
            owner_id: given.small_link("owner")?.flatten(),
            ext: custom::over(serde_json::Value::Null, given)?,
        };
        let made = diesel::insert_into(lead::table)
            .values(&new)
            .on_conflict((lead::created_by, lead::intent))
            .do_nothing()
            .returning((lead::id, lead::version))
            .get_result(conn)
            .optional()?;
        if let Some(made) = made {
            return Ok(made);
        }
        let mine = lead::intent.eq(intent).and(lead::created_by.nullable().eq(me()));
        Ok(lead::table.filter(mine).select((lead::id, lead::version)).first(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let (pinyin, initials) = given.sound()?;
        let held = match given.has_custom() {
            true => lead::table.find(id).select(lead::ext).first(conn).optional()?,
            false => None,
        };
        let patch = LeadPatch {
            name: given.filled_text("name")?,
            pinyin,
            initials,
            contact_name: given.text("contact_name")?,
            job_title: given.text("job_title")?,
            mobile: given.text("mobile")?,
            phone: given.text("phone")?,
            city: given.text("city")?,
            source: given.text("source")?,
            industry: given.text("industry")?,
            interest: given.text("interest")?,
            next_contact_on: given.date("next_contact_on")?,
            ext: held.map(|held| custom::over(held, given)).transpose()?,
        };
        let this = lead::table.filter(lead::id.eq(id).and(lead::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(lead::version).get_result(conn).optional()?)
    }
}
