//! A change of many records: seen before it is done, watched, stopped, and what is left alone and why.

use super::*;
use crate::{
    domain::{operation::Move, session::Role},
    screen::{Effect, probe::Probe},
    store::{Bulk, BulkChange},
};

fn row(id: i64, city: &str) -> Row {
    let names = ["name", "city", "status", "owner"].into();
    let name = ["上海雅韵", "上海晨光", "上海逸颜", "广州新天"][id as usize - 1];
    let city = if city.is_empty() { Value::Empty } else { Value::text(city) };
    let cells = vec![Value::text(name), city, Value::Code("active".into()), Value::link(4, "王约翰")];
    Row { id, version: 2, names, cells }
}

fn opened(field: &str) -> Probe {
    let rows = vec![row(1, ""), row(2, "上海"), row(3, "北京"), row(4, "广州")];
    let mut probe = Probe::by(Role::Gm, open::bulk(Kind::Customer, rows, 2));
    probe.event(Event::Resume(Outcome::PickedCode(field.into())));
    probe.answer("changeable", Ok(Reply::Changeable(vec![1, 2, 3])));
    probe
}

fn asked(probe: &Probe) -> Option<Bulk> {
    match probe.question("bulk") {
        Some(Request::Bulk(bulk)) => Some((**bulk).clone()),
        _ => None,
    }
}

#[test]
fn before_and_after_stand_beside_each_other_and_only_what_changes_is_sent() {
    let mut probe = opened("city");
    probe.text("上海");
    let shown = probe.shown();
    assert!(shown.contains("has it already") && shown.contains("not yours: left"), "{shown}");
    let counts = probe.screen_status();
    assert!(counts.contains("2 change, 1 hold it already, 1 not yours"), "{counts}");
    assert_eq!(asked(&probe), None, "nothing is done before it was seen");
    probe.cmd(Cmd::Finish);
    let bulk = asked(&probe).expect("asked");
    assert_eq!(bulk.targets.iter().map(|it| (it.id, it.version)).collect::<Vec<_>>(), [(1, 2), (3, 2)]);
    assert_eq!(bulk.change, BulkChange::Field("city".into(), Value::text("上海")));
    probe.answer("bulk", Ok(Reply::Bulked(1)));
    assert!(
        probe.told().starts_with("1 records changed; 1 were changed by somebody else"),
        "{}",
        probe.told()
    );
    let saved = Outcome::Saved { kind: Kind::Customer, id: 2 };
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(outcome) if *outcome == saved)));
}

/// What an opportunity would order makes its amount: of one without lines it is typed.
#[test]
fn of_opportunities_the_amount_is_left_where_lines_make_it() {
    let names: std::sync::Arc<[&'static str]> = ["name", "lines", "amount"].into();
    let row = |id, lines| Row {
        id,
        version: 2,
        names: names.clone(),
        cells: vec![Value::text("夏季专题"), Value::Int(lines), Value::Money(5.into())],
    };
    let mut probe = Probe::by(Role::Gm, open::bulk(Kind::Opportunity, vec![row(1, 0), row(2, 3)], 1));
    probe.event(Event::Resume(Outcome::PickedCode("amount".into())));
    probe.answer("changeable", Ok(Reply::Changeable(vec![1, 2])));
    probe.text("8000");
    probe.cmd(Cmd::Finish);
    let bulk = asked(&probe).expect("asked");
    assert_eq!(bulk.targets.iter().map(|it| it.id).collect::<Vec<_>>(), [1]);
    assert_eq!(bulk.change, BulkChange::Field("amount".into(), Value::Money(8000.into())));
}

#[test]
fn it_is_watched_and_can_be_stopped() {
    let mut probe = opened("city");
    probe.text("杭州");
    probe.cmd(Cmd::Finish);
    let ticket = probe.asked.iter().find(|(_, slot, _)| slot.part == "bulk").expect("asked").0;
    probe.event(Event::Progress(ticket, 2, 3));
    assert!(probe.screen_status().contains("2 of 3 changed"), "{}", probe.screen_status());
    probe.cmd(Cmd::Finish);
    probe.cmd(Cmd::Cancel);
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Stop(slot) if slot.part == "bulk")));
    probe.answer("bulk", Err(StoreError::Refused(Reason::rule("stopped"))));
    assert_eq!(probe.told(), "Stopped: nothing was changed.");
    assert!(probe.shown().contains("杭州"), "what was typed stays: {}", probe.shown());
    probe.cmd(Cmd::Finish);
    assert!(asked(&probe).is_some(), "and can be done after all");
}

