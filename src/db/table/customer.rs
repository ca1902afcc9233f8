//! Customers with their cards. A change of the card counts as a change of the customer, so that two people who write into
//! it do not lose each other's words.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
    dsl::LeftJoinQuerySource,
    sql_types::{BigInt, Integer, Jsonb, Numeric, Text},
};
use uuid::Uuid;

use super::{Table, array_to_string, me, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, money, text, words},
        column::{Column, Expr, Make, Predicate, sql},
        condition::any,
        custom,
        given::Given,
        lookup::{self, Lookup, lookup},
        search::{self, Hits},
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::customer::{Card, CardPatch, Customer, CustomerPatch, CustomerRow, NewCustomer},
    schema::kehu::{customer, customer_card},
};

type From = LeftJoinQuerySource<customer::table, customer_card::table>;
type Col = Column<CustomerRow, From>;

pub struct Customers;

/// The table of the cards, and its key.
const CARD: (&str, &str) = ("kehu.customer_card", "customer_id");

fn outstanding() -> Lookup<customer::id, Numeric> {
    lookup(
        "select coalesce(sum(i.outstanding), 0) from kehu.instalment i where i.counted and i.outstanding > 0 and i.customer_id =",
        customer::id,
    )
}

fn overdue() -> Lookup<customer::id, Numeric> {
    lookup(
        "select coalesce(sum(i.outstanding), 0) from kehu.instalment i where i.counted and i.outstanding > 0 \
         and i.due_on < (select kehu.today()) and i.customer_id =",
        customer::id,
    )
}

/// Worked out by the same view that reports read.
macro_rules! worked_out {
    ($name:ident, $sort:ty, $field:literal) => {
        fn $name() -> Lookup<customer::id, $sort> {
            lookup(
                concat!("select p.", $field, " from kehu_rpt.customer_profile p where p.id ="),
                customer::id,
            )
        }
    };
}
worked_out!(grade_suggested, Text, "grade_suggested");
worked_out!(orders_count, Integer, "orders_count");
worked_out!(sold_year, Numeric, "sold_year");
worked_out!(completeness, Integer, "completeness");

impl Table for Customers {
    type From = From;
    type Row = CustomerRow;

