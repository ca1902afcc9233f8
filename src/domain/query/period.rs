//! Days and periods as a filter names them: today, `this_month`, 本月, `2026q4`, `last_7d`, `eom`. They stay words until the
//! business date is known, and can be stepped: this month, the next.

use chrono::{Datelike, Months, NaiveDate};
use winnow::{
    Parser, Result,
    ascii::dec_uint,
    combinator::{alt, opt, preceded},
    token::take_while,
};

use super::lexicon::Tongue;
use crate::domain::{
    date::{self, DateWord, Day, Offset, Toward, Unit},
    fold, window,
};

/// A day or a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(DateWord),
    /// The week so many weeks from this one.
    Week(i32),
    /// The month so many months from this one.
    Month(i32),
    /// The quarter so many quarters from this one.
    Quarter(i32),
    /// The year so many years from this one.
    Year(i32),
    /// A month by its name: `2026-10`.
    MonthOf(i32, u32),
    /// A quarter by its name, 1 to 4: `2026q4`.
    QuarterOf(i32, u32),
    /// A year by its name: `2026`.
    YearOf(i32),
    /// So long until today, today included; so long from today on, where it is above zero: `last_7d`, `next_30d`.
    Span(Offset),
}

/// More weeks, months or years than any business has seen, and few enough for every calculation.
const FARTHEST: i32 = 1_200;

/// Reads a period or a day.
pub fn parse(text: &str) -> Option<Period> {
    let folded = fold::reading(text);
    let period = alt((named, spanned, quarter, month, year)).parse(folded.as_str());
    period.ok().or_else(|| date::parse(text).ok().map(Period::Day))
}

/// This, the next, the last one: in both languages.
fn named(input: &mut &str) -> Result<Period> {
    let english = alt(("this_".value(0), "next_".value(1), "last_".value(-1)));
    let far = alt(("next_".value(1), "last_".value(-1)));
    let counted = (far, number, '_').map(|(way, count, _)| way * count);
    let chinese = alt((
        alt(("这个", "本", "这", "当")).value(0),
        alt(("下个", "下")).value(1),
        alt(("上个", "上")).value(-1),
    ));
    let whole = alt((
        (alt((counted, english)), unit_word).map(|(n, unit)| (n, unit)),
        unit_word.map(|unit| (0, unit)),
        (chinese, unit_chinese).map(|(n, unit)| (n, unit)),
        alt(("今年".value(0), "明年".value(1), "去年".value(-1))).map(|n| (n, Unit::Year)),
        (number, '个', unit_chinese, alt(("前".value(-1), "后".value(1))))
            .map(|(n, _, unit, way)| (n * way, unit)),
        (number, '年', alt(("前".value(-1), "后".value(1)))).map(|(n, _, way)| (n * way, Unit::Year)),
    ))
    .parse_next(input)?;
    Ok(match whole {
        (n, Unit::Week) => Period::Week(n),
        (n, Unit::Month) => Period::Month(n),
        (n, Unit::Quarter) => Period::Quarter(n),
        (n, Unit::Year) => Period::Year(n),
        (n, Unit::Day) => Period::Day(DateWord::plain(Day::After(Offset { count: n, unit: Unit::Day }))),
    })
}

fn number(input: &mut &str) -> Result<i32> {
    dec_uint::<_, u32, _>.verify_map(|n| i32::try_from(n).ok().filter(|n| *n <= FARTHEST)).parse_next(input)
}

fn unit_word(input: &mut &str) -> Result<Unit> {
    alt((
        "week".value(Unit::Week),
        "month".value(Unit::Month),
        "quarter".value(Unit::Quarter),
        "year".value(Unit::Year),
    ))
    .parse_next(input)
}

fn unit_chinese(input: &mut &str) -> Result<Unit> {
    alt((
        alt(("星期", "周")).value(Unit::Week),
        "月".value(Unit::Month),
        alt(("季度", "季")).value(Unit::Quarter),
    ))
    .parse_next(input)
}

/// `last_7d`, `next_30_days`, 最近7天, 未来30天.
fn spanned(input: &mut &str) -> Result<Period> {
    let plural = alt((
        preceded(opt('_'), alt(("days", "day"))).value(Unit::Day),
        preceded(opt('_'), alt(("weeks", "week"))).value(Unit::Week),
        preceded(opt('_'), alt(("months", "month"))).value(Unit::Month),
        preceded(opt('_'), alt(("years", "year"))).value(Unit::Year),
        date::unit,
    ));
    let way = alt((alt(("last_", "最近", "近", "过去")).value(-1), alt(("next_", "未来")).value(1)));
    (way, number, plural)
        .map(|(way, n, unit)| Period::Span(Offset { count: way * n, unit }))
        .parse_next(input)
}

fn four(input: &mut &str) -> Result<i32> {
    take_while(4, |c: char| c.is_ascii_digit())
        .verify_map(|year: &str| year.parse().ok().filter(|year| (1990..2100).contains(year)))
        .parse_next(input)
}

