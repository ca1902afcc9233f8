//! Every example of the page on order entry (ux/02 2.3 to 2.5 and 2.7), in English and in Chinese, with what it means on Friday,
//! 2026-10-30. Both are the same to the program, and what it prints of either, in either language, it reads as the same again.

use chrono::{Days, NaiveDate};
use kehu::domain::{
    amount::{self, Amount, Name},
    capital::capital,
    chinese,
    date::{self, Toward},
    discount,
    issue_choice::{self, Ahead},
    money, order_text,
    plan::{self, Ground, Planned},
};
use rust_decimal::Decimal;

/// 2.4: English, Chinese, the day.
pub const DATES: &[(&str, &str, &str)] = &[
    ("t", "今天", "2026-10-30"),
    (".", "今", "2026-10-30"),
    ("+30", "30天后", "2026-11-29"),
    ("+2w", "两周后", "2026-11-13"),
    ("+1m", "一个月后", "2026-11-30"),
    ("-3", "3天前", "2026-10-27"),
    ("fri", "周五", "2026-11-06"),
    ("mon", "周一", "2026-11-02"),
    ("next fri", "下周五", "2026-11-06"),
    ("this fri", "本周五", "2026-10-30"),
    ("15", "15号", "2026-11-15"),
    ("1115", "11月15", "2026-11-15"),
    ("11-15", "11月15日", "2026-11-15"),
    ("26-11-15", "2026年11月15日", "2026-11-15"),
    ("15+1m", "下月15", "2026-11-15"),
    ("eom", "月底", "2026-10-31"),
    ("eom+1", "下月底", "2026-11-30"),
    ("som", "月初", "2026-10-01"),
    ("eoq", "季末", "2026-12-31"),
    ("eoy", "年底", "2026-12-31"),
    ("+10wd", "10个工作日", "2026-11-13"),
    ("eom>", "月底顺延", "2026-11-02"),
];

/// 2.3: English, Chinese, yuan; where the default is 1,000.00 and the figures are those of [`figure`].
pub const AMOUNTS: &[(&str, &str, &str)] = &[
    ("1,280.50", "1280.5元", "1280.50"),
    ("¥1280", "1280元", "1280"),
    ("1.2w", "1.2万", "12000"),
    ("12k", "12,000", "12000"),
    ("2m", "200万", "2000000"),
    ("100m", "1亿", "100000000"),
    ("-5%", "－５％", "950"),
    ("+20%", "＋２０％", "1200"),
    ("=36000/list", "=36000/刊例", "0.375"),
    ("=left/2", "=剩余/2", "90720"),
    ("=price×issues", "=单价×期数", "216000"),
    ("=(total-last)÷2", "＝（合计－上次）÷２", "100700"),
    ("list*75%+1.2w", "刊例*75%+1.2万", "84000"),
];

/// What a calculation of the page may name.
fn figure(name: Name) -> Option<Decimal> {
    Some(match name {
        Name::List => number("96000"),
        Name::Price => number("72000"),
        Name::Issues => number("3"),
        Name::Last => number("101000"),
        Name::Total => number("302400"),
        Name::Left => number("181440"),
    })
}

/// 2.3: English, Chinese, the default ratio, the ratio.
pub const DISCOUNTS: &[(&str, &str, &str, &str)] = &[
    ("7.5", "7.5折", "1", "0.75"),
    ("75", "七五折", "1", "0.75"),
    ("75%", "７５％", "1", "0.75"),
    ("-5%", "－５％", "0.8", "0.76"),
    ("=36000/list", "=36000/刊例", "1", "0.375"),
    ("8", "8折", "1", "0.8"),
    ("12", "1.2折", "1", "0.12"),
    ("+20%", "＋２０％", "1", "1.2"),
    ("1.2", "12折", "1", "1.2"),
];

