//! The examples of ux/02 2.4, and words read back as they are printed.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn from(today: &str, text: &str) -> NaiveDate {
    parse(text).unwrap_or_else(|e| panic!("{text}: {e}")).resolve(day(today), Toward::Future).expect(text)
}

/// Every row of the table, as seen on Friday 2026-10-30.
#[test]
fn the_examples_of_the_page() {
    for (text, expected) in [
        ("t", "2026-10-30"),
        (".", "2026-10-30"),
        ("今天", "2026-10-30"),
        ("今", "2026-10-30"),
        ("+30", "2026-11-29"),
        ("+2w", "2026-11-13"),
        ("+1m", "2026-11-30"),
        ("-3", "2026-10-27"),
        ("30天后", "2026-11-29"),
        ("两周后", "2026-11-13"),
        ("一个月后", "2026-11-30"),
        ("3天前", "2026-10-27"),
        ("fri", "2026-11-06"),
        ("mon", "2026-11-02"),
        ("下周五", "2026-11-06"),
        ("周五", "2026-11-06"),
        ("本周五", "2026-10-30"),
        ("15", "2026-11-15"),
        ("1115", "2026-11-15"),
        ("11-15", "2026-11-15"),
        ("26-11-15", "2026-11-15"),
        ("15号", "2026-11-15"),
        ("11月15", "2026-11-15"),
        ("下月15", "2026-11-15"),
        ("eom", "2026-10-31"),
        ("eom+1", "2026-11-30"),
        ("som", "2026-10-01"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("月底", "2026-10-31"),
        ("下月底", "2026-11-30"),
        ("月初", "2026-10-01"),
        ("季末", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("+10wd", "2026-11-13"),
        ("10个工作日", "2026-11-13"),
        ("eom>", "2026-11-02"),
        ("月底顺延", "2026-11-02"),
        ("2026-11-15", "2026-11-15"),
        ("２０２６－１１－１５", "2026-11-15"),
        ("2026年11月15日", "2026-11-15"),
        ("20261115", "2026-11-15"),
        ("昨天", "2026-10-29"),
    ] {
        assert_eq!(from("2026-10-30", text), day(expected), "{text}");
    }
}

#[test]
fn months_clamp_from_the_base() {
    assert_eq!(from("2026-01-31", "+1m"), day("2026-02-28"));
    assert_eq!(from("2026-01-31", "+2m"), day("2026-03-31"));
    let step = Offset { count: 1, unit: Unit::Month };
    assert_eq!(step.times(2, day("2026-01-31")), Some(day("2026-03-31")));
    assert_eq!(from("2026-10-31", "30+4m"), day("2026-02-28").with_year(2027).unwrap());
}

#[test]
fn a_day_that_a_month_lacks_is_looked_for_in_the_next() {
    assert_eq!(from("2026-02-10", "31"), day("2026-03-31"));
    assert_eq!(from("2026-03-01", "2-29"), day("2028-02-29"));
    assert_eq!(from("2026-02-15", "15"), day("2026-02-15"), "today counts");
}

#[test]
fn what_has_happened_is_looked_for_in_the_past() {
    let past = |text: &str| parse(text).unwrap().resolve(day("2026-10-30"), Toward::Past).unwrap();
    assert_eq!(past("fri"), day("2026-10-23"));
    assert_eq!(past("mon"), day("2026-10-26"));
    assert_eq!(past("周四"), day("2026-10-29"));
    assert_eq!(past("31"), day("2026-08-31"));
    assert_eq!(past("11-15"), day("2025-11-15"));
}

#[test]
fn what_is_no_date_says_so() {
    assert_eq!(parse("  "), Err(DateError::Empty));
    for text in ["32", "2-30", "13-1", "2026-02-29", "tomorow", "周八", "x", "11-15-", "fri sat"] {
        assert_eq!(parse(text), Err(DateError::Unreadable(text.into())), "{text}");
    }
    assert_eq!(
        parse("+9000m").unwrap().resolve(day("2026-10-30"), Toward::Future),
        Err(DateError::OutOfRange)
    );
}

/// Any word that can be said.
pub(in crate::domain) fn words() -> impl Strategy<Value = DateWord> {
    let units = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year]);
    let weekday = (0u8..7).prop_map(|n| Weekday::try_from(n).unwrap());
    let edges = prop::sample::select(vec![Edge::MonthStart, Edge::MonthEnd, Edge::QuarterEnd, Edge::YearEnd]);
    let dates = (7_305u64..40_000).prop_map(|n| NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + Days::new(n));
    let day = prop_oneof![
        Just(Day::Today),
        (-999i32..999, units).prop_map(|(count, unit)| Day::After(Offset { count, unit })),
        (-200i32..200).prop_map(Day::WorkDays),
        weekday.clone().prop_map(Day::Weekday),
        (-1i32..=1, weekday).prop_map(|(week, day)| Day::InWeek(week, day)),
        (1u32..=31).prop_map(Day::DayOfMonth),
        (-30i32..30, 1u32..=31).prop_map(|(months, day)| Day::InMonth(months, day)),
        (1u32..=12, 1u32..=28).prop_map(|(month, day)| Day::MonthDay(month, day)),
        dates.prop_map(Day::Full),
        (edges, -20i32..20).prop_map(|(edge, n)| Day::Edge(edge, n)),
    ];
    (day, any::<bool>()).prop_map(|(day, roll)| DateWord { day, roll })
}

proptest! {
    #[test]
    fn reads_what_it_prints(word in words()) {
        prop_assert_eq!(parse(&word.to_string()), Ok(word), "{}", word);
    }

    #[test]
    fn rolling_ends_on_a_working_day(word in words()) {
        let today = day("2026-10-30");
        if let Ok(day) = (DateWord { roll: true, ..word }).resolve(today, Toward::Future) {
            prop_assert!(!day_off(day));
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,30}|[0-9tmwqyd+>/.月周年号日底下个工作后前-]{0,20}") {
        if let Ok(word) = parse(&text) {
            let _ = word.resolve(day("2026-10-30"), Toward::Past);
        }
    }
}