/// `2026q4`, 2026年四季度.
fn quarter(input: &mut &str) -> Result<Period> {
    let western =
        preceded(opt('-'), preceded('q', alt(('1'.value(1), '2'.value(2), '3'.value(3), '4'.value(4)))));
    let chinese = (
        '年',
        opt('第'),
        alt((
            alt(("一", "1")).value(1),
            alt(("二", "2")).value(2),
            alt(("三", "3")).value(3),
            alt(("四", "4")).value(4),
        )),
        alt(("季度", "季")),
    )
        .map(|(_, _, n, _)| n);
    (four, alt((western, chinese))).map(|(year, n)| Period::QuarterOf(year, n)).parse_next(input)
}

/// `2026-10`, 2026年10月.
fn month(input: &mut &str) -> Result<Period> {
    let number = || {
        take_while(1..=2, |c: char| c.is_ascii_digit())
            .verify_map(|n: &str| n.parse::<u32>().ok().filter(|n| (1..=12).contains(n)))
    };
    let western = preceded(alt(('-', '/', '.')), number());
    let chinese = ('年', number(), '月').map(|(_, n, _)| n);
    (four, alt((western, chinese))).map(|(year, n)| Period::MonthOf(year, n)).parse_next(input)
}

/// `2026`, 2026年.
fn year(input: &mut &str) -> Result<Period> {
    (four, opt('年')).map(|(year, _)| Period::YearOf(year)).parse_next(input)
}

impl Period {
    /// The first and the last day, seen from the business date; none beyond the calendar.
    pub fn days(self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let from_now = |count, unit| Offset { count, unit }.from(today);
        match self {
            Period::Day(word) => {
                let day = word.resolve(today, Toward::Future).ok()?;
                Some((day, day))
            }
            Period::Week(n) => from_now(n, Unit::Week).map(window::week),
            Period::Month(n) => from_now(n, Unit::Month).map(window::month),
            Period::Quarter(n) => from_now(n, Unit::Quarter).and_then(quarter_of),
            Period::Year(n) => whole_year(today.year().checked_add(n)?),
            Period::MonthOf(year, n) => NaiveDate::from_ymd_opt(year, n, 1).map(window::month),
            Period::QuarterOf(year, n) => quarter_of(NaiveDate::from_ymd_opt(year, n * 3, 1)?),
            Period::YearOf(year) => whole_year(year),
            Period::Span(offset) => {
                let far = offset.from(today)?;
                Some(if far < today { (far, today) } else { (today, far) })
            }
        }
    }

    /// The period so many steps further: a day by days, a month by months. A span of days moves by its length.
    pub fn step(self, by: i32, today: NaiveDate) -> Option<Period> {
        let near = |n: i32| n.checked_add(by).filter(|n| n.abs() <= FARTHEST);
        Some(match self {
            Period::Day(_) => {
                let day = Offset { count: by, unit: Unit::Day }.from(self.days(today)?.0)?;
                let count = i32::try_from((day - today).num_days()).ok()?;
                Period::Day(DateWord::plain(match count {
                    0 => Day::Today,
                    -1 | 1 => Day::After(Offset { count, unit: Unit::Day }),
                    _ => Day::Full(day),
                }))
            }
            Period::Week(n) => Period::Week(near(n)?),
            Period::Month(n) => Period::Month(near(n)?),
            Period::Quarter(n) => Period::Quarter(near(n)?),
            Period::Year(n) => Period::Year(near(n)?),
            Period::MonthOf(year, n) => {
                let month =
                    Offset { count: by, unit: Unit::Month }.from(NaiveDate::from_ymd_opt(year, n, 1)?)?;
                Period::MonthOf(month.year(), month.month())
            }
            Period::QuarterOf(year, n) => {
                let first = NaiveDate::from_ymd_opt(year, n * 3, 1)?;
                let month = Offset { count: by, unit: Unit::Quarter }.from(first)?;
                Period::QuarterOf(month.year(), month.month0() / 3 + 1)
            }
            Period::YearOf(year) => Period::YearOf(year.checked_add(by)?),
            Period::Span(offset) => {
                let count = offset.count.checked_mul(1 + by).filter(|n| n.abs() <= FARTHEST && *n != 0)?;
                Period::Span(Offset { count, ..offset })
            }
        })
    }

    /// As it is written in a language; [`parse`] reads it back.
    pub fn print(self, tongue: Tongue) -> String {
        match tongue {
            Tongue::English => self.english(),
            Tongue::Chinese => self.chinese(),
        }
    }

    fn english(self) -> String {
        let counted = |n: i32, unit: &str| match n {
            0 => format!("this_{unit}"),
            1 => format!("next_{unit}"),
            -1 => format!("last_{unit}"),
            n if n > 0 => format!("next_{n}_{unit}"),
            n => format!("last_{}_{unit}", -n),
        };
        match self {
            Period::Day(word) => day_english(word),
            Period::Week(n) => counted(n, "week"),
            Period::Month(n) => counted(n, "month"),
            Period::Quarter(n) => counted(n, "quarter"),
            Period::Year(n) => counted(n, "year"),
            Period::MonthOf(year, n) => format!("{year}-{n:02}"),
            Period::QuarterOf(year, n) => format!("{year}q{n}"),
            Period::YearOf(year) => year.to_string(),
            Period::Span(Offset { count, unit }) => {
                let way = if count < 0 { "last" } else { "next" };
                format!("{way}_{}{}", count.abs(), unit.letter())
            }
        }
    }