/// 2.3: English, Chinese, the numbers of the issues; of a weekly, whose no. 51 is taken.
pub const ISSUES: &[(&str, &str, &[u32])] = &[
    ("3", "3期", &[48, 49, 50]),
    ("3/2", "隔期3期", &[48, 50, 1]),
    ("3 from 12-10", "12-10起3期", &[50, 52, 1]),
    ("#48", "第48期", &[48]),
    ("48-50", "48-50期", &[48, 49, 50]),
    ("48,50", "48,50期", &[48, 50]),
    ("nov", "11月", &[48]),
    ("jan", "1月", &[1, 2, 3]),
];

type Laid = &'static [(&'static str, &'static str)];

/// 2.5: English, Chinese, the parts of 216,000.00 with their days; three issues of 72,000.00 appear from 2026-11-30 on.
pub const PLANS: &[(&str, &str, Laid)] = &[
    (
        "30/40/30 m",
        "三四三 每月",
        &[("64800", "2026-10-30"), ("86400", "2026-11-30"), ("64800", "2026-12-30")],
    ),
    (
        "30/40/30 @t,+30,eom+2",
        "三四三 @今天,30天后,eom+2",
        &[("64800", "2026-10-30"), ("86400", "2026-11-29"), ("64800", "2026-12-31")],
    ),
    (
        "30/40/30 @t,+30,eom+1",
        "三四三 @今天,30天后,下月底",
        &[("64800", "2026-10-30"), ("86400", "2026-11-29"), ("64800", "2026-11-30")],
    ),
    (
        "x6 m day 15",
        "6期 每月15号",
        &[
            ("36000", "2026-11-15"),
            ("36000", "2026-12-15"),
            ("36000", "2027-01-15"),
            ("36000", "2027-02-15"),
            ("36000", "2027-03-15"),
            ("36000", "2027-04-15"),
        ],
    ),
    ("5000/rest @t,月底", "5000/余款 @今天,eom", &[("5000", "2026-10-30"), ("211000", "2026-10-31")]),
    (
        "50/50 @first-30,last+7",
        "五五 @首刊前30天,末刊后7天",
        &[("108000", "2026-10-31"), ("108000", "2026-12-21")],
    ),
    ("issue +7", "按期 +7天", &[("72000", "2026-12-07"), ("72000", "2026-12-14"), ("72000", "2026-12-21")]),
    ("issue -30", "按期 -30天", &[("72000", "2026-10-31"), ("72000", "2026-11-07"), ("72000", "2026-11-14")]),
    ("50/50 +45d", "五五 每45天", &[("108000", "2026-10-30"), ("108000", "2026-12-14")]),
    ("50/50 m from eom", "五五 每月 月底起", &[("108000", "2026-10-31"), ("108000", "2026-11-30")]),
];

/// 2.7: English, Chinese, whether it is finished at once.
const ORDERS: &[(&str, &str, bool)] = &[
    ("shyy; sl fd 3 7.5; cs ny 3; 30/40/30 m", "shyy；sl fd 3期 7.5折；cs ny 3期；三四三 每月", false),
    ("shyy; sl fd 3 7.5; cs ny 3; 30/40/30 m!", "shyy；sl fd 3期 七五折；cs ny 3期；三四三 每月！", true),
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn today() -> NaiveDate {
    day("2026-10-30")
}

#[test]
fn dates_mean_what_the_page_says() {
    for (english, chinese, on) in DATES {
        let word = date::parse(english).expect(english);
        for text in [*english, *chinese, &word.to_string(), &chinese::date(&word)] {
            let read = date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read.resolve(today(), Toward::Future), Ok(day(on)), "{text}");
            assert_eq!(date::parse(&chinese::date(&read)), Ok(read), "{text}");
        }
    }
    // Of what has happened, Friday is the last one.
    for text in ["fri", "周五"] {
        assert_eq!(
            date::parse(text).unwrap().resolve(today(), Toward::Past),
            Ok(day("2026-10-23")),
            "{text}"
        );
    }
    // Months are counted from the base.
    for (english, chinese, on) in [("+1m", "一个月后", "2026-02-28"), ("+2m", "两个月后", "2026-03-31")]
    {
        for text in [english, chinese] {
            let word = date::parse(text).expect(text);
            assert_eq!(word.resolve(day("2026-01-31"), Toward::Future), Ok(day(on)), "{text}");
        }
    }
}

