//! The collection plan language of ux/02 2.5: `30/40/30 m`, `x6 m day 15`, `5000/rest @t,月底`, `issue +7`, 三四三 每月. The
//! words are kept with the order (D26) and dated anew when an order is copied; `lay` turns them into instalments to the fen.

mod lay;
mod print;
mod read;

use rust_decimal::Decimal;
use thiserror::Error;

use super::date::{DateWord, Offset};
pub use lay::{Ground, Part, Planned};
pub use read::{LONGEST, parse};

/// A plan as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// The net amount is split, the parts are dated.
    Split(SplitPlan),
    /// One part per insertion, so long after it appears (M5).
    ByIssue(Option<Offset>),
}

/// How the amount is split and when the parts are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitPlan {
    /// How much each.
    pub split: Split,
    /// When; left out: monthly.
    pub when: Option<When>,
    /// The first day; left out: the signing date.
    pub from: Option<DateWord>,
    /// On this day of the month, or its last one.
    pub day: Option<u32>,
}

/// How the amount is split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split {
    /// `x6`: so many equal parts, the last takes the remainder (M3).
    Equal(u32),
    /// `30/40/30`, `5000/rest`: part by part (M4).
    Parts(Vec<Share>),
}

/// One part of a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// So many percent of the net amount.
    Percent(Decimal),
    /// So many yuan.
    Yuan(Decimal),
    /// What the others leave.
    Rest,
}

/// When the parts are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// `m`, `w`, `+45d`: every so often, beginning with the first day. Always forward.
    Every(Offset),
    /// `@t,+30,eom+1`: one by one.
    At(Vec<Due>),
}

/// A due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// A date.
    On(DateWord),
    /// So long from the first issue of the order.
    First(Option<Offset>),
    /// So long from the last issue of the order.
    Last(Option<Offset>),
}

/// Why a plan cannot be read or laid.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// Nothing was typed.
    #[error("no plan")]
    Empty,
    /// Not a plan in any of our ways.
    #[error("`{0}` is no plan; 30/40/30 m, x6 m day 15, 5000/rest @t,eom or issue +7 is")]
    Unreadable(String),
    /// So many parts, so many dates.
    #[error("{parts} parts, but {dates} dates")]
    Dates { parts: usize, dates: usize },
    /// The plan speaks of issues, and there are none.
    #[error("the order has no issues yet")]
    NoIssues,
    /// The fixed parts are more than the net amount by so many yuan.
    #[error("{0} too much")]
    TooMuch(Decimal),
    /// A part would be nothing.
    #[error("part {0} would be nothing")]
    Nothing(usize),
    /// A part would be due before the one before it.
    #[error("part {0} would be due before the one before it")]
    Backwards(usize),
    /// A date out of range.
    #[error("a date is out of range")]
    OutOfRange,
}

#[cfg(test)]
pub(in crate::domain) mod tests;
