//! Unit tests of the list: what it asks, what commands do, what it shows.

use std::{sync::Arc, time::Duration};

use rust_decimal::Decimal;

use super::{List, panes};
use crate::{
    command::Cmd,
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        operation::Move,
        record::Row,
        value::Value,
    },
    i18n::Lang,
    screen::{Effect, Event, Outcome, Tone, probe::Probe},
    store::{DunResult, Page, Reply, Request, StoreError, Tab},
};

fn money(digits: &str) -> Value {
    Value::Money(digits.parse().unwrap())
}

fn date(day: &str) -> Value {
    if day.is_empty() { Value::Empty } else { Value::Date(day.parse().unwrap()) }
}

/// An instalment as lists carry it.
#[expect(clippy::too_many_arguments, reason = "a row of a table")]
fn due(
    id: i64,
    order: &str,
    customer: (i64, &str),
    seq: i64,
    due_on: &str,
    amounts: [&str; 3],
    late: i64,
    person: &str,
    todo: &str,
) -> Row {
    let names: Arc<[&'static str]> = [
        "order",
        "customer",
        "seq",
        "parts",
        "due_on",
        "amount",
        "received",
        "outstanding",
        "overdue_days",
        "state",
        "salesperson",
        "promised_on",
        "todo",
    ]
    .into();
    let cells = vec![
        Value::link(id * 10, order),
        Value::link(customer.0, customer.1),
        Value::Int(seq),
        Value::Int(3),
        date(due_on),
        money(amounts[0]),
        money(amounts[1]),
        money(amounts[2]),
        Value::Int(late),
        Value::Code(if late > 0 { "overdue" } else { "not_due" }.into()),
        Value::link(5, person),
        date(if todo == "answered" { "2002-03-18" } else { "" }),
        if todo.is_empty() { Value::Empty } else { Value::Code(todo.into()) },
    ];
    Row { id, version: 1, names, cells }
}

const LONG: &str = "上海市对外经济贸易国际广告传媒文化艺术发展有限责任公司浦东新区第一分公司营业部门市";

fn week() -> Vec<Row> {
    vec![
        due(
            1,
            "SH-2002-0198",
            (7, "上海雅韵化妆品有限公司"),
            2,
            "2002-03-09",
            ["96000", "50000", "46000"],
            4,
            "王约翰",
            "answered",
        ),
        due(
            2,
            "SH-2002-0177",
            (8, "上海晨光汽车销售有限公司"),
            1,
            "2002-03-11",
            ["44000", "0", "44000"],
            2,
            "李娜",
            "level2",
        ),
        due(3, "SH-2002-0203", (9, LONG), 1, "2002-03-13", ["1060000", "0", "1060000"], 0, "王约翰", ""),
        due(
            4,
            "SH-2002-0211",
            (7, "上海雅韵化妆品有限公司"),
            3,
            "2002-03-16",
            ["26666.68", "0", "26666.68"],
            0,
            "王约翰",
            "level1",
        ),
        due(
            5,
            "SH-2002-0213",
            (9, "Ogilvy (Shanghai)"),
            3,
            "2002-03-17",
            ["31500", "31500", "0"],
            0,
            "李娜",
            "",
        ),
    ]
}

fn page(rows: Vec<Row>, more: bool) -> Result<Reply, StoreError> {
    Ok(Reply::Page(Page { rows, more }))
}

fn many(ids: impl IntoIterator<Item = i64>) -> Vec<Row> {
    ids.into_iter()
        .map(|id| due(id, "SH", (7, "上海雅韵"), 1, "2002-03-20", ["1", "0", "1"], 0, "李娜", ""))
        .collect()
}

/// The receivables with rows on the screen.
fn open(rows: Vec<Row>, more: bool) -> Probe {
    let mut probe = Probe::new(Box::new(List::of(panes::receivables())));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("rows", page(rows, more));
    probe
}

fn asked_rows(probe: &Probe) -> ListQuery {
    match probe.question("rows") {
        Some(Request::List(query)) => query.clone(),
        other => panic!("{other:?}"),
    }
}

