//! Two people change one order; one of them opens it and leaves it as it was.

use super::*;
use crate::{domain::record::Values, domain::value::Value, store::Editor};

fn stored() -> OrderDraft {
    let mut order = OrderDraft::new();
    order.id = Some(5);
    order.version = Some(3);
    order.customer_id = Some(1);
    order.names.customer = "上海雅韵化妆品有限公司".into();
    order.salesperson_id = Some(4);
    order.plan_text = "100 @2002-05-01".into();
    order.state = "requested".into();
    let line = |position_id: i64, issues: [i64; 2], unit: &str| DraftLine {
        publication_id: position_id / 10,
        position_id,
        list_price: dec("100000"),
        discount: dec("0.8"),
        unit_price: dec(unit),
        amount: dec(unit) * dec("2"),
        insertions: issues.map(|issue_id| DraftInsertion { issue_id, amount: dec(unit) }).into(),
        ..DraftLine::default()
    };
    order.lines = vec![line(42, [400, 401], "80000"), line(32, [300, 301], "80000")];
    order.instalments = vec![DraftInstalment {
        due_on: "2002-05-01".parse().unwrap(),
        amount: dec("320000"),
        insertion: None,
    }];
    order
}

fn opened() -> Probe {
    let mut probe = Probe::new(open::edit_order(5));
    probe.answer("order", Ok(Reply::Order(Box::new(stored()))));
    media(&mut probe);
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    probe
}

/// Saves, and hears that somebody else was first; what he saved comes.
fn second(probe: &mut Probe, theirs: OrderDraft) -> OrderDraft {
    probe.cmd(Cmd::Finish);
    let tried = sent(probe);
    drafts(probe);
    probe.answer("save", Err(StoreError::Stale));
    probe.answer("theirs", Ok(Reply::Order(Box::new(theirs))));
    tried
}

#[test]
fn changes_that_do_not_touch_each_other_merge_and_are_seen_before_they_are_saved() {
    let mut probe = opened();
    probe.cmd(Cmd::NextField);
    probe.cmd(Cmd::NextField);
    probe.text("7.5");
    let mut theirs = stored();
    theirs.version = Some(4);
    theirs.note = "对方".into();
    theirs.lines.truncate(1);
    theirs.instalments[0].amount = dec("160000");
    let tried = second(&mut probe, theirs);
    assert_eq!(tried.lines.len(), 2);
    assert!(probe.screen_status().contains("Note, line 2"), "{}", probe.screen_status());
    assert!(probe.effects.iter().all(|effect| !matches!(effect, Effect::Push(_))), "nothing to choose");
    probe.cmd(Cmd::Finish);
    let order = sent(&probe);
    assert_eq!((order.version, order.note.as_str(), order.lines.len()), (Some(4), "对方", 1));
    assert_eq!(order.lines[0].discount, dec("0.75"), "mine");
}

#[test]
fn what_both_changed_is_chosen_part_by_part() {
    for (mine, discount) in [(true, "0.75"), (false, "0.7")] {
        let mut probe = opened();
        probe.cmd(Cmd::NextField);
        probe.cmd(Cmd::NextField);
        probe.text("7.5");
        let mut theirs = stored();
        theirs.version = Some(4);
        let line = &mut theirs.lines[0];
        (line.discount, line.unit_price, line.amount) = (dec("0.7"), dec("70000"), dec("140000"));
        theirs.instalments[0].amount = dec("300000");
        second(&mut probe, theirs);
        assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
        let values = if mine { Values::new().with("0", Value::text("x")) } else { Values::new() };
        probe.event(Event::Resume(Outcome::Settled { values, version: 0 }));
        probe.cmd(Cmd::Finish);
        let order = sent(&probe);
        assert_eq!((order.version, order.lines[0].discount), (Some(4), dec(discount)));
    }
}

#[test]
fn whoever_leaves_the_choice_has_lost_nothing() {
    let mut probe = opened();
    probe.cmd(Cmd::NextField);
    probe.cmd(Cmd::NextField);
    probe.text("7.5");
    let mut theirs = stored();
    theirs.version = Some(4);
    theirs.lines[0].discount = dec("0.7");
    second(&mut probe, theirs);
    probe.event(Event::Resume(Outcome::Cancelled));
    assert!(probe.shown().contains("7.5折"), "{}", probe.shown());
    assert_eq!(ended(&probe), None);
}

#[test]
fn who_else_is_at_it_is_shown_and_locks_nothing() {
    let mut probe = opened();
    let since = "2002-03-13T06:02:00Z".parse().unwrap();
    probe.answer("editors", Ok(Reply::Editors(vec![Editor { name: "李娜".into(), since }])));
    assert!(probe.shown().contains("李娜 is changing this order since 14:02"), "{}", probe.shown());
    probe.cmd(Cmd::Finish);
    sent(&probe);
}

#[test]
fn an_order_that_was_only_looked_at_leaves_no_draft() {
    let mut probe = opened();
    drafts(&mut probe);
    probe.cmd(Cmd::NextBlock);
    probe.cmd(Cmd::Cancel);
    assert!(matches!(probe.question("draft"), Some(Request::DropDraft(_))));
    assert_eq!(ended(&probe), Some(&Outcome::Cancelled));
}
