//! Lays a plan over an order: how much is due when, to the fen. The parts add up to the net amount unless the plan itself
//! leaves something over, which the form shows as "left to plan".

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use super::{Due, Plan, PlanError, Share, Split, SplitPlan, When};
use crate::domain::{
    calendar::Calendar,
    date::{DateWord, Offset, Toward, Unit},
    money, window,
};

/// What a plan is laid over.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The order's net amount, in yuan.
    pub net: Decimal,
    /// The signing date, from which steps are counted.
    pub signed: NaiveDate,
    /// The business date, from which dates are read.
    pub today: NaiveDate,
    /// The insertions, in any order.
    pub insertions: &'a [Planned],
}

/// One insertion of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Which line, which insertion of it, both from 0.
    pub at: (usize, usize),
    /// When it appears.
    pub on: NaiveDate,
    /// Its amount, in yuan.
    pub amount: Decimal,
}

/// One part of the laid plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// When it is due.
    pub due_on: NaiveDate,
    /// In yuan.
    pub amount: Decimal,
    /// The percentage it was made from.
    pub percent: Option<Decimal>,
    /// The words its date was made from; empty: the signing date.
    pub said: String,
    /// The insertion it pays.
    pub insertion: Option<(usize, usize)>,
}

impl Plan {
    /// The instalments, in the order of their due dates, where only weekends are off. An order worth nothing has none.
    pub fn lay(&self, ground: &Ground) -> Result<Vec<Part>, PlanError> {
        self.lay_by(ground, &Calendar::default())
    }

    /// The instalments, by the days that are worked.
    pub fn lay_by(&self, ground: &Ground, calendar: &Calendar) -> Result<Vec<Part>, PlanError> {
        if ground.net <= Decimal::ZERO {
            return Ok(Vec::new());
        }
        let parts = match self {
            Plan::ByIssue(offset) => by_issue(*offset, ground)?,
            Plan::Split(plan) => plan.lay(ground, calendar)?,
        };
        if let Some(n) = parts.iter().position(|part| part.amount <= Decimal::ZERO) {
            return Err(PlanError::Nothing(n + 1));
        }
        if let Some(n) = parts.windows(2).position(|two| two[1].due_on < two[0].due_on) {
            return Err(PlanError::Backwards(n + 2));
        }
        Ok(parts)
    }
}

/// One part per insertion: its amount, so long after it appears (M5). Insertions that cost nothing need no part.
fn by_issue(offset: Option<Offset>, ground: &Ground) -> Result<Vec<Part>, PlanError> {
    let offset = offset.unwrap_or(Offset { count: 0, unit: Unit::Day });
    let mut insertions = ground.insertions.to_vec();
    insertions.retain(|insertion| !insertion.amount.is_zero());
    insertions.sort_by_key(|insertion| (insertion.on, insertion.at));
    if insertions.is_empty() {
        return Err(PlanError::NoIssues);
    }
    insertions
        .into_iter()
        .map(|insertion| {
            Ok(Part {
                due_on: offset.from(insertion.on).ok_or(PlanError::OutOfRange)?,
                amount: insertion.amount,
                percent: None,
                said: format!("issue {offset}"),
                insertion: Some(insertion.at),
            })
        })
        .collect()
}

impl SplitPlan {
    fn lay(&self, ground: &Ground, calendar: &Calendar) -> Result<Vec<Part>, PlanError> {
        let amounts = self.split.amounts(ground.net)?;
        let dates = self.dates(amounts.len(), ground, calendar)?;
        Ok(amounts
            .into_iter()
            .zip(dates)
            .map(|((amount, percent), (due_on, said))| Part {
                due_on,
                amount,
                percent,
                said,
                insertion: None,
            })
            .collect())
    }

