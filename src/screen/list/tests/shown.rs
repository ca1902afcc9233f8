//! A view as a list: its words, flipped, stepped, changed, kept.

use std::sync::Arc;

use super::*;
use crate::{
    domain::{query::People, session::Role},
    entry::book::{self, Person},
    screen::open,
    store::{KeepView, SavedView, Scope},
};

pub fn views(lang: Lang) -> Arc<Vec<crate::entry::book::View>> {
    let session = crate::domain::session::Session { role: Role::Sd, ..crate::screen::probe::session() };
    let people = ["john", "lina"].map(|login| Person { login: login.into(), name: login.into() });
    let saved = SavedView {
        id: 7,
        version: 2,
        name: "大额".into(),
        kind: Kind::Activity,
        query: "is:open outstanding:>100000".into(),
        owner: "周婷".into(),
        own: true,
        scope: Scope::Own,
        locked: false,
        readers: 0,
    };
    Arc::new(book::views(&session, &people, &[saved], lang))
}

fn opened(at: usize) -> Probe {
    let mut probe = Probe::new(open::view(views(Lang::En), at));
    probe.answer("rows", page(Vec::new(), false));
    probe
}

fn all_of(filter: Filter, parts: &mut Vec<Filter>) {
    match filter {
        Filter::And(inner) => inner.into_iter().for_each(|part| all_of(part, parts)),
        other => parts.push(other),
    }
}

fn of_whom(probe: &Probe) -> (String, Option<chrono::NaiveDate>) {
    let mut parts = Vec::new();
    all_of(asked_rows(probe).filter, &mut parts);
    let person = parts.iter().find_map(|part| match part {
        Filter::Whose(field, People::Login(login)) if field == "owner" => Some(login.clone()),
        _ => None,
    });
    let first = parts.iter().find_map(|part| match part {
        Filter::Is(one) if one.field == "due_on" => one.value.date(),
        _ => None,
    });
    (person.unwrap_or_default(), first)
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn a_director_flips_and_steps_through_the_months_of_his_people() {
    let mut probe = Probe::new(open::view(views(Lang::En), 0));
    assert_eq!(of_whom(&probe), ("john".into(), day("2002-03-01")));
    probe.answer("rows", page(Vec::new(), false));
    assert!(probe.shown().contains("john: work this month  2002-03-01..2002-03-31"), "{}", probe.shown());
    probe.cmd(Cmd::PreviousPeriod);
    assert_eq!(of_whom(&probe), ("john".into(), day("2002-02-01")));
    assert!(probe.shown().contains("2002-02-01..2002-02-28"), "{}", probe.shown());
    probe.cmd(Cmd::NextPerson);
    assert_eq!(of_whom(&probe), ("lina".into(), day("2002-02-01")), "the month stays");
    probe.cmd(Cmd::NextPerson);
    assert_eq!(of_whom(&probe).0, "john", "round and round");
    probe.cmd(Cmd::ResetView);
    assert_eq!(of_whom(&probe), ("john".into(), day("2002-03-01")));
    probe.cmd(Cmd::NextView);
    assert_eq!(of_whom(&probe).0, "lina");
    probe.cmd(Cmd::NextView);
    assert_eq!(of_whom(&probe), ("john".into(), day("2002-03-11")), "the week");
}

#[test]
fn a_changed_view_says_so_goes_back_and_is_kept_over_the_version_that_was_seen() {
    let at = views(Lang::En).iter().position(|view| view.name == "大额").unwrap();
    let mut probe = opened(at);
    assert!(probe.shown().contains("大额 ") && !probe.shown().contains("大额*"), "{}", probe.shown());
    probe.cmd(Cmd::SaveView);
    assert!(probe.question("keep_view").is_none(), "nothing was changed");
    probe.cmd(Cmd::Filter);
    probe.text(" owner:@me");
    probe.cmd(Cmd::Accept);
    assert!(probe.shown().contains("大额*"), "{}", probe.shown());
    probe.cmd(Cmd::RevertView);
    assert!(!probe.shown().contains("大额*"), "{}", probe.shown());
    probe.cmd(Cmd::Filter);
    probe.text(" owner:@me");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::SaveView);
    let query = "is:open outstanding:>100000 owner:@me".to_owned();
    let kept = KeepView::Query { view: (7, 2), query };
    assert_eq!(probe.question("keep_view"), Some(&Request::KeepView(kept)));
    probe.answer("keep_view", Ok(Reply::Done));
    assert!(!probe.shown().contains("大额*"), "{}", probe.shown());
}

