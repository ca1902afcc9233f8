//! Records: what they show, that nothing moves when others change things, what can be done.

use chrono::NaiveDate;

use super::*;
use crate::{
    domain::{operation::Move, value::Value},
    screen::{Effect, probe::Probe},
    store::Page,
};

fn row(kind: Kind, id: i64, cells: &[(&str, Value)]) -> Row {
    let mut names: Vec<&'static str> = entity::def(kind).fields.iter().map(|field| field.name).collect();
    if kind == Kind::Instalment {
        names.push("parts");
    }
    let cells = names
        .iter()
        .map(|name| cells.iter().find(|(n, _)| n == name).map_or(Value::Empty, |(_, value)| value.clone()))
        .collect();
    Row { id, version: 4, names: names.into(), cells }
}

fn money(digits: &str) -> Value {
    Value::Money(digits.parse().expect("digits"))
}

fn day(text: &str) -> Value {
    Value::Date(text.parse::<NaiveDate>().expect("a date"))
}

fn code(code: &str) -> Value {
    Value::Code(code.into())
}

fn order() -> Row {
    row(
        Kind::Order,
        1,
        &[
            ("code", Value::text("SH-2002-0001")),
            ("customer", Value::link(1, "上海雅韵化妆品有限公司")),
            ("state", code("executing")),
            ("signed_on", day("2002-02-20")),
            ("salesperson", Value::link(4, "王约翰")),
            ("department", Value::link(3, "上海分公司")),
            ("owner", Value::link(4, "王约翰")),
            ("net_amount", money("120000.00")),
            ("gross_amount", money("150000.00")),
            ("discount_amount", money("30000.00")),
            ("planned", money("120000.00")),
            ("received", money("25000.00")),
            ("outstanding", money("95000.00")),
            ("overdue", money("15000.00")),
            ("insertions", Value::Int(3)),
            ("delivered", Value::Int(1)),
            ("plan_text", Value::text("三次, 每月")),
            ("counted", Value::Flag(true)),
            ("note", Value::text("客户要求四月刊用新画面。\n付款前先寄样刊。")),
            ("confirmed_by", Value::link(9, "周婷")),
        ],
    )
}

fn part(id: i64, due: &str, rest: &str, state: &str, late: i64) -> Row {
    row(
        Kind::Instalment,
        id,
        &[
            ("order", Value::link(1, "SH-2002-0001")),
            ("customer", Value::link(1, "上海雅韵化妆品有限公司")),
            ("salesperson", Value::link(4, "王约翰")),
            ("seq", Value::Int(id)),
            ("parts", Value::Int(3)),
            ("due_on", day(due)),
            ("amount", money("40000.00")),
            ("received", money("0.00")),
            ("outstanding", money(rest)),
            ("state", code(state)),
            ("overdue_days", Value::Int(late)),
            ("counted", Value::Flag(true)),
        ],
    )
}

fn parts() -> Page {
    Page {
        rows: vec![
            part(1, "2002-03-06", "15000.00", "overdue", 7),
            part(2, "2002-03-13", "40000.00", "due_today", 0),
            part(3, "2002-04-03", "40000.00", "not_due", 0),
        ],
        more: false,
    }
}

/// The order with its instalments open.
fn opened() -> Probe {
    let mut probe = Probe::new(open::record(Kind::Order, 1));
    probe.answer("record", Ok(Reply::Record(order())));
    probe.answer("below", Ok(Reply::Page(Page { rows: Vec::new(), more: false })));
    probe.cmd(Cmd::Right);
    probe.answer("below", Ok(Reply::Page(Page { rows: Vec::new(), more: false })));
    probe.cmd(Cmd::Right);
    probe.answer("below", Ok(Reply::Page(parts())));
    probe
}

fn pushes(probe: &Probe) -> usize {
    probe.effects.iter().filter(|effect| matches!(effect, Effect::Push(_))).count()
}

fn said(probe: &Probe) -> Vec<String> {
    let notices = probe.effects.iter().filter_map(|effect| match effect {
        Effect::Notice(notice) => Some(notice.text.clone()),
        _ => None,
    });
    notices.collect()
}

