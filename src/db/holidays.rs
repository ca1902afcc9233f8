//! The company's days off, as the calendar that plans are laid by.

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Bool, Date},
};

use crate::domain::calendar::Calendar;

#[derive(QueryableByName)]
struct Holiday {
    #[diesel(sql_type = Date)]
    date: NaiveDate,
    #[diesel(sql_type = Bool)]
    is_off_day: bool,
}

/// From a month ago on: what is planned lies ahead.
pub fn calendar(conn: &mut PgConnection) -> QueryResult<Calendar> {
    let days: Vec<Holiday> =
        sql_query("select date, is_off_day from kehu.holiday where date >= kehu.today() - 31").load(conn)?;
    Ok(Calendar::of(days.into_iter().map(|it| (it.date, it.is_off_day))))
}
