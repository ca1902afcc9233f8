//! What the administrator added to orders: seen, reached, needed where it is required, sent with the order in the same save.

use super::*;
use crate::domain::{
    entity::custom::{self, Custom},
    kind::Kind,
    value::Value,
};

fn define(required: bool) {
    let custom = |name: &str, sort: &str, required| Custom {
        kind: Kind::Order,
        name: name.to_owned(),
        sort: sort.to_owned(),
        dict: String::new(),
        required,
    };
    custom::set(&[custom("x_job", "text", required), custom("x_copies", "number", false)]);
}

#[test]
fn added_fields_are_filled_in_their_window_and_sent_with_the_order() {
    define(true);
    let mut probe = fresh();
    two_lines(&mut probe);
    // What is needed is on Enter's way, and keeps the order from being handed in.
    probe.cmd(Cmd::Finish);
    assert!(!probe.asked.iter().any(|(.., request)| matches!(request, Request::SaveOrder(_))));
    let shown = probe.shown();
    assert!(shown.contains("Added") && shown.contains("x_job ?"), "{shown}");
    probe.cmd(Cmd::Accept);
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))), "its window opens");
    let values = crate::domain::record::Values::new()
        .with("x_job", Value::text("工单7"))
        .with("x_copies", Value::Int(3));
    probe.event(Event::Resume(Outcome::Filled(values)));
    let shown = probe.shown();
    assert!(shown.contains("工单7") && !shown.contains("x_job ?"), "{shown}");
    probe.cmd(Cmd::Finish);
    let ext = sent(&probe).ext;
    assert_eq!((&ext["x_job"], &ext["x_copies"], ext.len()), (&"工单7".into(), &3.into(), 2));
}

#[test]
fn where_none_was_added_there_is_no_such_line() {
    custom::set(&[]);
    let mut probe = fresh();
    two_lines(&mut probe);
    assert!(!probe.shown().contains("Added"));
    probe.cmd(Cmd::Finish);
    assert!(sent(&probe).ext.is_empty());
}

#[test]
fn the_window_hands_back_what_was_typed() {
    define(true);
    let mut probe = Probe::new(open::added(Kind::Order, crate::domain::record::Values::new()));
    probe.cmd(Cmd::Finish);
    assert!(!probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(_))), "a needed one is empty");
    probe.text("工单8");
    probe.cmd(Cmd::Accept);
    probe.text("12");
    probe.cmd(Cmd::Accept);
    let filled = probe.effects.iter().find_map(|effect| match effect {
        Effect::Pop(Outcome::Filled(values)) => Some(values.clone()),
        _ => None,
    });
    let filled = filled.expect("filled");
    assert_eq!((filled.get("x_job").str(), filled.get("x_copies")), ("工单8", &Value::Int(12)));
}
