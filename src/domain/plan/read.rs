//! Reads plans.

use rust_decimal::Decimal;
use winnow::{
    Parser, Result,
    ascii::{space0, space1},
    combinator::{alt, eof, opt, preceded, repeat, separated, terminated},
    token::take_while,
};

use super::{Due, Plan, PlanError, Share, Split, SplitPlan, When};
use crate::domain::{
    date::{self, DateWord, Offset, Unit},
    fold::reading,
    number::{chinese_digit, count, number},
};

/// Longer plans are refused: nobody types them.
pub const LONGEST: usize = 300;
/// The most instalments of an order (`instalment_seq`).
const MOST: u32 = 400;

/// Reads a plan.
pub fn parse(text: &str) -> std::result::Result<Plan, PlanError> {
    let folded = reading(text);
    if folded.is_empty() {
        return Err(PlanError::Empty);
    }
    let unreadable = || PlanError::Unreadable(text.trim().to_owned());
    if folded.len() > LONGEST {
        return Err(unreadable());
    }
    terminated(alt((by_issue, split_plan)), eof).parse(folded.as_str()).map_err(|_| unreadable())
}

/// `issue`, `issue +7`, 按期 -30天.
fn by_issue(input: &mut &str) -> Result<Plan> {
    preceded(alt(("issue", "按期", "逐期")), opt(preceded(space0, offset)))
        .map(Plan::ByIssue)
        .parse_next(input)
}

/// `+7`, `-2w`, 前30天, 后7天.
fn offset(input: &mut &str) -> Result<Offset> {
    let chinese = (alt(('前'.value(-1), '后'.value(1))), count, date::unit)
        .map(|(sign, n, unit)| Offset { count: sign * n as i32, unit });
    alt((date::offset, chinese)).parse_next(input)
}

fn split_plan(input: &mut &str) -> Result<Plan> {
    let split = alt((equal, tenths, parts)).parse_next(input)?;
    let (when, mut day) = opt(preceded(space0, when)).parse_next(input)?.unzip();
    let extras: Vec<Extra> = repeat(0..=4, preceded(space0, extra)).parse_next(input)?;
    let mut from = None;
    for extra in extras {
        match extra {
            Extra::From(date) if from.is_none() => from = Some(date),
            Extra::Day(n) if day.flatten().is_none() => day = Some(Some(n)),
            _ => return Err(Default::default()),
        }
    }
    Ok(Plan::Split(SplitPlan { split, when, from, day: day.flatten() }))
}

/// `x6`, `6x`, 6期.
fn equal(input: &mut &str) -> Result<Split> {
    let parts = || count.verify(|n| (1..=MOST).contains(n));
    let x = || alt(('x', '×'));
    alt((
        preceded((x(), space0), parts()),
        terminated(parts(), x()),
        (opt('分'), parts(), '期').map(|(_, n, _)| n),
    ))
    .map(Split::Equal)
    .parse_next(input)
}

/// 三四三, 五五开: tenths that add up to ten.
fn tenths(input: &mut &str) -> Result<Split> {
    let text = take_while(2..=9, |c| chinese_digit(c).is_some_and(|n| n > 0)).parse_next(input)?;
    opt('开').parse_next(input)?;
    let digits: Vec<u32> = text.chars().filter_map(chinese_digit).collect();
    if digits.iter().sum::<u32>() != 10 {
        return Err(Default::default());
    }
    Ok(Split::Parts(digits.into_iter().map(|n| Share::Percent(Decimal::from(n * 10))).collect()))
}

/// `30/40/30`, `5000/rest`, `30%/rest`.
fn parts(input: &mut &str) -> Result<Split> {
    let slash = || (space0, '/', space0);
    let percents = separated(1.., terminated(plain_percent, winnow::combinator::not(amount_sign)), slash())
        .verify(|list: &Vec<Decimal>| list.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED)
        .map(|list: Vec<Decimal>| list.into_iter().map(Share::Percent).collect::<Vec<_>>());
    let shares = separated(1.., share, slash())
        .verify(|list: &Vec<Share>| list.iter().filter(|share| **share == Share::Rest).count() <= 1);
    alt((percents, shares))
        .verify(|list: &Vec<Share>| list.len() <= MOST as usize)
        .map(Split::Parts)
        .parse_next(input)
}

fn plain_percent(input: &mut &str) -> Result<Decimal> {
    terminated(crate::domain::number::plain, opt('%')).parse_next(input)
}

/// What makes a number an amount of money: then it is no percentage.
fn amount_sign(input: &mut &str) -> Result<()> {
    winnow::token::one_of(['k', 'w', '千', '万', '亿', '元', '块', ',']).void().parse_next(input)
}

fn share(input: &mut &str) -> Result<Share> {
    alt((
        alt(("rest", "余款", "尾款", "其余", "剩余", "余")).value(Share::Rest),
        number.map(|n| if n.percent { Share::Percent(n.value) } else { Share::Yuan(n.value) }),
    ))
    .parse_next(input)
}

/// When, and the day that 每月15号 says with it.
fn when(input: &mut &str) -> Result<(When, Option<u32>)> {
    let every = |count, unit| When::Every(Offset { count, unit });
    let named = alt((
        alt(("monthly", "m", "按月")).value(every(1, Unit::Month)),
        alt(("weekly", "w", "每周", "按周")).value(every(1, Unit::Week)),
        alt(("quarterly", "q", "每季度", "每季", "按季")).value(every(1, Unit::Quarter)),
    ));
    let step = (alt(('+', '每')), space0, count.verify(|n| (1..=9_999).contains(n)), opt(date::unit))
        .map(|(_, _, n, unit)| When::Every(Offset { count: n as i32, unit: unit.unwrap_or(Unit::Day) }));
    let dates = preceded(('@', space0), separated(1.., due, (space0, ',', space0))).map(When::At);
    let monthly = preceded("每月", opt(day_said)).map(|day| (every(1, Unit::Month), day));
    alt((monthly, alt((dates, step, named)).map(|when| (when, None)))).parse_next(input)
}

/// 15号, 底.
fn day_said(input: &mut &str) -> Result<u32> {
    alt((
        alt(("月底", "底")).value(31),
        terminated(count, alt(('号', '日'))).verify(|n| (1..=31).contains(n)),
    ))
    .parse_next(input)
}

enum Extra {
    From(DateWord),
    Day(u32),
}

fn extra(input: &mut &str) -> Result<Extra> {
    alt((
        preceded(("from", space1), date::word).map(Extra::From),
        (alt(("从", "自")), date::word, opt('起')).map(|(_, date, _)| Extra::From(date)),
        terminated(date::word, '起').map(Extra::From),
        preceded(("day", space1), count.verify(|n| (1..=31).contains(n))).map(Extra::Day),
        day_said.map(Extra::Day),
    ))
    .parse_next(input)
}

fn due(input: &mut &str) -> Result<Due> {
    let first = alt(("first", "首刊", "首期"));
    let last = alt(("last", "末刊", "末期"));
    alt((
        preceded(first, opt(preceded(space0, offset))).map(Due::First),
        // `last fri` is a date.
        alt((date::word.map(Due::On), preceded(last, opt(preceded(space0, offset))).map(Due::Last))),
    ))
    .parse_next(input)
}
