//! Who sees a record.

use super::*;
use crate::{screen::probe::Probe, store::StoreError};

fn seer(id: i64, name: &str, department: &str, role: &str, why: &str, writes: bool) -> Seer {
    Seer {
        id,
        name: name.into(),
        department: department.into(),
        role: role.into(),
        why: why.into(),
        writes,
        until: None,
        note: String::new(),
    }
}

fn opened() -> Probe {
    let target = Target { id: 1, version: 7 };
    let mut probe = Probe::new(open::sees(Kind::Customer, target, "上海雅韵化妆品有限公司".into()));
    probe.size = (100, 12);
    let lent = Seer {
        until: Some("2002-03-31".parse().expect("a date")),
        note: "一起拜访".into(),
        ..seer(7, "黄志强", "广州分公司", "sp", "share", false)
    };
    let seers = vec![
        seer(4, "王约翰", "上海分公司", "sp", "owner", true),
        lent,
        seer(9, "周婷", "上海分公司", "ab", "desk", false),
    ];
    probe.answer("seers", Ok(Reply::Seers(seers)));
    probe
}

#[test]
fn says_who_and_why_and_how_far() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        let mut probe = opened();
        probe.lang = lang;
        insta::assert_snapshot!(format!("sees_{name}"), probe.shown());
    }
}

/// A colleague is added, and only who was lent it is taken off.
#[test]
fn the_team_of_a_customer_is_kept_here() {
    let mut probe = opened();
    probe.session.role = crate::domain::session::Role::Sp;
    probe.cmd(Cmd::Remove);
    assert!(
        !matches!(probe.effects.last(), Some(crate::screen::Effect::Push(_))),
        "the owner is not taken off"
    );
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Remove);
    assert!(matches!(probe.effects.last(), Some(crate::screen::Effect::Push(_))), "the form of taking back");
    probe.asked.clear();
    probe.event(Event::Resume(Outcome::Cancelled));
    assert_eq!(probe.question("seers"), Some(&Request::WhoSees(Kind::Customer, 1)));
    probe.answer("seers", Err(StoreError::NotYours));
    assert!(probe.shown().contains("王约翰"), "what was read stays: {}", probe.shown());
}