fn notices(probe: &mut Probe) -> Vec<(Tone, String)> {
    let notices = probe.effects.drain(..).filter_map(|effect| match effect {
        Effect::Notice(notice) => Some((notice.tone, notice.text)),
        _ => None,
    });
    notices.collect()
}

fn pushed(probe: &mut Probe) -> usize {
    let pushed = probe.effects.iter().filter(|effect| matches!(effect, Effect::Push(_))).count();
    probe.effects.clear();
    pushed
}

/// The line under the cursor, as it is shown.
fn cursor_line(probe: &mut Probe) -> String {
    let shown = probe.shown();
    shown.lines().find(|line| line.contains("|>")).unwrap_or_default().to_owned()
}

fn tabs() -> Result<Reply, StoreError> {
    let tab = |name: &str, rows, sum: &str| Tab { name: name.into(), rows, sum: sum.parse().unwrap() };
    Ok(Reply::Tabs(vec![
        tab("today", 1, "1060000.00"),
        tab("week", 5, "1176666.68"),
        tab("month", 5, "1176666.68"),
        tab("overdue", 2, "90000.00"),
        tab("notdue", 2, "26666.68"),
        tab("all", 5, "1176666.68"),
    ]))
}

#[test]
fn asks_for_what_is_remembered_first_and_for_counts_last() {
    let mut probe = Probe::new(Box::new(List::of(panes::receivables())));
    assert!(probe.question("rows").is_none());
    let kept = serde_json::json!({"tab": "overdue", "cursor": 2, "detail": "below", "text": "雅"});
    probe.answer("prefs", Ok(Reply::Prefs([("list.receivables".to_owned(), kept)].into())));
    let overdue = (panes::receivables().tabs[3].filter)(&probe.session);
    assert_eq!(asked_rows(&probe).filter, overdue.and(Filter::Text("雅".into())));
    assert!(probe.question("count").is_none() && probe.question("tabs").is_none());
    probe.answer("rows", page(week(), false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0177"), "the remembered record");
    assert!(probe.question("count").is_some() && probe.question("tabs").is_some());
    assert!(probe.question("below").is_some(), "the detail pane is where it was put");
}

#[test]
fn windows_step_both_ways_and_old_rows_stay_until_the_new_come() {
    let mut probe = open(week(), false);
    probe.answer("tabs", tabs());
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::NextPeriod);
    let query = asked_rows(&probe);
    assert_eq!(query.filter, (panes::receivables().tabs[2].filter)(&probe.session));
    assert_eq!(query.after, None);
    assert!(probe.shown().contains("SH-2002-0198"), "{}", probe.shown());
    probe.answer("rows", page(week().split_off(1), false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0177"));
    assert!(probe.question("tabs").is_none(), "the windows are known");
    for _ in 0..3 {
        probe.cmd(Cmd::PreviousPeriod);
    }
    assert_eq!(asked_rows(&probe).filter, (panes::receivables().tabs[5].filter)(&probe.session));
}

#[test]
fn typing_filters_at_once_and_never_waits() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("yayun");
    assert_eq!(probe.asked.iter().filter(|(_, slot, _)| slot.part == "rows").count(), 1, "the newest only");
    assert!(
        matches!(&asked_rows(&probe).filter, Filter::And(all) if all.contains(&Filter::Text("yayun".into())))
    );
    assert!(probe.shown().contains("/yayun") && probe.shown().contains("SH-2002-0177"), "{}", probe.shown());
    probe.answer("rows", page(week().drain(..1).collect(), false));
    assert!(!probe.shown().contains("SH-2002-0177"));
    probe.cmd(Cmd::DeleteBack);
    assert!(probe.question("rows").is_some());
    assert!(probe.screen.types());
    probe.cmd(Cmd::Accept);
    assert!(!probe.screen.types() && probe.shown().contains("/yayu"));
    probe.cmd(Cmd::Cancel);
    assert!(!probe.shown().contains("/yayu"), "the filter is cleared by the list, not the list closed");
    assert!(!probe.cmd(Cmd::Cancel), "then it is the program's");
}

#[test]
fn leaving_the_filter_brings_back_what_was_before() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("a");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Filter);
    probe.text("bc");
    probe.cmd(Cmd::Cancel);
    assert!(
        matches!(&asked_rows(&probe).filter, Filter::And(all) if all.contains(&Filter::Text("a".into())))
    );
}

