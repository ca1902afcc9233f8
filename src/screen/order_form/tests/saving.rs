//! Sent once, refused, offline, cut off, kept as a draft: nothing typed is lost, nothing is said that is not so.

use super::*;

#[test]
fn a_second_enter_or_finish_sends_nothing_more() {
    let mut probe = fresh();
    two_lines(&mut probe);
    for _ in 0..3 {
        probe.cmd(Cmd::Finish);
        probe.cmd(Cmd::Accept);
    }
    check_two_lines(&sent(&probe));
    probe.cmd(Cmd::Cancel);
    assert_eq!(ended(&probe), None, "nobody leaves while it is being saved");
}

#[test]
fn without_a_server_the_form_is_left_only_by_asking_twice() {
    let mut probe = fresh();
    enter(&mut probe, "shyy");
    probe.text("sl fd");
    drafts(&mut probe);
    probe.text(" ");
    probe.cmd(Cmd::Cancel);
    if probe.question("draft").is_none() {
        // The first one only closed the list of positions.
        probe.cmd(Cmd::Cancel);
    }
    probe.answer("draft", Err(StoreError::Offline));
    assert_eq!(ended(&probe), None);
    assert!(probe.screen_status().contains("is not kept"), "{}", probe.screen_status());
    probe.cmd(Cmd::Cancel);
    assert_eq!(ended(&probe), Some(&Outcome::Cancelled));
}

#[test]
fn keys_typed_while_saving_are_for_the_next_order() {
    let mut probe = fresh();
    two_lines(&mut probe);
    probe.cmd(Cmd::Finish);
    probe.text("ab");
    drafts(&mut probe);
    probe.answer("save", saved("SH-2002-0006", "confirmed"));
    assert!(matches!(probe.question("pick"), Some(Request::Pick(query)) if query.text == "ab"));
}

#[test]
fn a_refusal_is_shown_at_its_field_and_loses_nothing() {
    let mut probe = fresh();
    two_lines(&mut probe);
    probe.cmd(Cmd::Finish);
    let first = sent(&probe);
    drafts(&mut probe);
    let reason = Reason { rule: "position_taken".into(), field: Some("position".into()), detail: "2".into() };
    probe.answer("save", Err(StoreError::Refused(reason)));
    assert!(probe.screen_status().contains("Taken already: 2"), "{}", probe.screen_status());
    assert!(probe.question("catalogue").is_some(), "what is taken is read again");
    media(&mut probe);
    assert!(notices(&probe).is_empty());
    // The cursor is on the second line's position; the next field is its issues.
    probe.cmd(Cmd::NextField);
    enter(&mut probe, "#8-9");
    drafts(&mut probe);
    probe.cmd(Cmd::Finish);
    let order = sent(&probe);
    assert_eq!(order.lines[0], first.lines[0]);
    assert_eq!(order.lines[1].insertions.len(), 2);
    assert_eq!(order.intent, first.intent, "still the same order");
}

#[test]
fn what_the_desk_may_not_confirm_is_handed_in_and_a_director_is_asked() {
    let mut probe = fresh();
    two_lines(&mut probe);
    probe.cmd(Cmd::Finish);
    drafts(&mut probe);
    let reason =
        Reason { rule: "discount_floor".into(), field: Some("discount".into()), detail: "0.7".into() };
    probe.answer("save", Err(StoreError::Refused(reason)));
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
    probe.event(Event::Resume(Outcome::Cancelled));
    assert!(probe.question("save").is_none() && ended(&probe).is_none(), "no is no");
    probe.cmd(Cmd::Finish);
    let reason =
        Reason { rule: "over_credit".into(), field: Some("customer".into()), detail: "12000.00".into() };
    probe.answer("save", Err(StoreError::Refused(reason)));
    probe.event(Event::Resume(Outcome::Typed(" 年框 ".into())));
    let order = sent(&probe);
    assert_eq!((order.state.as_str(), order.ask.as_deref()), ("requested", Some("年框")));
    let asked = OrderSaved { asked: true, ..stored("SH-2002-0006", "requested") };
    probe.answer("save", Ok(Reply::OrderSaved(asked)));
    assert!(notices(&probe).iter().any(|(_, text)| text.contains("A director is asked")));
}

