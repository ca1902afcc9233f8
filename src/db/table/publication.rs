//! Publications. Media groups and classes are no kinds: they go by their names.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, array_to_string, reads};
use crate::{
    db::{
        cell::{code, flag, int, moment, ratio, text, words},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        filter::unfit,
        given::Given,
        lookup::{Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::publication::{NewPublication, Publication, PublicationPatch, PublicationRow},
    schema::kehu::{media_class, media_group, publication},
};

type From = publication::table;
type Col = Column<PublicationRow, From>;

pub struct Publications;

fn group_name() -> Lookup<publication::group_id> {
    lookup("select k.name from kehu.media_group k where k.id =", publication::group_id)
}

fn class_name() -> Lookup<publication::class_id> {
    lookup("select k.name from kehu.media_class k where k.id =", publication::class_id)
}

/// The media group that is given by its name.
fn group(conn: &mut PgConnection, given: &Given) -> Result<Option<i32>, Trouble> {
    let Some(name) = given.filled_text("group")? else { return Ok(None) };
    let found = media_group::table.filter(media_group::name.eq(name)).select(media_group::id).first(conn);
    found.optional()?.map(Some).ok_or_else(|| unfit("bad_value", "group"))
}

/// The media class that is given by its name.
fn class(conn: &mut PgConnection, given: &Given) -> Result<Option<i32>, Trouble> {
    let Some(name) = given.filled_text("class")? else { return Ok(None) };
    let found = media_class::table.filter(media_class::name.eq(name)).select(media_class::id).first(conn);
    found.optional()?.map(Some).ok_or_else(|| unfit("bad_value", "class"))
}

impl Table for Publications {
    type From = From;
    type Row = PublicationRow;

    const KIND: Kind = Kind::Publication;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["code"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(publication::code)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(publication::name)).always(),
        Col::text("edition", |r| text(&r.own.edition), sql!(publication::edition)),
        Col::text("group", |r| code(&r.group), sql!(group_name())),
        Col::text("class", |r| code(&r.class), sql!(class_name())),
        Col::text("periodicity", |r| code(&r.own.periodicity), sql!(publication::periodicity)).always(),
        Col::text("publisher", |r| text(&r.own.publisher), sql!(publication::publisher)),
        Col::text(
            "industry_limit",
            |r| words(&r.own.industry_limit),
            sql!(array_to_string(publication::industry_limit.nullable(), " ")),
        ),
        Col::int("book_days", |r| int(r.own.book_days), sql!(publication::book_days)).always(),
        Col::int("material_days", |r| int(r.own.material_days), sql!(publication::material_days)).always(),
        Col::int("pay_days", |r| int(r.own.pay_days), sql!(publication::pay_days)).always(),
        Col::number("discount_floor", |r| ratio(r.own.discount_floor), sql!(publication::discount_floor))
            .always(),
        Col::flag("active", |r| flag(r.own.active), sql!(publication::active)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(publication::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(publication::updated_at)).always(),
        Col::text("pinyin", |r| text(&r.own.pinyin), sql!(publication::pinyin)),
        Col::text("initials", |r| text(&r.own.initials), sql!(publication::initials)),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(publication::id.nullable())
    }

    fn head(row: &PublicationRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let name = search::holds(Box::new(publication::name.nullable()), word);
        let code = search::holds(Box::new(publication::code.nullable()), word);
        let initials = search::sounds(Box::new(publication::initials.nullable()), word);
        let pinyin = search::sounds(Box::new(publication::pinyin.nullable()), word);
        Ok(any([name, code].into_iter().chain(initials).chain(pinyin).collect()))
    }

    reads!(publication::table, (Publication::as_select(), group_name(), class_name(),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let (pinyin, initials) = given.sound()?;
        let new = NewPublication {
            code: given.filled_text("code")?.unwrap_or_default(),
            name: given.filled_text("name")?.unwrap_or_default(),
            edition: given.text("edition")?.flatten(),
            pinyin: pinyin.unwrap_or_default(),
            initials: initials.unwrap_or_default(),
            group_id: group(conn, given)?.unwrap_or_default(),
            class_id: class(conn, given)?.unwrap_or_default(),
            periodicity: given.filled_text("periodicity")?.unwrap_or_default(),
            publisher: given.text("publisher")?.flatten(),
            industry_limit: given.words("industry_limit")?.map(|words| words.into_iter().map(Some).collect()),
            book_days: given.filled_int("book_days")?,
            material_days: given.filled_int("material_days")?,
            pay_days: given.filled_int("pay_days")?,
            discount_floor: given.filled_number("discount_floor")?,
            active: given.flag("active")?,
        };
        Ok(diesel::insert_into(publication::table)
            .values(&new)
            .returning((publication::id, publication::version))
            .get_result(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let (pinyin, initials) = given.sound()?;
        let patch = PublicationPatch {
            code: given.filled_text("code")?,
            name: given.filled_text("name")?,
            edition: given.text("edition")?,
            pinyin,
            initials,
            group_id: group(conn, given)?,
            class_id: class(conn, given)?,
            periodicity: given.filled_text("periodicity")?,
            publisher: given.text("publisher")?,
            industry_limit: given.words("industry_limit")?.map(|words| words.into_iter().map(Some).collect()),
            book_days: given.filled_int("book_days")?,
            material_days: given.filled_int("material_days")?,
            pay_days: given.filled_int("pay_days")?,
            discount_floor: given.filled_number("discount_floor")?,
            active: given.flag("active")?,
        };
        let this = publication::table.filter(publication::id.eq(id).and(publication::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(publication::version).get_result(conn).optional()?)
    }
}