#[test]
fn a_new_view_leaves_the_one_that_is_shown_alone_and_names_whom_it_is_about() {
    let mut probe = opened(0);
    probe.cmd(Cmd::Filter);
    probe.text(" is:overdue");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::SaveViewAs);
    let form = named(&mut probe, "John late");
    let kept = form.question("keep_view");
    assert!(
        matches!(kept, Some(Request::KeepView(KeepView::Whole { view: None, query, .. }))
            if query.starts_with("owner:@john due_on:$month=this_month -state:cancelled is:overdue ")),
        "{kept:?}"
    );
    let at = views(Lang::En).iter().position(|view| view.name == "大额").unwrap();
    let mut probe = opened(at);
    probe.cmd(Cmd::Filter);
    probe.text(" owner:@me");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::SaveViewAs);
    probe.event(Event::Resume(Outcome::Typed("又一个".into())));
    assert!(probe.shown().contains("大额*"), "the view itself is as it was: {}", probe.shown());
    probe.cmd(Cmd::SaveView);
    assert!(matches!(
        probe.question("keep_view"),
        Some(Request::KeepView(KeepView::Query { view: (7, 2), .. }))
    ));
}

#[test]
fn what_any_list_shows_is_kept_under_a_name() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("amount:>5万");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::SaveView);
    let form = named(&mut probe, "本周大额");
    let kept = KeepView::Whole {
        view: None,
        name: "本周大额".into(),
        kind: Kind::Instalment,
        query: "is:open due_on:this_week amount:>50000".into(),
        scope: Scope::Own,
        locked: false,
    };
    assert_eq!(form.question("keep_view"), Some(&Request::KeepView(kept)));
}

/// The form that was opened, with a name typed and sent.
fn named(probe: &mut Probe, name: &str) -> Probe {
    let form = probe.effects.drain(..).find_map(|effect| match effect {
        crate::screen::Effect::Push(form) => Some(form),
        _ => None,
    });
    let mut form = Probe::new(form.expect("a form"));
    form.answer("colleagues", page(Vec::new(), false));
    form.text(name);
    form.cmd(Cmd::Finish);
    form
}

/// The view as another terminal kept it, with the change here sent.
fn changed_elsewhere(query: &str) -> Probe {
    let at = views(Lang::En).iter().position(|view| view.name == "大额").unwrap();
    let mut probe = opened(at);
    probe.cmd(Cmd::Filter);
    probe.text(" owner:@me");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::SaveView);
    probe.answer("keep_view", Err(StoreError::Stale));
    let now = views(Lang::En)[at].clone();
    let saved = now.saved.unwrap();
    let view = SavedView {
        id: saved.id.0,
        version: 5,
        name: now.name,
        kind: now.kind,
        query: query.into(),
        owner: saved.owner,
        own: true,
        scope: Scope::Own,
        locked: false,
        readers: 0,
    };
    probe.answer("clash", Ok(Reply::Views(vec![view])));
    probe
}

#[test]
fn two_changes_of_one_view_are_laid_over_each_other_or_chosen_from() {
    let kept = |probe: &Probe| match probe.question("keep_view") {
        Some(Request::KeepView(KeepView::Query { view, query })) => Some((*view, query.clone())),
        _ => None,
    };
    // The other one asked for another order only: both hold.
    let mut probe = changed_elsewhere("is:open outstanding:>100000 sort:-outstanding");
    let both = "is:open outstanding:>100000 owner:@me sort:-outstanding".to_owned();
    assert_eq!(kept(&probe), Some(((7, 5), both)));
    probe.answer("keep_view", Ok(Reply::Done));
    assert!(!probe.shown().contains("大额*"), "{}", probe.shown());
    // The other one asked for other rows: it is chosen, with the words of both on the screen.
    for (mine, rows) in [(true, "is:open outstanding:>100000 owner:@me"), (false, "is:open kind:dunning")] {
        let mut probe = changed_elsewhere("is:open kind:dunning");
        assert_eq!(kept(&probe), None);
        let conflict = probe.effects.drain(..).find_map(|effect| match effect {
            crate::screen::Effect::Push(screen) => Some(screen),
            _ => None,
        });
        let mut conflict = Probe::new(conflict.expect("the conflict"));
        conflict.size = (200, 20);
        let shown = conflict.shown();
        assert!(shown.contains("kind:dunning") && shown.contains("owner:@me"), "{shown}");
        let mut values = crate::domain::record::Values::new();
        if mine {
            values.set("0", Value::text("mine"));
        }
        probe.event(Event::Resume(Outcome::Settled { values, version: 0 }));
        assert_eq!(kept(&probe), Some(((7, 5), rows.to_owned())));
    }
}

