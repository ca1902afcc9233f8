//! The issue language of ux/02 2.3: `3` the next three, `3/2` every second one, `3 from 12-10`, `#48`, `48-50`, `48,50`,
//! `dec`, `@12-07` by the day it appears. Chosen among the issues that can still be booked, one insertion each.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;
use winnow::{
    Parser, Result,
    ascii::space0,
    combinator::{alt, delimited, opt, preceded, separated},
};

use super::{
    date::{self, DateWord, Toward},
    fold::reading,
    number::count,
};

/// Which issues, as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueChoice {
    /// The next `count` free ones, every `every`-th, from a day on.
    Next { count: u32, every: u32, from: Option<DateWord> },
    /// By number, each a range of the next issues of these numbers.
    Numbers(Vec<(u32, u32)>),
    /// All that appear in the next such month, 1 to 12.
    Month(u32),
    /// By the days they appear on.
    On(Vec<DateWord>),
}

/// An issue that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// Its id.
    pub id: i64,
    /// Its number in the year.
    pub no: u32,
    /// When it appears.
    pub on: NaiveDate,
    /// The exclusive position is booked in it already.
    pub taken: bool,
}

/// Why issues cannot be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChoiceError {
    /// Nothing was typed.
    #[error("no issues")]
    Empty,
    /// Not a choice in any of our ways.
    #[error("`{0}` names no issues; 3, 3/2, #48, 48-50, 48,50 or dec does")]
    Unreadable(String),
    /// Fewer free issues than asked for.
    #[error("only {0} can be booked")]
    TooFew(usize),
    /// No issue of that number can be booked.
    #[error("no issue {0} can be booked")]
    NoNumber(u32),
    /// The position is booked already in the issue of that number.
    #[error("taken in issue {0}")]
    Taken(u32),
    /// No issue appears then.
    #[error("no issue appears then")]
    NothingThen,
}

/// The most insertions that a line holds (`order_line_issues`).
const MOST: u32 = 400;
/// `12期` and fewer is a count, `13期` and more the number of an issue: nobody books a year by hand.
pub(super) const MOST_COUNTED: u32 = 12;

/// Reads a choice.
pub fn parse(text: &str) -> std::result::Result<IssueChoice, ChoiceError> {
    let folded = reading(text);
    if folded.is_empty() {
        return Err(ChoiceError::Empty);
    }
    choice.parse(folded.as_str()).map_err(|_| ChoiceError::Unreadable(text.trim().to_owned()))
}

fn choice(input: &mut &str) -> Result<IssueChoice> {
    use winnow::combinator::{eof, terminated};
    // Each to the end: 12月10日起3期 begins like a month.
    alt((
        alt((terminated(month, eof), terminated(from_then_count, eof), terminated(every_second, eof))),
        alt((terminated(by_number, eof), terminated(numbered, eof), terminated(on, eof))),
        alt((terminated(next, eof), terminated(numbers, eof))),
    ))
    .parse_next(input)
}

fn some(input: &mut &str) -> Result<u32> {
    count.verify(|n| (1..=MOST).contains(n)).parse_next(input)
}

/// `dec`, 12月.
fn month(input: &mut &str) -> Result<IssueChoice> {
    let names = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let all = *input;
    if let Some(n) = names.iter().position(|name| *name == all || &name[..3] == all) {
        *input = "";
        return Ok(IssueChoice::Month(n as u32 + 1));
    }
    let chinese = (count, "月", opt(alt(("份", "的")))).map(|(n, ..)| n).verify(|n| (1..=12).contains(n));
    chinese.map(IssueChoice::Month).parse_next(input)
}

/// 12-10起3期.
fn from_then_count(input: &mut &str) -> Result<IssueChoice> {
    (date::word, space0, '起', space0, some, opt('期'))
        .map(|(from, _, _, _, count, _)| IssueChoice::Next { count, every: 1, from: Some(from) })
        .parse_next(input)
}

/// 隔期3期.
fn every_second(input: &mut &str) -> Result<IssueChoice> {
    ("隔期", space0, some, opt('期'))
        .map(|(_, _, count, _)| IssueChoice::Next { count, every: 2, from: None })
        .parse_next(input)
}

/// `#48`, 第48期, and 48期 where it cannot be a count.
fn by_number(input: &mut &str) -> Result<IssueChoice> {
    let sharp = preceded(('#', space0), some);
    let nth = delimited('第', some, '期');
    let large = (some.verify(|n| *n > MOST_COUNTED), '期').map(|(n, _)| n);
    alt((sharp, nth, large)).map(|no| IssueChoice::Numbers(vec![(no, no)])).parse_next(input)
}

