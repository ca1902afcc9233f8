//! Competitors.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{flag, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::competitor::{Competitor, CompetitorPatch, CompetitorRow, NewCompetitor},
    schema::kehu::competitor,
};

type From = competitor::table;
type Col = Column<CompetitorRow, From>;

pub struct Competitors;

impl Table for Competitors {
    type From = From;
    type Row = CompetitorRow;

    const KIND: Kind = Kind::Competitor;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["media"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.own.name), sql!(competitor::name)).always(),
        Col::text("media", |r| text(&r.own.media), sql!(competitor::media)),
        Col::text("strengths", |r| text(&r.own.strengths), sql!(competitor::strengths)),
        Col::text("weaknesses", |r| text(&r.own.weaknesses), sql!(competitor::weaknesses)),
        Col::text("price_note", |r| text(&r.own.price_note), sql!(competitor::price_note)),
        Col::flag("active", |r| flag(r.own.active), sql!(competitor::active)).always(),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(competitor::created_by),
            sql!(lookup::person(competitor::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(competitor::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(competitor::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(competitor::id.nullable())
    }

    fn head(row: &CompetitorRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(competitor::name.nullable()), word),
            search::holds(Box::new(competitor::media.nullable()), word),
        ]))
    }

    reads!(competitor::table, (Competitor::as_select(), lookup::person(competitor::created_by),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewCompetitor {
            name: given.filled_text("name")?.unwrap_or_default(),
            media: given.text("media")?.flatten(),
            strengths: given.text("strengths")?.flatten(),
            weaknesses: given.text("weaknesses")?.flatten(),
            price_note: given.text("price_note")?.flatten(),
            active: given.flag("active")?,
        };
        Ok(diesel::insert_into(competitor::table)
            .values(&new)
            .returning((competitor::id, competitor::version))
            .get_result(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let patch = CompetitorPatch {
            name: given.filled_text("name")?,
            media: given.text("media")?,
            strengths: given.text("strengths")?,
            weaknesses: given.text("weaknesses")?,
            price_note: given.text("price_note")?,
            active: given.flag("active")?,
        };
        let this = competitor::table.filter(competitor::id.eq(id).and(competitor::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(competitor::version).get_result(conn).optional()?)
    }
}