#[test]
fn owners_and_states_go_by_their_moves() {
    let mut probe = opened("status");
    probe.text("archived");
    probe.cmd(Cmd::NextField);
    probe.text("no trade");
    probe.cmd(Cmd::Finish);
    let bulk = asked(&probe).expect("asked");
    assert_eq!(bulk.targets.len(), 3);
    assert!(matches!(&bulk.change, BulkChange::Move(Move::SetCustomerStatus, values)
        if *values.get("status") == Value::Code("archived".into()) && values.get("reason").str() == "no trade"));
}

#[test]
fn what_the_role_does_not_change_is_not_offered() {
    let names = |role: Role| -> Vec<&str> {
        let session = crate::domain::session::Session { role, ..crate::screen::probe::session() };
        plan::offered(&session, Kind::Customer).into_iter().map(What::name).collect()
    };
    assert!(names(Role::Sd).contains(&"owner") && names(Role::Sd).contains(&"credit_limit"));
    assert!(!names(Role::Sp).contains(&"credit_limit") && names(Role::Sp).contains(&"city"));
    assert!(!names(Role::Gm).contains(&"name"), "two customers of one name");
    let gm = crate::domain::session::Session { role: Role::Gm, ..crate::screen::probe::session() };
    assert_eq!(plan::offered(&gm, Kind::Payment), []);
}

#[test]
fn a_tag_is_put_on_and_taken_off_row_by_row() {
    let rows = [("展会", 1), ("展会 重点", 2), ("", 3)];
    let row = |(tags, id): (&str, i64)| Row {
        id,
        version: 1,
        names: ["tags"].into_iter().collect(),
        cells: vec![Value::text(tags)],
    };
    let after = |on: bool| -> Vec<String> {
        let values = Values::new().with("tag", Value::text("重点"));
        rows.map(|it| What::Tag(on).after(0, &row(it), &values).str().to_owned()).to_vec()
    };
    assert_eq!(after(true), ["展会 重点", "展会 重点", "重点"]);
    assert_eq!(after(false), ["展会", "展会", ""]);
}

#[test]
fn several_receivers_get_them_in_turn() {
    let values = Values::new()
        .with("to", Value::link(4, "a"))
        .with("to_2", Value::link(5, "b"))
        .with("reason", Value::text("x"));
    let row =
        Row { id: 1, version: 1, names: ["owner"].into_iter().collect(), cells: vec![Value::link(9, "c")] };
    let to: Vec<_> = (0..4).map(|n| What::InTurn.after(n, &row, &values).id()).collect();
    assert_eq!(to, [Some(4), Some(5), Some(4), Some(5)]);
    let given = [What::InTurn.after(0, &row, &values)];
    let bulk = What::InTurn.bulk(Kind::Customer, [&row].into_iter().zip(&given), &values);
    let BulkChange::EachMove(Move::TransferCustomer, all) = bulk.change else { panic!("moves") };
    assert_eq!((all[0].get("to").id(), all[0].get("reason").str()), (Some(4), "x"));
}

#[test]
fn as_it_looks_in_both_languages() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let mut probe = opened("city");
        probe.lang = lang;
        probe.event(Event::Opened);
        probe.text("上海");
        insta::assert_snapshot!(
            format!("bulk_{name}"),
            format!("{}\n{}", probe.shown(), probe.screen_status())
        );
    }
}