    fn dates(
        &self,
        parts: usize,
        ground: &Ground,
        calendar: &Calendar,
    ) -> Result<Vec<(NaiveDate, String)>, PlanError> {
        let step = match &self.when {
            Some(When::At(dues)) if dues.len() == parts => return at(dues, ground, calendar),
            Some(When::At(dues)) => return Err(PlanError::Dates { parts, dates: dues.len() }),
            Some(When::Every(step)) => *step,
            None => Offset { count: 1, unit: Unit::Month },
        };
        let (first, said) = match self.from {
            Some(word) => (resolve(word, ground.today, calendar)?, word.to_string()),
            None => (ground.signed, String::new()),
        };
        let base = match self.day {
            Some(day) => on_or_after(first, day).ok_or(PlanError::OutOfRange)?,
            None => first,
        };
        (0..parts as u32)
            .map(|n| {
                let due_on = step.times(n, base).ok_or(PlanError::OutOfRange)?;
                // Counted from the base, a 15th stays a 15th; a 31st is clamped month by month.
                let due_on = self.day.map_or(due_on, |day| clamped(due_on, day));
                let said = match (n, self.day) {
                    (_, Some(day)) => format!("day {day}"),
                    (0, None) => said.clone(),
                    (n, None) => Offset { count: step.count * n as i32, ..step }.to_string(),
                };
                Ok((due_on, said))
            })
            .collect()
    }
}

/// The next such day of a month, the day itself included.
fn on_or_after(day: NaiveDate, of_month: u32) -> Option<NaiveDate> {
    let this = clamped(day, of_month);
    if this >= day {
        Some(this)
    } else {
        Some(clamped(window::month(day).0.checked_add_months(Months::new(1))?, of_month))
    }
}

/// This day of the same month, or its last one.
fn clamped(day: NaiveDate, of_month: u32) -> NaiveDate {
    let last = window::month(day).1;
    last.with_day(of_month.min(last.day())).unwrap_or(last)
}

fn at(dues: &[Due], ground: &Ground, calendar: &Calendar) -> Result<Vec<(NaiveDate, String)>, PlanError> {
    let first = ground.insertions.iter().map(|insertion| insertion.on).min();
    let last = ground.insertions.iter().map(|insertion| insertion.on).max();
    let shifted = |day: Option<NaiveDate>, offset: Option<Offset>| {
        let day = day.ok_or(PlanError::NoIssues)?;
        offset.map_or(Some(day), |offset| offset.from(day)).ok_or(PlanError::OutOfRange)
    };
    let mut before = ground.today;
    dues.iter()
        .map(|due| {
            let day = match due {
                // `15,10` is the 15th and the 10th after it.
                Due::On(word) if word.day.recurs() => resolve(*word, before.max(ground.today), calendar)?,
                Due::On(word) => resolve(*word, ground.today, calendar)?,
                Due::First(offset) => shifted(first, *offset)?,
                Due::Last(offset) => shifted(last, *offset)?,
            };
            before = day;
            Ok((day, due.to_string()))
        })
        .collect()
}

fn resolve(word: DateWord, today: NaiveDate, calendar: &Calendar) -> Result<NaiveDate, PlanError> {
    word.resolve_by(today, Toward::Future, calendar).map_err(|_| PlanError::OutOfRange)
}

impl Split {
    /// The amounts with the percentages they were made from.
    fn amounts(&self, net: Decimal) -> Result<Vec<(Decimal, Option<Decimal>)>, PlanError> {
        let shares = match self {
            Split::Equal(parts) => {
                return Ok(money::split_equal(net, *parts as usize)
                    .into_iter()
                    .map(|part| (part, None))
                    .collect());
            }
            Split::Parts(shares) => shares,
        };
        let percents: Vec<Decimal> = shares
            .iter()
            .filter_map(|share| if let Share::Percent(points) = share { Some(*points) } else { None })
            .collect();
        if percents.len() == shares.len() && percents.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED {
            let parts = money::split_percent(net, &percents);
            return Ok(parts.into_iter().zip(percents.into_iter().map(Some)).collect());
        }
        let fixed = |share: &Share| match share {
            Share::Percent(points) => money::percent_of(net, *points),
            Share::Yuan(yuan) => money::to_fen(*yuan),
            Share::Rest => Decimal::ZERO,
        };
        let rest = net - shares.iter().map(fixed).sum::<Decimal>();
        if rest < Decimal::ZERO {
            return Err(PlanError::TooMuch(-rest));
        }
        Ok(shares
            .iter()
            .map(|share| match share {
                Share::Rest => (rest, None),
                Share::Percent(points) => (fixed(share), Some(*points)),
                Share::Yuan(_) => (fixed(share), None),
            })
            .collect())
    }
}
