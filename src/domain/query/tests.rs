//! Queries as people type them, in both languages; what they mean, and that they read back as they are printed.

mod shown;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    entity,
    field::{FieldDef, Shape},
    filter::{Filter, Op, Way},
    kind::Kind,
    named,
    value::Value,
};

/// A small dictionary of the tests' own: a label of the domain's tests may not depend on the language files.
struct Words;

impl Lexicon for Words {
    fn says(&self, thing: Thing, tongue: Tongue) -> Option<String> {
        // A field that is called like a kind, as on the screen.
        if matches!(thing, Thing::Field(Kind::Department, field) if field.name == "name") {
            return (tongue == Tongue::English).then(|| "Department".to_owned());
        }
        let word = match thing {
            Thing::Kind(Kind::Order) => "订单",
            Thing::Kind(Kind::Line) => "明细",
            Thing::Kind(Kind::Instalment) => "收款计划",
            Thing::Field(_, field) => match field.name {
                "amount" => "应收",
                "due_on" => "到期",
                "customer" => "客户",
                "order" => "订单",
                "publication" => "媒体",
                "city" => "城市",
                "state" => "状态",
                "outstanding" => "未收",
                "note" => "列",
                _ => return None,
            },
            Thing::Code(_, "overdue") => "逾期",
            Thing::Named(named) if named.name == "open" => "未收",
            _ => return None,
        };
        (tongue == Tongue::Chinese).then(|| word.to_owned())
    }

    fn codes(&self, dictionary: &str) -> Vec<String> {
        if dictionary == "city" { vec!["sh".to_owned(), "bj".to_owned()] } else { Vec::new() }
    }
}

fn rows(kind: Kind, text: &str) -> Result<Filter, Vec<Fault>> {
    let reading = read_rows(text, kind, &Words);
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    Ok(filter(&reading.query.rows, kind, &meaning()).expect(text))
}

fn due(text: &str) -> Filter {
    rows(Kind::Instalment, text).expect(text)
}

fn meaning() -> Meaning<'static> {
    Meaning {
        today: "2002-03-13".parse().expect("a date"),
        me: 4,
        person: Some(People::Login("john".into())),
        param: &|name| (name == "n").then(|| Scalar::Number(7.into())),
        view: &|kind, name| {
            (kind == Kind::Instalment && name == "late ones")
                .then(|| read_rows("is:overdue", kind, &Words).query.rows)
        },
    }
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().expect("a date"))
}

fn money(yuan: i64) -> Value {
    Value::Money(yuan.into())
}

