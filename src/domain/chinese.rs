//! Writes the small languages as they are said in Chinese: 下月底, 隔期3期, 三四三 每月. What has no short Chinese form is
//! written as in English. Everything reads back as the same.

use chrono::{Datelike, Weekday};
use rust_decimal::Decimal;

use super::{
    date::{DateWord, Day, Edge, Offset, Unit},
    discount::Discount,
    issue_choice::{IssueChoice, MOST_COUNTED},
    plan::{Due, Plan, Share, Split, SplitPlan, When},
};

/// A date: 今天, 3天后, 下周五, 15号, 月底.
pub fn date(word: &DateWord) -> String {
    let plain = DateWord { roll: false, ..*word };
    let said = match word.day {
        Day::Today => "今天".to_owned(),
        Day::After(Offset { count, unit }) => {
            let (n, way) = (count.unsigned_abs(), if count < 0 { '前' } else { '后' });
            format!("{n}{}{way}", unit_word(unit))
        }
        Day::WorkDays(count) if count >= 0 => format!("{count}个工作日"),
        Day::Weekday(day) => format!("周{}", weekday(day)),
        Day::InWeek(weeks @ -1..=1, day) => format!("{}周{}", period(weeks), weekday(day)),
        Day::DayOfMonth(day) => format!("{day}号"),
        Day::InMonth(months @ -1..=1, day) => format!("{}月{day}号", period(months)),
        Day::MonthDay(month, day) => format!("{month}月{day}日"),
        Day::Full(day) => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Day::Edge(edge, 0) => edge_word(edge).to_owned(),
        Day::Edge(edge, periods @ -1..=1) => format!("{}{}", period(periods), edge_word(edge)),
        _ => plain.to_string(),
    };
    if word.roll { format!("{said}顺延") } else { said }
}

fn period(n: i32) -> &'static str {
    match n {
        0 => "本",
        1.. => "下",
        _ => "上",
    }
}

fn weekday(day: Weekday) -> char {
    match day {
        Weekday::Mon => '一',
        Weekday::Tue => '二',
        Weekday::Wed => '三',
        Weekday::Thu => '四',
        Weekday::Fri => '五',
        Weekday::Sat => '六',
        Weekday::Sun => '日',
    }
}

fn edge_word(edge: Edge) -> &'static str {
    match edge {
        Edge::MonthStart => "月初",
        Edge::MonthEnd => "月底",
        Edge::QuarterEnd => "季末",
        Edge::YearEnd => "年底",
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "天",
        Unit::Week => "周",
        Unit::Month => "个月",
        Unit::Quarter => "季",
        Unit::Year => "年",
    }
}

/// A discount: 7.5折.
pub fn discount(discount: &Discount) -> String {
    discount.to_string()
}

/// Issues: 3期, 隔期3期, 12月10日起3期, 第48期, 48-50期, 12月.
pub fn issues(choice: &IssueChoice) -> String {
    match choice {
        IssueChoice::Next { count, every: 1, from: None } if *count <= MOST_COUNTED => format!("{count}期"),
        IssueChoice::Next { count, every: 2, from: None } => format!("隔期{count}期"),
        IssueChoice::Next { count, every: 1, from: Some(from) } => format!("{}起{count}期", date(from)),
        IssueChoice::Next { count, every, from: Some(from) } => format!("{count}/{every} 从{}", date(from)),
        IssueChoice::Next { .. } => choice.to_string(),
        IssueChoice::Numbers(list) => match list.as_slice() {
            [(first, last)] if first == last => format!("第{first}期"),
            list => {
                let one = |&(first, last): &(u32, u32)| {
                    if first == last { first.to_string() } else { format!("{first}-{last}") }
                };
                format!("{}期", list.iter().map(one).collect::<Vec<_>>().join(","))
            }
        },
        IssueChoice::Month(month) => format!("{month}月"),
        IssueChoice::On(days) => format!("@{}", days.iter().map(date).collect::<Vec<_>>().join(",")),
    }
}

/// A collection plan: 三四三 每月, 6期 每月15号, 按期 +7天.
pub fn plan(plan: &Plan) -> String {
    match plan {
        Plan::ByIssue(None) => "按期".to_owned(),
        Plan::ByIssue(Some(Offset { count, unit })) => format!("按期 {count:+}{}", unit_word(*unit)),
        Plan::Split(plan) => split_plan(plan),
    }
}

