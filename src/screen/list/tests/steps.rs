//! Steps of a board that ask for something in a form: the card is seen where it goes to once the form is sent, and goes back
//! when that is refused.

use super::*;
use crate::{
    domain::{
        operation::{Operation, Target},
        record::Values,
    },
    screen::Heard,
    store::Reason,
};

/// An opportunity in the second of three stages.
fn sales() -> Probe {
    let mut probe = Probe::new(Box::new(List::of(panes::of(Kind::Opportunity))));
    probe.session.role = crate::domain::session::Role::Sd;
    probe.size = (80, 20);
    let words = ["intent", "needs", "proposal"].map(|it| (it.to_owned(), it.to_owned(), it.to_owned()));
    probe.words.insert("stage".into(), words.into());
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.cmd(Cmd::Filter);
    probe.text("show:board(stage)");
    probe.cmd(Cmd::Accept);
    probe.answer("rows", page(Vec::new(), false));
    probe.cmd(Cmd::Right);
    let cells = [
        ("name", Value::text("夏季专题")),
        ("stage", Value::Code("needs".into())),
        ("state", Value::Code("open".into())),
    ];
    probe.answer("rows", page(vec![row_of(7, &cells)], false));
    probe
}

/// In which cell of the screen the card stands, and whether it is marked as on its way.
fn stands(probe: &mut Probe) -> (usize, bool) {
    let shown = probe.shown();
    let card = |line: &str| Some((crate::text::width(&line[..line.find("夏季")?]), line.contains("~夏季")));
    shown.lines().find_map(card).unwrap_or_else(|| panic!("{shown}"))
}

fn sent(what: Move, values: Values) -> Event {
    let targets = vec![Target { id: 7, version: 1 }];
    Event::Heard(Heard::Sent(Operation { what, targets, values, intent: uuid::Uuid::nil() }))
}

#[test]
fn a_step_back_is_seen_once_its_form_is_sent_and_goes_back_when_refused() {
    let mut probe = sales();
    let (before, _) = stands(&mut probe);
    probe.cmd(Cmd::PreviousState);
    assert_eq!(pushed(&mut probe), 1, "a form asks why");
    assert_eq!(stands(&mut probe), (before, false), "nothing is sent yet");
    probe.event(sent(Move::StepBackOpportunity, Values::new().with("reason", Value::text("再谈"))));
    let (there, on_its_way) = stands(&mut probe);
    assert!(there + 20 < before && on_its_way, "{}", probe.shown());
    probe.event(Event::Heard(Heard::Refused));
    assert_eq!(stands(&mut probe), (before, false), "{}", probe.shown());
    // Sent again, with better words, it stays, and is no longer on its way.
    probe.event(sent(Move::StepBackOpportunity, Values::new()));
    probe.event(Event::Resume(Outcome::Saved { kind: Kind::Opportunity, id: 7 }));
    assert_eq!(stands(&mut probe), (there, false), "{}", probe.shown());
}

#[test]
fn an_override_is_seen_where_the_refused_step_led() {
    let mut probe = sales();
    let (before, _) = stands(&mut probe);
    probe.cmd(Cmd::NextState);
    assert!(stands(&mut probe).1, "a plain step is seen at once");
    let reason = Reason { field: Some("reason".into()), ..Reason::rule("tasks_open") };
    probe.answer("move", Err(StoreError::Refused(reason)));
    assert_eq!(stands(&mut probe), (before, false));
    assert_eq!(pushed(&mut probe), 1, "a form asks why");
    probe.event(sent(Move::AdvanceOpportunity, Values::new().with("reason", Value::text("总监放行"))));
    let (there, on_its_way) = stands(&mut probe);
    assert!(there > before + 20 && on_its_way, "{}", probe.shown());
}

#[test]
fn a_form_that_names_the_lane_is_followed_and_one_that_names_none_is_not() {
    let mut probe = sales();
    let (before, _) = stands(&mut probe);
    probe.event(sent(Move::SetStage, Values::new().with("stage", Value::Code("intent".into()))));
    let (there, on_its_way) = stands(&mut probe);
    assert!(there + 20 < before && on_its_way, "{}", probe.shown());
    probe.event(Event::Heard(Heard::Refused));
    // What is done after a step that was given up leads nowhere by itself.
    probe.cmd(Cmd::PreviousState);
    probe.event(Event::Resume(Outcome::Cancelled));
    probe.cmd(Cmd::Refresh);
    probe.event(sent(Move::LoseOpportunity, Values::new().with("reason", Value::text("输了"))));
    assert_eq!(stands(&mut probe), (before, false), "{}", probe.shown());
}