fn paid() -> Filter {
    Filter::eq("state", Value::Code("paid".into()))
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

#[test]
fn words_without_a_field_are_free_text() {
    assert_eq!(due(""), Filter::All);
    assert_eq!(due("shyy"), Filter::Text("shyy".into()));
    assert_eq!(due("雅韵　封底"), Filter::Text("雅韵".into()).and(Filter::Text("封底".into())));
    assert_eq!(due("\"state: late\""), Filter::Text("state: late".into()));
    assert_eq!(due("021-6218"), Filter::Text("021-6218".into()));
}

#[test]
fn fields_take_values_by_their_shape() {
    assert_eq!(due("state:paid"), paid());
    assert_eq!(due("状态：ｐａｉｄ"), paid());
    assert_eq!(due("state:逾期"), Filter::eq("state", Value::Code("overdue".into())));
    assert_eq!(due("is:paid"), paid());
    assert_eq!(due("amount:>5万"), Filter::is("amount", Op::Gt, money(50_000)));
    assert_eq!(due("应收>=5万"), Filter::is("amount", Op::Ge, money(50_000)));
    assert_eq!(due("seq=2"), Filter::eq("seq", Value::Int(2)));
    assert_eq!(due("is:counted"), Filter::eq("counted", Value::Flag(true)));
    assert_eq!(due("customer:雅韵"), Filter::is("customer", Op::Has, Value::text("雅韵")));
    assert_eq!(due("customer:#12"), Filter::eq("customer", Value::link(12, "")));
    assert_eq!(due("note^上"), Filter::is("note", Op::Starts, Value::text("上")));
    assert_eq!(due("no:promised"), Filter::is("promised_on", Op::Empty, Value::Empty));
    assert_eq!(due("has:promised"), not(Filter::is("promised_on", Op::Empty, Value::Empty)));
    assert_eq!(due("amount:1..2"), Filter::between("amount", money(1), money(2)));
    assert_eq!(due("amount:$n"), Filter::eq("amount", money(7)));
}

#[test]
fn dates_are_days_or_whole_periods() {
    assert_eq!(due("due:2002-03-15"), Filter::eq("due_on", day("2002-03-15")));
    assert_eq!(due("到期:本周"), Filter::between("due_on", day("2002-03-11"), day("2002-03-17")));
    assert_eq!(due("due:2002-02"), Filter::between("due_on", day("2002-02-01"), day("2002-02-28")));
    assert_eq!(due("due:<this_month"), Filter::is("due_on", Op::Lt, day("2002-03-01")));
    assert_eq!(due("due:<=fri"), Filter::is("due_on", Op::Le, day("2002-03-15")));
    assert_eq!(due("due:..eom"), Filter::is("due_on", Op::Le, day("2002-03-31")));
    assert_eq!(due("due:-7d.."), Filter::is("due_on", Op::Ge, day("2002-03-06")));
    assert_eq!(due("due:$month=this_month"), Filter::between("due_on", day("2002-03-01"), day("2002-03-31")));
}

#[test]
fn people_are_words_until_the_server_knows_them() {
    assert_eq!(due("salesperson:@me"), Filter::eq("salesperson", Value::link(4, "")));
    assert_eq!(due("salesperson:@直属"), Filter::Whose("salesperson".into(), People::Directs));
    assert_eq!(due("owner:@person"), Filter::Whose("owner".into(), People::Login("john".into())));
    assert_eq!(due("@me"), Filter::eq("salesperson", Value::link(4, "")));
    assert_eq!(due("owner:@nobody"), Filter::is("owner", Op::Empty, Value::Empty));
    let none = read_rows("@team", Kind::Publication, &Words).query.rows;
    assert_eq!(filter(&none, Kind::Publication, &meaning()), Err(Unclear::People("@team".into())));
}

#[test]
fn relations_are_followed_both_ways() {
    let up = |field: &str, kind, filter| Filter::Along(Way::Up(field.into(), kind), Box::new(filter));
    let down = |kind, back: &str, filter| Filter::Along(Way::Down(kind, back.into()), Box::new(filter));
    let has = |field: &str, text: &str| Filter::is(field, Op::Has, Value::text(text));
    assert_eq!(due("客户.name:雅韵"), up("customer", Kind::Customer, has("name", "雅韵")));
    let lines = down(Kind::Line, "order", has("publication", "三联"));
    assert_eq!(due("订单.明细.媒体:三联"), up("order", Kind::Order, lines.clone()));
    assert_eq!(rows(Kind::Order, "line.publication:三联"), Ok(lines));
    assert_eq!(rows(Kind::Customer, "no:order"), Ok(not(down(Kind::Order, "customer", Filter::All))));
    assert_eq!(
        due("is:customer.key"),
        up("customer", Kind::Customer, Filter::eq("is_key", Value::Flag(true)))
    );
}

#[test]
fn records_below_that_are_called_like_a_field_are_reached() {
    let down = |filter| Filter::Along(Way::Down(Kind::Department, "parent".into()), Box::new(filter));
    let text = |text: &str| rows(Kind::Department, text);
    let named = Filter::is("name", Op::Has, Value::text("上海"));
    assert_eq!(text("department:上海"), Ok(named.clone()));
    assert_eq!(text("department.department:上海"), Ok(down(named)));
    assert_eq!(text("no:department"), Ok(Filter::is("name", Op::Empty, Value::Empty)));
    assert_eq!(text("no:department.department.*"), Ok(not(down(down(Filter::All)))));
    for said in ["no:department.department.*", "is:department.customer.no_decider"] {
        let query = read_rows(said, Kind::Department, &Words).query;
        assert_eq!(print(&query, Kind::Department, Tongue::English, &Words), said);
    }
}

#[test]
fn conditions_with_a_name_and_views() {
    let late = due("is:overdue");
    assert!(matches!(&late, Filter::And(parts) if parts.len() == 3), "{late:?}");
    assert_eq!(due("in:\"late ones\""), late);
    assert_eq!(due("属于:\"late ones\" seq=1"), late.and(Filter::eq("seq", Value::Int(1))));
    let none = read_rows("in:nothing", Kind::Instalment, &Words).query.rows;
    assert_eq!(filter(&none, Kind::Instalment, &meaning()), Err(Unclear::View("nothing".into())));
}

#[test]
fn and_or_and_not() {
    let big = || Filter::is("amount", Op::Gt, money(1));
    assert_eq!(due("is:paid amount>1"), paid().and(big()));
    assert_eq!(due("is:paid or amount>1"), Filter::Or(vec![paid(), big()]));
    assert_eq!(due("-(is:paid 或 amount>1)"), not(Filter::Or(vec![paid(), big()])));
    assert_eq!(due("非 salesperson:@me"), not(Filter::eq("salesperson", Value::link(4, ""))));
    assert_eq!(due("state!=paid"), not(paid()));
    let open = Filter::eq("state", Value::Code("open".into()));
    assert_eq!(due("state:paid,open"), Filter::Or(vec![paid(), open]));
}

#[test]
fn directives_say_how_rows_are_shown() {
    let text = "instalment is:open sort:-amount,due group:week cols:due,amount sum:amount top:50 show:table";
    let reading = read(text, Kind::Customer, &Words);
    assert_eq!(reading.faults, Vec::new());
    assert_eq!(reading.query.kind, Some(Kind::Instalment));
    let english =
        "instalment is:open sort:-amount,due_on group:week cols:due_on,amount sum:amount top:50 show:table";
    assert_eq!(print(&reading.query, Kind::Customer, Tongue::English, &Words), english);
    let chinese = "收款计划 是:未收 排序:-应收,到期 分组:周 列:到期,应收 合计:应收 前:50 显示:表格";
    assert_eq!(print(&reading.query, Kind::Customer, Tongue::Chinese, &Words), chinese);
    assert_eq!(read(chinese, Kind::Customer, &Words), reading);
}

#[test]
fn what_is_not_understood_is_marked_and_the_rest_runs() {
    let reading = read_rows("amout:5 is:paid due:soon (seq=1", Kind::Instalment, &Words);
    let wrong: Vec<_> =
        reading.faults.iter().map(|fault| (fault.at.clone(), fault.nearest.as_deref())).collect();
    assert_eq!(wrong, [(0..5, Some("amount")), (20..24, None), (25..26, None)]);
    let understood = filter(&reading.query.rows, Kind::Instalment, &meaning()).expect("the rest");
    assert_eq!(understood, paid().and(Filter::eq("seq", Value::Int(1))));
    for text in [
        "state:",
        "is:",
        "state:paid,",
        "amount:..",
        "colour:red",
        "no:colour",
        "due:>",
        "state:late",
        "is:paid)",
        "@王",
    ] {
        assert_eq!(read_rows(text, Kind::Instalment, &Words).faults.len(), 1, "{text}");
    }
}

#[test]
fn depth_is_bounded_by_what_fits_a_line() {
    for sign in ["(", "-", "(-"] {
        let reading = read_rows(&sign.repeat(5000), Kind::Instalment, &Words);
        assert!(reading.faults.iter().any(|fault| fault.what == Wrong::Bracket) || sign == "-", "{sign}");
    }
}

fn field(kind: Kind) -> impl Strategy<Value = &'static FieldDef> {
    (0..entity::def(kind).fields.len()).prop_map(move |n| &entity::def(kind).fields[n])
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z雅韵0-9 ,.()\"\\\\:=<>~^@#$%|！“（：-]{1,8}",
        Just("or".to_owned()),
        Just("非".to_owned())
    ]
}

