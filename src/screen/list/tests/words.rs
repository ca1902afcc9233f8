//! What a filter says of how the rows stand, and what comes while it is typed.

use std::collections::BTreeMap;

use serde_json::json;

use super::{shown::views, *};
use crate::{
    domain::pivot::{Crosstab, Figure, Line},
    entry::book::View,
    screen::open as screens,
    store::KeepView,
};

fn filtered(text: &str) -> Probe {
    let mut probe = open(week(), false);
    probe.size = (160, 22);
    probe.cmd(Cmd::Filter);
    probe.text(text);
    probe.cmd(Cmd::Accept);
    probe
}

fn figures(lines: &[(Value, i64, &str)]) -> Result<Reply, StoreError> {
    let line = |(key, rows, sum): &(Value, i64, &str)| Line {
        keys: vec![key.clone()],
        total: Figure { rows: *rows, value: Some(sum.parse().expect("digits")) },
    };
    Ok(Reply::Figures(Box::new(Crosstab { rows: lines.iter().map(line).collect(), ..Crosstab::default() })))
}

#[test]
fn rows_stand_under_headings_with_what_the_server_counts() {
    let mut probe = filtered("group:customer sum:outstanding");
    assert!(!filtered("group:customer sum:rate(is:overdue)").screen.types(), "a share is a figure too");
    assert_eq!(asked_rows(&probe).sort[0].field, "customer");
    probe.answer("rows", page(week(), false));
    assert!(!probe.shown().contains("(2)"), "nothing is counted yet");
    probe.answer(
        "headings",
        figures(&[(Value::link(8, ""), 1, "44000"), (Value::link(7, ""), 2, "72666.68")]),
    );
    let shown = probe.shown();
    assert!(shown.contains("上海雅韵化妆品有限公司 (2) 72,666.68"), "{shown}");
    assert!(shown.contains("上海晨光汽车销售有限公司 (1) 44,000.00"), "{shown}");
    assert!(!probe.screen.types(), "it was taken");
}

#[test]
fn the_first_so_many_are_asked_for_and_no_more() {
    let mut probe = filtered("top:2");
    assert_eq!(asked_rows(&probe).limit, 2);
    probe.answer("rows", page(week().drain(..2).collect(), true));
    probe.cmd(Cmd::Last);
    assert!(probe.question("rows").is_none(), "there are no more");
    assert_eq!(asked_rows(&filtered("top:500")).limit, 500, "they are one page");
    let many = filtered("top:1001");
    assert!(many.screen.types() && many.screen_status().contains("1000"), "{}", many.screen_status());
}

#[test]
fn columns_are_as_wide_as_the_filter_says() {
    let mut probe = filtered("cols:customer=40,amount");
    probe.answer("rows", page(week(), false));
    let shown = probe.shown();
    let header = shown.lines().find(|line| line.contains("Customer")).expect("a header");
    let (customer, amount) = (header.find("Customer").unwrap(), header.find("Amount").unwrap());
    assert!(amount - customer >= 40, "{shown}");
}

#[test]
fn filters_of_before_come_back_with_up() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    let kept: BTreeMap<_, _> = [("filters.instalment".to_owned(), json!(["is:open", "seq:1"]))].into();
    probe.answer("filters", Ok(Reply::Prefs(kept)));
    for (cmd, line) in
        [(Cmd::Up, "/is:open"), (Cmd::Up, "/seq:1"), (Cmd::Up, "/seq:1"), (Cmd::Down, "/is:open")]
    {
        probe.cmd(cmd);
        assert!(probe.shown().contains(line), "{line}: {}", probe.shown());
    }
    probe.cmd(Cmd::Down);
    probe.text("seq:2");
    probe.cmd(Cmd::Accept);
    let keeps = json!(["seq:2", "is:open", "seq:1"]);
    assert_eq!(
        probe.question("keep_filters"),
        Some(&Request::SetPref("filters.instalment".into(), keeps)),
        "the last one first"
    );
}

#[test]
fn values_come_while_somebody_types_on() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("state:o");
    assert!(matches!(probe.question("values"), Some(Request::Figures(_))), "{:?}", probe.asked);
    assert!(probe.screen_status().contains("overdue overdue  "), "{}", probe.screen_status());
    probe.answer("values", figures(&[(Value::Code("overdue".into()), 96, "96")]));
    let offered = probe.screen_status();
    assert!(offered.contains("overdue overdue 96"), "{offered}");
    probe.text("v");
    assert!(probe.question("values").is_none(), "they are known");
}

fn kept_view(change: impl FnOnce(&mut crate::entry::book::Saved)) -> Probe {
    let mut book: Vec<View> = views(Lang::En).as_ref().clone();
    let at = book.iter().position(|view| view.saved.is_some()).expect("a kept view");
    change(book[at].saved.as_mut().expect("kept"));
    let mut probe = Probe::new(screens::view(Arc::new(book), at));
    probe.answer("rows", page(Vec::new(), false));
    probe
}

#[test]
fn a_locked_view_is_shown_as_it_is_kept() {
    let mut probe = kept_view(|saved| saved.locked = true);
    probe.cmd(Cmd::Filter);
    assert!(!probe.screen.types());
    assert!(notices(&mut probe).iter().any(|(_, text)| text.contains("locked")));
}

#[test]
fn a_view_of_others_too_is_changed_when_that_is_confirmed() {
    let mut probe = kept_view(|saved| saved.readers = 14);
    probe.cmd(Cmd::Sort);
    probe.effects.clear();
    probe.cmd(Cmd::SaveView);
    assert_eq!(pushed(&mut probe), 1, "it is asked");
    assert!(probe.question("keep_view").is_none());
    probe.event(Event::Resume(Outcome::Confirmed));
    assert!(matches!(probe.question("keep_view"), Some(Request::KeepView(KeepView::Query { .. }))));
}
