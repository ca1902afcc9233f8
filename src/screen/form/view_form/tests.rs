//! A view kept and shared by its form, and what becomes of it when something goes wrong.

use super::*;
use crate::{
    domain::record::Row,
    screen::{Effect, probe::Probe},
    store::{Page, Reason, SavedView},
};

fn colleague(id: i64, login: &str, name: &str) -> Row {
    let cells = vec![Value::text(login), Value::text(name)];
    Row { id, version: 1, names: ["login", "name"].into(), cells }
}

fn colleagues(probe: &mut Probe) {
    let rows = vec![
        colleague(4, "john", "王约翰"),
        colleague(5, "lina", "李娜"),
        colleague(6, "lina2", "李娜"),
        colleague(7, "zhout", "周婷"),
    ];
    probe.answer("colleagues", Ok(Reply::Page(Page { rows, more: false })));
}

fn new() -> Probe {
    let mut probe = Probe::new(open::keep_view(Kind::Customer, "is:key".into()));
    colleagues(&mut probe);
    probe
}

fn own(scope: Scope, readers: i32) -> View {
    let saved = Saved { id: (7, 2), own: true, owner: "李娜".into(), scope, locked: false, readers };
    View {
        key: "saved:7".into(),
        name: "大客户".into(),
        kind: Kind::Customer,
        query: "is:key".into(),
        person: None,
        family: None,
        saved: Some(saved),
    }
}

/// Which view, under which name, for whom, and whether it is locked.
type Kept = (Option<(i64, i32)>, String, Scope, bool);

fn kept(probe: &Probe) -> Option<Kept> {
    match probe.question("keep_view") {
        Some(Request::KeepView(KeepView::Whole { view, name, scope, locked, .. })) => {
            Some((*view, name.clone(), scope.clone(), *locked))
        }
        _ => None,
    }
}

fn ended(probe: &Probe) -> bool {
    probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(Outcome::Typed(_))))
}

#[test]
fn a_new_view_is_ones_own_unless_it_is_said_whose_it_is() {
    let mut probe = new();
    probe.text("重点");
    probe.cmd(Cmd::Finish);
    assert_eq!(kept(&probe), Some((None, "重点".into(), Scope::Own, false)));
    probe.answer("keep_view", Ok(Reply::Done));
    assert!(ended(&probe) && probe.question("views").is_some());
}

#[test]
fn people_and_roles_are_named_by_their_words() {
    let mut probe = new();
    probe.text("重点");
    probe.cmd(Cmd::NextField);
    probe.text("these people");
    probe.cmd(Cmd::NextField);
    probe.text("周婷， @john");
    probe.cmd(Cmd::NextField);
    probe.text("yes");
    probe.cmd(Cmd::Finish);
    let people = Scope::People(vec!["zhout".into(), "john".into()]);
    assert_eq!(kept(&probe), Some((None, "重点".into(), people, true)));
    let all = [Person { login: "lina".into(), name: "李娜".into() }];
    assert_eq!(readers::read("role", "SP, 销售总监", &all), Ok(Scope::Roles(vec!["sp".into(), "sd".into()])));
    assert_eq!(readers::read("role", "boss", &all), Err(readers::Fault::NoRole("boss".into())));
    assert_eq!(readers::read("people", " ", &all), Err(readers::Fault::Nobody));
    for lang in [Lang::En, Lang::Zh] {
        for scope in [Scope::Roles(vec!["ac".into(), "gm".into()]), Scope::People(vec!["lina".into()])] {
            let said = readers::say(&scope, &all, lang);
            assert_eq!(readers::read(scope.name(), &said, &all), Ok(scope));
        }
    }
}

#[test]
fn two_of_one_name_are_not_guessed_and_what_was_typed_stays() {
    let mut probe = new();
    probe.text("重点");
    probe.cmd(Cmd::NextField);
    probe.text("these people");
    probe.cmd(Cmd::NextField);
    probe.text("李娜");
    probe.cmd(Cmd::Finish);
    assert_eq!(kept(&probe), None);
    let shown = probe.shown();
    assert!(shown.contains("重点") && shown.contains("李娜 names no colleague"), "{shown}");
}

#[test]
fn others_who_use_it_are_counted_before_it_changes() {
    let mut probe = Probe::new(open::share_view(own(Scope::People(vec!["zhout".into()]), 14)));
    colleagues(&mut probe);
    assert!(probe.shown().contains("周婷"), "{}", probe.shown());
    probe.cmd(Cmd::Finish);
    assert_eq!(kept(&probe), None, "it is asked first");
    probe.event(Event::Resume(Outcome::Cancelled));
    assert_eq!(kept(&probe), None);
    probe.cmd(Cmd::Finish);
    probe.event(Event::Resume(Outcome::Confirmed));
    let (view, _, scope, _) = kept(&probe).expect("kept");
    assert_eq!((view, scope), (Some((7, 2)), Scope::People(vec!["zhout".into()])));
}

#[test]
fn a_change_from_another_terminal_is_told_and_what_is_typed_is_kept_over_it() {
    let mut probe = Probe::new(open::share_view(own(Scope::Own, 0)));
    colleagues(&mut probe);
    probe.text("everybody");
    probe.cmd(Cmd::Finish);
    probe.answer("keep_view", Err(StoreError::Stale));
    let now = SavedView {
        id: 7,
        version: 3,
        name: "大客户".into(),
        kind: Kind::Customer,
        query: "is:key city:上海".into(),
        owner: "李娜".into(),
        own: true,
        scope: Scope::Department,
        locked: false,
        readers: 0,
    };
    probe.answer("again", Ok(Reply::Views(vec![now])));
    assert!(!ended(&probe) && probe.shown().contains("everybody"), "{}", probe.shown());
    probe.cmd(Cmd::Finish);
    let Some(Request::KeepView(KeepView::Whole { view, query, scope, .. })) = probe.question("keep_view")
    else {
        panic!("{:?}", probe.asked)
    };
    assert_eq!((*view, query.as_str()), (Some((7, 3)), "is:key city:上海"), "the other's rows stay");
    assert_eq!(*scope, Scope::Everyone);
}

#[test]
fn a_refused_name_is_marked_where_it_stands() {
    let mut probe = new();
    probe.text("重点");
    probe.cmd(Cmd::Finish);
    let reason = Reason { field: Some("name".into()), ..Reason::rule("name_taken") };
    probe.answer("keep_view", Err(StoreError::Refused(reason)));
    assert!(!ended(&probe) && probe.shown().contains("重点"), "{}", probe.shown());
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        probe.lang = lang;
        probe.event(Event::Opened);
        insta::assert_snapshot!(format!("view_form_{name}"), probe.shown());
    }
}