fn period() -> impl Strategy<Value = Period> {
    let near = -3_i32..=3;
    prop_oneof![
        near.clone().prop_map(Period::Week),
        near.clone().prop_map(Period::Month),
        near.clone().prop_map(Period::Quarter),
        near.prop_map(Period::Year),
        (1990_i32..2100, 1_u32..=12).prop_map(|(year, month)| Period::MonthOf(year, month)),
        (1990_i32..2100, 1_u32..=4).prop_map(|(year, quarter)| Period::QuarterOf(year, quarter)),
        (1990_i32..2100).prop_map(Period::YearOf),
        proptest::sample::select(vec![
            "t",
            "fri",
            "eom",
            "15",
            "2002-03-15",
            "+1",
            "-1",
            "+3",
            "-2w",
            "next fri",
            "15+1m"
        ])
        .prop_filter_map("a date", |text| crate::domain::date::parse(text).ok().map(Period::Day)),
        (1_i32..99).prop_map(|count| Period::Span(crate::domain::date::Offset {
            count: -count,
            unit: crate::domain::date::Unit::Day
        })),
    ]
}

fn people() -> impl Strategy<Value = People> {
    prop_oneof![
        Just(People::Me),
        Just(People::Directs),
        Just(People::Tree),
        Just(People::Person),
        Just(People::Nobody),
        Just(People::Login("zhaom".into())),
    ]
}

