//! What entering a stage plans.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup, search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::stage::{NewStageTask, StageTask, StageTaskPatch, StageTaskRow},
    schema::kehu::stage_task,
};

type From = stage_task::table;
type Col = Column<StageTaskRow, From>;

pub struct StageTasks;

impl Table for StageTasks {
    type From = From;
    type Row = StageTaskRow;

    const KIND: Kind = Kind::StageTask;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["title"], &["kind"]);
    const COLUMNS: &'static [Col] = &[
        Col::small_link(
            "of_stage",
            |r| link(r.own.stage_id, &r.stage),
            sql!(stage_task::stage_id),
            sql!(lookup::stage_name(stage_task::stage_id)),
        ),
        Col::int("seq", |r| int(r.own.seq), sql!(stage_task::seq)).always(),
        Col::text("title", |r| text(&r.own.title), sql!(stage_task::title)).always(),
        Col::text("kind", |r| code(&r.own.kind), sql!(stage_task::kind)).always(),
        Col::int("offset_days", |r| int(r.own.offset_days), sql!(stage_task::offset_days)).always(),
        Col::flag("mandatory", |r| flag(r.own.mandatory), sql!(stage_task::mandatory)).always(),
        Col::flag("is_care", |r| flag(r.own.is_care), sql!(stage_task::is_care)).always(),
        Col::flag("active", |r| flag(r.own.active), sql!(stage_task::active)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(stage_task::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(stage_task::id.cast::<BigInt>().nullable())
    }

    fn head(row: &StageTaskRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![search::holds(Box::new(stage_task::title.nullable()), word)]))
    }

    reads!(stage_task::table, (StageTask::as_select(), lookup::stage_name(stage_task::stage_id)));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewStageTask {
            stage_id: given.filled_small_link("of_stage")?.unwrap_or_default(),
            seq: given.filled_int("seq")?.unwrap_or_default(),
            title: given.filled_text("title")?.unwrap_or_default(),
            kind: given.filled_text("kind")?.unwrap_or_default(),
            offset_days: given.filled_int("offset_days")?.unwrap_or_default(),
            mandatory: given.flag("mandatory")?,
            is_care: given.flag("is_care")?,
            active: given.flag("active")?,
        };
        let (id, version): (i32, i32) = diesel::insert_into(stage_task::table)
            .values(&new)
            .returning((stage_task::id, stage_task::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = StageTaskPatch {
            seq: given.filled_int("seq")?,
            title: given.filled_text("title")?,
            kind: given.filled_text("kind")?,
            offset_days: given.filled_int("offset_days")?,
            mandatory: given.flag("mandatory")?,
            is_care: given.flag("is_care")?,
            active: given.flag("active")?,
        };
        let this = stage_task::table.filter(stage_task::id.eq(id).and(stage_task::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(stage_task::version).get_result(conn).optional()?)
    }
}
