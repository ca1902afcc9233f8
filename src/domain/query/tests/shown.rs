//! How rows are shown: what is asked for, and any such thing, for the property that queries read back.

use proptest::prelude::*;

use super::*;

#[test]
fn pivots_charts_boards_and_calendars_are_called_with_what_they_are_made_of() {
    for (typed, printed) in [
        (
            "show:pivot(salesperson, due.month, sum=amount)",
            "show:pivot(rows=salesperson,cols=due_on.month,sum(amount))",
        ),
        ("show:pivot(rows=customer+salesperson)", "show:pivot(rows=customer+salesperson,count)"),
        (
            "show:pivot(cols=month,rows=state,rate(is:paid))",
            "show:pivot(rows=state,cols=month,rate(state:paid))",
        ),
        ("显示：透视（行=客户，比率（received/应收））", "show:pivot(rows=customer,rate(received/amount))"),
        (
            "show:chart(bar, week, y=amount, by=salesperson)",
            "show:chart(bar,x=week,y=sum(amount),by=salesperson)",
        ),
        (
            "show:pivot(customer.city, order.signed.quarter)",
            "show:pivot(rows=customer.city,cols=order.signed_on.quarter,count)",
        ),
        ("show:chart(funnel,state,distinct(customer))", "show:chart(funnel,x=state,y=distinct(customer))"),
        ("show:board(state) show:calendar(promised)", "show:calendar(promised_on)"),
        ("show:agenda cols:customer=20,amount", "show:agenda cols:customer=20,amount"),
        ("sum:amount,count,avg(overdue_days) (is:paid)", "state:paid sum:amount,count,avg(overdue_days)"),
        ("sum:rate(-state:paid,open) is:paid", "state:paid sum:rate(-state:paid,open)"),
    ] {
        let reading = read_rows(typed, Kind::Instalment, &Words);
        assert_eq!(reading.faults, [], "{typed}");
        assert_eq!(print(&reading.query, Kind::Instalment, Tongue::English, &Words), printed);
    }
    for wrong in [
        "show:pivot",
        "show:pivot(",
        "show:pivot()",
        "show:pivot(colour)",
        "show:pivot(rows=state)x",
        "show:pivot(sums=state)",
        "show:pivot(state,count",
        "show:pivot(state,sum(due_on))",
        "show:pivot(state,rate(sort:amount))",
        "show:pivot(state,rate(late))",
        "show:chart(bar)",
        "show:chart(pie,state)",
        "show:chart(bar,state+customer)",
        "show:table(state)",
        "show:calendar(amount)",
        "sum:due_on",
        "sum:avg(customer)",
        "cols:customer=0",
        "group:state.week",
        "group:order.line.amount",
        "show:pivot(order.line)",
    ] {
        let reading = read_rows(&format!("is:paid {wrong}"), Kind::Instalment, &Words);
        assert_eq!((reading.faults.len(), reading.query.shown.len()), (1, 0), "{wrong}: {reading:?}");
        assert!(matches!(reading.query.rows, Expr::Term(_)), "{wrong}");
    }
}

#[test]
fn the_day_of_a_row_is_that_which_sorts_it() {
    let named = |text: &str| {
        let reading = read_rows(text, Kind::Order, &Words);
        dated(Kind::Order, &reading.query.shown).map(|field| field.name)
    };
    assert_eq!(named("sort:customer,created"), Some("created_at"));
    assert_eq!(named(""), Some("signed_on"));
    assert_eq!(named("sort:customer"), Some("signed_on"));
}

fn of(fits: fn(&FieldDef) -> bool) -> impl Strategy<Value = &'static FieldDef> {
    field(Kind::Instalment).prop_filter("a field that fits", move |field| fits(field))
}

/// A way to a field of the row or of its order.
fn single(fits: fn(&FieldDef) -> bool) -> impl Strategy<Value = Path> {
    let link = entity::def(Kind::Instalment).field("order").expect("a link");
    let there = field(Kind::Order).prop_filter("a field that fits", move |field| fits(field));
    prop_oneof![
        of(fits).prop_map(Path::of),
        there.prop_map(move |field| Path { steps: vec![Step::Up(link, Kind::Order)], field: Some(field) }),
    ]
}