/// `48-50`, `48,50`, `48-50,52`, 48-50期: at least a range or two numbers.
fn numbered(input: &mut &str) -> Result<IssueChoice> {
    numbers.verify(|choice| !matches!(choice, IssueChoice::Numbers(list) if list.len() == 1 && list[0].0 == list[0].1))
        .parse_next(input)
}

fn numbers(input: &mut &str) -> Result<IssueChoice> {
    let one = || preceded((opt('#'), space0), some);
    let range = (one(), opt(preceded((space0, '-', space0), one()))).map(|(a, b)| (a, b.unwrap_or(a)));
    let comma = (space0, alt((',', '/')), space0);
    // A list of bare numbers joined by `/` would be a step: `3/2`.
    let list = separated(1.., range, comma.verify(|(_, c, _)| *c == ','));
    (list, opt('期')).map(|(list, _): (Vec<(u32, u32)>, _)| IssueChoice::Numbers(list)).parse_next(input)
}

/// `@12-07,12-14`.
fn on(input: &mut &str) -> Result<IssueChoice> {
    preceded(('@', space0), separated(1.., date::word, (space0, ',', space0)))
        .map(IssueChoice::On)
        .parse_next(input)
}

/// `3`, `3/2`, `3 from 12-10`, 3期.
fn next(input: &mut &str) -> Result<IssueChoice> {
    let count = some(input)?;
    opt('期').parse_next(input)?;
    let every = opt(preceded((space0, '/', space0), some)).parse_next(input)?.unwrap_or(1);
    let from = opt(preceded((space0, alt(("from", "从")), space0), date::word)).parse_next(input)?;
    Ok(IssueChoice::Next { count, every, from })
}

impl IssueChoice {
    /// The chosen issues, as indexes of `ahead`, which is in the order of appearance and holds only what can be booked.
    pub fn choose(&self, ahead: &[Ahead], today: NaiveDate) -> std::result::Result<Vec<usize>, ChoiceError> {
        let mut chosen = match self {
            IssueChoice::Next { count, every, from } => next_free(ahead, *count, *every, *from, today)?,
            IssueChoice::Numbers(ranges) => {
                let mut chosen = Vec::new();
                for (first, last) in ranges {
                    chosen.extend(range(ahead, *first, *last)?);
                }
                chosen
            }
            IssueChoice::Month(month) => in_month(ahead, *month)?,
            IssueChoice::On(days) => {
                let find = |word: &DateWord| {
                    let day = word.resolve(today, Toward::Future).ok()?;
                    ahead.iter().position(|issue| issue.on == day)
                };
                days.iter().map(find).collect::<Option<Vec<_>>>().ok_or(ChoiceError::NothingThen)?
            }
        };
        chosen.sort_unstable();
        chosen.dedup();
        match chosen.iter().map(|&i| ahead[i]).find(|issue| issue.taken) {
            Some(issue) => Err(ChoiceError::Taken(issue.no)),
            None => Ok(chosen),
        }
    }
}

fn next_free(
    ahead: &[Ahead],
    count: u32,
    every: u32,
    from: Option<DateWord>,
    today: NaiveDate,
) -> std::result::Result<Vec<usize>, ChoiceError> {
    let first = match from {
        Some(word) => word.resolve(today, Toward::Future).map_err(|_| ChoiceError::NothingThen)?,
        None => NaiveDate::MIN,
    };
    let free: Vec<usize> = (0..ahead.len())
        .filter(|&i| ahead[i].on >= first && !ahead[i].taken)
        .step_by(every as usize)
        .take(count as usize)
        .collect();
    if free.len() < count as usize { Err(ChoiceError::TooFew(free.len())) } else { Ok(free) }
}

fn range(ahead: &[Ahead], first: u32, last: u32) -> std::result::Result<Vec<usize>, ChoiceError> {
    let start = ahead.iter().position(|issue| issue.no == first).ok_or(ChoiceError::NoNumber(first))?;
    let length =
        ahead[start..].iter().position(|issue| issue.no == last).ok_or(ChoiceError::NoNumber(last))?;
    Ok((start..=start + length).collect())
}

