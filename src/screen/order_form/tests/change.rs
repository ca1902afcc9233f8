//! Changing an order that is confirmed.

use super::*;

/// Order 5, executing: two issues of which neither can be booked any more.
fn confirmed() -> OrderDraft {
    let mut order = OrderDraft::new();
    order.id = Some(5);
    order.version = Some(3);
    order.state = "executing".into();
    order.customer_id = Some(1);
    order.signed_on = Some("2002-02-20".parse().unwrap());
    order.plan_text = "30/70 m".into();
    order.lines = desk().last_order.unwrap().draft.lines[..1].to_vec();
    order.instalments = vec![DraftInstalment {
        due_on: "2002-06-01".parse().unwrap(),
        amount: dec("144000"),
        insertion: None,
    }];
    order
}

fn opened() -> Probe {
    let mut probe = Probe::new(open::edit_order(5));
    probe.answer("order", Ok(Reply::Order(Box::new(confirmed()))));
    media(&mut probe);
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    probe
}

fn changed(probe: &Probe) -> (OrderDraft, String) {
    match probe.question("save") {
        Some(Request::ChangeOrder(order, reason)) => ((**order).clone(), reason.clone()),
        other => panic!("no change is sent: {other:?}"),
    }
}

#[test]
fn a_confirmed_order_is_sent_as_a_change_with_its_reason() {
    let mut probe = opened();
    assert!(probe.question("save").is_none());
    probe.cmd(Cmd::Finish);
    // First it is asked why; without an answer nothing is sent.
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
    probe.event(Event::Resume(Outcome::Cancelled));
    assert!(probe.question("save").is_none());
    probe.cmd(Cmd::Finish);
    probe.event(Event::Resume(Outcome::Typed("客户要求".into())));
    let (order, reason) = changed(&probe);
    assert_eq!(reason, "客户要求");
    assert_eq!((order.id, order.version, order.signed_on), (Some(5), Some(3), confirmed().signed_on));
    assert_eq!(order.lines, confirmed().lines, "what nobody touched goes as it came");
    assert_eq!(order.instalments, confirmed().instalments);
    let saved = OrderSaved {
        id: 5,
        code: "SH-2002-0005".into(),
        version: 4,
        state: "executing".into(),
        existed: false,
        asked: false,
    };
    probe.answer("save", Ok(Reply::OrderSaved(saved)));
    let told = probe.effects.iter().any(
        |effect| matches!(effect, Effect::Notice(notice) if notice.tone == Tone::Good && notice.text.contains("is changed")),
    );
    assert!(told, "said once the server has said so, and not as a confirmation");
}

#[test]
fn issues_that_can_no_longer_be_booked_stay_whatever_is_typed() {
    let mut probe = opened();
    probe.cmd(Cmd::NextField);
    probe.text("1");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Finish);
    probe.event(Event::Resume(Outcome::Typed("加一期".into())));
    if let Some(Request::ChangeOrder(order, _)) = probe.question("save") {
        let issues: Vec<i64> = order.lines[0].insertions.iter().map(|insertion| insertion.issue_id).collect();
        assert_eq!((issues.len(), &issues[..2]), (3, &[390, 391][..]), "{issues:?}");
    } else {
        // The plan no longer adds up, and the form says so instead of sending it.
        assert!(probe.screen_status().contains("72,000.00"), "{}", probe.screen_status());
        assert!(probe.shown().contains("216,000.00"), "{}", probe.shown());
    }
}
