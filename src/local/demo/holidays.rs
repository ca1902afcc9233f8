//! China's public holidays for last year, this year and the next: the days that the law names. Which weekends are worked for
//! them is decided anew each year; the company enters that.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::day;

/// A month and a day.
type Date = (u32, u32);

/// Of each year: New Year by the moon, Tomb Sweeping, Dragon Boat, Mid-Autumn.
const LUNAR: [(i32, Date, Date, Date, Date); 17] = [
    (2024, (2, 10), (4, 4), (6, 10), (9, 17)),
    (2025, (1, 29), (4, 4), (5, 31), (10, 6)),
    (2026, (2, 17), (4, 5), (6, 19), (9, 25)),
    (2027, (2, 6), (4, 5), (6, 9), (9, 15)),
    (2028, (1, 26), (4, 4), (5, 28), (10, 3)),
    (2029, (2, 13), (4, 4), (6, 16), (9, 22)),
    (2030, (2, 3), (4, 5), (6, 5), (9, 12)),
    (2031, (1, 23), (4, 5), (6, 24), (10, 1)),
    (2032, (2, 11), (4, 4), (6, 12), (9, 19)),
    (2033, (1, 31), (4, 4), (6, 1), (9, 8)),
    (2034, (2, 19), (4, 5), (6, 20), (9, 27)),
    (2035, (2, 8), (4, 5), (6, 10), (9, 16)),
    (2036, (1, 28), (4, 4), (5, 30), (10, 4)),
    (2037, (2, 15), (4, 4), (6, 18), (9, 24)),
    (2038, (2, 4), (4, 5), (6, 7), (9, 13)),
    (2039, (1, 24), (4, 5), (5, 27), (10, 2)),
    (2040, (2, 12), (4, 4), (6, 14), (9, 20)),
];

/// Rows of `kehu.holiday`.
pub fn rows(today: NaiveDate) -> Vec<Value> {
    let mut days: Vec<(NaiveDate, &str)> = (-1..=1).flat_map(|years| of_year(today.year() + years)).collect();
    days.sort_unstable();
    // Mid-Autumn may fall into the national holidays: the day is off once.
    days.dedup_by_key(|(day, _)| *day);
    days.into_iter().map(|(date, name)| json!({"date": date, "name": name, "is_off_day": true})).collect()
}

fn of_year(year: i32) -> Vec<(NaiveDate, &'static str)> {
    let date = |(month, day): Date| day::of(year, month, day);
    let run = |from: NaiveDate, days: i64, name| (0..days).map(move |n| (day::plus(from, n), name));
    let mut days: Vec<_> = run(date((1, 1)), 1, "元旦").collect();
    days.extend(run(date((5, 1)), 2, "劳动节"));
    days.extend(run(date((10, 1)), 3, "国庆节"));
    if let Some((_, spring, tombs, boats, moon)) = LUNAR.iter().find(|row| row.0 == year) {
        days.push((day::plus(date(*spring), -1), "除夕"));
        days.extend(run(date(*spring), 3, "春节"));
        days.extend(run(date(*tombs), 1, "清明节"));
        days.extend(run(date(*boats), 1, "端午节"));
        days.extend(run(date(*moon), 1, "中秋节"));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_thirteen_days_off_and_none_twice() {
        assert_eq!(rows(day::of(2026, 7, 1)).len(), 39);
        // 2031: Mid-Autumn is the first of October.
        assert_eq!(rows(day::of(2031, 7, 1)).len(), 38);
        let spring = rows(day::of(2026, 7, 1));
        assert!(spring.iter().any(|row| row["date"] == "2026-02-17" && row["name"] == "春节"));
    }
}