#[test]
fn a_committed_chinese_word_starts_a_filter_and_letters_do_not() {
    let mut probe = open(week(), false);
    assert!(!probe.event(Event::Text('j')) && !probe.event(Event::Text('。')));
    assert!(probe.event(Event::Text('雅')) && probe.event(Event::Text('韵')));
    assert!(probe.screen.types() && probe.shown().contains("/雅韵"));
}

#[test]
fn pages_are_fetched_before_the_cursor_gets_there() {
    let mut probe = open(many(1..=100), true);
    probe.cmd(Cmd::Down);
    assert!(probe.question("rows").is_none());
    for _ in 0..5 {
        probe.cmd(Cmd::PageDown);
    }
    let query = asked_rows(&probe);
    assert_eq!(query.after.map(|after| after.id), Some(100));
    probe.answer("rows", page(many(101..=130), false));
    probe.cmd(Cmd::Last);
    assert!(probe.question("rows").is_none(), "the last row is loaded");
    probe.cmd(Cmd::First);
    assert!(probe.question("rows").is_none());
}

#[test]
fn the_end_of_a_long_list_is_read_backwards() {
    let mut probe = open(many(1..=100), true);
    probe.cmd(Cmd::Last);
    let query = asked_rows(&probe);
    assert!(query.backwards && query.after.is_none());
    probe.answer("rows", page(many((901..=1000).rev()), true));
    for _ in 0..5 {
        probe.cmd(Cmd::PageUp);
    }
    let query = asked_rows(&probe);
    assert!(query.backwards);
    assert_eq!(query.after.map(|after| after.id), Some(901));
    probe.answer("rows", page(many((801..=900).rev()), true));
    probe.cmd(Cmd::First);
    assert_eq!((asked_rows(&probe).backwards, asked_rows(&probe).after), (false, None));
}

#[test]
fn a_burst_of_changes_is_one_refresh_and_cursor_and_marks_stay() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Mark);
    for id in 0..9 {
        assert!(probe.event(Event::Changed(Kind::Instalment, id)));
    }
    assert!(!probe.event(Event::Changed(Kind::Contact, 1)));
    assert!(probe.question("rows").is_none());
    probe.later(Duration::from_millis(200));
    assert!(probe.question("rows").is_some());
    let mut rows = week();
    rows.remove(0);
    rows[0].version = 7;
    probe.answer("rows", page(rows, false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0203"));
    assert!(probe.screen_status().contains("2 marked"), "{}", probe.screen_status());
    probe.cmd(Cmd::Dun);
    let Some(Request::Operate(operation)) = probe.question("move") else { panic!() };
    let targets: Vec<_> = operation.targets.iter().map(|target| (target.id, target.version)).collect();
    assert_eq!(targets, [(1, 1), (2, 7)], "what was read again is known with its version");
}

#[test]
fn marks_stay_while_filtering() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Filter);
    probe.text("x");
    probe.answer("rows", page(week().split_off(3), false));
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Mark);
    assert!(probe.screen_status().contains("2 marked   Outstanding 72,666.68"), "{}", probe.screen_status());
}

#[test]
fn all_rows_of_the_filter_are_marked_not_only_the_loaded() {
    let mut probe = open(many(1..=100), true);
    probe.cmd(Cmd::MarkAll);
    assert!(matches!(probe.question("marks"), Some(Request::List(query)) if query.limit == 1000));
    probe.answer("marks", page(many(1..=400), false));
    assert!(probe.screen_status().contains("400 marked"));
    probe.cmd(Cmd::MarkAll);
    assert!(!probe.screen_status().contains("marked"));
}

