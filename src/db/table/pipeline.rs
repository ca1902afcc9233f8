//! Pipelines.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{flag, int, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::stage::{NewPipeline, Pipeline, PipelinePatch, PipelineRow},
    schema::kehu::pipeline,
};

type From = pipeline::table;
type Col = Column<PipelineRow, From>;

pub struct Pipelines;

impl Table for Pipelines {
    type From = From;
    type Row = PipelineRow;

    const KIND: Kind = Kind::Pipeline;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &[]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.own.name), sql!(pipeline::name)).always(),
        Col::int("sort", |r| int(r.own.sort), sql!(pipeline::sort)).always(),
        Col::flag("active", |r| flag(r.own.active), sql!(pipeline::active)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(pipeline::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(pipeline::id.cast::<BigInt>().nullable())
    }

    fn head(row: &PipelineRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![search::holds(Box::new(pipeline::name.nullable()), word)]))
    }

    reads!(pipeline::table, (Pipeline::as_select(),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewPipeline {
            name: given.filled_text("name")?.unwrap_or_default(),
            sort: given.filled_int("sort")?,
            active: given.flag("active")?,
        };
        let (id, version): (i32, i32) = diesel::insert_into(pipeline::table)
            .values(&new)
            .returning((pipeline::id, pipeline::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = PipelinePatch {
            name: given.filled_text("name")?,
            sort: given.filled_int("sort")?,
            active: given.flag("active")?,
        };
        let this = pipeline::table.filter(pipeline::id.eq(id).and(pipeline::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(pipeline::version).get_result(conn).optional()?)
    }
}