/// A value that the field takes.
fn scalar(field: &'static FieldDef) -> BoxedStrategy<Scalar> {
    let number =
        |scale: u32| (0_i64..99_999).prop_map(move |n| rust_decimal::Decimal::new(n, scale).normalize());
    let plain = match field.shape {
        Shape::Text | Shape::Note => text().prop_map(Scalar::Text).boxed(),
        Shape::Link(Kind::Operator) => {
            prop_oneof![people().prop_map(Scalar::People), text().prop_map(Scalar::Text)].boxed()
        }
        Shape::Link(_) => {
            prop_oneof![(1_i64..99).prop_map(Scalar::Record), text().prop_map(Scalar::Text)].boxed()
        }
        Shape::Date | Shape::Moment => period().prop_map(Scalar::Period).boxed(),
        Shape::Choice(codes, _) => {
            (0..codes.len()).prop_map(move |n| Scalar::Code(codes[n].to_owned())).boxed()
        }
        Shape::Dict(_) => {
            prop_oneof![Just("sh"), Just("bj")].prop_map(|code| Scalar::Code(code.to_owned())).boxed()
        }
        Shape::Flag => any::<bool>().prop_map(Scalar::Flag).boxed(),
        Shape::Number => (0_i64..9999).prop_map(|n| Scalar::Number(n.into())).boxed(),
        Shape::Decimal => number(4).prop_map(Scalar::Number).boxed(),
        Shape::Money => number(2).prop_map(Scalar::Number).boxed(),
        Shape::Percent => number(5).prop_map(Scalar::Number).boxed(),
        Shape::Discount => {
            (1_i64..10_000).prop_map(|n| Scalar::Number(rust_decimal::Decimal::new(n, 4).normalize())).boxed()
        }
    };
    prop_oneof![
        4 => plain.clone(),
        1 => ("[a-z]{1,4}", proptest::option::of(plain)).prop_map(|(name, start)| Scalar::Param(name, start.map(Box::new))),
    ]
    .boxed()
}

fn test(field: &'static FieldDef) -> BoxedStrategy<Test> {
    let signs = [
        None,
        Some(Op::Eq),
        Some(Op::Lt),
        Some(Op::Le),
        Some(Op::Gt),
        Some(Op::Ge),
        Some(Op::Has),
        Some(Op::Starts),
    ];
    let by = (0..signs.len(), scalar(field)).prop_map(move |(n, value)| {
        let sign = signs[n].filter(|sign| super::scalar::fits(field, Some(*sign), &value));
        Test::By(super::scalar::plain(field, sign), value)
    });
    match field.shape {
        Shape::Date | Shape::Moment | Shape::Number | Shape::Money | Shape::Percent | Shape::Discount => {
            let ends = (proptest::option::of(scalar(field)), scalar(field));
            prop_oneof![3 => by, 1 => ends.prop_map(|(from, to)| Test::Range(from, Some(to)))].boxed()
        }
        _ => by.boxed(),
    }
}