    fn chinese(self) -> String {
        let counted = |n: i32, unit: &str| match n {
            0 => format!("本{unit}"),
            1 => format!("下{unit}"),
            -1 => format!("上{unit}"),
            n if n > 0 => format!("{n}个{unit}后"),
            n => format!("{}个{unit}前", -n),
        };
        match self {
            Period::Day(word) => day_chinese(word),
            Period::Week(n) => counted(n, "星期"),
            Period::Month(n) => counted(n, "月"),
            Period::Quarter(n) => counted(n, "季度"),
            Period::Year(0) => "今年".to_owned(),
            Period::Year(1) => "明年".to_owned(),
            Period::Year(-1) => "去年".to_owned(),
            Period::Year(n) if n > 0 => format!("{n}年后"),
            Period::Year(n) => format!("{}年前", -n),
            Period::MonthOf(year, n) => format!("{year}年{n}月"),
            Period::QuarterOf(year, n) => {
                let n = ["一", "二", "三", "四"].get(n.saturating_sub(1) as usize).unwrap_or(&"四");
                format!("{year}年{n}季度")
            }
            Period::YearOf(year) => format!("{year}年"),
            Period::Span(Offset { count, unit }) => {
                let way = if count < 0 { "最近" } else { "未来" };
                let unit = match unit {
                    Unit::Day => "天",
                    Unit::Week => "周",
                    Unit::Month => "个月",
                    Unit::Quarter => "季度",
                    Unit::Year => "年",
                };
                format!("{way}{}{unit}", count.abs())
            }
        }
    }
}

/// The days that people call by a name.
const DAYS: [(Day, &str, &str); 4] = [
    (Day::Today, "today", "今天"),
    (Day::After(Offset { count: 1, unit: Unit::Day }), "tomorrow", "明天"),
    (Day::After(Offset { count: -1, unit: Unit::Day }), "yesterday", "昨天"),
    (Day::Edge(date::Edge::MonthEnd, 0), "eom", "月底"),
];

fn day_english(word: DateWord) -> String {
    let named = DAYS.iter().find(|(day, ..)| *day == word.day && !word.roll);
    named.map_or_else(|| word.to_string(), |(_, english, _)| (*english).to_owned())
}

fn day_chinese(word: DateWord) -> String {
    let named = DAYS.iter().find(|(day, ..)| *day == word.day && !word.roll);
    named.map_or_else(|| word.to_string(), |(.., chinese)| (*chinese).to_owned())
}

fn whole_year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

fn quarter_of(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1)?;
    Some((first, first.checked_add_months(Months::new(3))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        let today = "2002-03-13".parse().expect("a date");
        let (first, last) = parse(text).and_then(|period| period.days(today)).expect(text);
        format!("{first}..{last}")
    }

    #[test]
    fn periods_in_both_languages() {
        for (words, means) in [
            (&["this_week", "week", "本周", "本星期"][..], "2002-03-11..2002-03-17"),
            (&["next_month", "下月", "下个月", "2002-04", "2002年4月"], "2002-04-01..2002-04-30"),
            (&["last_3_month", "3个月前"], "2001-12-01..2001-12-31"),
            (&["this_quarter", "本季度", "2002q1", "2002年一季度"], "2002-01-01..2002-03-31"),
            (&["last_year", "去年", "2001", "2001年"], "2001-01-01..2001-12-31"),
            (&["last_7d", "last_7_days", "最近7天", "近1周"], "2002-03-06..2002-03-13"),
            (&["next_30d", "未来30天"], "2002-03-13..2002-04-12"),
            (&["today", "t", "今天"], "2002-03-13..2002-03-13"),
            (&["tomorrow", "明天", "+1"], "2002-03-14..2002-03-14"),
            (&["yesterday", "昨天", "-1"], "2002-03-12..2002-03-12"),
            (&["fri", "周五"], "2002-03-15..2002-03-15"),
            (&["eom", "月底"], "2002-03-31..2002-03-31"),
        ] {
            for word in words {
                assert_eq!(days(word), means, "{word}");
            }
        }
        assert_eq!(parse("soon"), None);
        assert_eq!(parse("2002q5"), None);
    }

    #[test]
    fn periods_are_stepped() {
        let today = "2002-03-13".parse().expect("a date");
        let stepped = |text: &str, by| {
            let period = parse(text).and_then(|period| period.step(by, today)).expect(text);
            period.print(Tongue::English)
        };
        assert_eq!(stepped("this_month", 1), "next_month");
        assert_eq!(stepped("2002-12", 1), "2003-01");
        assert_eq!(stepped("2002q1", -1), "2001q4");
        assert_eq!(stepped("today", -1), "yesterday");
        assert_eq!(stepped("today", 3), "2002-03-16");
        assert_eq!(stepped("last_7d", 1), "last_14d");
        assert_eq!(parse("next_1200_month").and_then(|period| period.step(1, today)), None);
    }
}