#[test]
fn fits_both_sizes_in_both_languages() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for size in [(80, 22), (120, 38)] {
            let mut probe = opened();
            probe.size = size;
            probe.lang = lang;
            probe.event(Event::Opened);
            insta::assert_snapshot!(format!("order_{name}_{}", size.0), probe.shown());
        }
    }
    for size in [(40, 12), (20, 5), (8, 3), (1, 1)] {
        let mut probe = opened();
        probe.size = size;
        probe.shown();
        probe.cmd(Cmd::NextPane);
        probe.shown();
    }
}

#[test]
fn what_others_change_comes_by_itself_and_the_cursor_stays() {
    let mut probe = opened();
    probe.cmd(Cmd::NextPane);
    probe.cmd(Cmd::Down);
    probe.event(Event::Changed(Kind::Instalment, 1));
    assert!(probe.shown().contains("15,000.00"), "what is shown stays until the answer");
    let mut rows = parts();
    rows.rows.remove(0);
    probe.answer("below", Ok(Reply::Page(rows)));
    probe.answer("record", Ok(Reply::Record(order())));
    probe.cmd(Cmd::Dun);
    let Some(Request::Operate(operation)) = probe.question("move").cloned() else {
        panic!("{:?}", probe.asked)
    };
    assert_eq!(
        (operation.what, operation.targets[0].id),
        (Move::Dun, 2),
        "the second, though it is first now"
    );
}

#[test]
fn an_error_leaves_what_is_shown() {
    let mut probe = opened();
    probe.cmd(Cmd::Refresh);
    probe.answer("record", Err(StoreError::Offline));
    assert!(probe.shown().contains("SH-2002-0001"));
    assert_eq!(said(&probe).len(), 1);
}

#[test]
fn a_record_out_of_reach_is_left_with_a_word() {
    let mut probe = Probe::new(open::record(Kind::Order, 99));
    probe.answer("record", Err(StoreError::NotYours));
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(Outcome::Cancelled))));
    assert_eq!(said(&probe).len(), 1);
}

#[test]
fn the_menu_lists_the_moves_that_apply_and_picks_one() {
    let mut probe = opened();
    probe.cmd(Cmd::PickState);
    assert_eq!(pushes(&probe), 1);
    probe.event(Event::Resume(Outcome::PickedCode("suspend_order".into())));
    assert_eq!(pushes(&probe), 2, "the form of the move");
}

#[test]
fn a_move_that_is_not_possible_says_why() {
    let mut probe = opened();
    // A salesperson neither ends a running order nor asks for it; an assistant asks a director.
    probe.session.role = crate::domain::session::Role::Sp;
    probe.cmd(Cmd::Remove);
    assert_eq!(pushes(&probe), 0);
    assert!(said(&probe)[0].contains("Ask for termination"), "{:?}", said(&probe));
    probe.session.role = crate::domain::session::Role::Ab;
    probe.cmd(Cmd::Remove);
    assert_eq!(pushes(&probe), 1, "the form of the question");
}

#[test]
fn enter_goes_below_and_then_into_the_child() {
    let mut probe = opened();
    probe.cmd(Cmd::Open);
    assert_eq!(pushes(&probe), 0);
    assert_eq!(probe.screen.contexts()[0], Context::Receivables, "keys of the row that has the focus");
    probe.cmd(Cmd::Open);
    assert_eq!(pushes(&probe), 1);
    probe.cmd(Cmd::Cancel);
    assert_eq!(probe.screen.contexts()[0], Context::Orders);
}

#[test]
fn from_an_activity_enter_leads_to_what_it_is_about() {
    let mut probe = Probe::new(open::record(Kind::Activity, 3));
    let about = row(
        Kind::Activity,
        3,
        &[("title", Value::text("催素材")), ("order", Value::link(1, "SH-2002-0001"))],
    );
    probe.answer("record", Ok(Reply::Record(about)));
    probe.cmd(Cmd::Open);
    assert_eq!(pushes(&probe), 1);
}

#[test]
fn what_hangs_below_is_read_by_the_field_that_links_back() {
    let probe = Probe::new(open::record(Kind::Customer, 5));
    let Some(Request::List(query)) = probe.question("below").cloned() else { panic!("{:?}", probe.asked) };
    assert_eq!(query.kind, Kind::Contact);
    assert_eq!(query.filter, crate::domain::filter::Filter::eq("customer", Value::link(5, "")));
}
