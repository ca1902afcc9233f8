//! Entries of the company's lists.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{date, flag, int, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::dict_item::{DictItem, DictItemPatch, DictItemRow, NewDictItem},
    schema::kehu::dict_item,
};

type From = dict_item::table;
type Col = Column<DictItemRow, From>;

pub struct DictItems;

impl Table for DictItems {
    type From = From;
    type Row = DictItemRow;

    const KIND: Kind = Kind::DictItem;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["label"], &["dict", "code"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("dict", |r| text(&r.own.dict_code), sql!(dict_item::dict_code)).always(),
        Col::text("code", |r| text(&r.own.code), sql!(dict_item::code)).always(),
        Col::text("label", |r| text(&r.own.label), sql!(dict_item::label)).always(),
        Col::text("label_en", |r| text(&r.own.label_en), sql!(dict_item::label_en)).always(),
        Col::int("sort", |r| int(r.own.sort), sql!(dict_item::sort)).always(),
        Col::text("colour", |r| text(&r.own.colour), sql!(dict_item::colour)),
        Col::flag("active", |r| flag(r.own.active), sql!(dict_item::active)).always(),
        Col::date("valid_from", |r| date(r.own.valid_from), sql!(dict_item::valid_from)),
        Col::date("valid_to", |r| date(r.own.valid_to), sql!(dict_item::valid_to)),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(dict_item::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(dict_item::id.cast::<BigInt>().nullable())
    }

    fn head(row: &DictItemRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(dict_item::dict_code.nullable()), word),
            search::holds(Box::new(dict_item::code.nullable()), word),
            search::holds(Box::new(dict_item::label.nullable()), word),
            search::holds(Box::new(dict_item::label_en.nullable()), word),
        ]))
    }

    reads!(dict_item::table, (DictItem::as_select(),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewDictItem {
            dict_code: given.filled_text("dict")?.unwrap_or_default(),
            code: given.filled_text("code")?.unwrap_or_default(),
            label: given.filled_text("label")?.unwrap_or_default(),
            label_en: given.filled_text("label_en")?.unwrap_or_default(),
            sort: given.filled_int("sort")?,
            colour: given.text("colour")?.flatten(),
            active: given.flag("active")?,
            valid_from: given.date("valid_from")?.flatten(),
            valid_to: given.date("valid_to")?.flatten(),
        };
        let (id, version): (i32, i32) = diesel::insert_into(dict_item::table)
            .values(&new)
            .returning((dict_item::id, dict_item::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = DictItemPatch {
            label: given.filled_text("label")?,
            label_en: given.filled_text("label_en")?,
            sort: given.filled_int("sort")?,
            colour: given.text("colour")?,
            active: given.flag("active")?,
            valid_from: given.date("valid_from")?,
            valid_to: given.date("valid_to")?,
        };
        let this = dict_item::table.filter(dict_item::id.eq(id).and(dict_item::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(dict_item::version).get_result(conn).optional()?)
    }
}