fn group() -> impl Strategy<Value = Group> {
    let span = || proptest::sample::select(Span::all().collect::<Vec<_>>());
    prop_oneof![
        single(|_| true).prop_map(Group::By),
        (single(is_date), span()).prop_map(|(path, span)| Group::Each(Some(path), span)),
        span().prop_map(|span| Group::Each(None, span)),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    let condition = prop_oneof![
        term(Kind::Instalment, Vec::new()),
        field(Kind::Instalment).prop_map(|field| Expr::No(Path::of(field))),
    ];
    prop_oneof![
        Just(Measure::Count),
        of(Measure::adds).prop_map(Measure::Sum),
        of(Measure::averages).prop_map(Measure::Average),
        single(|_| true).prop_map(Measure::Distinct),
        (of(Measure::adds), of(Measure::adds)).prop_map(|(part, whole)| Measure::Ratio(part, whole)),
        condition.clone().prop_map(|rows| Measure::Share(Box::new(rows))),
        condition.clone().prop_map(|rows| Measure::Holds(Box::new(rows))),
        of(Measure::adds).prop_map(Measure::Part),
        of(Measure::adds).prop_map(Measure::Running),
        condition.prop_map(|rows| Measure::Share(Box::new(Expr::Not(Box::new(rows))))),
    ]
}

fn show() -> impl Strategy<Value = Show> {
    let forms = proptest::sample::select(Form::all().collect::<Vec<_>>());
    let groups = |least| proptest::collection::vec(group(), least..3);
    let chart = (forms, group(), measure(), proptest::option::of(group()));
    prop_oneof![
        Just(Show::Table),
        Just(Show::Tiles),
        proptest::option::of(of(|_| true)).prop_map(Show::Board),
        proptest::option::of(of(is_date)).prop_map(Show::Agenda),
        proptest::option::of(of(is_date)).prop_map(Show::Calendar),
        (groups(1), groups(0), measure(), proptest::collection::vec(measure(), 0..3)).prop_map(
            |(rows, cols, measure, more)| {
                let more = if cols.is_empty() { more } else { Vec::new() };
                Show::Pivot(Pivot { rows, cols, measure, more })
            }
        ),
        chart.prop_map(|(form, x, y, by)| Show::Chart(Chart { form, x, y, by })),
    ]
}

fn detail() -> impl Strategy<Value = Directive> {
    let tab = || proptest::option::of(proptest::sample::select(Kind::ALL.to_vec()));
    prop_oneof![
        tab().prop_map(|tab| Directive::Detail(Side::Right, tab)),
        tab().prop_map(|tab| Directive::Detail(Side::Below, tab)),
        Just(Directive::Detail(Side::Off, None)),
    ]
}

/// One directive of each sort, or none.
pub fn shown() -> impl Strategy<Value = Vec<Directive>> {
    let cols = (field(Kind::Instalment), proptest::option::of(1..=Col::WIDEST));
    let cols = cols.prop_map(|(field, width)| Col { field, width });
    let several = 1..3_usize;
    (
        proptest::option::of(proptest::collection::vec(
            (field(Kind::Instalment), any::<bool>()),
            several.clone(),
        )),
        proptest::option::of(proptest::collection::vec(group(), several.clone())),
        proptest::option::of(proptest::collection::vec(cols, several.clone())),
        proptest::option::of(proptest::collection::vec(measure(), several)),
        proptest::option::of(1..9999_u32),
        proptest::option::of(show()),
        proptest::option::of(detail()),
    )
        .prop_map(|(sort, group, cols, sum, top, show, detail)| {
            let all = [
                sort.map(Directive::Sort),
                group.map(Directive::Group),
                cols.map(Directive::Cols),
                sum.map(Directive::Sum),
                top.map(Directive::Top),
                show.map(Directive::Show),
                detail,
            ];
            all.into_iter().flatten().collect()
        })
}
