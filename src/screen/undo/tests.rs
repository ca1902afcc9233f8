//! Taken back at once, after a question, from the list; and what is said when it cannot be.

use super::*;
use crate::{
    domain::{
        deed::{Did, Fate},
        kind::Kind,
    },
    screen::probe::Probe,
    store::Reason,
};

fn deed(id: i64, records: i64, fate: Fate) -> Deed {
    Deed {
        id,
        at: chrono::DateTime::UNIX_EPOCH,
        kind: Kind::Customer,
        did: Did::Changed,
        records,
        label: "上海雅韵".into(),
        fields: vec!["city".into(), "pinyin".into()],
        fate,
        never: None,
    }
}

#[test]
fn one_record_is_taken_back_at_once_and_it_is_said_what() {
    let mut probe = Probe::new(open::undo(false));
    let deeds = vec![deed(3, 1, Fate::Undoes), deed(2, 1, Fate::Undone), deed(1, 1, Fate::Holds)];
    probe.answer("deeds", Ok(Reply::Deeds(deeds)));
    assert_eq!(probe.question("undo"), Some(&Request::Undo(1)));
    probe.answer("undo", Ok(Reply::Moved(1)));
    assert_eq!(probe.told(), "Taken back: Customer 上海雅韵: City. Z does it again.");
}

#[test]
fn what_was_undone_last_is_done_again() {
    let mut probe = Probe::new(open::undo(true));
    let deeds = vec![deed(4, 1, Fate::Holds), deed(3, 1, Fate::Undoes), deed(2, 1, Fate::Undone)];
    probe.answer("deeds", Ok(Reply::Deeds(deeds)));
    assert_eq!(probe.question("undo"), Some(&Request::Undo(3)));
}

#[test]
fn many_are_asked_about_first_and_nothing_is_done_on_no() {
    let mut probe = Probe::new(open::undo(false));
    probe.answer("deeds", Ok(Reply::Deeds(vec![deed(1, 10_000, Fate::Holds)])));
    assert!(probe.question("undo").is_none() && probe.pushed() == 1);
    probe.event(Event::Resume(Outcome::Cancelled));
    assert!(probe.question("undo").is_none());
    let mut probe = Probe::new(open::undo(false));
    probe.answer("deeds", Ok(Reply::Deeds(vec![deed(1, 10_000, Fate::Holds)])));
    probe.event(Event::Resume(Outcome::Confirmed));
    assert_eq!(probe.question("undo"), Some(&Request::Undo(1)));
}

#[test]
fn what_is_never_taken_back_says_why_and_what_to_do_instead() {
    let red = Deed { kind: Kind::Invoice, never: Some("red"), ..deed(1, 1, Fate::Holds) };
    let mut probe = Probe::new(open::undo(false));
    probe.answer("deeds", Ok(Reply::Deeds(vec![red.clone()])));
    assert!(probe.question("undo").is_none());
    assert!(probe.told().contains("ask for a new invoice"), "{}", probe.told());
    let mut probe = Probe::new(open::deeds());
    probe.answer("deeds", Ok(Reply::Deeds(vec![red])));
    probe.event(Event::Command(Cmd::Take));
    assert!(probe.question("undo").is_none());
    assert!(probe.told().contains("ask for a new invoice"), "{}", probe.told());
}

#[test]
fn with_nothing_to_undo_it_says_so() {
    let mut probe = Probe::new(open::undo(false));
    probe.answer("deeds", Ok(Reply::Deeds(vec![deed(3, 1, Fate::Undoes)])));
    assert_eq!(probe.told(), "There is nothing to undo.");
}

#[test]
fn the_list_says_who_changed_it_since_and_stays() {
    let mut probe = Probe::new(open::deeds());
    let deeds = vec![deed(2, 3, Fate::Undone), deed(1, 1, Fate::Holds)];
    probe.answer("deeds", Ok(Reply::Deeds(deeds)));
    assert!(probe.shown().contains("Customer: City"), "{}", probe.shown());
    probe.cmd(Cmd::Take);
    assert!(probe.question("undo").is_none(), "it is undone already");
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Take);
    let reason = Reason { detail: "李娜, city, 03-13 10:00".into(), ..Reason::rule("changed_since") };
    probe.answer("undo", Err(StoreError::Refused(reason)));
    assert!(probe.told().contains("李娜, city"), "{}", probe.told());
    assert!(probe.question("deeds").is_some());
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let mut probe = Probe::new(open::deeds());
        probe.lang = lang;
        let deeds = vec![deed(3, 1, Fate::Undoes), deed(2, 30, Fate::Undone), deed(1, 1, Fate::Holds)];
        probe.answer("deeds", Ok(Reply::Deeds(deeds)));
        insta::assert_snapshot!(format!("deeds_{name}"), probe.shown());
    }
}