fn in_month(ahead: &[Ahead], month: u32) -> std::result::Result<Vec<usize>, ChoiceError> {
    let first = ahead.iter().find(|issue| issue.on.month() == month).ok_or(ChoiceError::NothingThen)?;
    let same = |on: NaiveDate| (on.year(), on.month()) == (first.on.year(), month);
    Ok((0..ahead.len()).filter(|&i| same(ahead[i].on)).collect())
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl fmt::Display for IssueChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IssueChoice::Next { count, every, from } => {
                write!(f, "{count}")?;
                if *every > 1 {
                    write!(f, "/{every}")?;
                }
                from.map_or(Ok(()), |from| write!(f, " from {from}"))
            }
            IssueChoice::Numbers(list) => {
                let one = |&(first, last): &(u32, u32)| {
                    if first == last { format!("#{first}") } else { format!("#{first}-{last}") }
                };
                write!(f, "{}", list.iter().map(one).collect::<Vec<_>>().join(","))
            }
            IssueChoice::Month(month) => {
                write!(f, "{}", month.checked_sub(1).and_then(|n| MONTHS.get(n as usize)).unwrap_or(&""))
            }
            IssueChoice::On(days) => {
                write!(f, "@{}", days.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
            }
        }
    }
}

#[cfg(test)]
pub(in crate::domain) mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// A weekly of 2026-11-30 (no. 48) and on; issue 51 is taken. The page's 48, 49, 50.
    fn weekly() -> Vec<Ahead> {
        (0..8)
            .map(|n| Ahead {
                id: n + 1,
                no: if n < 5 { 48 + n as u32 } else { n as u32 - 4 },
                on: day("2026-11-30") + chrono::Days::new(7 * n as u64),
                taken: n == 3,
            })
            .collect()
    }

    fn chosen(text: &str) -> std::result::Result<Vec<u32>, ChoiceError> {
        let ahead = weekly();
        Ok(parse(text)?.choose(&ahead, day("2026-10-30"))?.into_iter().map(|i| ahead[i].no).collect())
    }

    #[test]
    fn the_examples_of_the_page() {
        for (text, numbers) in [
            ("3", vec![48, 49, 50]),
            ("3期", vec![48, 49, 50]),
            ("４", vec![48, 49, 50, 52]),
            ("3/2", vec![48, 50, 1]),
            ("隔期3期", vec![48, 50, 1]),
            ("3 from 12-10", vec![50, 52, 1]),
            ("12-10起3期", vec![50, 52, 1]),
            ("12月10日起3期", vec![50, 52, 1]),
            ("#48", vec![48]),
            ("48期", vec![48]),
            ("第48期", vec![48]),
            ("48-50", vec![48, 49, 50]),
            ("48-50期", vec![48, 49, 50]),
            ("48,50", vec![48, 50]),
            ("48,50期", vec![48, 50]),
            ("48-49,52", vec![48, 49, 52]),
            ("52-2", vec![52, 1, 2]),
            ("nov", vec![48]),
            ("11月", vec![48]),
            ("jan", vec![1, 2, 3]),
            ("@11-30,12-7", vec![48, 49]),
            ("@2026-12-14", vec![50]),
        ] {
            assert_eq!(chosen(text), Ok(numbers), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_booked_says_why() {
        assert_eq!(chosen(""), Err(ChoiceError::Empty));
        assert_eq!(chosen("abc"), Err(ChoiceError::Unreadable("abc".into())));
        assert_eq!(chosen("0"), Err(ChoiceError::Unreadable("0".into())));
        assert_eq!(chosen("9"), Err(ChoiceError::TooFew(7)));
        assert_eq!(chosen("#47"), Err(ChoiceError::NoNumber(47)));
        assert_eq!(chosen("51"), Err(ChoiceError::TooFew(7)), "a bare number is a count");
        assert_eq!(chosen("#51"), Err(ChoiceError::Taken(51)));
        assert_eq!(chosen("dec"), Err(ChoiceError::Taken(51)));
        assert_eq!(chosen("mar"), Err(ChoiceError::NothingThen));
        assert_eq!(chosen("@12-8"), Err(ChoiceError::NothingThen));
    }

    pub(in crate::domain) fn choices() -> impl Strategy<Value = IssueChoice> {
        let words = || crate::domain::date::tests::words();
        prop_oneof![
            (1u32..=MOST, 1u32..=9, prop::option::of(words()))
                .prop_map(|(count, every, from)| IssueChoice::Next { count, every, from }),
            prop::collection::vec((1u32..=53, 1u32..=53), 1..5).prop_map(IssueChoice::Numbers),
            (1u32..=12).prop_map(IssueChoice::Month),
            prop::collection::vec(words(), 1..4).prop_map(IssueChoice::On),
        ]
    }

    proptest! {
        #[test]
        fn reads_what_it_prints(choice in choices()) {
            prop_assert_eq!(parse(&choice.to_string()), Ok(choice.clone()), "{}", choice);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,20}|[0-9#,/@起期月隔第 from-]{0,16}") {
            let _ = chosen(&text);
        }
    }
}
