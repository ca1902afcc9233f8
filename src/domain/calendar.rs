//! Which days are worked: Monday to Friday, but for the company's holidays and the weekend days that are worked in exchange
//! (调休). Beyond the years that the table knows, the weekends alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::date::day_off;

/// The days that are not as the weekday says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar(BTreeMap<NaiveDate, bool>);

impl Calendar {
    /// Days with whether they are off.
    pub fn of(days: impl IntoIterator<Item = (NaiveDate, bool)>) -> Calendar {
        Calendar(days.into_iter().collect())
    }

    /// Whether nobody works on this day.
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.0.get(&day).copied().unwrap_or_else(|| day_off(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::{Toward, parse};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// The first week of May 2002: off from Wednesday on, worked on the Sunday before.
    fn may() -> Calendar {
        let off = (1..=7).map(|n| (NaiveDate::from_ymd_opt(2002, 5, n).expect("May"), true));
        Calendar::of(off.chain([(day("2002-04-28"), false)]))
    }

    #[test]
    fn holidays_are_off_and_some_weekends_are_worked() {
        let calendar = may();
        assert!(calendar.is_off(day("2002-05-01")) && !day_off(day("2002-05-01")));
        assert!(!calendar.is_off(day("2002-04-28")) && day_off(day("2002-04-28")));
        assert!(calendar.is_off(day("2002-05-11")) && !calendar.is_off(day("2002-05-08")));
    }

    #[test]
    fn working_days_and_rolling_go_by_the_table() {
        let seen = |text: &str, today: &str| {
            parse(text).unwrap().resolve_by(day(today), Toward::Future, &may()).unwrap()
        };
        // From Friday on: Sunday, Monday and Tuesday are worked, then none until the 8th.
        assert_eq!(seen("+2wd", "2002-04-26"), day("2002-04-29"));
        assert_eq!(seen("+4wd", "2002-04-26"), day("2002-05-08"));
        assert_eq!(seen("5-1>", "2002-04-26"), day("2002-05-08"));
        assert_eq!(seen("4-28>", "2002-04-26"), day("2002-04-28"));
        let plain = parse("5-1>").unwrap().resolve(day("2002-04-26"), Toward::Future).unwrap();
        assert_eq!(plain, day("2002-05-01"), "without a table a Wednesday is worked");
    }
}
