//! Positions, with the list price in force.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Numeric},
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self, Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::position::{NewPosition, Position, PositionPatch, PositionRow},
    schema::kehu::ad_position,
};

type From = ad_position::table;
type Col = Column<PositionRow, From>;

pub struct Positions;

fn list_price() -> Lookup<ad_position::id, Numeric> {
    lookup(
        "select r.list_price from kehu.rate_item r join kehu.rate_card k on k.id = r.rate_card_id \
         where (select kehu.today()) between k.valid_from and k.valid_to and r.position_id =",
        ad_position::id,
    )
}

impl Table for Positions {
    type From = From;
    type Row = PositionRow;

    const KIND: Kind = Kind::Position;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["publication", "name"], &["code", "size"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "publication",
            |r| link(r.own.publication_id, &r.publication),
            sql!(ad_position::publication_id),
            sql!(lookup::publication(ad_position::publication_id)),
        ),
        Col::text("code", |r| text(&r.own.code), sql!(ad_position::code)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(ad_position::name)).always(),
        Col::text("size", |r| text(&r.own.size), sql!(ad_position::size)),
        Col::text("colour", |r| code(&r.own.colour), sql!(ad_position::colour)),
        Col::flag("unique_per_issue", |r| flag(r.own.unique_per_issue), sql!(ad_position::unique_per_issue))
            .always(),
        Col::number("list_price", |r| money(r.list_price), sql!(list_price())),
        Col::flag("active", |r| flag(r.own.active), sql!(ad_position::active)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(ad_position::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(ad_position::updated_at)).always(),
        Col::text("pinyin", |r| text(&r.own.pinyin), sql!(ad_position::pinyin)),
        Col::text("initials", |r| text(&r.own.initials), sql!(ad_position::initials)),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(ad_position::id.nullable())
    }

    fn head(row: &PositionRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let name = search::holds(Box::new(ad_position::name.nullable()), word);
        let code = search::holds(Box::new(ad_position::code.nullable()), word);
        let initials = search::sounds(Box::new(ad_position::initials.nullable()), word);
        let pinyin = search::sounds(Box::new(ad_position::pinyin.nullable()), word);
        Ok(any([name, code].into_iter().chain(initials).chain(pinyin).collect()))
    }

    reads!(
        ad_position::table,
        (Position::as_select(), lookup::publication(ad_position::publication_id), list_price(),)
    );

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let (pinyin, initials) = given.sound()?;
        let new = NewPosition {
            publication_id: given.filled_link("publication")?.unwrap_or_default(),
            code: given.filled_text("code")?.unwrap_or_default(),
            name: given.filled_text("name")?.unwrap_or_default(),
            pinyin: pinyin.unwrap_or_default(),
            initials: initials.unwrap_or_default(),
            size: given.text("size")?.flatten(),
            colour: given.text("colour")?.flatten(),
            unique_per_issue: given.flag("unique_per_issue")?,
            active: given.flag("active")?,
        };
        Ok(diesel::insert_into(ad_position::table)
            .values(&new)
            .returning((ad_position::id, ad_position::version))
            .get_result(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let (pinyin, initials) = given.sound()?;
        let patch = PositionPatch {
            code: given.filled_text("code")?,
            name: given.filled_text("name")?,
            pinyin,
            initials,
            size: given.text("size")?,
            colour: given.text("colour")?,
            unique_per_issue: given.flag("unique_per_issue")?,
            active: given.flag("active")?,
        };
        let this = ad_position::table.filter(ad_position::id.eq(id).and(ad_position::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(ad_position::version).get_result(conn).optional()?)
    }
}