#[test]
fn sorts_by_the_column_under_the_cursor_and_back() {
    let mut probe = open(week(), false);
    for _ in 0..6 {
        probe.cmd(Cmd::Right);
    }
    probe.cmd(Cmd::Sort);
    let sort = asked_rows(&probe).sort;
    assert_eq!((sort[0].field.as_str(), sort[0].descending), ("outstanding", false));
    probe.cmd(Cmd::Sort);
    assert!(asked_rows(&probe).sort[0].descending);
    probe.cmd(Cmd::FilterByCell);
    assert!(probe.shown().contains("Outstanding: 46,000.00"), "{}", probe.shown());
}

#[test]
fn tells_how_many_todos_were_made_for_whom_and_why_others_were_not() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::MarkAll);
    probe.cmd(Cmd::Dun);
    assert!(notices(&mut probe).is_empty(), "nothing is said before the answer");
    let result = |instalment_id, reason: &str| DunResult {
        instalment_id,
        made: reason.is_empty(),
        reason: reason.into(),
    };
    let results =
        vec![result(1, "exists"), result(2, "exists"), result(3, ""), result(4, ""), result(5, "paid")];
    probe.answer("move", Ok(Reply::Dunned(results)));
    let told = notices(&mut probe);
    assert_eq!(
        told,
        [(Tone::Good, "Collection todos made: 2 (王约翰 2); already open: 2; paid: 1".to_owned())]
    );
    assert!(!probe.screen_status().contains("marked"));
    assert!(probe.question("rows").is_some());
}

#[test]
fn one_payment_comes_from_one_payer() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Receive);
    assert_eq!(notices(&mut probe).len(), 1);
    probe.cmd(Cmd::Up);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Receive);
    assert_eq!(pushed(&mut probe), 1, "of one payer");
}

#[test]
fn the_rest_is_asked_before_it_is_booked() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::ReceiveRest);
    assert_eq!(pushed(&mut probe), 1);
    assert!(probe.question("move").is_none());
    probe.event(Event::Resume(Outcome::Cancelled));
    assert!(probe.question("move").is_none());
    probe.cmd(Cmd::ReceiveRest);
    probe.event(Event::Resume(Outcome::Confirmed));
    let Some(Request::Book(draft)) = probe.question("move") else { panic!() };
    assert_eq!((draft.payer_id, draft.amount), (7, Decimal::from(46_000)));
    assert_eq!(draft.received_on, probe.session.today);
    assert_eq!(draft.allocations.iter().map(|part| part.amount).sum::<Decimal>(), draft.amount);
}

#[test]
fn what_does_not_apply_says_so_and_a_refusal_says_why() {
    let mut probe = open(week(), false);
    for cmd in [Cmd::New, Cmd::Transfer, Cmd::PreviousState, Cmd::Promise] {
        assert!(probe.cmd(cmd), "{cmd:?}");
        assert_eq!(notices(&mut probe).len(), 1, "{cmd:?}");
    }
    probe.cmd(Cmd::Dun);
    probe.answer("move", Err(StoreError::NotYours));
    let told = notices(&mut probe);
    assert!(matches!(told.as_slice(), [(Tone::Bad, text)] if !text.is_empty()), "{told:?}");
}

#[test]
fn the_detail_pane_follows_when_the_cursor_rests() {
    let mut probe = open(week(), false);
    assert!(probe.question("below").is_none(), "80 columns: off");
    probe.cmd(Cmd::DetailPlace);
    assert!(matches!(probe.question("below"), Some(Request::List(query)) if query.kind == Kind::Instalment));
    probe.answer("below", page(week().drain(..1).collect(), false));
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Down);
    assert!(probe.question("below").is_none(), "not while it moves");
    probe.later(Duration::from_millis(100));
    let order = Filter::eq("order", Value::link(30, ""));
    assert!(matches!(probe.question("below"), Some(Request::List(query)) if query.filter == order));
    probe.cmd(Cmd::DetailNext);
    assert!(matches!(probe.question("below"), Some(Request::List(query)) if query.kind == Kind::Activity));
    probe.cmd(Cmd::DetailPlace);
    assert!(!probe.shown().contains("Activities"), "off again");
}

