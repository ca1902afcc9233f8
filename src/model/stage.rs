//! Pipelines, their stages and what is to be done in each, as rows.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable, pg::Pg};

use crate::schema::kehu::{pipeline, stage, stage_task};

/// A pipeline.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = pipeline, check_for_backend(Pg))]
pub struct Pipeline {
    pub id: i32,
    pub version: i32,
    pub name: String,
    pub sort: i32,
    pub active: bool,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct PipelineRow {
    pub own: Pipeline,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = pipeline)]
pub struct NewPipeline {
    pub name: String,
    pub sort: Option<i32>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = pipeline)]
pub struct PipelinePatch {
    pub name: Option<String>,
    pub sort: Option<i32>,
    pub active: Option<bool>,
}

/// A stage.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = stage, check_for_backend(Pg))]
pub struct Stage {
    pub id: i32,
    pub version: i32,
    pub pipeline_id: i32,
    pub seq: i32,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub win_rate: i32,
    pub standard_days: i32,
    pub warn_days: i32,
    pub is_important: bool,
    pub strict_tasks: bool,
    pub strategy: Option<String>,
    pub active: bool,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct StageRow {
    pub own: Stage,
    pub pipeline: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = stage)]
pub struct NewStage {
    pub pipeline_id: i32,
    pub seq: i32,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub win_rate: i32,
    pub standard_days: i32,
    pub warn_days: i32,
    pub is_important: Option<bool>,
    pub strict_tasks: Option<bool>,
    pub strategy: Option<String>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = stage)]
pub struct StagePatch {
    pub seq: Option<i32>,
    pub name: Option<String>,
    pub name_en: Option<String>,
    pub win_rate: Option<i32>,
    pub standard_days: Option<i32>,
    pub warn_days: Option<i32>,
    pub is_important: Option<bool>,
    pub strict_tasks: Option<bool>,
    pub strategy: Option<Option<String>>,
    pub active: Option<bool>,
}

/// A task of a stage.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = stage_task, check_for_backend(Pg))]
pub struct StageTask {
    pub id: i32,
    pub version: i32,
    pub stage_id: i32,
    pub seq: i32,
    pub title: String,
    pub kind: String,
    pub offset_days: i32,
    pub mandatory: bool,
    pub is_care: bool,
    pub active: bool,
    pub updated_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Debug, Queryable)]
pub struct StageTaskRow {
    pub own: StageTask,
    pub stage: Option<String>,
}

/// A new row; what is none takes its default.
#[derive(Debug, Insertable)]
#[diesel(table_name = stage_task)]
pub struct NewStageTask {
    pub stage_id: i32,
    pub seq: i32,
    pub title: String,
    pub kind: String,
    pub offset_days: i32,
    pub mandatory: Option<bool>,
    pub is_care: Option<bool>,
    pub active: Option<bool>,
}

/// Changed columns; what is none stays.
#[derive(Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = stage_task)]
pub struct StageTaskPatch {
    pub seq: Option<i32>,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub offset_days: Option<i32>,
    pub mandatory: Option<bool>,
    pub is_care: Option<bool>,
    pub active: Option<bool>,
}
