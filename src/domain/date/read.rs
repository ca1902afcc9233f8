//! Reads dates: sub-parsers over folded, small-letter text, also used by the issue and plan languages.

use chrono::{NaiveDate, Weekday};
use winnow::{
    Parser, Result,
    ascii::space0,
    combinator::{alt, not, opt, preceded},
    token::{one_of, take_while},
};

use super::{DateWord, Day, Edge, Offset, Unit};
use crate::domain::number::{count, signed};

/// A date, as much of the text as belongs to it.
pub(in crate::domain) fn word(input: &mut &str) -> Result<DateWord> {
    let day = alt((
        alt((days_after, work_days, full, ahead_in_month, month_day, compact, in_month, day_of_month)),
        alt((edge, weekday, shifted, named)),
    ))
    .parse_next(input)?;
    let roll = opt(preceded(space0, alt((">", "顺延")))).parse_next(input)?.is_some();
    Ok(DateWord { day, roll })
}

/// `+7`, `-2w`, `+1个月`: with its sign; days when no unit is named.
pub(in crate::domain) fn offset(input: &mut &str) -> Result<Offset> {
    let count = signed(input)?;
    let unit = opt(unit).parse_next(input)?.unwrap_or(Unit::Day);
    Ok(Offset { count, unit })
}

/// `d`, `w`, `m`, `q`, `y`, 天, 周, 个月, 季, 年.
pub(in crate::domain) fn unit(input: &mut &str) -> Result<Unit> {
    alt((
        alt(("d", "天", "日")).value(Unit::Day),
        alt(("w", "周", "个星期", "星期")).value(Unit::Week),
        alt(("m", "个月", "月")).value(Unit::Month),
        alt(("q", "个季度", "季度", "季")).value(Unit::Quarter),
        alt(("y", "年")).value(Unit::Year),
    ))
    .parse_next(input)
}

/// 30天后, 两周后, 一个月后, 3天前.
fn days_after(input: &mut &str) -> Result<Day> {
    let n = count(input)? as i32;
    let unit = unit(input)?;
    let back = alt((alt(("之后", "以后", "后")).value(false), alt(("之前", "以前", "前")).value(true)))
        .parse_next(input)?;
    Ok(Day::After(Offset { count: if back { -n } else { n }, unit }))
}

/// `+10wd`, 10个工作日.
fn work_days(input: &mut &str) -> Result<Day> {
    let wd = |input: &mut &str| -> Result<i32> {
        let n = alt((signed, count.map(|n| n as i32))).parse_next(input)?;
        "wd".parse_next(input)?;
        Ok(n)
    };
    let chinese = (count, "个工作日", opt(alt(("之后", "后")))).map(|(n, ..)| n as i32);
    alt((wd, chinese)).verify(|n| n.unsigned_abs() <= 2_000).map(Day::WorkDays).parse_next(input)
}

fn digits<'a>(least: usize, most: usize) -> impl Parser<&'a str, u32, winnow::error::ContextError> {
    take_while(least..=most, |c: char| c.is_ascii_digit()).parse_to()
}

