//! Contacts, found by the server's own search.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, me, reads};
use crate::{
    db::{
        cell::{code, flag, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::contact::{Contact, ContactPatch, ContactRow, NewContact},
    schema::kehu::contact,
};

type From = contact::table;
type Col = Column<ContactRow, From>;

pub struct Contacts;

impl Table for Contacts {
    type From = From;
    type Row = ContactRow;

    const KIND: Kind = Kind::Contact;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["name"], &["customer", "job_title", "mobile"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.own.name), sql!(contact::name)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(contact::customer_id),
            sql!(lookup::customer(contact::customer_id)),
        ),
        Col::text("gender", |r| code(&r.own.gender), sql!(contact::gender)),
        Col::text("job_title", |r| text(&r.own.job_title), sql!(contact::job_title)),
        Col::text("dept_name", |r| text(&r.own.dept_name), sql!(contact::dept_name)),
        Col::text("mobile", |r| text(&r.own.mobile), sql!(contact::mobile)),
        Col::text("phone", |r| text(&r.own.phone), sql!(contact::phone)),
        Col::text("email", |r| text(&r.own.email), sql!(contact::email)),
        Col::text("wechat", |r| text(&r.own.wechat), sql!(contact::wechat)),
        Col::int("relation_depth", |r| int(r.own.relation_depth), sql!(contact::relation_depth)),
        Col::text("influence", |r| code(&r.own.influence), sql!(contact::influence)),
        Col::flag("is_key", |r| flag(r.own.is_key), sql!(contact::is_key)).always(),
        Col::flag("is_decider", |r| flag(r.own.is_decider), sql!(contact::is_decider)).always(),
        Col::flag("is_payer", |r| flag(r.own.is_payer), sql!(contact::is_payer)).always(),
        Col::flag("do_not_contact", |r| flag(r.own.do_not_contact), sql!(contact::do_not_contact)).always(),
        Col::text("status", |r| code(&r.own.status), sql!(contact::status)).always(),
        Col::text("birth_calendar", |r| code(&r.own.birth_calendar), sql!(contact::birth_calendar)),
        Col::int("birth_month", |r| int(r.own.birth_month), sql!(contact::birth_month)),
        Col::int("birth_day", |r| int(r.own.birth_day), sql!(contact::birth_day)),
        Col::text("note", |r| text(&r.own.note), sql!(contact::note)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(contact::owner_id),
            sql!(lookup::person(contact::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(contact::dept_id),
            sql!(lookup::department(contact::dept_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(contact::created_by),
            sql!(lookup::person(contact::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(contact::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(contact::updated_at)).always(),
        Col::text("pinyin", |r| text(&r.own.pinyin), sql!(contact::pinyin)),
        Col::text("initials", |r| text(&r.own.initials), sql!(contact::initials)),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(contact::id.nullable())
    }

    fn head(row: &ContactRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let own: Predicate<From> = match search::contacts(conn, word)? {
            search::Hits::These(ids) => Box::new(contact::id.nullable().eq_any(ids)),
            search::Hits::Many => {
                let name = search::holds(Box::new(contact::name.nullable()), word);
                let initials = search::sounds(Box::new(contact::initials.nullable()), word);
                let pinyin = search::sounds(Box::new(contact::pinyin.nullable()), word);
                any([name].into_iter().chain(initials).chain(pinyin).collect())
            }
        };
        Ok(any(vec![own, search::of_customer(conn, word, sql!(contact::customer_id))?]))
    }

    reads!(
        contact::table,
        (
            Contact::as_select(),
            lookup::customer(contact::customer_id),
            lookup::person(contact::owner_id),
            lookup::department(contact::dept_id),
            lookup::person(contact::created_by),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        let (pinyin, initials) = given.sound()?;
        let new = NewContact {
            intent,
            customer_id: given.filled_link("customer")?.unwrap_or_default(),
            name: given.filled_text("name")?.unwrap_or_default(),
            pinyin: pinyin.unwrap_or_default(),
            initials: initials.unwrap_or_default(),
            gender: given.text("gender")?.flatten(),
            job_title: given.text("job_title")?.flatten(),
            dept_name: given.text("dept_name")?.flatten(),
            mobile: given.text("mobile")?.flatten(),
            phone: given.text("phone")?.flatten(),
            email: given.text("email")?.flatten(),
            wechat: given.text("wechat")?.flatten(),
            relation_depth: given.int("relation_depth")?.flatten(),
            influence: given.text("influence")?.flatten(),
            is_key: given.flag("is_key")?,
            is_decider: given.flag("is_decider")?,
            is_payer: given.flag("is_payer")?,
            do_not_contact: given.flag("do_not_contact")?,
            status: given.filled_text("status")?,
            birth_calendar: given.text("birth_calendar")?.flatten(),
            birth_month: given.int("birth_month")?.flatten(),
            birth_day: given.int("birth_day")?.flatten(),
            note: given.text("note")?.flatten(),
        };
        let made = diesel::insert_into(contact::table)
            .values(&new)
            .on_conflict((contact::created_by, contact::intent))
            .do_nothing()
            .returning((contact::id, contact::version))
            .get_result(conn)
            .optional()?;
        if let Some(made) = made {
            return Ok(made);
        }
        let mine = contact::intent.eq(intent).and(contact::created_by.nullable().eq(me()));
        Ok(contact::table.filter(mine).select((contact::id, contact::version)).first(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let (pinyin, initials) = given.sound()?;
        let patch = ContactPatch {
            name: given.filled_text("name")?,
            pinyin,
            initials,
            gender: given.text("gender")?,
            job_title: given.text("job_title")?,
            dept_name: given.text("dept_name")?,
            mobile: given.text("mobile")?,
            phone: given.text("phone")?,
            email: given.text("email")?,
            wechat: given.text("wechat")?,
            relation_depth: given.int("relation_depth")?,
            influence: given.text("influence")?,
            is_key: given.flag("is_key")?,
            is_decider: given.flag("is_decider")?,
            is_payer: given.flag("is_payer")?,
            do_not_contact: given.flag("do_not_contact")?,
            status: given.filled_text("status")?,
            birth_calendar: given.text("birth_calendar")?,
            birth_month: given.int("birth_month")?,
            birth_day: given.int("birth_day")?,
            note: given.text("note")?,
        };
        let this = contact::table.filter(contact::id.eq(id).and(contact::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(contact::version).get_result(conn).optional()?)
    }
}