#[test]
fn what_is_not_understood_is_said_and_the_rest_holds() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("state:overdue amuont:>5");
    let asked = asked_rows(&probe).filter;
    assert!(matches!(&asked, Filter::And(all) if all.len() > 1), "{asked:?}");
    assert!(probe.screen_status().contains("amuont") && probe.screen_status().contains("amount"));
    probe.cmd(Cmd::Accept);
    assert!(probe.screen.types(), "what is shown would not be what stands there");
    probe.cmd(Cmd::Cancel);
    assert!(!probe.screen.types() && !probe.shown().contains("amuont"));
}

#[test]
fn tab_completes() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("stat");
    probe.cmd(Cmd::Take);
    assert!(probe.shown().contains("/state:"), "{}", probe.shown());
    probe.text("overd");
    assert!(probe.screen_status().contains("overdue"), "{}", probe.screen_status());
    probe.cmd(Cmd::Take);
    assert!(probe.shown().contains("/state:overdue"), "{}", probe.shown());
}

#[test]
fn a_filter_looks_into_a_view_as_soon_as_the_views_are_known() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("in:\"大额\"");
    assert!(
        probe.screen_status().contains("大额"),
        "it is said that there is none: {}",
        probe.screen_status()
    );
    let none = asked_rows(&probe).filter;
    assert!(format!("{none:?}").contains("Or([])"), "{none:?}");
    probe.views = views(Lang::En).to_vec();
    probe.views.iter_mut().filter(|view| view.name == "大额").for_each(|view| view.kind = Kind::Instalment);
    assert!(probe.event(Event::Views));
    let asked = asked_rows(&probe).filter;
    assert!(format!("{asked:?}").contains("100000"), "{asked:?}");
    probe.asked.clear();
    let mut plain = open(week(), false);
    plain.asked.clear();
    assert!(!plain.event(Event::Views) && plain.asked.is_empty(), "who looks into none reads nothing");
}

#[test]
fn where_the_detail_pane_stands_is_part_of_a_view_of_ones_own() {
    let at = views(Lang::En).iter().position(|view| view.name == "大额").unwrap();
    let mut probe = opened(at);
    probe.cmd(Cmd::DetailPlace);
    assert!(probe.shown().contains("大额*"), "{}", probe.shown());
    probe.cmd(Cmd::SaveView);
    let query = "is:open outstanding:>100000 detail:below".to_owned();
    let kept = KeepView::Query { view: (7, 2), query };
    assert_eq!(probe.question("keep_view"), Some(&Request::KeepView(kept)));

    let mut views = views(Lang::En);
    let view = &mut Arc::make_mut(&mut views)[at];
    view.query = "is:open detail:below(customer)".into();
    let mut probe = Probe::new(open::view(views, at));
    probe.answer("rows", page(week(), false));
    assert!(!probe.shown().contains('*'), "as it is kept: {}", probe.shown());
    probe.later(Duration::from_millis(100));
    assert!(probe.question("record").is_some(), "the pane stands below: {}", probe.shown());
    probe.cmd(Cmd::DetailPlace);
    assert!(probe.shown().contains("大额*"), "{}", probe.shown());
    probe.cmd(Cmd::Filter);
    assert!(probe.shown().contains("detail:off"), "{}", probe.shown());
}

#[test]
fn an_open_view_is_called_by_its_name_in_the_language_that_is_chosen() {
    let mut probe = opened(0);
    assert!(probe.shown().contains("john: work this month"), "{}", probe.shown());
    (probe.lang, probe.views) = (Lang::Zh, views(Lang::Zh).to_vec());
    probe.event(Event::Opened);
    assert!(probe.shown().contains("john本月工作安排"), "{}", probe.shown());
}