    const KIND: Kind = Kind::Customer;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["code", "owner", "city"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(customer::code)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(customer::name)).always(),
        Col::text("short_name", |r| text(&r.card.short_name), sql!(customer_card::short_name)),
        Col::text("kind", |r| code(&r.own.kind), sql!(customer::kind)).always(),
        Col::text("status", |r| code(&r.own.status), sql!(customer::status)).always(),
        Col::text("archive_reason", |r| text(&r.card.archive_reason), sql!(customer_card::archive_reason)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(customer::owner_id),
            sql!(lookup::person(customer::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(customer::dept_id),
            sql!(lookup::department(customer::dept_id)),
        ),
        Col::flag("is_key", |r| flag(r.own.is_key), sql!(customer::is_key)).always(),
        Col::text("value_grade", |r| code(&r.own.value_grade), sql!(customer::value_grade)),
        Col::text("grade_suggested", |r| code(&r.grade_suggested), sql!(grade_suggested())),
        Col::text("relation_level", |r| code(&r.own.relation_level), sql!(customer::relation_level)),
        Col::text("industry", |r| code(&r.own.industry), sql!(customer::industry)),
        Col::text("source", |r| code(&r.own.source), sql!(customer::source)),
        Col::text("introducer", |r| text(&r.card.introducer), sql!(customer_card::introducer)),
        Col::text("campaign", |r| text(&r.card.campaign), sql!(customer_card::campaign)),
        Col::text("city", |r| text(&r.own.city), sql!(customer::city)),
        Col::text("province", |r| text(&r.card.province), sql!(customer_card::province)),
        Col::text("address", |r| text(&r.card.address), sql!(customer_card::address)),
        Col::text("postcode", |r| text(&r.card.postcode), sql!(customer_card::postcode)),
        Col::text("phone", |r| text(&r.own.phone), sql!(customer::phone)),
        Col::text("fax", |r| text(&r.card.fax), sql!(customer_card::fax)),
        Col::text("website", |r| text(&r.card.website), sql!(customer_card::website)),
        Col::link(
            "parent",
            |r| link(r.own.parent_id, &r.parent),
            sql!(customer::parent_id),
            sql!(lookup::customer(customer::parent_id)),
        ),
        Col::text("uscc", |r| text(&r.own.uscc), sql!(customer::uscc)),
        Col::int("default_pay_days", |r| int(r.own.default_pay_days), sql!(customer::default_pay_days))
            .always(),
        Col::number("credit_limit", |r| money(r.own.credit_limit), sql!(customer::credit_limit)),
        Col::flag("needs_contract", |r| flag(r.own.needs_contract), sql!(customer::needs_contract)).always(),
        Col::date("next_contact_on", |r| date(r.own.next_contact_on), sql!(customer::next_contact_on)),
        Col::moment("last_contact_at", |r| moment(r.own.last_contact_at), sql!(customer::last_contact_at)),
        Col::date("last_order_on", |r| date(r.own.last_order_on), sql!(customer::last_order_on)),
        Col::int("orders_count", |r| int(r.orders_count), sql!(orders_count())).always(),
        Col::number("sold_year", |r| money(r.sold_year), sql!(sold_year())).always().dear(),
        Col::int("completeness", |r| int(r.completeness), sql!(completeness())).always(),
        Col::number("outstanding", |r| money(r.outstanding), sql!(outstanding())).always().dear(),
        Col::number("overdue", |r| money(r.overdue), sql!(overdue())).always().dear(),
        Col::flag("is_reference", |r| flag(r.own.is_reference), sql!(customer::is_reference)).always(),
        Col::text("reference_text", |r| text(&r.card.reference_text), sql!(customer_card::reference_text)),
        Col::text(
            "tags",
            |r| words(&r.card.tags),
            sql!(array_to_string(customer_card::tags.nullable(), " ")),
        ),
        Col::text("note", |r| text(&r.card.note), sql!(customer_card::note)),
        Col::small_link(
            "first_owner",
            |r| link(r.own.first_owner_id, &r.first_owner),
            sql!(customer::first_owner_id),
            sql!(lookup::person(customer::first_owner_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(customer::created_by),
            sql!(lookup::person(customer::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(customer::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(customer::updated_at)).always(),
        Col::text("pinyin", |r| text(&r.own.pinyin), sql!(customer::pinyin)),
        Col::text("initials", |r| text(&r.own.initials), sql!(customer::initials)),
    ];

    const EXT: Option<Make<From, Jsonb>> = Some(sql!(customer_card::ext));

    fn ext(row: &CustomerRow) -> &serde_json::Value {
        &row.card.ext
    }

    fn id() -> Expr<From, BigInt> {
        Box::new(customer::id.nullable())
    }

    fn head(row: &CustomerRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        if let Hits::These(ids) = search::customers(conn, word)? {
            return Ok(Box::new(customer::id.nullable().eq_any(ids)));
        }
        let name = search::holds(Box::new(customer::name.nullable()), word);
        let initials = search::sounds(Box::new(customer::initials.nullable()), word);
        let pinyin = search::sounds(Box::new(customer::pinyin.nullable()), word);
        Ok(any([name].into_iter().chain(initials).chain(pinyin).collect()))
    }

    reads!(
        customer::table.left_join(customer_card::table),
        (
            Customer::as_select(),
            Option::<Card>::as_select(),
            lookup::person(customer::owner_id),
            lookup::department(customer::dept_id),
            lookup::customer(customer::parent_id),
            lookup::person(customer::first_owner_id),
            lookup::person(customer::created_by),
            outstanding(),
            overdue(),
            grade_suggested(),
            orders_count(),
            sold_year(),
            completeness(),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        let (pinyin, initials) = given.sound()?;
        let new = NewCustomer {
            intent,
            name: given.filled_text("name")?.unwrap_or_default(),
            pinyin: pinyin.unwrap_or_default(),
            initials: initials.unwrap_or_default(),
            kind: given.filled_text("kind")?,
            parent_id: given.link("parent")?.flatten(),
            uscc: given.text("uscc")?.flatten(),
            source: given.text("source")?.flatten(),
            value_grade: given.text("value_grade")?.flatten(),
            industry: given.text("industry")?.flatten(),
            relation_level: given.text("relation_level")?.flatten(),
            is_key: given.flag("is_key")?,
            is_reference: given.flag("is_reference")?,
            city: given.text("city")?.flatten(),
            phone: given.text("phone")?.flatten(),
            credit_limit: given.number("credit_limit")?.flatten(),
            default_pay_days: given.int("default_pay_days")?.flatten(),
            needs_contract: given.flag("needs_contract")?,
            next_contact_on: given.date("next_contact_on")?.flatten(),
            owner_id: given.small_link("owner")?.flatten(),
        };
        let made = diesel::insert_into(customer::table)
            .values(&new)
            .on_conflict((customer::created_by, customer::intent))
            .do_nothing()
            .returning((customer::id, customer::version))
            .get_result(conn)
            .optional()?;
        if let Some((id, version)) = made {
            let card = card_patch(given)?;
            if card != CardPatch::default() {
                change_card(conn, id, card)?;
            }
            custom::keep_new(conn, Kind::Customer, id, given)?;
            return Ok((id, version));
        }
        let mine = customer::intent.eq(intent).and(customer::created_by.nullable().eq(me()));
        Ok(customer::table.filter(mine).select((customer::id, customer::version)).first(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let (pinyin, initials) = given.sound()?;
        let patch = CustomerPatch {
            name: given.filled_text("name")?,
            pinyin,
            initials,
            kind: given.filled_text("kind")?,
            parent_id: given.link("parent")?,
            uscc: given.text("uscc")?,
            source: given.text("source")?,
            value_grade: given.text("value_grade")?,
            industry: given.text("industry")?,
            relation_level: given.text("relation_level")?,
            is_key: given.flag("is_key")?,
            is_reference: given.flag("is_reference")?,
            city: given.text("city")?,
            phone: given.text("phone")?,
            credit_limit: given.number("credit_limit")?,
            default_pay_days: given.int("default_pay_days")?.map(Option::unwrap_or_default),
            needs_contract: given.flag("needs_contract")?,
            next_contact_on: given.date("next_contact_on")?,
        };
        let card = card_patch(given)?;
        let of_card = card != CardPatch::default();
        let by_card = of_card || given.has_custom();
        let this = customer::table.filter(customer::id.eq(id).and(customer::version.eq(version)));
        let changed = if by_card && patch == CustomerPatch::default() {
            // The city set to itself: the version counts, and nothing else changes.
            diesel::update(this)
                .set(customer::city.eq(customer::city))
                .returning(customer::version)
                .get_result(conn)
        } else {
            diesel::update(this).set(patch).returning(customer::version).get_result(conn)
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

fn card_patch(given: &Given) -> Result<CardPatch, Trouble> {
    Ok(CardPatch {
        short_name: given.text("short_name")?,
        reference_text: given.text("reference_text")?,
        introducer: given.text("introducer")?,
        campaign: given.text("campaign")?,
        province: given.text("province")?,
        address: given.text("address")?,
        postcode: given.text("postcode")?,
        fax: given.text("fax")?,
        website: given.text("website")?,
        tags: given.words("tags")?.map(|tags| tags.into_iter().map(Some).collect()),
        note: given.text("note")?,
    })
}

/// A card that may not be changed takes the whole save back.
fn change_card(conn: &mut PgConnection, id: i64, card: CardPatch) -> Result<(), Trouble> {
    let this = customer_card::table.filter(customer_card::customer_id.eq(id));
    match diesel::update(this).set(card).execute(conn)? {
        0 => Err(diesel::result::Error::NotFound.into()),
        _ => Ok(()),
    }
}