#[test]
fn the_state_is_remembered_when_it_is_calm_and_when_one_leaves() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Down);
    probe.later(Duration::from_secs(1));
    assert!(probe.question("keep").is_none());
    probe.later(Duration::from_secs(5));
    assert!(matches!(probe.question("keep"), Some(Request::SetPref(name, kept))
        if name == "list.receivables" && kept["cursor"] == 2));
    probe.asked.clear();
    probe.cmd(Cmd::NextPeriod);
    assert!(!probe.cmd(Cmd::GoOrders));
    assert!(matches!(probe.question("keep"), Some(Request::SetPref(_, kept)) if kept["tab"] == "month"));
}

#[test]
fn the_next_state_of_an_insertion_is_marked_at_once_and_publishing_asks() {
    let row = |id, state: &str| {
        let names: Arc<[&'static str]> = ["planned_on", "issue", "position", "customer", "state"].into();
        let cells = vec![
            date("2002-03-11"),
            Value::link(1, "三联生活周刊 2002-11"),
            Value::link(2, "封底"),
            Value::link(3, "上海雅韵"),
            Value::Code(state.into()),
        ];
        Row { id, version: 1, names, cells }
    };
    let mut probe = Probe::new(Box::new(List::of(panes::delivery())));
    probe.answer("prefs", Err(StoreError::Offline));
    probe.answer("rows", page(vec![row(1, "booked"), row(2, "booked"), row(3, "material_in")], false));
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::NextState);
    let Some(Request::Operate(operation)) = probe.question("move") else { panic!() };
    assert_eq!((operation.what, operation.targets.len()), (Move::MarkInsertion, 2));
    assert_eq!(operation.values.get("state").str(), "material_in");
    probe.answer("move", Ok(Reply::Moved(2)));
    assert_eq!(notices(&mut probe).len(), 1);
    probe.cmd(Cmd::Finish);
    assert_eq!(pushed(&mut probe), 1, "page and tear sheet are asked for");
    probe.cmd(Cmd::MarkAll);
    probe.cmd(Cmd::NextState);
    assert_eq!(notices(&mut probe).len(), 1, "two states at once");
}

#[test]
fn is_quiet_for_a_moment_then_says_that_it_reads() {
    let mut probe = Probe::new(Box::new(List::of(panes::of(Kind::Customer))));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    assert!(!probe.shown().contains("Reading"));
    probe.later(Duration::from_millis(301));
    assert!(probe.shown().contains("Reading"));
    probe.answer("rows", page(Vec::new(), false));
    assert!(probe.shown().contains("new record"), "{}", probe.shown());
}

#[test]
fn no_amount_is_ever_cut() {
    let mut probe = open(week(), false);
    for width in 20..130 {
        probe.size = (width, 22);
        for line in probe.shown().lines() {
            assert!(!line.contains("060,000.0") || line.contains("1,060,000.00"), "{width}: {line}");
            assert!(!line.contains('#'), "{width}: {line}");
        }
    }
}

fn snapshot(name: &str, mut probe: Probe, more: impl Fn(&mut Probe)) {
    for (lang, code) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 20), (120, 36)] {
            probe.lang = lang;
            probe.size = size;
            more(&mut probe);
            let shown = probe.shown();
            for line in shown.lines() {
                assert!(crate::text::width(line) <= usize::from(size.0));
            }
            let text = format!("{shown}\n{}", probe.screen_status());
            insta::assert_snapshot!(format!("{name}_{code}_{}", size.0), text);
        }
    }
}

