//! The examples of ux/02 2.5 and the invariants of a plan.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::date::Unit;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn issues() -> Vec<Planned> {
    [("2026-12-14", (0, 2)), ("2026-11-30", (0, 0)), ("2026-12-07", (0, 1))]
        .map(|(on, at)| Planned { at, on: day(on), amount: dec!(72000) })
        .into()
}

fn laid(text: &str, net: Decimal) -> Result<Vec<(Decimal, String)>, PlanError> {
    let insertions = issues();
    let ground = Ground { net, signed: day("2026-10-30"), today: day("2026-10-30"), insertions: &insertions };
    Ok(parse(text)?.lay(&ground)?.into_iter().map(|part| (part.amount, part.due_on.to_string())).collect())
}

fn check(text: &str, net: Decimal, expected: &[(Decimal, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(amount, on)| (*amount, (*on).to_owned())).collect();
    assert_eq!(laid(text, net), Ok(expected), "{text}");
}

#[test]
fn the_examples_of_the_page() {
    let three = [(dec!(90720), "2026-10-30"), (dec!(120960), "2026-11-30"), (dec!(90720), "2026-12-30")];
    for text in
        ["30/40/30 m", "三四三 每月", "30/40/30m", "30%/40%/30% m", "３０／４０／３０　ｍ", "30/40/30"]
    {
        check(text, dec!(302400), &three);
    }
    check(
        "30/40/30 @t,+30,eom+2",
        dec!(302400),
        &[(dec!(90720), "2026-10-30"), (dec!(120960), "2026-11-29"), (dec!(90720), "2026-12-31")],
    );
    let six = ["2026-11-15", "2026-12-15", "2027-01-15", "2027-02-15", "2027-03-15", "2027-04-15"];
    let six = six.map(|on| (dec!(16666.66), on));
    for text in ["x6 m day 15", "6期 每月15号", "6x m day 15"] {
        let mut parts = six.to_vec();
        parts[5].0 = dec!(16666.70);
        check(text, dec!(100000), &parts);
    }
    for text in ["5000/rest @t,月底", "5000/余款 @今天,eom"] {
        check(text, dec!(12000.50), &[(dec!(5000), "2026-10-30"), (dec!(7000.50), "2026-10-31")]);
    }
    for text in ["50/50 @first-30,last+7", "五五 @首刊前30天,末刊后7天"] {
        check(text, dec!(216000), &[(dec!(108000), "2026-10-31"), (dec!(108000), "2026-12-21")]);
    }
    let by_issue = |days: [&'static str; 3]| days.map(|on| (dec!(72000), on));
    check("issue +7", dec!(216000), &by_issue(["2026-12-07", "2026-12-14", "2026-12-21"]));
    check("按期 +7天", dec!(216000), &by_issue(["2026-12-07", "2026-12-14", "2026-12-21"]));
    check("issue -30", dec!(216000), &by_issue(["2026-10-31", "2026-11-07", "2026-11-14"]));
    check("50/50 +45d", dec!(10), &[(dec!(5), "2026-10-30"), (dec!(5), "2026-12-14")]);
    check("50/50 w from eom", dec!(10), &[(dec!(5), "2026-10-31"), (dec!(5), "2026-11-07")]);
    check("x2 q", dec!(10), &[(dec!(5), "2026-10-30"), (dec!(5), "2027-01-30")]);
    check("100 @t", dec!(10), &[(dec!(10), "2026-10-30")]);
    check("30%/rest @t,first", dec!(10), &[(dec!(3), "2026-10-30"), (dec!(7), "2026-11-30")]);
    check("5万/rest m", dec!(120000), &[(dec!(50000), "2026-10-30"), (dec!(70000), "2026-11-30")]);
    check("50/50 @15,10", dec!(10), &[(dec!(5), "2026-11-15"), (dec!(5), "2026-12-10")]);
}

#[test]
fn the_last_day_of_each_month_is_found_again() {
    check(
        "x4 m day 31",
        dec!(4),
        &[(dec!(1), "2026-10-31"), (dec!(1), "2026-11-30"), (dec!(1), "2026-12-31"), (dec!(1), "2027-01-31")],
    );
}

#[test]
fn chinese_and_english_are_the_same_plan() {
    for (one, other) in [
        ("三四三 每月", "30/40/30 m"),
        ("6期 每月15号", "x6 m day 15"),
        ("按期 +7天", "issue +7"),
        ("五五开 每季", "50/50 q"),
        ("分3期 每45天", "x3 +45d"),
        ("30/70 每月 月底起", "30/70 m from eom"),
        ("x3 每月底", "x3 m day 31"),
    ] {
        assert_eq!(parse(one), parse(other), "{one}");
    }
    assert_eq!(parse("三四三 每月").unwrap().to_string(), "30/40/30 m");
    assert_eq!(parse("按期 +7天").unwrap().to_string(), "issue +7");
}

#[test]
fn what_is_no_plan_says_why() {
    assert_eq!(laid(" ", dec!(10)), Err(PlanError::Empty));
    for text in ["abc", "30/40/30 z", "x0", "rest/rest", "三四四", "30//70", "x6 m day 32", "x6 day 3 day 4"]
    {
        assert_eq!(laid(text, dec!(10)), Err(PlanError::Unreadable(text.into())), "{text}");
    }
    assert_eq!(laid("30/40/30 @t,eom", dec!(10)), Err(PlanError::Dates { parts: 3, dates: 2 }));
    assert_eq!(laid("5000/rest", dec!(4000)), Err(PlanError::TooMuch(dec!(1000))));
    assert_eq!(laid("x3", dec!(0.02)), Err(PlanError::Nothing(1)));
    assert_eq!(laid("50/50 @eom,t", dec!(10)), Err(PlanError::Backwards(2)));
    let empty =
        Ground { net: dec!(10), signed: day("2026-10-30"), today: day("2026-10-30"), insertions: &[] };
    assert_eq!(parse("issue +7").unwrap().lay(&empty), Err(PlanError::NoIssues));
    assert_eq!(parse("100 @last").unwrap().lay(&empty), Err(PlanError::NoIssues));
}

#[test]
fn what_the_plan_leaves_over_is_left_over() {
    let sum: Decimal = laid("5000/3000 m", dec!(10000)).unwrap().iter().map(|(amount, _)| amount).sum();
    assert_eq!(sum, dec!(8000));
}

fn offsets() -> impl Strategy<Value = Offset> {
    let units = vec![Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];
    (-99i32..99, prop::sample::select(units)).prop_map(|(count, unit)| Offset { count, unit })
}

fn shares() -> impl Strategy<Value = Vec<Share>> {
    let percent = prop::collection::vec(1u32..30, 1..5).prop_map(|mut points| {
        let sum: u32 = points.iter().sum();
        points.push(200 - sum);
        points.into_iter().map(|n| Share::Percent(Decimal::new(n.into(), 0) / dec!(2))).collect::<Vec<_>>()
    });
    let yuan = || (1i64..9_999_999).prop_map(|fen| Share::Yuan(Decimal::new(fen, 2).normalize()));
    let loose = (1u32..40).prop_map(|n| Share::Percent(Decimal::from(n)));
    let mixed = (prop::collection::vec(prop_oneof![yuan(), loose], 1..4), any::<bool>()).prop_map(
        |(mut shares, rest)| {
            if rest {
                shares.push(Share::Rest);
            }
            shares
        },
    );
    prop_oneof![percent, mixed]
}

pub(in crate::domain) fn plans() -> impl Strategy<Value = Plan> {
    let words = || crate::domain::date::tests::words();
    let due = prop_oneof![
        words().prop_map(Due::On),
        prop::option::of(offsets()).prop_map(Due::First),
        prop::option::of(offsets()).prop_map(Due::Last),
    ];
    let every = offsets().prop_map(|offset| When::Every(Offset { count: offset.count.abs() + 1, ..offset }));
    let when = prop_oneof![every, prop::collection::vec(due, 1..5).prop_map(When::At)];
    let split = prop_oneof![(1u32..60).prop_map(Split::Equal), shares().prop_map(Split::Parts)];
    let split = (split, prop::option::of(when), prop::option::of(words()), prop::option::of(1u32..=31))
        .prop_map(|(split, when, from, day)| Plan::Split(SplitPlan { split, when, from, day }));
    prop_oneof![prop::option::of(offsets()).prop_map(Plan::ByIssue), split]
}

proptest! {
    #[test]
    fn reads_what_it_prints(plan in plans()) {
        prop_assert_eq!(parse(&plan.to_string()), Ok(plan.clone()), "{}", plan);
    }

    /// The parts of a laid plan add up to the fen, unless it says yuan and leaves some over; dates never go back.
    #[test]
    fn parts_add_up(plan in plans(), net in 1i64..1_000_000_000_000, seed in 0u64..2000) {
        let net = Decimal::new(net, 2);
        let on = day("2026-01-31") + Days::new(seed);
        let each = crate::domain::money::split_equal(net, 3);
        let insertions: Vec<_> = each.iter().enumerate()
            .map(|(n, amount)| Planned { at: (0, n), on: on + Days::new(7 * n as u64), amount: *amount }).collect();
        let ground = Ground { net, signed: on, today: on, insertions: &insertions };
        if let Ok(parts) = plan.lay(&ground) {
            let sum: Decimal = parts.iter().map(|part| part.amount).sum();
            let whole = match &plan {
                Plan::ByIssue(_) | Plan::Split(SplitPlan { split: Split::Equal(_), .. }) => true,
                Plan::Split(SplitPlan { split: Split::Parts(shares), .. }) => shares.contains(&Share::Rest),
            };
            prop_assert!(if whole { sum == net } else { sum <= net }, "{} of {}", sum, net);
            prop_assert!(parts.iter().all(|part| part.amount > Decimal::ZERO && part.amount == crate::domain::money::to_fen(part.amount)));
            prop_assert!(parts.windows(2).all(|two| two[0].due_on <= two[1].due_on));
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,30}|[0-9/@,x三四五期每月底m +rest%-]{0,30}") {
        let _ = laid(&text, dec!(12345.67));
    }
}
