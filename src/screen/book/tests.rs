//! Views found, opened, shared, renamed and deleted.

use std::collections::BTreeMap;

use super::*;
use crate::{
    domain::{kind::Kind, record::Row, session::Role, value::Value},
    screen::{Effect, probe::Probe},
    store::{Page, SavedView},
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
        locked: false,
        readers: 0,
    }
}

fn opened() -> Probe {
    opened_in(Lang::En, Default::default())
}

fn opened_in(lang: Lang, prefs: BTreeMap<String, serde_json::Value>) -> Probe {
    let mut probe = Probe::new(open::book());
    probe.session.role = Role::Sd;
    probe.lang = lang;
    let names = ["login", "name"].into();
    let john = Row { id: 4, version: 1, names, cells: vec![Value::text("john"), Value::text("王约翰")] };
    probe.answer("people", Ok(Reply::Page(Page { rows: vec![john], more: false })));
    probe.answer("prefs", Ok(Reply::Prefs(prefs)));
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
    let form = probe.effects.drain(..).find_map(|effect| match effect {
        Effect::Push(form) => Some(form),
        _ => None,
    });
    let form = Probe::new(form.expect("the form"));
    assert!(form.question("colleagues").is_some());
    probe.event(Event::Resume(Outcome::Typed("外地重点".into())));
    assert!(probe.question("views").is_some(), "what the form kept is read again");
    probe.cmd(Cmd::RenameView);
    probe.event(Event::Resume(Outcome::Typed("重点".into())));
    assert_eq!(change(&probe), Some(KeepView::Name { view: (1, 3), name: "重点".into() }));
    probe.answer("change", Err(StoreError::Stale));
    assert!(probe.asked.iter().filter(|(_, slot, _)| slot.part == "views").count() > 0);
    probe.cmd(Cmd::RenameView);
    probe.event(Event::Resume(Outcome::Typed("重点".into())));
    probe.answer("change", Ok(Reply::Done));
    probe.cmd(Cmd::DropView);
    probe.event(Event::Resume(Outcome::Confirmed));
    assert_eq!(probe.question("change"), Some(&Request::DropView(1)));
}

#[test]
fn the_book_as_it_looks_in_both_languages_and_at_both_sizes() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 22), (120, 34)] {
            let mut probe = opened_in(lang, Default::default());
            probe.size = size;
            let counts = (0..probe_counts(&probe)).map(|n| [3, 0, 12, 10_001][n % 4]).collect();
            probe.answer("counts", Ok(Reply::Counts(counts)));
            probe.answer("preview", Ok(Reply::Page(Page { rows: vec![todo()], more: false })));
            probe.answer("preview_before", Ok(Reply::Page(Page { rows: Vec::new(), more: false })));
            let shown = probe.shown();
            assert!(shown.lines().all(|line| crate::text::width(line) <= usize::from(size.0)));
            insta::assert_snapshot!(format!("book_{name}_{}", size.0), shown);
        }
    }
}

fn probe_counts(probe: &Probe) -> usize {
    match probe.question("counts") {
        Some(Request::Counts(lists)) => lists.len(),
        _ => 0,
    }
}

fn todo() -> Row {
    let names = ["due_on", "title", "customer"].into();
    let day = Value::Date("2002-03-11".parse().unwrap());
    let cells = vec![day, Value::text("催素材"), Value::link(1, "上海雅韵化妆品有限公司")];
    Row { id: 9, version: 1, names, cells }
}

#[test]
fn all_views_are_counted_in_one_question_after_the_first_rows() {
    let mut probe = opened();
    let parts: Vec<_> = probe.asked.iter().map(|(_, slot, _)| slot.part).collect();
    assert_eq!(parts, ["preview", "preview_before", "counts"]);
    let views = probe_counts(&probe);
    assert!(views > 10, "{views}");
    probe.cmd(Cmd::Down);
    probe.answer("counts", Ok(Reply::Counts(vec![7; views])));
    let row = |probe: &mut Probe| {
        let shown = probe.shown();
        shown
            .lines()
            .find(|line| line.contains("|> ") && line.contains(": work"))
            .unwrap_or_default()
            .to_owned()
    };
    let shown = row(&mut probe);
    assert!(shown.contains("work this week") && shown.contains("  7 "), "the cursor stays: {shown}");
}

#[test]
fn the_first_rows_follow_when_the_cursor_rests_and_are_never_another_view_s() {
    let mut probe = opened();
    probe.answer("preview", Ok(Reply::Page(Page { rows: vec![todo()], more: false })));
    probe.answer("preview_before", Ok(Reply::Page(Page { rows: Vec::new(), more: false })));
    assert!(probe.shown().contains("催素材"));
    probe.cmd(Cmd::Down);
    assert!(probe.question("preview").is_none() && !probe.shown().contains("催素材"), "{}", probe.shown());
    probe.later(std::time::Duration::from_millis(80));
    assert!(matches!(probe.question("preview"), Some(Request::List(_))));
    probe.cmd(Cmd::Up);
    probe.answer("preview", Ok(Reply::Page(Page { rows: vec![todo()], more: false })));
    probe.answer("preview_before", Ok(Reply::Page(Page { rows: Vec::new(), more: false })));
    assert!(!probe.shown().contains("催素材"), "{}", probe.shown());
}

#[test]
fn the_cursor_begins_on_the_view_that_was_open_last() {
    let last = serde_json::json!({ "last": "saved:1" });
    let left = serde_json::json!({ "text": "is:key owner:@me", "cursor": 4 });
    let prefs = BTreeMap::from([(KEPT.to_owned(), last.clone()), ("view.saved:1".to_owned(), left)]);
    let mut probe = opened_in(Lang::En, prefs);
    assert!(probe.shown().contains("> 外地重点"), "{}", probe.shown());
    probe.cmd(Cmd::Take);
    let opened = probe.effects.drain(..).find_map(|effect| match effect {
        Effect::Replace(screen) => Some(screen),
        _ => None,
    });
    let mut probe = Probe::new(opened.expect("the view"));
    assert!(probe.shown().contains("外地重点*") && probe.shown().contains("owner:@me"), "{}", probe.shown());
    probe.answer("rows", Ok(Reply::Page(Page { rows: Vec::new(), more: false })));
    probe.later(std::time::Duration::from_secs(5));
    assert_eq!(probe.question("keep_last"), Some(&Request::SetPref(KEPT.to_owned(), last)));
    assert!(matches!(probe.question("keep"), Some(Request::SetPref(name, left))
            if name == "view.saved:1" && left["text"] == "is:key owner:@me"));
}
