//! Views found, opened, shared, renamed and deleted.

use super::*;
use crate::{
    domain::{kind::Kind, record::Row, session::Role, value::Value},
    screen::{Effect, probe::Probe},
    store::Page,
};

fn saved(id: i64, name: &str, own: bool) -> SavedView {
    let scope = if own { Scope::Own } else { Scope::Everyone };
    SavedView {
        id,
        version: 3,
        name: name.into(),
        kind: Kind::Customer,
        query: "is:key".into(),
        owner: "李娜".into(),
        own,
        scope,
    }
}

fn opened() -> Probe {
    opened_in(Lang::En)
}

fn opened_in(lang: Lang) -> Probe {
    let mut probe = Probe::new(open::book());
    probe.session.role = Role::Sd;
    probe.lang = lang;
    let names = ["login", "name"].into();
    let john = Row { id: 4, version: 1, names, cells: vec![Value::text("john"), Value::text("王约翰")] };
    probe.answer("people", Ok(Reply::Page(Page { rows: vec![john], more: false })));
    probe.answer("views", Ok(Reply::Views(vec![saved(1, "外地重点", true), saved(2, "全国重点", false)])));
    probe
}

fn change(probe: &Probe) -> Option<KeepView> {
    match probe.question("change") {
        Some(Request::KeepView(view)) => Some(view.clone()),
        _ => None,
    }
}

#[test]
fn the_book_begins_with_ones_people_and_finds_by_initials() {
    let mut probe = opened();
    assert!(probe.shown().contains("王约翰: work this month"), "{}", probe.shown());
    probe.text("wdzd");
    assert!(probe.shown().contains("外地重点") && !probe.shown().contains("全国重点"), "{}", probe.shown());
    probe.cmd(Cmd::Take);
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Replace(_))));
}

#[test]
fn only_ones_own_is_renamed_shared_and_deleted() {
    let mut probe = opened();
    probe.cmd(Cmd::ShareView);
    assert_eq!(change(&probe), None, "what is built in is nobody's");
    probe.text("全国");
    probe.cmd(Cmd::RenameView);
    probe.cmd(Cmd::DropView);
    assert_eq!(change(&probe), None);
    for _ in 0..2 {
        probe.cmd(Cmd::DeleteBack);
    }
    probe.text("外地");
    probe.cmd(Cmd::ShareView);
    assert_eq!(change(&probe), Some(KeepView::Scope { view: (1, 3), scope: Scope::Department }));
    probe.answer("change", Err(StoreError::Stale));
    assert!(probe.question("views").is_some(), "what somebody changed meanwhile is read again");
    probe.cmd(Cmd::RenameView);
    probe.event(Event::Resume(Outcome::Typed("重点".into())));
    assert_eq!(change(&probe), Some(KeepView::Name { view: (1, 3), name: "重点".into() }));
    probe.answer("change", Ok(Reply::Done));
    probe.cmd(Cmd::DropView);
    probe.event(Event::Resume(Outcome::Confirmed));
    assert_eq!(probe.question("change"), Some(&Request::DropView(1)));
}

#[test]
fn the_book_as_it_looks_in_both_languages_and_at_both_sizes() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 22), (120, 34)] {
            let mut probe = opened_in(lang);
            probe.size = size;
            probe.cmd(Cmd::Down);
            let shown = probe.shown();
            assert!(shown.lines().all(|line| crate::text::width(line) <= usize::from(size.0)));
            insta::assert_snapshot!(format!("book_{name}_{}", size.0), shown);
        }
    }
}
