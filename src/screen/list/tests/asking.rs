//! What a list asks for, and when: windows, filter, pages, refreshes, the detail pane, what is remembered.

use super::{super::columns, *};
use crate::domain::entity;

#[test]
fn asks_for_what_is_remembered_first_and_for_counts_last() {
    let mut probe = Probe::new(Box::new(List::of(panes::receivables())));
    assert!(probe.question("rows").is_none());
    let kept = serde_json::json!({"tab": "overdue", "cursor": 2, "detail": "below", "text": "雅"});
    probe.answer("prefs", Ok(Reply::Prefs([("list.receivables".to_owned(), kept)].into())));
    let overdue = (panes::receivables().tabs[3].filter)(&probe.session);
    assert_eq!(asked_rows(&probe).filter, overdue.and(Filter::Text("雅".into())));
    assert!(probe.question("count").is_none() && probe.question("tabs").is_none());
    probe.answer("rows", page(week(), false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0177"), "the remembered record");
    assert!(probe.question("count").is_some() && probe.question("tabs").is_some());
    assert!(probe.question("below").is_some(), "the detail pane is where it was put");
}

/// From the window where the person had stopped, though the key came before that was known.
#[test]
fn windows_stepped_ahead_of_what_is_remembered_are_not_lost() {
    let mut probe = Probe::new(Box::new(List::of(panes::receivables())));
    for _ in 0..8 {
        probe.cmd(Cmd::PreviousPeriod);
    }
    let kept = serde_json::json!({"tab": "overdue"});
    probe.answer("prefs", Ok(Reply::Prefs([("list.receivables".to_owned(), kept)].into())));
    assert_eq!(asked_rows(&probe).filter, (panes::receivables().tabs[1].filter)(&probe.session));
}

#[test]
fn windows_step_both_ways_and_old_rows_stay_until_the_new_come() {
    let mut probe = open(week(), false);
    probe.answer("tabs", tabs());
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::NextPeriod);
    let query = asked_rows(&probe);
    assert_eq!(query.filter, (panes::receivables().tabs[2].filter)(&probe.session));
    assert_eq!(query.after, None);
    assert!(probe.shown().contains("SH-2002-0198"), "{}", probe.shown());
    probe.answer("rows", page(week().split_off(1), false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0177"));
    assert!(probe.question("tabs").is_none(), "the windows are known");
    for _ in 0..3 {
        probe.cmd(Cmd::PreviousPeriod);
    }
    assert_eq!(asked_rows(&probe).filter, (panes::receivables().tabs[5].filter)(&probe.session));
}

#[test]
fn typing_filters_at_once_and_never_waits() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("yayun");
    assert_eq!(probe.asked.iter().filter(|(_, slot, _)| slot.part == "rows").count(), 1, "the newest only");
    assert!(
        matches!(&asked_rows(&probe).filter, Filter::And(all) if all.contains(&Filter::Text("yayun".into())))
    );
    assert!(probe.shown().contains("/yayun") && probe.shown().contains("SH-2002-0177"), "{}", probe.shown());
    probe.answer("rows", page(week().drain(..1).collect(), false));
    assert!(!probe.shown().contains("SH-2002-0177"));
    probe.cmd(Cmd::DeleteBack);
    assert!(probe.question("rows").is_some());
    assert!(probe.screen.types());
    probe.cmd(Cmd::Accept);
    assert!(!probe.screen.types() && probe.shown().contains("/yayu"));
    probe.cmd(Cmd::Cancel);
    assert!(!probe.shown().contains("/yayu"), "the filter is cleared by the list, not the list closed");
    assert!(!probe.cmd(Cmd::Cancel), "then it is the program's");
}

#[test]
fn leaving_the_filter_brings_back_what_was_before() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Filter);
    probe.text("a");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Filter);
    probe.text("bc");
    probe.cmd(Cmd::Cancel);
    assert!(
        matches!(&asked_rows(&probe).filter, Filter::And(all) if all.contains(&Filter::Text("a".into())))
    );
}

#[test]
fn a_committed_chinese_word_starts_a_filter_and_letters_do_not() {
    let mut probe = open(week(), false);
    assert!(!probe.event(Event::Text('j')) && !probe.event(Event::Text('。')));
    assert!(probe.event(Event::Text('雅')) && probe.event(Event::Text('韵')));
    assert!(probe.screen.types() && probe.shown().contains("/雅韵"));
}

#[test]
fn pages_are_fetched_before_the_cursor_gets_there() {
    let mut probe = open(many(1..=100), true);
    probe.cmd(Cmd::Down);
    assert!(probe.question("rows").is_none());
    for _ in 0..5 {
        probe.cmd(Cmd::PageDown);
    }
    let query = asked_rows(&probe);
    assert_eq!(query.after.map(|after| after.id), Some(100));
    probe.answer("rows", page(many(101..=130), false));
    probe.cmd(Cmd::Last);
    assert!(probe.question("rows").is_none(), "the last row is loaded");
    probe.cmd(Cmd::First);
    assert!(probe.question("rows").is_none());
}

