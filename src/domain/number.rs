//! Numbers as people type them, for every small language: `1,280.50`, `¥1280`, `1280元`, `1.2w`, `1.2万`, `7.5%`, `十二`.
//! Sub-parsers over folded, small-letter text; each takes as much as it understands and leaves the rest.

use rust_decimal::Decimal;
use winnow::{
    Parser, Result,
    ascii::{digit1, space0},
    combinator::{alt, not, opt, preceded, repeat},
    token::{literal, one_of, take_while},
};

/// A number without sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// What it is worth; a percentage keeps its points: `75%` is 75 here.
    pub value: Decimal,
    /// Written with `%`.
    pub percent: bool,
    /// Written with a currency sign, a unit or groups: surely an amount of money.
    pub money: bool,
}

/// More digits than any amount has, and a product of two such numbers still fits.
const MOST_DIGITS: usize = 20;

/// A number with everything that may stand around it, but a sign.
pub(super) fn number(input: &mut &str) -> Result<Number> {
    let currency = opt(('¥', space0)).parse_next(input)?.is_some();
    let (digits, grouped) = alt((grouped.map(|d| (d, true)), plain.map(|d| (d, false)))).parse_next(input)?;
    let unit = opt(unit).parse_next(input)?;
    let yuan = opt(one_of(['元', '块'])).parse_next(input)?.is_some();
    let percent = if unit.is_none() && !yuan { opt('%').parse_next(input)?.is_some() } else { false };
    // What is printed without its unit must not have more digits than can be read.
    let value = digits
        .checked_mul(unit.unwrap_or(Decimal::ONE))
        .filter(|value| unit.is_none() || value.trunc().to_string().len() <= MOST_DIGITS)
        .ok_or_else(winnow::error::ContextError::new)?;
    Ok(Number { value, percent, money: currency || grouped || unit.is_some() || yuan })
}

/// Digits with an optional fraction: `12`, `12.50`, `.5`.
pub(super) fn plain(input: &mut &str) -> Result<Decimal> {
    alt(((digit1, opt(('.', digit1))).take(), ('.', digit1).take())).verify_map(exact).parse_next(input)
}

/// Digits in groups of three: `1,280.50`, `12,000,000`.
fn grouped(input: &mut &str) -> Result<Decimal> {
    let three = || take_while(3..=3, |c: char| c.is_ascii_digit());
    let digit = || take_while(1, |c: char| c.is_ascii_digit());
    let group = (',', three(), not(digit()));
    (
        take_while(1..=3, |c: char| c.is_ascii_digit()),
        repeat::<_, _, (), _, _>(1.., group),
        opt(('.', digit1)),
    )
        .take()
        .verify_map(exact)
        .parse_next(input)
}

fn exact(text: &str) -> Option<Decimal> {
    let text = text.replace(',', "");
    if text.replace('.', "").trim_start_matches('0').len() > MOST_DIGITS {
        return None;
    }
    Decimal::from_str_exact(&text).ok()
}

fn unit(input: &mut &str) -> Result<Decimal> {
    alt((
        one_of(['k', '千']).value(1_000),
        one_of(['w', '万']).value(10_000),
        literal("m").value(1_000_000),
        literal("亿").value(100_000_000),
    ))
    .map(Decimal::from)
    .parse_next(input)
}

/// A whole number from 0, in digits or in Chinese: `12`, `十二`, `两`, `三十`.
pub(super) fn count(input: &mut &str) -> Result<u32> {
    alt((digit1.verify_map(|text: &str| text.parse::<u32>().ok().filter(|n| *n <= 99_999)), chinese_count))
        .parse_next(input)
}

/// A whole number with its sign: `+7`, `-30`.
pub(super) fn signed(input: &mut &str) -> Result<i32> {
    let sign = one_of(['+', '-']).parse_next(input)?;
    let n = preceded(space0, count).parse_next(input)? as i32;
    Ok(if sign == '-' { -n } else { n })
}

/// A Chinese numeral below a thousand: `十`, `十五`, `二十`, `两`, `一百二十`, `〇`.
pub(super) fn chinese_count(input: &mut &str) -> Result<u32> {
    take_while(1..=7, |c: char| chinese_digit(c).is_some() || c == '十' || c == '百')
        .verify_map(chinese_value)
        .parse_next(input)
}

/// One Chinese digit.
pub(super) fn chinese_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32).or(match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn chinese_value(text: &str) -> Option<u32> {
    let (mut total, mut digit, mut unit_above) = (0, None, 1000);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            c => {
                // Two digits in a row are no numeral; a zero only fills a gap.
                if digit.is_some_and(|d| d != 0) {
                    return None;
                }
                digit = chinese_digit(c);
                continue;
            }
        };
        let times = match digit.take() {
            Some(0) => return None,
            Some(n) => n,
            None if unit == 10 && (total == 0 || unit_above > 10) => 1,
            None => return None,
        };
        if unit >= unit_above {
            return None;
        }
        unit_above = unit;
        total += times * unit;
    }
    Some(total + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Option<Decimal> {
        number.parse(text).ok().map(|n| n.value)
    }

    #[test]
    fn amounts_as_the_page_lists_them() {
        assert_eq!(money("1,280.50"), Some(dec!(1280.50)));
        assert_eq!(money("¥1280"), Some(dec!(1280)));
        assert_eq!(money("1280元"), Some(dec!(1280)));
        assert_eq!(money("1.2w"), Some(dec!(12000)));
        assert_eq!(money("1.2万"), Some(dec!(12000)));
        assert_eq!(money("1.2万元"), Some(dec!(12000)));
        assert_eq!(money("3k"), Some(dec!(3000)));
        assert_eq!(money("1.5m"), Some(dec!(1500000)));
        assert_eq!(money("2亿"), Some(dec!(200000000)));
        assert_eq!(money("¥1,234,567"), Some(dec!(1234567)));
    }

    #[test]
    fn groups_have_three_digits() {
        assert_eq!(money("1,28"), None);
        assert_eq!(money("1234,567"), None);
        assert_eq!(money("1,2345"), None);
        assert_eq!(money("123456789012345678901"), None);
    }

    #[test]
    fn percent_keeps_its_points_and_is_no_money() {
        let n = number.parse("7.5%").unwrap();
        assert_eq!((n.value, n.percent, n.money), (dec!(7.5), true, false));
    }

    #[test]
    fn chinese_numerals() {
        for (text, n) in [
            ("三", 3),
            ("两", 2),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("四十五", 45),
            ("一百二十", 120),
            ("一百零五", 105),
            ("〇", 0),
        ] {
            assert_eq!(count.parse(text).ok(), Some(n), "{text}");
        }
        for text in ["三四", "十十", "百", "零十", "十百"] {
            assert_eq!(count.parse(text).ok(), None, "{text}");
        }
    }
}