#[test]
fn offline_keeps_everything_and_the_next_finish_sends_the_same_intent() {
    let mut probe = fresh();
    two_lines(&mut probe);
    probe.cmd(Cmd::Finish);
    let first = sent(&probe);
    drafts(&mut probe);
    probe.answer("save", Err(StoreError::Offline));
    assert!(probe.screen_status().contains("does not answer"), "{}", probe.screen_status());
    assert!(notices(&probe).is_empty() && ended(&probe).is_none());
    probe.cmd(Cmd::Finish);
    assert_eq!(sent(&probe), first);
}

#[test]
fn an_unknown_outcome_is_asked_and_never_guessed() {
    let begin = || {
        let mut probe = fresh();
        two_lines(&mut probe);
        probe.cmd(Cmd::Finish);
        let intent = sent(&probe).intent;
        drafts(&mut probe);
        probe.answer("save", Err(StoreError::Unknown));
        assert_eq!(probe.question("save"), Some(&Request::AskOrder(intent)));
        probe
    };
    let mut probe = begin();
    probe.answer("save", saved("SH-2002-0006", "confirmed"));
    assert_eq!(notices(&probe).len(), 1);
    let mut probe = begin();
    probe.answer("save", Err(StoreError::NotYours));
    assert!(probe.screen_status().contains("not saved"), "{}", probe.screen_status());
    probe.cmd(Cmd::Finish);
    check_two_lines(&sent(&probe));
    let mut probe = begin();
    probe.answer("save", Err(StoreError::Offline));
    assert!(probe.screen_status().contains("Not known"), "{}", probe.screen_status());
    probe.text("x");
    assert!(
        probe.screen_status().contains("Not known"),
        "nothing is typed over it: {}",
        probe.screen_status()
    );
    probe.event(Event::Online);
    assert!(matches!(probe.question("save"), Some(Request::AskOrder(_))), "asked again by itself");
    probe.answer("save", saved("SH-2002-0006", "confirmed"));
    assert_eq!(notices(&probe).len(), 1);
}

#[test]
fn a_draft_is_kept_after_each_field_and_goes_on_where_it_stopped() {
    let mut probe = fresh();
    customer(&mut probe);
    enter(&mut probe, "sl fd");
    probe.text("4");
    probe.event(Event::Woken);
    let kept: Vec<_> = probe
        .asked
        .iter()
        .filter_map(|(.., request)| match request {
            Request::KeepDraft(id, form, payload) => Some((*id, form.clone(), payload.clone())),
            _ => None,
        })
        .collect();
    assert!(kept.len() >= 3, "customer, position, and a second after the last key: {}", kept.len());
    let (id, form, payload) = kept.last().unwrap().clone();
    assert_eq!(form, "order");
    probe.cmd(Cmd::Cancel);
    assert_eq!(ended(&probe), None, "not before all of it is kept");
    drafts(&mut probe);
    assert_eq!(ended(&probe), Some(&Outcome::Cancelled));

    let saved_at = "2002-03-13T06:02:11Z".parse().unwrap();
    let mut probe = Probe::new(open::resume(KeptDraft { id, form, payload, saved_at }));
    assert!(matches!(probe.question("before"), Some(Request::AskOrder(intent)) if *intent == id));
    probe.answer("before", Err(StoreError::NotYours));
    media(&mut probe);
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    // Still in the issues field, behind the 4.
    probe.cmd(Cmd::DeleteBack);
    for text in ["3", "7.5", "", "", ""] {
        enter(&mut probe, text);
    }
    probe.cmd(Cmd::Finish);
    let order = sent(&probe);
    assert_eq!(order.intent, id);
    assert_eq!(order.lines[0].insertions.len(), 3);
}

#[test]
fn a_salesperson_hands_in_and_goes_back() {
    let mut probe = fresh();
    probe.session.role = Role::Sp;
    let mut probe2 =
        Probe::new(open::order(Some(Link { id: 1, label: "上海雅韵化妆品有限公司".into() })));
    probe2.session.role = Role::Sp;
    std::mem::swap(&mut probe, &mut probe2);
    probe.event(Event::Opened);
    media(&mut probe);
    probe.asked.retain(|(_, slot, _)| slot.part != "catalogue");
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    for text in ["", "sl fd", "3", "7.5", ""] {
        enter(&mut probe, text);
    }
    probe.cmd(Cmd::Finish);
    assert_eq!(sent(&probe).state, "requested");
    drafts(&mut probe);
    probe.answer("save", saved("SH-2002-0006", "requested"));
    assert!(matches!(ended(&probe), Some(Outcome::Saved { id: 77, .. })));
}
