//! Writes plans in their canonical English form, which reads back as the same plan.

use std::fmt;

use rust_decimal::Decimal;

use super::{Due, Plan, Share, Split, SplitPlan, When};
use crate::domain::date::{Offset, Unit};

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Plan::ByIssue(None) => write!(f, "issue"),
            Plan::ByIssue(Some(offset)) => write!(f, "issue {offset}"),
            Plan::Split(plan) => write!(f, "{plan}"),
        }
    }
}

impl fmt::Display for SplitPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.split)?;
        if let Some(when) = &self.when {
            write!(f, " {when}")?;
        }
        if let Some(from) = self.from {
            write!(f, " from {from}")?;
        }
        self.day.map_or(Ok(()), |day| write!(f, " day {day}"))
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shares = match self {
            Split::Equal(parts) => return write!(f, "x{parts}"),
            Split::Parts(shares) => shares,
        };
        let percents: Option<Vec<Decimal>> = shares
            .iter()
            .map(|share| if let Share::Percent(points) = share { Some(*points) } else { None })
            .collect();
        let whole = percents.is_some_and(|points| points.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED);
        let words = shares.iter().map(|share| match share {
            Share::Percent(points) if whole => points.normalize().to_string(),
            Share::Percent(points) => format!("{}%", points.normalize()),
            // Small numbers might be read as percentages.
            Share::Yuan(yuan) if *yuan <= Decimal::ONE_HUNDRED => format!("{}元", yuan.normalize()),
            Share::Yuan(yuan) => yuan.normalize().to_string(),
            Share::Rest => "rest".into(),
        });
        write!(f, "{}", words.collect::<Vec<_>>().join("/"))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Every(Offset { count: 1, unit: unit @ (Unit::Month | Unit::Week | Unit::Quarter) }) => {
                write!(f, "{}", unit.letter())
            }
            When::Every(step) => write!(f, "+{}{}", step.count, step.unit.letter()),
            When::At(dues) => {
                write!(f, "@{}", dues.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
            }
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, offset) = match self {
            Due::On(date) => return write!(f, "{date}"),
            Due::First(offset) => ("first", offset),
            Due::Last(offset) => ("last", offset),
        };
        write!(f, "{word}")?;
        offset.map_or(Ok(()), |offset| write!(f, "{offset}"))
    }
}
