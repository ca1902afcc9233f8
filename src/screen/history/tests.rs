//! The history of a record.

use super::*;
use crate::{
    screen::{open, probe::Probe},
    store::StoreError,
};

fn change(at: &str, who: &str, action: &str, field: &str, old: &str, new: &str) -> Change {
    Change {
        at: at.parse().expect("a moment"),
        who: who.into(),
        action: action.into(),
        field: field.into(),
        old: old.into(),
        new: new.into(),
    }
}

fn changes() -> Vec<Change> {
    vec![
        change("2002-03-13T02:00:00Z", "周婷", "update", "status", "normal", "active"),
        change("2002-03-13T02:00:00Z", "周婷", "update", "city", "上海", "苏州"),
        change("2002-03-01T02:00:00Z", "王约翰", "update", "owner_id", "李娜", "王约翰"),
        change("2002-01-04T02:00:00Z", "李娜", "insert", "name", "", "上海雅韵化妆品有限公司"),
    ]
}

#[test]
fn says_who_changed_what_when() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        let mut probe = Probe::new(open::history(Kind::Customer, 1, "上海雅韵化妆品有限公司".into()));
        probe.lang = lang;
        probe.answer("history", Ok(Reply::History(changes())));
        insta::assert_snapshot!(format!("history_{name}"), probe.shown());
    }
}

#[test]
fn scrolls_and_survives_an_error() {
    let mut probe = Probe::new(open::history(Kind::Customer, 1, "上海雅韵".into()));
    probe.size = (60, 4);
    probe.answer("history", Ok(Reply::History(changes())));
    probe.cmd(Cmd::Last);
    assert!(probe.shown().contains("上海雅韵化"), "{}", probe.shown());
    probe.cmd(Cmd::Refresh);
    probe.answer("history", Err(StoreError::Offline));
    assert!(probe.shown().contains("上海雅韵化"));
}

#[test]
fn a_warning_that_was_accepted_is_told_in_words() {
    let warning = Warning::Twice("SH-2002-0009".into());
    let logged = change("2002-03-13T02:00:00Z", "周婷", "update", "accepted", "", &warning.logged());
    for (lang, said) in [(Lang::En, "seen, accepted SH-2002-0009, entered"), (Lang::Zh, "已确认提示")] {
        let mut probe = Probe::new(open::history(Kind::Order, 6, "SH-2002-0010".into()));
        probe.lang = lang;
        probe.answer("history", Ok(Reply::History(vec![logged.clone()])));
        assert!(probe.shown().contains(said), "{}", probe.shown());
    }
}
