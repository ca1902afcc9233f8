//! Contacts with their cards, found by the server's own search. A mobile number comes masked to those who may not write the contact.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
    dsl::LeftJoinQuerySource,
    sql_types::{BigInt, Bool, Date, Integer, Jsonb, Nullable, Text},
};
use uuid::Uuid;

use super::{Table, me, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, text},
        column::{Column, Expr, Make, Predicate, sql},
        condition::any,
        custom,
        fixed::fixed,
        given::Given,
        lookup::{self, Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::contact::{Contact, ContactCard, ContactCardPatch, ContactPatch, ContactRow, NewContact},
    schema::kehu::{contact, contact_card},
};

type From = LeftJoinQuerySource<contact::table, contact_card::table>;
type Col = Column<ContactRow, From>;

pub struct Contacts;

/// The table of the cards, and its key.
const CARD: (&str, &str) = ("kehu.contact_card", "contact_id");

diesel::define_sql_function! {
    /// The day on which a birthday is kept next, that day or later.
    #[sql_name = "kehu.next_birthday"]
    fn next_birthday(
        calendar: Nullable<Text>,
        month: Nullable<Integer>,
        day: Nullable<Integer>,
        leap: Bool,
        since: Nullable<Date>,
    ) -> Nullable<Date>;
}

macro_rules! birthday {
    () => {
        next_birthday(
            contact::birth_calendar,
            contact::birth_month,
            contact::birth_day,
            contact::birth_leap,
            fixed::<Nullable<Date>>("(select kehu.today())"),
        )
    };
}

/// The whole number where the rights let it through, else the masked one.
fn mobile() -> Lookup<contact::id> {
    lookup(
        "select coalesce((select m.mobile from kehu.contact_mobile m where m.contact_id = k.contact_id), k.mobile_masked) \
         from kehu.contact_card k where k.contact_id =",
        contact::id,
    )
}

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
        Col::text("mobile", |r| text(&r.mobile), sql!(mobile())),
        Col::text("phone", |r| text(&r.own.phone), sql!(contact::phone)),
        Col::text("phone_ext", |r| text(&r.card.phone_ext), sql!(contact_card::phone_ext)),
        Col::text("fax", |r| text(&r.card.fax), sql!(contact_card::fax)),
        Col::text("email", |r| text(&r.own.email), sql!(contact::email)),
        Col::text("wechat", |r| text(&r.own.wechat), sql!(contact::wechat)),
        Col::text("qq", |r| text(&r.card.qq), sql!(contact_card::qq)),
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
        Col::flag("birth_leap", |r| flag(r.own.birth_leap), sql!(contact::birth_leap)).always(),
        Col::int("birth_year", |r| int(r.card.birth_year), sql!(contact_card::birth_year)),
        Col::date("next_birthday_on", |r| date(r.next_birthday_on), &|| Box::new(birthday!())),
        Col::text("hobbies", |r| text(&r.card.hobbies), sql!(contact_card::hobbies)),
        Col::link(
            "reports_to",
            |r| link(r.card.reports_to_id, &r.reports_to),
            sql!(contact_card::reports_to_id),
            sql!(lookup::contact(contact_card::reports_to_id)),
        ),
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

    const EXT: Option<Make<From, Jsonb>> = Some(sql!(contact_card::ext));

    fn ext(row: &ContactRow) -> &serde_json::Value {
        &row.card.ext
    }

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
        contact::table.left_join(contact_card::table),
        (
            Contact::as_select(),
            Option::<ContactCard>::as_select(),
            mobile(),
            birthday!(),
            lookup::contact(contact_card::reports_to_id.nullable()),
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
            birth_leap: given.flag("birth_leap")?,
            note: given.text("note")?.flatten(),
        };
        let made = diesel::insert_into(contact::table)
            .values(&new)
            .on_conflict((contact::created_by, contact::intent))
            .do_nothing()
            .returning((contact::id, contact::version))
            .get_result(conn)
            .optional()?;
        if let Some((id, version)) = made {
            let card = card_patch(given)?;
            if card != ContactCardPatch::default() {
                change_card(conn, id, card)?;
            }
            custom::keep_new(conn, Kind::Contact, id, given)?;
            return Ok((id, version));
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
            birth_leap: given.flag("birth_leap")?,
            note: given.text("note")?,
        };
        let card = card_patch(given)?;
        let of_card = card != ContactCardPatch::default();
        let by_card = of_card || given.has_custom();
        let this = contact::table.filter(contact::id.eq(id).and(contact::version.eq(version)));
        let changed = if by_card && patch == ContactPatch::default() {
            // The title set to itself: the version counts, and nothing else changes.
            diesel::update(this)
                .set(contact::job_title.eq(contact::job_title))
                .returning(contact::version)
                .get_result(conn)
        } else {
            diesel::update(this).set(patch).returning(contact::version).get_result(conn)
        };
        let changed = changed.optional()?;
        if changed.is_some() && of_card {
            change_card(conn, id, card)?;
        }
        if changed.is_some() {
            custom::keep(conn, CARD, id, given)?;
        }
        Ok(changed)
    }
}

fn card_patch(given: &Given) -> Result<ContactCardPatch, Trouble> {
    Ok(ContactCardPatch {
        phone_ext: given.text("phone_ext")?,
        fax: given.text("fax")?,
        qq: given.text("qq")?,
        birth_year: given.int("birth_year")?,
        reports_to_id: given.link("reports_to")?,
        hobbies: given.text("hobbies")?,
    })
}

/// A card that may not be changed takes the whole save back.
fn change_card(conn: &mut PgConnection, id: i64, card: ContactCardPatch) -> Result<(), Trouble> {
    let this = contact_card::table.filter(contact_card::contact_id.eq(id));
    match diesel::update(this).set(card).execute(conn)? {
        0 => Err(diesel::result::Error::NotFound.into()),
        _ => Ok(()),
    }
}