fn term(kind: Kind, steps: Vec<Step>) -> impl Strategy<Value = Expr> {
    let taken = |field: &&'static FieldDef| match field.shape {
        Shape::Dict(dictionary) => dictionary == "city",
        _ => true,
    };
    field(kind)
        .prop_filter("a field with values", taken)
        .prop_flat_map(|field| (Just(field), proptest::collection::vec(test(field), 1..3)))
        .prop_map(move |(field, any)| {
            Expr::Term(Term { path: Path { steps: steps.clone(), field: Some(field) }, any })
        })
}

/// Trees as they are read, without those that nothing typed can be.
fn expr() -> impl Strategy<Value = Expr> {
    let kind = Kind::Instalment;
    let link = entity::def(kind).field("order").expect("a link");
    let up = vec![Step::Up(link, Kind::Order)];
    let below = vec![Step::Up(link, Kind::Order), Step::Down(Kind::Line, "order")];
    let leaf = prop_oneof![
        6 => term(kind, Vec::new()),
        1 => term(Kind::Order, up),
        1 => term(Kind::Line, below.clone()),
        1 => field(kind).prop_map(|field| Expr::No(Path::of(field))),
        1 => Just(Expr::No(Path { steps: below, field: None })),
        1 => (0..2_usize).prop_map(move |n| {
            let named = named::of(kind).nth(n).expect("two of them");
            Expr::Is(Path { steps: Vec::new(), field: None }, Flag::Named(named))
        }),
        1 => people().prop_map(Expr::Whose),
        1 => text().prop_map(Expr::View),
        2 => text().prop_map(Expr::Text),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let several = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several.clone().prop_map(Expr::all),
            several.prop_filter_map("some", Expr::any),
            inner.prop_map(|part| Expr::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn a_query_reads_back_as_it_is_printed(rows in expr(), shown in shown::shown()) {
        let query = Query { kind: None, rows, shown };
        for tongue in [Tongue::English, Tongue::Chinese] {
            let text = print(&query, Kind::Instalment, tongue, &Words);
            let reading = read_rows(&text, Kind::Instalment, &Words);
            prop_assert_eq!(&reading.query, &query, "{}", text);
            prop_assert!(reading.faults.is_empty(), "{}: {:?}", text, reading.faults);
        }
    }

    #[test]
    fn whatever_is_typed_is_read_and_reads_back(text in "([-()|:=<>~^!,.@#$\"\\\\a-z0-9本周是无 ]|is:|due:|amount:|no:|or |\\.\\.|sum:|show:pivot\\(|show:chart\\(bar,|rate\\(|state|cols:){0,30}") {
        let reading = read(&text, Kind::Instalment, &Words);
        let kind = Kind::Instalment;
        for tongue in [Tongue::English, Tongue::Chinese] {
            let printed = print(&reading.query, kind, tongue, &Words);
            let again = read(&printed, kind, &Words);
            prop_assert_eq!(&again.query, &reading.query, "{}", printed);
            prop_assert!(again.faults.is_empty(), "{}: {:?}", printed, again.faults);
        }
        let _ = filter(&reading.query.rows, reading.query.kind.unwrap_or(kind), &meaning());
    }
}

#[test]
fn a_field_that_is_called_like_a_word_of_the_language_stands_in_quotes() {
    let reading = read_rows("\"sort\":>=1", Kind::Department, &Words);
    assert_eq!(reading.faults, []);
    assert_eq!(print(&reading.query, Kind::Department, Tongue::English, &Words), "\"sort\":>=1");
    let text = read_rows("\"a b\":c", Kind::Department, &Words);
    assert_eq!((text.faults, text.query.rows), (vec![], Expr::Text("a b:c".into())));
}
