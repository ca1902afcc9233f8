//! Company-wide settings. Their values are documents; a plain text is shown and typed without its quotes.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::setting::{NewSetting, Setting, SettingPatch, SettingRow},
    schema::kehu::setting,
};

type From = setting::table;
type Col = Column<SettingRow, From>;

pub struct Settings;

/// The value as text.
fn value() -> Lookup<setting::id> {
    lookup("select k.value #>> '{}' from kehu.setting k where k.id =", setting::id)
}

/// A number, `true`, `false`, a list or a table is what it says; anything else is a text.
fn meant(typed: &str) -> Json {
    match serde_json::from_str(typed) {
        Ok(value @ (Json::Number(_) | Json::Bool(_) | Json::Array(_) | Json::Object(_))) => value,
        _ => Json::String(typed.to_owned()),
    }
}

impl Table for Settings {
    type From = From;
    type Row = SettingRow;

    const KIND: Kind = Kind::Setting;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["key"], &["value"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("key", |r| text(&r.own.key), sql!(setting::key)).always(),
        Col::text("value", |r| text(&r.value), sql!(value())),
        Col::text("note", |r| text(&r.own.note), sql!(setting::note)),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(setting::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(setting::id.cast::<BigInt>().nullable())
    }

    fn head(row: &SettingRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(setting::key.nullable()), word),
            search::holds(Box::new(value()), word),
            search::holds(Box::new(setting::note.nullable()), word),
        ]))
    }

    reads!(setting::table, (Setting::as_select(), value()));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewSetting {
            key: given.filled_text("key")?.unwrap_or_default(),
            value: given.text("value")?.flatten().map_or(Json::Null, |typed| meant(&typed)),
            note: given.text("note")?.flatten(),
        };
        let (id, version): (i32, i32) = diesel::insert_into(setting::table)
            .values(&new)
            .returning((setting::id, setting::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = SettingPatch {
            value: given.text("value")?.map(|typed| typed.map_or(Json::Null, |typed| meant(&typed))),
            note: given.text("note")?,
        };
        let this = setting::table.filter(setting::id.eq(id).and(setting::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(setting::version).get_result(conn).optional()?)
    }
}