fn split_plan(plan: &SplitPlan) -> String {
    let mut said = vec![split(&plan.split)];
    let mut day = plan.day;
    match &plan.when {
        Some(When::Every(Offset { count: 1, unit: Unit::Month })) => {
            said.push(day.take().map_or_else(|| "每月".to_owned(), |day| format!("每月{day}号")));
        }
        Some(When::Every(Offset { count: 1, unit: unit @ (Unit::Week | Unit::Quarter) })) => {
            said.push(format!("每{}", unit_word(*unit)));
        }
        Some(When::Every(Offset { count, unit })) => said.push(format!("每{count}{}", unit_word(*unit))),
        Some(When::At(dues)) => {
            said.push(format!("@{}", dues.iter().map(due).collect::<Vec<_>>().join(",")));
        }
        None => {}
    }
    said.extend(plan.from.as_ref().map(|from| format!("从{}起", date(from))));
    said.extend(day.map(|day| format!("{day}号")));
    said.join(" ")
}

/// Tenths are said by their digits: 三四三.
fn split(split: &Split) -> String {
    let shares = match split {
        Split::Equal(parts) => return format!("{parts}期"),
        Split::Parts(shares) => shares,
    };
    let digit = |share: &Share| match share {
        Share::Percent(points) => {
            let tenths = points.checked_div(Decimal::TEN)?.normalize();
            (1..=9)
                .find(|n| Decimal::from(*n) == tenths)
                .and_then(|n| "一二三四五六七八九".chars().nth(n - 1))
        }
        _ => None,
    };
    let whole = shares.iter().filter_map(|share| if let Share::Percent(n) = share { Some(n) } else { None });
    let whole: Decimal = whole.sum();
    match shares.iter().map(digit).collect::<Option<String>>() {
        Some(digits) if whole == Decimal::ONE_HUNDRED && shares.len() > 1 => digits,
        _ => split_in_figures(split),
    }
}

fn split_in_figures(split: &Split) -> String {
    split.to_string().replace("rest", "余款")
}

fn due(due: &Due) -> String {
    let (word, offset) = match due {
        Due::On(day) => return date(day),
        Due::First(offset) => ("首刊", offset),
        Due::Last(offset) => ("末刊", offset),
    };
    match offset {
        Some(Offset { count, unit }) => {
            let way = if *count < 0 { '前' } else { '后' };
            format!("{word}{way}{}{}", count.unsigned_abs(), unit_word(*unit))
        }
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{date, discount, issue_choice, plan};

    #[test]
    fn as_people_say_it() {
        for (typed, said) in [
            ("t", "今天"),
            ("+3", "3天后"),
            ("next fri", "下周五"),
            ("eom+1", "下月底"),
            ("eom>", "月底顺延"),
            ("11-5", "11月5日"),
        ] {
            assert_eq!(super::date(&date::parse(typed).unwrap()), said);
        }
        for (typed, said) in
            [("3", "3期"), ("3/2", "隔期3期"), ("#48", "第48期"), ("48-50", "48-50期"), ("dec", "12月")]
        {
            assert_eq!(super::issues(&issue_choice::parse(typed).unwrap()), said);
        }
        for (typed, said) in [
            ("30/40/30 m", "三四三 每月"),
            ("x6 m day 15", "6期 每月15号"),
            ("5000/rest @t,eom", "5000/余款 @今天,月底"),
            ("issue +7", "按期 +7天"),
            ("50/50 @first-30,last+7", "五五 @首刊前30天,末刊后7天"),
        ] {
            assert_eq!(super::plan(&plan::parse(typed).unwrap()), said);
        }
    }

    proptest! {
        #[test]
        fn reads_what_it_writes(
            word in date::tests::words(),
            choice in issue_choice::tests::choices(),
            plan in plan::tests::plans(),
            ratio in 0i64..=20_000,
        ) {
            let said = super::date(&word);
            prop_assert_eq!(date::parse(&said), Ok(word), "{}", said);
            let said = super::issues(&choice);
            prop_assert_eq!(issue_choice::parse(&said), Ok(choice), "{}", said);
            let said = super::plan(&plan);
            prop_assert_eq!(crate::domain::plan::parse(&said), Ok(plan), "{}", said);
            let ratio = Discount::Ratio(Decimal::new(ratio, 4).normalize());
            let said = super::discount(&ratio);
            prop_assert_eq!(discount::parse(&said), Ok(ratio), "{}", said);
        }
    }
}
