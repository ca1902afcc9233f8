//! On which days money is still asked for: six rows today, about 25 this week, 80 this month, 40 overdue over all ageing
//! buckets, whatever day the company is loaded on. At the end of a month fewer days are left than 80 rows need.

use chrono::{Datelike, NaiveDate};

use super::day;

/// Rows due today.
pub const TODAY: usize = 6;
const WEEK: usize = 25;
const MONTH: usize = 80;
const OVERDUE: usize = 40;
/// Rows in the buckets of 31 to 60, 61 to 90 and more days.
const OLDER: [(i64, i64, usize); 3] = [(31, 60, 6), (61, 90, 4), (91, 150, 4)];
/// Most rows on one day to come, and how many more on the last of a month, when most plans ask.
const PER_DAY: usize = 5;
const MONTH_END: usize = 24;

/// The windows of one day, first and last day each.
#[derive(Debug, Clone, Copy)]
pub struct Windows {
    monday: NaiveDate,
    sunday: NaiveDate,
    first: NaiveDate,
    last: NaiveDate,
}

impl Windows {
    /// Those of `today`.
    pub fn of(today: NaiveDate) -> Self {
        let monday = day::plus(today, -i64::from(today.weekday().num_days_from_monday()));
        let first = day::plus(today, -i64::from(today.day0()));
        Self { monday, sunday: day::plus(monday, 6), first, last: day::plus(day::months(first, 1), -1) }
    }

    /// The last day of both windows.
    pub fn end(&self) -> NaiveDate {
        self.sunday.max(self.last)
    }

    fn week(&self, on: NaiveDate) -> bool {
        (self.monday..=self.sunday).contains(&on)
    }

    fn month(&self, on: NaiveDate) -> bool {
        (self.first..=self.last).contains(&on)
    }
}

/// The days, in order, one for each row.
pub fn days(today: NaiveDate) -> Vec<NaiveDate> {
    let w = Windows::of(today);
    let mut days = vec![today; TODAY];
    let others: Vec<NaiveDate> = (0..7).map(|n| day::plus(w.monday, n)).filter(|d| *d != today).collect();
    days.extend(others.iter().cycle().take(WEEK - TODAY));
    for (from, to, rows) in OLDER {
        days.extend(spread(day::plus(today, -to), day::plus(today, -from), rows, |_| true));
    }
    month(&mut days, today, w);
    let missing = OVERDUE.saturating_sub(overdue(&days, today));
    let before = w.monday.min(w.first);
    days.extend(spread(day::plus(today, -30), day::plus(before, -1), missing, |_| true));
    days.sort_unstable();
    days
}

/// The rest of the month: its past as far as so much may be overdue, its future as far as it has days.
fn month(days: &mut Vec<NaiveDate>, today: NaiveDate, w: Windows) {
    let needed = MONTH - days.iter().filter(|d| w.month(**d)).count().min(MONTH);
    let outside = |d: &NaiveDate| !w.week(*d);
    let to_come = day::plus(today, 1).iter_days().take_while(|d| *d <= w.last).filter(outside).count();
    let gone = w.first.iter_days().take_while(|d| *d < today).filter(outside).count();
    let most_overdue = if to_come < 3 { OVERDUE + 8 } else { OVERDUE + 4 };
    let room_gone = if gone == 0 { 0 } else { most_overdue.saturating_sub(overdue(days, today)) };
    let room_to_come = if to_come == 0 { 0 } else { to_come * PER_DAY + MONTH_END };
    let fair = needed * gone / (gone + to_come).max(1);
    let future = (needed - fair.min(room_gone)).min(room_to_come);
    let past = (needed - future).min(room_gone);
    days.extend(spread(w.first, day::plus(today, -1), past, |d| outside(&d)));
    let regular = future.min(to_come * PER_DAY);
    days.extend(spread(day::plus(today, 1), w.last, regular, |d| outside(&d)));
    days.extend(std::iter::repeat_n(w.last, future - regular));
}

fn overdue(days: &[NaiveDate], today: NaiveDate) -> usize {
    days.iter().filter(|d| **d < today).count()
}

/// So many rows, evenly over the days from `first` to `last` that fit; none where no day does.
fn spread(
    first: NaiveDate,
    last: NaiveDate,
    rows: usize,
    fits: impl Fn(NaiveDate) -> bool,
) -> Vec<NaiveDate> {
    let days: Vec<NaiveDate> = first.iter_days().take_while(|d| *d <= last).filter(|d| fits(*d)).collect();
    if days.is_empty() {
        return Vec::new();
    }
    (0..rows).map(|n| days[n * days.len() / rows.max(1) % days.len()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_years_has_its_windows() {
        for today in day::of(2026, 1, 1).iter_days().take(8 * 365) {
            let days = days(today);
            let w = Windows::of(today);
            let count = |fits: &dyn Fn(i64, NaiveDate) -> bool| {
                days.iter().filter(|d| fits(day::between(**d, today), **d)).count()
            };
            assert_eq!(count(&|late, _| late == 0), 6, "{today}");
            assert_eq!(count(&|_, d| w.week(d)), 25, "{today}");
            let month = count(&|_, d| w.month(d));
            let least = if w.last <= w.sunday { 40 } else { 65 };
            assert!((least..=82).contains(&month), "{today}: {month} this month");
            let overdue = count(&|late, _| late > 0);
            assert!((38..=48).contains(&overdue), "{today}: {overdue} overdue");
            for (from, to) in [(1, 30), (31, 60), (61, 90), (91, 999)] {
                assert!(count(&|late, _| (from..=to).contains(&late)) >= 4, "{today}: {from} to {to} days");
            }
        }
    }
}