/// `2026-11-15`, `26-11-15`, `2026/11/15`, 2026年11月15日.
fn full(input: &mut &str) -> Result<Day> {
    let year = alt((digits(4, 4), digits(2, 2).map(|year| year + 2000))).parse_next(input)?;
    let sep = one_of(['-', '/', '.', '年']).parse_next(input)?;
    let month = digits(1, 2).parse_next(input)?;
    if sep == '年' { '月' } else { sep }.parse_next(input)?;
    let day = digits(1, 2).parse_next(input)?;
    if sep == '年' {
        opt(one_of(['日', '号'])).parse_next(input)?;
    }
    date(year, month, day).map(Day::Full).ok_or_else(Default::default)
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `11-15`, `11/15`, 11月15, 十一月十五日.
fn month_day(input: &mut &str) -> Result<Day> {
    let western = (digits(1, 2), one_of(['-', '/', '.']), digits(1, 2), not(one_of('0'..='9')))
        .map(|(month, _, day, _)| (month, day));
    let chinese = (count, '月', count, opt(one_of(['日', '号']))).map(|(month, _, day, _)| (month, day));
    alt((western, chinese))
        .verify(|&(month, day)| date(2000, month, day).is_some())
        .map(|(month, day)| Day::MonthDay(month, day))
        .parse_next(input)
}

/// `20261115`, `261115`, `1115`.
fn compact(input: &mut &str) -> Result<Day> {
    take_while(4..=8, |c: char| c.is_ascii_digit())
        .verify_map(|text: &str| {
            let number: u32 = text.parse().ok()?;
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            match text.len() {
                4 => date(2000, month, day).map(|_| Day::MonthDay(month, day)),
                6 => date(year + 2000, month, day).map(Day::Full),
                8 => date(year, month, day).map(Day::Full),
                _ => None,
            }
        })
        .parse_next(input)
}

/// 下月15, 下个月15号, 本月15.
fn in_month(input: &mut &str) -> Result<Day> {
    let months = alt((
        alt(("下个月", "下月")).value(1),
        alt(("这个月", "本月")).value(0),
        alt(("上个月", "上月")).value(-1),
    ))
    .parse_next(input)?;
    let day = day_number(input)?;
    Ok(Day::InMonth(months, day))
}

/// `15+1m`.
fn ahead_in_month(input: &mut &str) -> Result<Day> {
    (day_number, signed, 'm').map(|(day, months, _)| Day::InMonth(months, day)).parse_next(input)
}

/// `15`, 15号.
fn day_of_month(input: &mut &str) -> Result<Day> {
    day_number.map(Day::DayOfMonth).parse_next(input)
}

/// A day of a month: `15`, 十五号.
pub(in crate::domain) fn day_number(input: &mut &str) -> Result<u32> {
    let bare = (digits(1, 2), not(one_of('0'..='9'))).map(|(day, _)| day);
    let named = (count, one_of(['号', '日'])).map(|(day, _)| day);
    alt((named, bare)).verify(|day| (1..=31).contains(day)).parse_next(input)
}

/// `eom`, `eom+1`, 月底, 下月底, 季末, 年底.
fn edge(input: &mut &str) -> Result<Day> {
    let english = (
        alt((
            "som".value(Edge::MonthStart),
            "eom".value(Edge::MonthEnd),
            "eoq".value(Edge::QuarterEnd),
            "eoy".value(Edge::YearEnd),
        )),
        opt(signed),
    )
        .map(|(edge, periods)| Day::Edge(edge, periods.unwrap_or(0)));
    let ahead = alt(("下".value(1), "上".value(-1), alt(("本", "这")).value(0)));
    let chinese = (
        opt((ahead, opt('个')).map(|(n, _)| n)),
        alt((
            "月初".value(Edge::MonthStart),
            alt(("月底", "月末")).value(Edge::MonthEnd),
            alt(("季末", "季底", "季度末")).value(Edge::QuarterEnd),
            alt(("年底", "年末")).value(Edge::YearEnd),
        )),
    )
        .map(|(periods, edge)| Day::Edge(edge, periods.unwrap_or(0)));
    alt((english, chinese)).parse_next(input)
}

/// `fri`, `next fri`, 周五, 下周五, 本周五.
fn weekday(input: &mut &str) -> Result<Day> {
    let week = alt((("next", space0).value(1), ("this", space0).value(0), ("last", space0).value(-1)));
    let english = (opt(week), english_weekday);
    let week = alt(("下".value(1), alt(("本", "这")).value(0), "上".value(-1)));
    let chinese =
        (opt((week, opt('个')).map(|(n, _)| n)), preceded(alt(("周", "星期", "礼拜")), chinese_weekday));
    let (week, day) = alt((english, chinese)).parse_next(input)?;
    Ok(week.map_or(Day::Weekday(day), |week| Day::InWeek(week, day)))
}

fn english_weekday(input: &mut &str) -> Result<Weekday> {
    alt((
        alt(("monday", "mon")).value(Weekday::Mon),
        alt(("tuesday", "tue")).value(Weekday::Tue),
        alt(("wednesday", "wed")).value(Weekday::Wed),
        alt(("thursday", "thu")).value(Weekday::Thu),
        alt(("friday", "fri")).value(Weekday::Fri),
        alt(("saturday", "sat")).value(Weekday::Sat),
        alt(("sunday", "sun")).value(Weekday::Sun),
    ))
    .parse_next(input)
}

fn chinese_weekday(input: &mut &str) -> Result<Weekday> {
    alt((
        '一'.value(Weekday::Mon),
        '二'.value(Weekday::Tue),
        '三'.value(Weekday::Wed),
        '四'.value(Weekday::Thu),
        '五'.value(Weekday::Fri),
        '六'.value(Weekday::Sat),
        one_of(['日', '天', '末']).value(Weekday::Sun),
    ))
    .parse_next(input)
}

/// `+30`, `+2w`, `-3`.
fn shifted(input: &mut &str) -> Result<Day> {
    offset.map(Day::After).parse_next(input)
}

/// `t`, `.`, 今天, 明天, 昨天.
fn named(input: &mut &str) -> Result<Day> {
    let days = |count| Day::After(Offset { count, unit: Unit::Day });
    alt((
        // Before the short word for today, which it begins with.
        alt(("tomorrow", "明天", "明日")).value(days(1)),
        alt(("today", "t", ".", "今天", "今日", "今")).value(Day::Today),
        "后天".value(days(2)),
        alt(("yesterday", "昨天", "昨日")).value(days(-1)),
        "前天".value(days(-2)),
    ))
    .parse_next(input)
}