#[test]
fn amounts_are_what_the_page_says() {
    for (english, chinese, yuan) in AMOUNTS {
        let printed = amount::parse(english).expect(english).to_string();
        for text in [*english, *chinese, &printed] {
            let read: Amount = amount::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read.value(&figure, Some(number("1000"))), Ok(number(yuan)), "{text}");
        }
    }
    assert_eq!(capital(number("302400")), "叁拾万贰仟肆佰元整");
}

#[test]
fn discounts_are_what_the_page_says() {
    for (english, chinese, default, ratio) in DISCOUNTS {
        let read = discount::parse(english).expect(english);
        for text in [*english, *chinese, &read.to_string(), &chinese::discount(&read)] {
            let read = discount::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read.value(&figure, number(default)), Ok(number(ratio)), "{text}");
        }
    }
    let unit = money::to_fen(number("96000.00") * number("0.75"));
    assert_eq!((unit, unit * number("3")), (number("72000.00"), number("216000.00")));
}

#[test]
fn issues_are_those_of_the_page() {
    let ahead: Vec<Ahead> = (0..8)
        .map(|n| Ahead {
            id: n + 1,
            no: if n < 5 { 48 + n as u32 } else { n as u32 - 4 },
            on: day("2026-11-30") + Days::new(7 * n as u64),
            taken: n == 3,
        })
        .collect();
    for (english, chinese, numbers) in ISSUES {
        let choice = issue_choice::parse(english).expect(english);
        assert_eq!(issue_choice::parse(chinese).as_ref(), Ok(&choice), "{chinese}");
        for text in [choice.to_string(), chinese::issues(&choice)] {
            assert_eq!(issue_choice::parse(&text).as_ref(), Ok(&choice), "{text}");
        }
        let chosen: Vec<u32> =
            choice.choose(&ahead, today()).expect(english).iter().map(|i| ahead[*i].no).collect();
        assert_eq!(chosen, *numbers, "{english}");
    }
    // A month is all of its issues, and one of December is taken.
    for text in ["dec", "12月"] {
        let choice = issue_choice::parse(text).expect(text);
        assert_eq!(choice.choose(&ahead, today()), Err(issue_choice::ChoiceError::Taken(51)), "{text}");
    }
}

#[test]
fn plans_are_laid_as_the_page_says() {
    let insertions: Vec<Planned> = (0..3)
        .map(|n| Planned {
            at: (0, n),
            on: day("2026-11-30") + Days::new(7 * n as u64),
            amount: number("72000"),
        })
        .collect();
    let ground = Ground { net: number("216000"), signed: today(), today: today(), insertions: &insertions };
    for (english, chinese, parts) in PLANS {
        let plan = plan::parse(english).expect(english);
        assert_eq!(plan::parse(chinese).as_ref(), Ok(&plan), "{chinese}");
        for text in [plan.to_string(), chinese::plan(&plan)] {
            assert_eq!(plan::parse(&text).as_ref(), Ok(&plan), "{text}");
        }
        let laid: Vec<_> =
            plan.lay(&ground).expect(english).iter().map(|it| (it.amount, it.due_on)).collect();
        let parts: Vec<_> = parts.iter().map(|(amount, on)| (number(amount), day(on))).collect();
        assert_eq!(laid, parts, "{english}");
    }
}

#[test]
fn an_order_in_words_is_that_of_the_page() {
    for (english, chinese, finish) in ORDERS {
        let order = order_text::parse(english).expect(english);
        assert_eq!(order.finish, *finish, "{english}");
        for text in [*chinese, &order.to_string(), &order.chinese()] {
            assert_eq!(order_text::parse(text).as_ref(), Ok(&order), "{text}");
        }
    }
}
