//! Days off, and weekend days that are worked.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{date, flag, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::holiday::{Holiday, HolidayPatch, HolidayRow, NewHoliday},
    schema::kehu::holiday,
};

type From = holiday::table;
type Col = Column<HolidayRow, From>;

pub struct Holidays;

impl Table for Holidays {
    type From = From;
    type Row = HolidayRow;

    const KIND: Kind = Kind::Holiday;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["date"]);
    const COLUMNS: &'static [Col] = &[
        Col::date("date", |r| date(r.own.date), sql!(holiday::date)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(holiday::name)).always(),
        Col::flag("is_off_day", |r| flag(r.own.is_off_day), sql!(holiday::is_off_day)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(holiday::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(holiday::id.cast::<BigInt>().nullable())
    }

    fn head(row: &HolidayRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![search::holds(Box::new(holiday::name.nullable()), word)]))
    }

    reads!(holiday::table, (Holiday::as_select(),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewHoliday {
            date: given.filled_date("date")?,
            name: given.filled_text("name")?.unwrap_or_default(),
            is_off_day: given.flag("is_off_day")?.unwrap_or(true),
        };
        let (id, version): (i32, i32) = diesel::insert_into(holiday::table)
            .values(&new)
            .returning((holiday::id, holiday::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = HolidayPatch { name: given.filled_text("name")?, is_off_day: given.flag("is_off_day")? };
        let this = holiday::table.filter(holiday::id.eq(id).and(holiday::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(holiday::version).get_result(conn).optional()?)
    }
}
