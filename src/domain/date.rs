//! The date language of ux/02 2.4: `15`, `3-15`, `+1m`, `fri`, `eom`, `月底`, ISO. A word is read once and means a day only
//! together with the business date, so that a plan can be dated anew by its words. Working days are Monday to Friday
//! where no calendar says otherwise.

mod read;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use thiserror::Error;

use super::calendar::Calendar;

pub(super) use read::{offset, unit, word};

/// A date as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateWord {
    /// The day that is meant.
    pub day: Day,
    /// `>`, 顺延: on a day off, the next working day.
    pub roll: bool,
}

/// The ways to name a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// `t`, 今天.
    Today,
    /// `+30`, `+1m`, 3天前: so many units from today.
    After(Offset),
    /// `+10wd`: so many working days from today.
    WorkDays(i32),
    /// `fri`: the next such day after today (the last one before, for what lies in the past).
    Weekday(Weekday),
    /// `next fri`, 下周五: in the week so many weeks from this one.
    InWeek(i32, Weekday),
    /// `15`: the next 15th, today included.
    DayOfMonth(u32),
    /// `15+1m`, 下月15: in the month so many months from this one; clamped to its last day.
    InMonth(i32, u32),
    /// `11-15`: month and day, the next one, today included.
    MonthDay(u32, u32),
    /// `2026-11-15`.
    Full(NaiveDate),
    /// `eom+1`, 下月底: an edge of the period so many periods from this one.
    Edge(Edge, i32),
}

/// The first or last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// `som`.
    MonthStart,
    /// `eom`.
    MonthEnd,
    /// `eoq`.
    QuarterEnd,
    /// `eoy`.
    YearEnd,
}

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Day,
    /// Seven days.
    Week,
    /// Calendar months.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

/// So many units forward, or back when below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: Unit,
}

/// Which way an ambiguous word points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// What is due, planned, agreed.
    Future,
    /// What has happened: money received, contracts signed.
    Past,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("no date")]
    Empty,
    /// Not a date in any of our ways.
    #[error("`{0}` is no date; 15, 3-15, +1m, fri, eom or 2026-03-15 is")]
    Unreadable(String),
    /// Before 1990 or after 2099.
    #[error("the date is out of range")]
    OutOfRange,
}

/// Reads a date; it becomes a day by [`DateWord::resolve`].
pub fn parse(text: &str) -> Result<DateWord, DateError> {
    use winnow::Parser as _;
    let folded = super::fold::reading(text);
    if folded.is_empty() {
        return Err(DateError::Empty);
    }
    word.parse(folded.as_str()).map_err(|_| DateError::Unreadable(text.trim().to_owned()))
}

/// Whether the day is on a weekend.
pub fn day_off(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

impl Offset {
    /// The day so far from another; months are clamped to their last day. `None` beyond the calendar.
    pub fn from(self, day: NaiveDate) -> Option<NaiveDate> {
        self.times(1, day)
    }

    /// The same so many times, counted from the first day and not from step to step: 31 January, two months on, is 31 March.
    pub fn times(self, times: u32, day: NaiveDate) -> Option<NaiveDate> {
        let count = i64::from(self.count) * i64::from(times);
        let months = |each: i64| -> Option<NaiveDate> {
            let months = Months::new(u32::try_from((count * each).unsigned_abs()).ok()?);
            if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        };
        let days = |each: i64| {
            let days = Days::new((count * each).unsigned_abs());
            if count < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
        };
        match self.unit {
            Unit::Day => days(1),
            Unit::Week => days(7),
            Unit::Month => months(1),
            Unit::Quarter => months(3),
            Unit::Year => months(12),
        }
    }
}

impl DateWord {
    /// The day itself, without rolling.
    pub fn plain(day: Day) -> DateWord {
        DateWord { day, roll: false }
    }

    /// Which day it is, seen from the business date, where only weekends are off.
    pub fn resolve(self, today: NaiveDate, toward: Toward) -> Result<NaiveDate, DateError> {
        self.resolve_by(today, toward, &Calendar::default())
    }

    /// Which day it is, seen from the business date, by the days that are worked.
    pub fn resolve_by(
        self,
        today: NaiveDate,
        toward: Toward,
        calendar: &Calendar,
    ) -> Result<NaiveDate, DateError> {
        let day = self.day.resolve(today, toward, calendar).filter(allowed).ok_or(DateError::OutOfRange)?;
        if !self.roll {
            return Ok(day);
        }
        day.iter_days().find(|day| !calendar.is_off(*day)).filter(allowed).ok_or(DateError::OutOfRange)
    }
}

/// The range of business dates (domain `kehu.bizdate`).
fn allowed(day: &NaiveDate) -> bool {
    (1990..2100).contains(&day.year())
}

impl Day {
    /// Whether it names another day when it is looked for from another day on.
    pub(super) fn recurs(self) -> bool {
        matches!(self, Day::Weekday(_) | Day::DayOfMonth(_) | Day::MonthDay(..))
    }

    fn resolve(self, today: NaiveDate, toward: Toward, calendar: &Calendar) -> Option<NaiveDate> {
        match self {
            Day::Today => Some(today),
            Day::After(offset) => offset.from(today),
            Day::WorkDays(count) => work_days(today, count, calendar),
            Day::Weekday(weekday) => {
                let ahead = weekday.days_since(today.weekday());
                match toward {
                    Toward::Future => {
                        today.checked_add_days(Days::new(u64::from(if ahead == 0 { 7 } else { ahead })))
                    }
                    Toward::Past => today.checked_sub_days(Days::new(u64::from(7 - ahead))),
                }
            }
            Day::InWeek(weeks, weekday) => {
                let monday = super::window::week(today).0;
                Offset { count: weeks, unit: Unit::Week }
                    .from(monday)?
                    .checked_add_days(Days::new(u64::from(weekday.num_days_from_monday())))
            }
            Day::DayOfMonth(day) => {
                months_from(today, toward).find_map(|(year, month)| on_side(year, month, day, today, toward))
            }
            Day::InMonth(months, day) => {
                let first =
                    Offset { count: months, unit: Unit::Month }.from(super::window::month(today).0)?;
                let last = super::window::month(first).1;
                first.with_day(day.min(last.day()))
            }
            Day::MonthDay(month, day) => {
                years_from(today, toward).find_map(|year| on_side(year, month, day, today, toward))
            }
            Day::Full(day) => Some(day),
            Day::Edge(edge, periods) => edge.of(today, periods),
        }
    }
}

/// The day if it exists and lies on the right side of today, today included.
fn on_side(year: i32, month: u32, day: u32, today: NaiveDate, toward: Toward) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    let fits = match toward {
        Toward::Future => day >= today,
        Toward::Past => day <= today,
    };
    fits.then_some(day)
}

