//! Flipping: rows that were read ahead are painted at once and read again, the old ones stay until there are others, every view is found
//! as it was left.

use std::time::Duration;

use super::{shown::views, *};
use crate::{i18n::Lang, screen::open};

fn at(key: &str) -> usize {
    views(Lang::En).iter().position(|view| view.key == key).unwrap_or_else(|| panic!("{key}"))
}

fn todo(id: i64, title: &str) -> Row {
    row_of(id, &[("due_on", date("2002-03-11")), ("title", Value::text(title))])
}

fn opened(key: &str, rows: Vec<Row>) -> Probe {
    let mut probe = Probe::new(open::view(views(Lang::En), at(key)));
    probe.answer("rows", page(rows, false));
    probe
}

/// The pages that are read while nobody presses a key, each answered with a row that is called so and by its number.
fn rest(probe: &mut Probe, title: &str) -> usize {
    probe.later(Duration::from_millis(150));
    for n in 0.. {
        if probe.question("ahead").is_none() {
            return n;
        }
        probe.answer("ahead", page(vec![todo(100 + n as i64, &format!("{title} {n}"))], false));
    }
    unreachable!()
}

#[test]
fn a_neighbour_is_read_while_one_rests_shown_at_once_and_not_said_to_be_of_now() {
    let mut probe = opened("work_month:john", vec![todo(1, "催素材")]);
    assert!(probe.question("ahead").is_none(), "not while keys are pressed");
    let read = rest(&mut probe, "ahead");
    assert!((3..=6).contains(&read), "next, previous, people, months: {read}");
    probe.cmd(Cmd::NextView);
    let shown = probe.shown();
    assert!(shown.contains("ahead 0") && !shown.contains("催素材"), "{shown}");
    assert!(shown.contains("  ~"), "it is not said to be fresh: {shown}");
    probe.answer("rows", page(vec![todo(7, "now")], false));
    let shown = probe.shown();
    assert!(shown.contains("now") && !shown.contains("ahead 0") && !shown.contains("  ~"), "{shown}");
    // Back: what was shown a moment ago is known.
    probe.cmd(Cmd::PreviousView);
    let shown = probe.shown();
    assert!(shown.contains("催素材") && shown.contains("  ~"), "{shown}");
}

#[test]
fn what_others_change_is_not_shown_as_it_was_read_ahead() {
    let mut probe = opened("work_month:john", vec![todo(1, "催素材")]);
    rest(&mut probe, "ahead");
    probe.event(Event::Changed(Kind::Activity, 7));
    probe.cmd(Cmd::NextView);
    assert!(!probe.shown().contains("ahead"), "{}", probe.shown());
    assert!(probe.shown().contains("催素材"), "the old rows stay until there are others");
}

#[test]
fn the_old_rows_stay_when_the_next_view_is_of_another_kind() {
    let before = views(Lang::En).iter().rposition(|view| view.key == "work_on_time:lina").unwrap();
    let mut probe = Probe::new(open::view(views(Lang::En), before));
    probe.answer("rows", page(vec![todo(1, "催素材")], false));
    probe.cmd(Cmd::NextView);
    assert!(probe.shown().contains("催素材"), "{}", probe.shown());
    probe.answer("rows", page(Vec::new(), false));
    let shown = probe.shown();
    assert!(!shown.contains("催素材") && shown.contains(&views(Lang::En)[before + 1].name), "{shown}");
}

#[test]
fn minus_leads_back_to_the_view_before_at_the_same_row_and_here_again() {
    let rows = || (1..=40).map(|id| todo(id, &format!("row {id}"))).collect::<Vec<_>>();
    let mut probe = opened("work_month:john", rows());
    for _ in 0..25 {
        probe.cmd(Cmd::Down);
    }
    probe.cmd(Cmd::PreviousPeriod);
    probe.answer("rows", page(rows(), false));
    probe.cmd(Cmd::NextPerson);
    probe.answer("rows", page(rows(), false));
    assert!(probe.cmd(Cmd::LastView));
    probe.answer("rows", page(rows(), false));
    let shown = probe.shown();
    assert!(shown.contains("john: work this month  2002-02-01..2002-02-28"), "{shown}");
    assert!(cursor_line(&mut probe).contains("row 26"), "{}", cursor_line(&mut probe));
    probe.cmd(Cmd::LastView);
    probe.answer("rows", page(rows(), false));
    assert!(probe.shown().contains("lina: work this month  2002-02-01"), "{}", probe.shown());
    let mut first = opened("work_month:john", rows());
    assert!(!first.cmd(Cmd::LastView), "there was none before: the program goes to the last place");
}

#[test]
fn every_view_is_found_as_it_was_left_filter_row_and_line_and_a_stepped_month_for_the_day() {
    let rows = || (1..=60).map(|id| todo(id, &format!("row {id}"))).collect::<Vec<_>>();
    let mut probe = opened("work_month:john", rows());
    probe.cmd(Cmd::Filter);
    probe.text(" is:key");
    probe.cmd(Cmd::Accept);
    probe.answer("rows", page(rows(), false));
    for _ in 0..30 {
        probe.cmd(Cmd::Down);
    }
    probe.cmd(Cmd::PageUp);
    let line = |probe: &mut Probe| {
        let at = probe.shown().lines().position(|line| line.starts_with("|>"));
        (at, cursor_line(probe))
    };
    let was = line(&mut probe);
    assert!(was.0.is_some_and(|at| at > 2), "{was:?}");
    probe.asked.retain(|(_, slot, _)| slot.part != "keep");
    probe.cmd(Cmd::NextView);
    let Some(Request::SetPref(name, left)) = probe.question("keep").cloned() else { panic!() };
    assert_eq!(name, "view.work_month:john");
    assert!(left["text"].as_str().unwrap().ends_with("is:key"), "{left}");
    probe.answer("rows", page(rows(), false));
    probe.cmd(Cmd::PreviousView);
    assert!(probe.shown().contains("john: work this month*"), "{}", probe.shown());
    // On another terminal, from the book.
    let prefs = [(name, left.clone())].into();
    let mut elsewhere = Probe::new(open::view_again(views(Lang::En), at("work_month:john"), &prefs));
    elsewhere.answer("rows", page(rows(), false));
    assert!(elsewhere.shown().contains("john: work this month*"), "{}", elsewhere.shown());
    assert_eq!(line(&mut elsewhere), was, "the same row on the same line of the screen");
    let mut stepped = left;
    stepped["by"] = (-1).into();
    let opened_on = |on: &str| {
        let mut left = stepped.clone();
        left["on"] = on.into();
        let prefs = [("view.work_month:john".to_owned(), left)].into();
        Probe::new(open::view_again(views(Lang::En), at("work_month:john"), &prefs)).shown()
    };
    assert!(opened_on("2002-03-13").contains("2002-02-01..2002-02-28"));
    assert!(opened_on("2002-03-12").contains("2002-03-01..2002-03-31"));
}
