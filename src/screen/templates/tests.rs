//! Templates found, taken, kept, shared and deleted.

use serde_json::json;

use super::*;
use crate::screen::{Effect, probe::Probe};

fn template(id: i64, name: &str, own: bool) -> Template {
    let body = json!({ "lines": [], "plan": "30/40/30 m", "terms": [] });
    Template { id, version: 3, name: name.into(), owner: "李娜".into(), own, shared: !own, body }
}

fn opened(order: Option<serde_json::Value>) -> Probe {
    let mut probe = Probe::new(open::templates(order));
    let all = vec![template(1, "三联年框", true), template(2, "城市画报双周", false)];
    probe.answer("templates", Ok(Reply::Templates(all)));
    probe
}

fn change(probe: &Probe) -> KeepTemplate {
    match probe.question("change") {
        Some(Request::KeepTemplate(template)) => template.clone(),
        other => panic!("nothing is kept: {other:?}"),
    }
}

#[test]
fn one_is_found_by_initials_and_taken() {
    let mut probe = opened(None);
    assert!(probe.shown().contains("李娜's"), "{}", probe.shown());
    probe.text("cshb");
    probe.cmd(Cmd::Take);
    let taken = |effect: &Effect| matches!(effect, Effect::Pop(Outcome::Template(name, body)) if name == "城市画报双周" && body["plan"] == "30/40/30 m");
    assert!(probe.effects.iter().any(taken));
}

#[test]
fn an_order_is_kept_under_a_name_and_replaces_only_when_asked() {
    let mut probe = opened(None);
    probe.text("新");
    probe.cmd(Cmd::MakeNew);
    assert!(probe.question("change").is_none(), "there are no lines");
    let mut probe = opened(Some(json!({ "plan": "x" })));
    probe.cmd(Cmd::MakeNew);
    assert!(probe.question("change").is_none(), "it has no name");
    probe.text("三联年框");
    probe.cmd(Cmd::MakeNew);
    assert!(probe.question("change").is_none(), "one of that name is there");
    probe.event(Event::Resume(Outcome::Confirmed));
    let kept = change(&probe);
    assert_eq!(
        (kept.name.as_deref(), kept.existing, kept.body),
        (Some("三联年框"), None, Some(json!({ "plan": "x" })))
    );
    probe.answer("change", Ok(Reply::Done));
    assert!(probe.question("templates").is_some(), "the list is read again");
}

#[test]
fn only_ones_own_is_renamed_shared_and_deleted() {
    let mut probe = opened(None);
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::ShareTemplate);
    probe.cmd(Cmd::DropTemplate);
    assert!(probe.question("change").is_none());
    probe.cmd(Cmd::Up);
    probe.cmd(Cmd::ShareTemplate);
    let shared = change(&probe);
    assert_eq!((shared.existing, shared.shared, shared.name), (Some((1, 3)), Some(true), None));
    probe.answer("change", Err(StoreError::Stale));
    probe.cmd(Cmd::RenameTemplate);
    probe.event(Event::Resume(Outcome::Typed("年框".into())));
    assert_eq!(change(&probe).name.as_deref(), Some("年框"));
    probe.answer("change", Ok(Reply::Done));
    probe.answer("templates", Ok(Reply::Templates(vec![template(1, "年框", true)])));
    probe.cmd(Cmd::DropTemplate);
    probe.event(Event::Resume(Outcome::Confirmed));
    assert_eq!(probe.question("change"), Some(&Request::DropTemplate(1)));
}
