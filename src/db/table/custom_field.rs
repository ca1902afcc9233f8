//! Fields that the administrator adds.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, int, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::custom_field::{CustomField, CustomFieldPatch, CustomFieldRow, NewCustomField},
    schema::kehu::custom_field,
};

type From = custom_field::table;
type Col = Column<CustomFieldRow, From>;

pub struct CustomFields;

impl Table for CustomFields {
    type From = From;
    type Row = CustomFieldRow;

    const KIND: Kind = Kind::CustomField;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["label"], &["kind", "name"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("kind", |r| code(&r.own.kind), sql!(custom_field::kind)).always(),
        Col::text("label", |r| text(&r.own.label), sql!(custom_field::label)).always(),
        Col::text("label_en", |r| text(&r.own.label_en), sql!(custom_field::label_en)),
        Col::text("name", |r| text(&r.own.name), sql!(custom_field::name)).always(),
        Col::text("type", |r| code(&r.own.sort_of), sql!(custom_field::type_)).always(),
        Col::text("choices", |r| text(&r.own.choices), sql!(custom_field::choices)),
        Col::text("dict", |r| text(&r.own.dict_code), sql!(custom_field::dict_code)),
        Col::int("sort", |r| int(r.own.sort), sql!(custom_field::sort)).always(),
        Col::flag("required", |r| flag(r.own.required), sql!(custom_field::required)).always(),
        Col::flag("active", |r| flag(r.own.active), sql!(custom_field::active)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(custom_field::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(custom_field::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(custom_field::id.cast::<BigInt>().nullable())
    }

    fn head(row: &CustomFieldRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(custom_field::label.nullable()), word),
            search::holds(Box::new(custom_field::label_en.nullable()), word),
            search::holds(Box::new(custom_field::name.nullable()), word),
        ]))
    }

    reads!(custom_field::table, (CustomField::as_select(),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewCustomField {
            kind: given.filled_text("kind")?.unwrap_or_default(),
            name: given.filled_text("name")?.unwrap_or_default(),
            label: given.filled_text("label")?.unwrap_or_default(),
            label_en: given.text("label_en")?.flatten(),
            sort_of: given.filled_text("type")?.unwrap_or_default(),
            dict_code: given.text("dict")?.flatten(),
            choices: given.text("choices")?.flatten(),
            sort: given.int("sort")?.flatten(),
            required: given.flag("required")?,
            active: given.flag("active")?,
        };
        let (id, version): (i32, i32) = diesel::insert_into(custom_field::table)
            .values(&new)
            .returning((custom_field::id, custom_field::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = CustomFieldPatch {
            label: given.filled_text("label")?,
            label_en: given.text("label_en")?,
            choices: given.text("choices")?,
            sort: given.filled_int("sort")?,
            required: given.flag("required")?,
            active: given.flag("active")?,
        };
        let this = custom_field::table.filter(custom_field::id.eq(id).and(custom_field::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(custom_field::version).get_result(conn).optional()?)
    }
}
