//! Picking records and codes.

use super::*;
use crate::{
    command::Cmd,
    domain::value::Value,
    i18n::Lang,
    screen::{Effect, Event, Outcome, open, probe::Probe},
    store::{Pick, Reply, Request, StoreError},
};

fn picks() -> Vec<Pick> {
    vec![
        Pick {
            id: 1, label: "上海雅韵化妆品有限公司".into(), detail: "CU-00001 王约翰".into()
        },
        Pick { id: 2, label: "上海逸颜化妆品有限公司".into(), detail: "CU-00932 李娜".into() },
    ]
}

fn outcome(probe: &Probe) -> Option<Outcome> {
    probe.effects.iter().find_map(|effect| match effect {
        Effect::Pop(outcome) => Some(outcome.clone()),
        _ => None,
    })
}

#[test]
fn finds_while_one_types_and_takes_what_is_under_the_cursor() {
    let mut probe = Probe::new(open::pick_record(Kind::Customer, String::new()));
    probe.text("shyy");
    assert_eq!(probe.asked.len(), 1, "the newest question is the only one");
    let Some(Request::Pick(query)) = probe.question("picks").cloned() else { panic!() };
    assert_eq!(query.text, "shyy");
    probe.answer("picks", Ok(Reply::Picks(picks())));
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Take);
    let label = "上海逸颜化妆品有限公司".into();
    assert_eq!(outcome(&probe), Some(Outcome::Picked { kind: Kind::Customer, id: 2, label }));
}

#[test]
fn enter_before_the_answer_waits_for_it() {
    let mut probe = Probe::new(open::pick_record(Kind::Customer, String::new()));
    probe.text("shyy");
    probe.cmd(Cmd::Take);
    assert_eq!(outcome(&probe), None);
    probe.answer("picks", Ok(Reply::Picks(picks())));
    assert!(matches!(outcome(&probe), Some(Outcome::Picked { id: 1, .. })));
}

#[test]
fn what_is_missing_is_made_and_then_picked() {
    let mut probe =
        Probe::new(among(Kind::Contact, "王".into(), Filter::eq("customer", Value::link(1, "雅韵"))));
    probe.answer("picks", Ok(Reply::Picks(Vec::new())));
    assert!(probe.shown().contains("F6: new \"王\""), "{}", probe.shown());
    probe.cmd(Cmd::MakeNew);
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
    probe.event(Event::Resume(Outcome::Saved { kind: Kind::Contact, id: 9 }));
    let row = crate::domain::record::Row {
        id: 9,
        version: 1,
        names: ["name"].into(),
        cells: vec![Value::text("王芳")],
    };
    probe.answer("made", Ok(Reply::Record(row)));
    let label = "王芳".into();
    assert_eq!(outcome(&probe), Some(Outcome::Picked { kind: Kind::Contact, id: 9, label }));
}

#[test]
fn a_failed_search_says_so_and_keeps_what_is_shown() {
    let mut probe = Probe::new(open::pick_record(Kind::Customer, "sh".into()));
    probe.answer("picks", Ok(Reply::Picks(picks())));
    probe.text("y");
    probe.answer("picks", Err(StoreError::Offline));
    let shown = probe.shown();
    assert!(shown.contains("Not searched") && shown.contains("雅韵"), "{shown}");
}

#[test]
fn codes_by_word_initials_place_and_code() {
    let choices = || {
        vec![
            ("transfer".into(), "转账".into()),
            ("cheque".into(), "支票".into()),
            ("cash".into(), "现金".into()),
        ]
    };
    for typed in ["xj", "xianjin", "现", "3", "cash"] {
        let mut probe = Probe::new(open::pick_code("收款方式".into(), choices(), String::new()));
        probe.text(typed);
        probe.cmd(Cmd::Take);
        assert_eq!(outcome(&probe), Some(Outcome::PickedCode("cash".into())), "{typed}");
    }
}

#[test]
fn fits_both_sizes_in_both_languages() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for size in [(80, 22), (120, 38)] {
            let mut probe = Probe::new(open::pick_record(Kind::Customer, "sh".into()));
            probe.size = size;
            probe.lang = lang;
            probe.answer("picks", Ok(Reply::Picks(picks())));
            insta::assert_snapshot!(format!("pick_{name}_{}", size.0), probe.shown());
        }
    }
    let mut probe = Probe::new(open::pick_record(Kind::Customer, "sh".into()));
    for size in [(20, 5), (8, 3), (1, 1)] {
        probe.size = size;
        probe.shown();
    }
}
