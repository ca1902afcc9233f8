//! Unit tests of the list: rows to show, and a list with rows on the screen.

mod acting;
mod asking;
mod exporting;
mod flipping;
mod looks;
mod modes;
mod shown;
mod steps;
mod words;

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

pub fn money(digits: &str) -> Value {
    Value::Money(digits.parse().unwrap())
}

pub fn date(day: &str) -> Value {
    if day.is_empty() { Value::Empty } else { Value::Date(day.parse().unwrap()) }
}

/// An instalment as lists carry it.
#[expect(clippy::too_many_arguments, reason = "a row of a table")]
pub fn due(
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

pub const LONG: &str = "上海市对外经济贸易国际广告传媒文化艺术发展有限责任公司浦东新区第一分公司营业部门市";

pub fn week() -> Vec<Row> {
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

pub fn page(rows: Vec<Row>, more: bool) -> Result<Reply, StoreError> {
    Ok(Reply::Page(Page { rows, more }))
}

pub fn many(ids: impl IntoIterator<Item = i64>) -> Vec<Row> {
    ids.into_iter()
        .map(|id| due(id, "SH", (7, "上海雅韵"), 1, "2002-03-20", ["1", "0", "1"], 0, "李娜", ""))
        .collect()
}

/// The receivables with rows on the screen.
pub fn open(rows: Vec<Row>, more: bool) -> Probe {
    let mut probe = Probe::new(Box::new(List::of(panes::receivables())));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("rows", page(rows, more));
    probe
}

pub fn asked_rows(probe: &Probe) -> ListQuery {
    match probe.question("rows") {
        Some(Request::List(query)) => query.clone(),
        other => panic!("{other:?}"),
    }
}

pub fn notices(probe: &mut Probe) -> Vec<(Tone, String)> {
    let notices = probe.effects.drain(..).filter_map(|effect| match effect {
        Effect::Notice(notice) => Some((notice.tone, notice.text)),
        _ => None,
    });
    notices.collect()
}

pub fn pushed(probe: &mut Probe) -> usize {
    let pushed = probe.pushed();
    probe.effects.clear();
    pushed
}

/// The line under the cursor, as it is shown.
pub fn cursor_line(probe: &mut Probe) -> String {
    let shown = probe.shown();
    shown.lines().find(|line| line.contains("|>")).unwrap_or_default().to_owned()
}

pub fn tabs() -> Result<Reply, StoreError> {
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

/// A row of a kind, by the fields that matter.
pub fn row_of(id: i64, cells: &[(&'static str, Value)]) -> Row {
    Row {
        id,
        version: 1,
        names: cells.iter().map(|(name, _)| *name).collect(),
        cells: cells.iter().map(|(_, value)| value.clone()).collect(),
    }
}

pub fn code(code: &str) -> Value {
    Value::Code(code.into())
}