/// This month and the twelve after or before it: every day of a month comes again within a year.
fn months_from(today: NaiveDate, toward: Toward) -> impl Iterator<Item = (i32, u32)> {
    let step = if toward == Toward::Future { 1 } else { -1 };
    (0..=12).map(move |n| {
        let month = today.year() * 12 + today.month0() as i32 + step * n;
        (month.div_euclid(12), month.rem_euclid(12) as u32 + 1)
    })
}

/// This year and the eight after or before it: 29 February comes again within eight years.
fn years_from(today: NaiveDate, toward: Toward) -> impl Iterator<Item = i32> {
    let step = if toward == Toward::Future { 1 } else { -1 };
    (0..=8).map(move |n| today.year() + step * n)
}

fn work_days(today: NaiveDate, count: i32, calendar: &Calendar) -> Option<NaiveDate> {
    let step = |day: NaiveDate| if count < 0 { day.pred_opt() } else { day.succ_opt() };
    let mut day = today;
    let mut left = count.unsigned_abs();
    while left > 0 {
        day = step(day)?;
        if !calendar.is_off(day) {
            left -= 1;
        }
    }
    Some(day)
}

impl Edge {
    fn of(self, today: NaiveDate, periods: i32) -> Option<NaiveDate> {
        let first = super::window::month(today).0;
        let month = |count, day: NaiveDate| Offset { count, unit: Unit::Month }.from(day);
        let months = |each: i32| periods.checked_mul(each);
        match self {
            Edge::MonthStart => month(periods, first),
            Edge::MonthEnd => month(periods.checked_add(1)?, first)?.pred_opt(),
            Edge::QuarterEnd => {
                let into = today.month0() as i32 % 3;
                month(months(3)?.checked_add(3 - into)?, first)?.pred_opt()
            }
            Edge::YearEnd => NaiveDate::from_ymd_opt(today.year().checked_add(periods)?, 12, 31),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Edge::MonthStart => "som",
            Edge::MonthEnd => "eom",
            Edge::QuarterEnd => "eoq",
            Edge::YearEnd => "eoy",
        }
    }
}

impl Unit {
    /// `d`, `w`, `m`, `q`, `y`.
    pub fn letter(self) -> char {
        match self {
            Unit::Day => 'd',
            Unit::Week => 'w',
            Unit::Month => 'm',
            Unit::Quarter => 'q',
            Unit::Year => 'y',
        }
    }
}

impl fmt::Display for Offset {
    /// `+7`, `-30`, `+2w`: days are not named.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+}", self.count)?;
        if self.unit == Unit::Day { Ok(()) } else { write!(f, "{}", self.unit.letter()) }
    }
}

fn short(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

impl fmt::Display for DateWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Day::Today => write!(f, "t"),
            Day::After(offset) => write!(f, "{offset}"),
            Day::WorkDays(count) => write!(f, "{count:+}wd"),
            Day::Weekday(day) => write!(f, "{}", short(day)),
            Day::InWeek(weeks, day) => {
                let which = match weeks {
                    0 => "this",
                    1.. => "next",
                    _ => "last",
                };
                write!(f, "{which} {}", short(day))
            }
            Day::DayOfMonth(day) => write!(f, "{day}"),
            Day::InMonth(months, day) => write!(f, "{day}{months:+}m"),
            Day::MonthDay(month, day) => write!(f, "{month}-{day:02}"),
            Day::Full(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Day::Edge(edge, 0) => write!(f, "{}", edge.name()),
            Day::Edge(edge, periods) => write!(f, "{}{periods:+}", edge.name()),
        }?;
        if self.roll { write!(f, ">") } else { Ok(()) }
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests;