#[test]
fn receivables_as_they_look() {
    let mut probe = open(week(), false);
    probe.answer("tabs", tabs());
    let sums = vec!["1176666.68".parse().unwrap()];
    probe.answer("count", Ok(Reply::Count { rows: 5, sums }));
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Mark);
    snapshot("receivables", probe, |probe| {
        probe.event(Event::Online);
        probe.answer("rows", page(week(), false));
        for (slot, sum) in [("age0", "90000.00"), ("age1", "0"), ("age2", "6000"), ("age3", "0")] {
            if probe.question(slot).is_some() {
                let sums = vec![sum.parse().unwrap()];
                probe.answer(slot, Ok(Reply::Count { rows: 1, sums }));
            }
        }
        probe.cmd(Cmd::Down);
        probe.later(Duration::from_millis(100));
        if probe.question("below").is_some() {
            probe.answer("below", page(week().drain(1..4).collect(), false));
            probe.answer("beside", page(Vec::new(), false));
        }
        probe.cmd(Cmd::Up);
    });
}

/// A row of a kind, by the fields that matter.
fn row_of(id: i64, cells: &[(&'static str, Value)]) -> Row {
    Row {
        id,
        version: 1,
        names: cells.iter().map(|(name, _)| *name).collect(),
        cells: cells.iter().map(|(_, value)| value.clone()).collect(),
    }
}

fn code(code: &str) -> Value {
    Value::Code(code.into())
}

#[test]
fn delivery_as_it_looks() {
    let insertion =
        |id, day: &str, (medium, issue), position, customer, state: &str, material: &str, late| {
            row_of(
                id,
                &[
                    ("planned_on", date(day)),
                    ("publication", Value::link(1, medium)),
                    ("issue", Value::link(2, issue)),
                    ("position", Value::link(3, position)),
                    ("customer", Value::link(4, customer)),
                    ("order", Value::link(5, "SH-2002-0177")),
                    ("state", code(state)),
                    ("material_deadline_on", date(material)),
                    ("amount", money("44000")),
                    ("overdue_days", Value::Int(late)),
                    ("salesperson", Value::link(6, "李娜")),
                ],
            )
        };
    let life = ("三联生活周刊", "2002-10");
    let rows = vec![
        insertion(1, "2002-03-11", life, "封二", "上海晨光汽车销售有限公司", "material_in", "2002-02-20", 2),
        insertion(
            2,
            "2002-03-15",
            ("城市画报", "2002-06"),
            "内页整版",
            "上海清漪化妆品有限公司",
            "booked",
            "2002-03-01",
            0,
        ),
        insertion(3, "2002-03-17", ("东方航空", "2002-04"), "扉页", LONG, "planned", "2002-03-20", 0),
    ];
    let mut probe = Probe::new(Box::new(List::of(panes::delivery())));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("rows", page(rows, false));
    let sums = vec!["132000".parse().unwrap()];
    probe.answer("count", Ok(Reply::Count { rows: 3, sums }));
    snapshot("delivery", probe, |_| {});
}

#[test]
fn customers_as_they_look() {
    let customer = |id, name: &str, owner, rest, late, next| {
        row_of(
            id,
            &[
                ("code", Value::text(format!("CU-0041{id}"))),
                ("name", Value::text(name)),
                ("status", code("active")),
                ("owner", Value::link(1, owner)),
                ("city", Value::text("上海")),
                ("value_grade", code("A")),
                ("industry", code("cosmetics")),
                ("phone", Value::text("021-5588 1023")),
                ("next_contact_on", date(next)),
                ("last_contact_at", Value::Moment("2002-03-12T02:00:00Z".parse().unwrap())),
                ("last_order_on", date("2001-12-03")),
                ("outstanding", money(rest)),
                ("overdue", money(late)),
            ],
        )
    };
    let rows = vec![
        customer(1, "上海雅韵化妆品有限公司", "王约翰", "118000", "46000", "2002-03-15"),
        customer(2, LONG, "李娜", "0", "0", "2002-03-11"),
        customer(3, "A\u{202e}B\u{1b}[2J 广告", "李娜", "1234567.89", "0", ""),
    ];
    let mut probe = Probe::new(Box::new(List::of(panes::of(Kind::Customer))));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("rows", page(rows, false));
    let sums = vec!["1352567.89".parse().unwrap(), "46000".parse().unwrap()];
    probe.answer("count", Ok(Reply::Count { rows: 3, sums }));
    snapshot("customers", probe, |_| {});
}
