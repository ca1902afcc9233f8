//! Stages of pipelines.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{flag, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup, search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::stage::{NewStage, Stage, StagePatch, StageRow},
    schema::kehu::stage,
};

type From = stage::table;
type Col = Column<StageRow, From>;

pub struct Stages;

impl Table for Stages {
    type From = From;
    type Row = StageRow;

    const KIND: Kind = Kind::Stage;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["code"]);
    const COLUMNS: &'static [Col] = &[
        Col::small_link(
            "pipeline",
            |r| link(r.own.pipeline_id, &r.pipeline),
            sql!(stage::pipeline_id),
            sql!(lookup::pipeline(stage::pipeline_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(stage::seq)).always(),
        Col::text("code", |r| text(&r.own.code), sql!(stage::code)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(stage::name)).always(),
        Col::text("name_en", |r| text(&r.own.name_en), sql!(stage::name_en)).always(),
        Col::int("stage_win_rate", |r| int(r.own.win_rate), sql!(stage::win_rate)).always(),
        Col::int("standard_days", |r| int(r.own.standard_days), sql!(stage::standard_days)).always(),
        Col::int("warn_days", |r| int(r.own.warn_days), sql!(stage::warn_days)).always(),
        Col::flag("is_important", |r| flag(r.own.is_important), sql!(stage::is_important)).always(),
        Col::flag("strict_tasks", |r| flag(r.own.strict_tasks), sql!(stage::strict_tasks)).always(),
        Col::text("strategy", |r| text(&r.own.strategy), sql!(stage::strategy)),
        Col::flag("active", |r| flag(r.own.active), sql!(stage::active)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(stage::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(stage::id.cast::<BigInt>().nullable())
    }

    fn head(row: &StageRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(stage::code.nullable()), word),
            search::holds(Box::new(stage::name.nullable()), word),
            search::holds(Box::new(stage::name_en.nullable()), word),
        ]))
    }

    reads!(stage::table, (Stage::as_select(), lookup::pipeline(stage::pipeline_id)));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewStage {
            pipeline_id: given.filled_small_link("pipeline")?.unwrap_or_default(),
            seq: given.filled_int("seq")?.unwrap_or_default(),
            code: given.filled_text("code")?.unwrap_or_default(),
            name: given.filled_text("name")?.unwrap_or_default(),
            name_en: given.filled_text("name_en")?.unwrap_or_default(),
            win_rate: given.filled_int("stage_win_rate")?.unwrap_or_default(),
            standard_days: given.filled_int("standard_days")?.unwrap_or_default(),
            warn_days: given.filled_int("warn_days")?.unwrap_or_default(),
            is_important: given.flag("is_important")?,
            strict_tasks: given.flag("strict_tasks")?,
            strategy: given.text("strategy")?.flatten(),
            active: given.flag("active")?,
        };
        let (id, version): (i32, i32) = diesel::insert_into(stage::table)
            .values(&new)
            .returning((stage::id, stage::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = StagePatch {
            seq: given.filled_int("seq")?,
            name: given.filled_text("name")?,
            name_en: given.filled_text("name_en")?,
            win_rate: given.filled_int("stage_win_rate")?,
            standard_days: given.filled_int("standard_days")?,
            warn_days: given.filled_int("warn_days")?,
            is_important: given.flag("is_important")?,
            strict_tasks: given.flag("strict_tasks")?,
            strategy: given.text("strategy")?,
            active: given.flag("active")?,
        };
        let this = stage::table.filter(stage::id.eq(id).and(stage::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(stage::version).get_result(conn).optional()?)
    }
}
