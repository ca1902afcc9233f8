//! Templates of what is printed. The administrator writes them, as the policies say.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, moment, text},
        column::{Column, Expr, Predicate, sql},
        given::Given,
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::doc_template::{DocTemplate, DocTemplatePatch, NewDocTemplate},
    schema::kehu::doc_template,
};

type From = doc_template::table;
type Col = Column<DocTemplate, From>;

pub struct DocTemplates;

impl Table for DocTemplates {
    type From = From;
    type Row = DocTemplate;

    const KIND: Kind = Kind::DocTemplate;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["kind", "language"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.name), sql!(doc_template::name)).always(),
        Col::text("kind", |r| code(&r.kind), sql!(doc_template::kind)).always(),
        Col::text("language", |r| code(&r.language), sql!(doc_template::language)).always(),
        Col::text("body", |r| text(&r.body), sql!(doc_template::body)).always(),
        Col::flag("active", |r| flag(r.active), sql!(doc_template::active)).always(),
        Col::moment("created_at", |r| moment(r.created_at), sql!(doc_template::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.updated_at), sql!(doc_template::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(doc_template::id.cast::<BigInt>().nullable())
    }

    fn head(row: &DocTemplate) -> (i64, i32) {
        (row.id.into(), row.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(search::holds(Box::new(doc_template::name.nullable()), word))
    }

    reads!(doc_template::table, DocTemplate::as_select());

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewDocTemplate {
            name: given.filled_text("name")?.unwrap_or_default(),
            kind: given.filled_text("kind")?.unwrap_or_default(),
            language: given.filled_text("language")?,
            body: given.filled_text("body")?.unwrap_or_default(),
            active: given.flag("active")?,
        };
        let (id, version): (i32, i32) = diesel::insert_into(doc_template::table)
            .values(&new)
            .returning((doc_template::id, doc_template::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = DocTemplatePatch {
            name: given.filled_text("name")?,
            kind: given.filled_text("kind")?,
            language: given.filled_text("language")?,
            body: given.filled_text("body")?,
            active: given.flag("active")?,
        };
        let this = doc_template::table.filter(doc_template::id.eq(id).and(doc_template::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(doc_template::version).get_result(conn).optional()?)
    }
}
