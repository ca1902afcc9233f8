//! What commands do to marked rows, and what is told of it.

use super::*;

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
    assert!(matches!(probe.question("marks"), Some(Request::List(query)) if query.limit == 50_000));
    probe.answer("marks", page(many(1..=400), false));
    assert!(probe.screen_status().contains("400 marked"));
    probe.cmd(Cmd::MarkAll);
    assert!(!probe.screen_status().contains("marked"));
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
    assert_eq!((operation.what, operation.targets.len()), (Move::ReceiveMaterial, 2));
    probe.answer("move", Ok(Reply::Moved(2)));
    assert_eq!(notices(&mut probe).len(), 1);
    probe.cmd(Cmd::Finish);
    assert_eq!(pushed(&mut probe), 1, "page and tear sheet are asked for");
    probe.cmd(Cmd::MarkAll);
    probe.cmd(Cmd::NextState);
    assert_eq!(notices(&mut probe).len(), 1, "two states at once");
}

#[test]
fn a_move_is_refused_when_one_marked_row_does_not_let_it() {
    let mut paid = week();
    let state = paid[0].names.iter().position(|name| *name == "state");
    let Some(at) = state else { panic!("the rows say their state") };
    paid[1].cells[at] = Value::Code("written_off".into());
    let mut probe = open(paid, false);
    probe.cmd(Cmd::MarkAll);
    probe.cmd(Cmd::WriteOff);
    let told = notices(&mut probe);
    assert!(matches!(told.as_slice(), [(Tone::Bad, text)] if text.contains("2 of the 5")), "{told:?}");
    assert_eq!(pushed(&mut probe), 0);
    // The others alone are.
    probe.cmd(Cmd::MarkAll);
    probe.cmd(Cmd::First);
    probe.cmd(Cmd::WriteOff);
    assert_eq!(pushed(&mut probe), 1);
}

#[test]
fn the_menu_has_what_applies_to_every_marked_row() {
    let row = |id, state: &str| {
        let names: Arc<[&'static str]> = ["issue", "state"].into();
        let cells = vec![Value::link(1, "三联生活周刊 2002-11"), Value::Code(state.into())];
        Row { id, version: 1, names, cells }
    };
    let mut probe = Probe::new(Box::new(List::of(panes::delivery())));
    probe.answer("prefs", Err(StoreError::Offline));
    probe.answer("rows", page(vec![row(1, "booked"), row(2, "material_in"), row(3, "madegood")], false));
    probe.cmd(Cmd::PickState);
    assert_eq!(pushed(&mut probe), 1, "material in, missed");
    probe.event(Event::Resume(Outcome::PickedCode("receive_material".into())));
    let Some(Request::Operate(operation)) = probe.question("move") else { panic!() };
    assert_eq!(operation.what, Move::ReceiveMaterial);
    probe.answer("move", Ok(Reply::Moved(1)));
    assert_eq!(notices(&mut probe).len(), 1);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::PickState);
    assert_eq!(pushed(&mut probe), 1, "missed is what both have");
    probe.event(Event::Resume(Outcome::Cancelled));
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::PickState);
    assert_eq!(notices(&mut probe).len(), 1, "nothing applies to all three");
}

#[test]
fn an_insertion_is_withdrawn_by_a_change_of_its_order() {
    use crate::{domain::session::Role, screen::Effect};
    for (role, pushed) in [(Role::Ab, 1), (Role::Sp, 0)] {
        let mut probe = Probe::new(Box::new(List::of(panes::delivery())));
        probe.session.role = role;
        probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
        let planned = [("state", Value::Code("planned".into())), ("order", Value::link(5, "SH-2002-0005"))];
        probe.answer("rows", page(vec![row_of(1, &planned)], false));
        probe.cmd(Cmd::Remove);
        let opened = probe.effects.iter().filter(|effect| matches!(effect, Effect::Push(_))).count();
        assert_eq!((opened, notices(&mut probe).len()), (pushed, 1), "{role:?}");
    }
}