#[test]
fn the_end_of_a_long_list_is_read_backwards() {
    let mut probe = open(many(1..=100), true);
    probe.cmd(Cmd::Last);
    let query = asked_rows(&probe);
    assert!(query.backwards && query.after.is_none());
    probe.answer("rows", page(many((901..=1000).rev()), true));
    for _ in 0..5 {
        probe.cmd(Cmd::PageUp);
    }
    let query = asked_rows(&probe);
    assert!(query.backwards);
    assert_eq!(query.after.map(|after| after.id), Some(901));
    probe.answer("rows", page(many((801..=900).rev()), true));
    probe.cmd(Cmd::First);
    assert_eq!((asked_rows(&probe).backwards, asked_rows(&probe).after), (false, None));
}

#[test]
fn a_burst_of_changes_is_one_refresh_and_cursor_and_marks_stay() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Mark);
    probe.cmd(Cmd::Mark);
    for id in 0..9 {
        assert!(probe.event(Event::Changed(Kind::Instalment, id)));
    }
    assert!(!probe.event(Event::Changed(Kind::Contact, 1)));
    assert!(probe.question("rows").is_none());
    probe.later(Duration::from_millis(200));
    assert!(probe.question("rows").is_some());
    let mut rows = week();
    rows.remove(0);
    rows[0].version = 7;
    probe.answer("rows", page(rows, false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0203"));
    assert!(probe.screen_status().contains("2 marked"), "{}", probe.screen_status());
    probe.cmd(Cmd::Dun);
    let Some(Request::Operate(operation)) = probe.question("move") else { panic!() };
    let targets: Vec<_> = operation.targets.iter().map(|target| (target.id, target.version)).collect();
    assert_eq!(targets, [(1, 1), (2, 7)], "what was read again is known with its version");
}

#[test]
fn sorts_by_the_column_under_the_cursor_and_back() {
    let mut probe = open(week(), false);
    for _ in 0..6 {
        probe.cmd(Cmd::Right);
    }
    probe.cmd(Cmd::Sort);
    let sort = asked_rows(&probe).sort;
    assert_eq!((sort[0].field.as_str(), sort[0].descending), ("outstanding", false));
    probe.cmd(Cmd::Sort);
    assert!(asked_rows(&probe).sort[0].descending);
    probe.cmd(Cmd::FilterByCell);
    assert!(probe.shown().contains("Outstanding: 46,000.00"), "{}", probe.shown());
}

#[test]
fn the_detail_pane_follows_when_the_cursor_rests() {
    let mut probe = open(week(), false);
    assert!(probe.question("below").is_none(), "80 columns: off");
    probe.cmd(Cmd::DetailPlace);
    assert!(matches!(probe.question("below"), Some(Request::List(query)) if query.kind == Kind::Instalment));
    probe.answer("below", page(week().drain(..1).collect(), false));
    let title = |n: usize| format!("- {} ", columns::label(entity::def(Kind::Instalment), &week()[n]));
    assert!(probe.shown().contains(&title(0)), "{}", probe.shown());
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Down);
    assert!(probe.question("below").is_none(), "not while it moves");
    assert!(probe.shown().contains(&title(0)), "nor does it tell of another: {}", probe.shown());
    probe.later(Duration::from_millis(100));
    assert!(probe.shown().contains(&title(2)), "{}", probe.shown());
    let order = Filter::eq("order", Value::link(30, ""));
    assert!(matches!(probe.question("below"), Some(Request::List(query)) if query.filter == order));
    probe.cmd(Cmd::DetailNext);
    assert!(matches!(probe.question("below"), Some(Request::List(query)) if query.kind == Kind::Activity));
    probe.cmd(Cmd::DetailPlace);
    assert!(!probe.shown().contains("Activities"), "off again");
}

#[test]
fn the_state_is_remembered_when_it_is_calm_and_when_one_leaves() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Down);
    probe.later(Duration::from_secs(1));
    assert!(probe.question("keep").is_none());
    probe.later(Duration::from_secs(5));
    assert!(matches!(probe.question("keep"), Some(Request::SetPref(name, kept))
        if name == "list.receivables" && kept["cursor"] == 2));
    probe.asked.clear();
    probe.cmd(Cmd::NextPeriod);
    assert!(!probe.cmd(Cmd::GoOrders));
    assert!(matches!(probe.question("keep"), Some(Request::SetPref(_, kept)) if kept["tab"] == "month"));
}
