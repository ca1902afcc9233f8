//! The examples of ux/02 2.7 in both languages, what is refused and why, and that everything reads back as it is written.

use proptest::prelude::*;

use super::*;
use crate::domain::{date, discount, issue_choice, plan};

fn said<T, E: std::fmt::Debug>(words: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Said<T> {
    Said::read(words, read).expect(words)
}

fn line(place: &str, issues: &str, ratio: Option<&str>) -> LineText {
    LineText {
        place: place.into(),
        issues: said(issues, issue_choice::parse),
        discount: ratio.map(|ratio| said(ratio, discount::parse)),
    }
}

fn order(customer: &str, lines: Vec<LineText>, plan: Option<&str>) -> OrderText {
    OrderText {
        customer: customer.into(),
        signed: None,
        lines,
        surcharges: Vec::new(),
        terms: TermsText::default(),
        plan: plan.map(|words| said(words, plan::parse)),
        note: String::new(),
        finish: false,
    }
}

#[test]
fn the_example_of_the_page() {
    let expected = |customer| {
        order(customer, vec![line("sl fd", "3", Some("7.5")), line("cs ny", "3", None)], Some("30/40/30 m"))
    };
    for text in [
        "shyy; sl fd 3 7.5; cs ny 3; 30/40/30 m",
        "shyy;sl fd 3 7.5;cs ny 3;30/40/30 m",
        " shyy ; sl  fd 3 75 ; cs ny 3期 ; 三四三 每月 ; ",
        "shyy；sl fd 3期 7.5折；cs ny 3期；三四三 每月",
        "ｓｈｙｙ；ｓｌ　ｆｄ　３　７．５；cs ny ３；３０／４０／３０　ｍ",
        "shyy; 30/40/30 m; sl fd, 3, 7.5; cs ny，3",
        "shyy; sl fd: 3 7.5; cs ny：3; 30/40/30",
    ] {
        let customer = if text.starts_with('ｓ') { "ｓｈｙｙ" } else { "shyy" };
        let mut expected = expected(customer);
        if text.ends_with("30/40/30") {
            expected.plan = Some(said("30/40/30", plan::parse));
        }
        assert_eq!(parse(text), Ok(expected), "{text}");
    }
    let finished = OrderText { finish: true, ..expected("shyy") };
    for text in ["shyy; sl fd 3 7.5; cs ny 3; 30/40/30 m!", "shyy；sl fd 3 7.5；cs ny 3；30/40/30 m ！"] {
        assert_eq!(parse(text), Ok(finished.clone()), "{text}");
    }
}

#[test]
fn the_example_in_chinese() {
    let text = "上海雅韵；三联 封底 3期 7.5折；城市画报 内页整版 48-50期；三四三 每月！";
    let read = parse(text).expect(text);
    let mut expected = order(
        "上海雅韵",
        vec![line("三联 封底", "3", Some("7.5")), line("城市画报 内页整版", "48-50", None)],
        Some("30/40/30 m"),
    );
    expected.finish = true;
    assert_eq!(read, expected);
    assert_eq!(read.to_string(), "上海雅韵; 三联 封底 3 7.5折; 城市画报 内页整版 #48-50; 30/40/30 m !");
    assert_eq!(read.chinese(), "上海雅韵；三联 封底 3期 7.5折；城市画报 内页整版 48-50期；三四三 每月 !");
}

#[test]
fn what_else_can_be_said() {
    let read =
        parse("CU-00001; signed 3-12; sl fd 3 from 12-10 +20%; cs 48、50期 8; note call first").unwrap();
    assert_eq!(read.signed, Some(said("3-12", date::parse)));
    assert_eq!(read.lines[0], line("sl fd", "3 from 12-10", Some("+20%")));
    assert_eq!(read.lines[1], line("cs", "48,50", Some("8")));
    assert_eq!((read.plan, read.note.as_str()), (None, "call first"));
    assert_eq!(parse("雅韵；备注：先打电话").unwrap().note, "先打电话");
    assert_eq!(parse("shyy").unwrap().lines, []);
    assert_eq!(parse("shyy; sl fd 3 =36000/list").unwrap().lines, [line("sl fd", "3", Some("=36000/list"))]);
}

#[test]
fn terms_and_surcharges_in_both_languages() {
    let text = "shyy; sl fd 3; sl fd design 1200*2; seller john; agency jc 15%; bill agency; title jc; contract CT-00007; tax 3%; pay after it";
    let read = parse(text).unwrap();
    let surcharge = SurchargeText { place: "sl fd".into(), kind: "design", price: "1200*2".into() };
    assert_eq!((read.lines.len(), read.surcharges.as_slice()), (1, &[surcharge][..]));
    let terms = TermsText {
        seller: "john".into(),
        agency: "jc".into(),
        commission: "15%".into(),
        bill_to: "agency".into(),
        title: "jc".into(),
        contract: "CT-00007".into(),
        tax: "3%".into(),
        pay_note: "after it".into(),
    };
    assert_eq!(read.terms, terms);
    assert_eq!(read.to_string(), text);
    let chinese =
        "雅韵；三联 封底 设计费 500；业务员 李娜；代理：精诚 广告；开票 上海晨光；税率 ３％；付款 刊后付";
    let read = parse(chinese).unwrap();
    assert_eq!((read.terms.agency.as_str(), read.terms.commission.as_str()), ("精诚 广告", ""));
    assert_eq!((read.terms.bill_to.as_str(), read.terms.tax.as_str()), ("上海晨光", "３％"));
    assert_eq!(parse(&read.chinese()), Ok(read));
    // Initials may be a position's: `sj` is no design between other words.
    assert_eq!(parse("shyy; cs sj 3").unwrap().lines, [line("cs sj", "3", None)]);
    for (text, wrong) in [
        ("shyy; tax x", PieceError::Rate(crate::domain::rate::RateError::Unreadable("x".into()))),
        ("shyy; title a; 抬头 b", PieceError::Twice),
    ] {
        assert!(
            matches!(parse(text), Err(OrderTextError::Piece { wrong: said, .. }) if said == wrong),
            "{text}"
        );
    }
}

#[test]
fn words_are_kept_as_they_were_written() {
    let read = parse("shyy; sl fd 3期 75; 三四三 每月").unwrap();
    assert_eq!(read.lines[0].issues.words, "3期");
    assert_eq!(read.lines[0].discount.as_ref().unwrap().words, "75");
    assert_eq!(read.plan.unwrap().words, "三四三 每月");
}

#[test]
fn what_is_wrong_is_named_with_its_piece() {
    for text in ["", " ; sl fd 3", "；", "!"] {
        assert_eq!(parse(text), Err(OrderTextError::NoCustomer), "{text}");
    }
    assert_eq!(parse(&"x".repeat(5_000)), Err(OrderTextError::TooLong));
    let discount = |text: &str| PieceError::Discount(DiscountError::Unreadable(text.into()));
    let issues = |text: &str| PieceError::Issues(ChoiceError::Unreadable(text.into()));
    for (text, at, wrong) in [
        ("shyy; sl fd", 2, PieceError::NoIssues),
        ("shyy; sl fd 3 7.5; cs ny", 3, PieceError::NoIssues),
        ("shyy;; 3 7.5", 3, PieceError::Unreadable),
        ("shyy; 30/40/30 z", 2, PieceError::Unreadable),
        ("shyy; sl fd 3 7.5折扣", 2, discount("7.5折扣")),
        ("shyy; sl fd 0", 2, issues("0")),
        ("shyy; sl fd: three", 2, issues("three")),
        ("shyy; signed 32", 2, PieceError::Date(DateError::Unreadable("32".into()))),
        ("shyy; 30/70 m; x6 m", 3, PieceError::Twice),
        ("shyy; note a; note b", 3, PieceError::Twice),
    ] {
        match parse(text) {
            Err(OrderTextError::Piece { at: n, wrong: said, .. }) => {
                assert_eq!((n, said), (at, wrong), "{text}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

fn means<T: std::fmt::Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = Said<T>> {
    values.prop_map(|means| Said { words: String::new(), means })
}

fn orders() -> impl Strategy<Value = OrderText> {
    let ratios = (0i64..=20_000).prop_map(|n| Discount::Ratio(rust_decimal::Decimal::new(n, 4).normalize()));
    let place = "([a-z0-9三联封底/-]{1,4}|note|signed|备注)( [a-z0-9,三联封底月期]{1,4}){0,2}";
    let lines = (place, means(issue_choice::tests::choices()), prop::option::of(means(ratios)))
        .prop_filter("a reserved word", |(place, ..)| {
            let words =
                ["note", "signed", "备注", "seller", "agency", "bill", "title", "contract", "tax", "pay"];
            place.split(' ').next().is_none_or(|word| !words.contains(&word))
        })
        .prop_map(|(place, issues, discount)| LineText { place, issues, discount });
    let name = "([a-z精诚0-9-]{1,6}( [a-z广告]{1,4})?)?";
    let terms = (name, name, name, "([1-9][0-9]?%)?", any::<bool>()).prop_map(
        |(seller, agency, bill_to, tax, share)| TermsText {
            commission: if share && !agency.is_empty() { "15%".into() } else { String::new() },
            seller,
            agency,
            bill_to,
            tax,
            ..TermsText::default()
        },
    );
    let surcharges =
        ("[a-c]{2} [a-c]{2}", prop::sample::select(&crate::domain::surcharge::KINDS[..]), 1..9_999u32)
            .prop_map(|(place, kind, price)| SurchargeText { place, kind, price: price.to_string() });
    (
        "[a-z上海雅韵0-9-]{1,8}[!]?",
        prop::option::of(means(date::tests::words())),
        prop::collection::vec(lines, 0..4),
        prop::option::of(means(plan::tests::plans())),
        "([a-z急电话][a-z ,.:急电话!]{0,10}[a-z急电话!])?",
        any::<bool>(),
        terms,
        prop::collection::vec(surcharges, 0..2),
    )
        .prop_map(|(customer, signed, lines, plan, note, finish, terms, surcharges)| OrderText {
            surcharges,
            terms,
            customer,
            signed,
            lines,
            plan,
            note,
            finish,
        })
}

proptest! {
    #[test]
    fn reads_what_it_prints(order in orders()) {
        let printed = order.to_string();
        prop_assert_eq!(parse(&printed), Ok(order.clone()), "{}", printed);
        let printed = order.chinese();
        prop_assert_eq!(parse(&printed), Ok(order), "{}", printed);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}|[a-z0-9;；:：,，、!！#@/.折期月 -]{0,60}") {
        if let Ok(order) = parse(&text) {
            let printed = order.to_string();
            prop_assert_eq!(parse(&printed), Ok(order), "{}", printed);
        }
    }
}
