//! Days around the load day, and moments of the company's clock as PostgreSQL reads them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// `days` after `day`, before it when negative.
pub fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { day - by } else { day + by }
}

/// The same day of another month, the last one where that month is shorter.
pub fn months(day: NaiveDate, months: i32) -> NaiveDate {
    let by = Months::new(months.unsigned_abs());
    if months < 0 { day - by } else { day + by }
}

/// Days from `from` to `to`.
pub fn between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// The day itself, or the Monday after a weekend.
pub fn working(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, 2),
        Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

/// A moment in Shanghai.
pub fn at(day: NaiveDate, hour: i64, minute: i64) -> String {
    format!("{day}T{hour:02}:{minute:02}:00+08:00")
}

/// The `day`th of a month of a year; the last one where the month is shorter.
pub fn of(year: i32, month: u32, day: u32) -> NaiveDate {
    (28..=day).rev().chain([day]).find_map(|d| NaiveDate::from_ymd_opt(year, month, d)).unwrap_or_default()
}

/// The first day of the year of `day`, some years later.
pub fn new_year(day: NaiveDate, years: i32) -> NaiveDate {
    of(day.year() + years, 1, 1)
}
