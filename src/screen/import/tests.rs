//! A table from the file to what is stored: judged first, stored on a key only, and what was done said plainly.

use super::*;
use crate::{
    domain::{
        alike::{Alike, Verdict},
        session::Role,
    },
    i18n::Lang,
    screen::{Effect, Tone, probe::Probe},
    store::{FieldChange, Import, NotStored},
};

const TABLE: &str = "code,Name,Phone,City\n,杭州新叶食品有限公司,0571-88880001,杭州\nCU-00001,,,苏州\n,雅韵化妆品,,上海\n,,,宁波\n";

fn opened() -> Probe {
    let mut probe = Probe::by(Role::Sp, Box::new(Importing::new(Kind::Customer)));
    probe.event(Event::Opened);
    probe
}

/// The file and `Change known` are filled in, and F10 was pressed.
fn asked() -> Probe {
    let mut probe = opened();
    probe.text("/tmp/new.csv");
    probe.cmd(Cmd::Accept);
    probe.text("y");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Finish);
    probe
}

fn sent(probe: &Probe) -> Import {
    let Some(Request::Import(import)) = probe.question("import").cloned() else {
        panic!("{:?}", probe.asked)
    };
    *import
}

fn judged() -> Vec<Imported> {
    let like = Alike {
        verdict: Verdict::Strong,
        reason: "core".into(),
        id: Some(1),
        name: "上海雅韵化妆品有限公司".into(),
        company: String::new(),
        department: "上海分公司".into(),
        owner: "王约翰".into(),
        status: "active".into(),
    };
    let city = FieldChange { field: "city", before: Value::text("上海"), after: Value::text("苏州") };
    vec![
        Imported::Stored(90, Vec::new()),
        Imported::Changed(1, vec![city], Vec::new()),
        Imported::Refused(NotStored::VeryLike, vec![like]),
    ]
}

fn read() -> Probe {
    let mut probe = asked();
    probe.answer("table", Ok(Reply::Text("new.csv".into(), TABLE.into())));
    probe
}

fn said(probe: &mut Probe) -> Vec<(Tone, String)> {
    let notices = probe.effects.drain(..).filter_map(|effect| match effect {
        Effect::Notice(notice) => Some((notice.tone, notice.text)),
        _ => None,
    });
    notices.collect()
}

#[test]
fn a_table_is_judged_before_it_is_stored_and_stored_on_a_key_alone() {
    let mut probe = read();
    let import = sent(&probe);
    assert!(!import.keep && !import.pass_over);
    assert_eq!(import.lines.len(), 3, "the line without a name was refused here");
    assert_eq!(import.lines[1].record.as_deref(), Some("CU-00001"));
    probe.answer("import", Ok(Reply::Imported(judged())));
    for (lang, name) in [(Lang::En, "import_en"), (Lang::Zh, "import_zh")] {
        probe.lang = lang;
        probe.event(Event::Opened);
        insta::assert_snapshot!(name, probe.shown());
    }
    probe.lang = Lang::En;
    // Enter stores nothing.
    said(&mut probe);
    for _ in 0..5 {
        probe.cmd(Cmd::Accept);
    }
    assert!(probe.question("import").is_none(), "{:?}", probe.asked);
    probe.cmd(Cmd::Finish);
    let again = sent(&probe);
    assert!(again.keep);
    assert_eq!(again.lines, import.lines, "with the same intents");
    probe.answer("import", Ok(Reply::Imported(judged())));
    assert_eq!(said(&mut probe).pop(), Some((Tone::Good, "2 stored, 2 not.".into())));
    // Once more is nothing more.
    probe.cmd(Cmd::Finish);
    assert!(probe.question("import").is_none());
    probe.cmd(Cmd::Cancel);
    let left = probe
        .effects
        .iter()
        .any(|it| matches!(it, Effect::Pop(Outcome::Saved { kind: Kind::Customer, id: 90 })));
    assert!(left);
}

#[test]
fn another_file_is_judged_anew() {
    let mut probe = read();
    probe.answer("import", Ok(Reply::Imported(judged())));
    probe.cmd(Cmd::PreviousField);
    probe.cmd(Cmd::PreviousField);
    probe.text("x");
    probe.cmd(Cmd::Finish);
    assert!(probe.question("import").is_none());
    assert!(matches!(probe.question("table"), Some(Request::ReadTable(_))), "{:?}", probe.asked);
}

#[test]
fn what_breaks_is_said_plainly() {
    let cut = |error: StoreError| {
        let mut probe = read();
        probe.answer("import", Ok(Reply::Imported(judged())));
        probe.cmd(Cmd::Finish);
        said(&mut probe);
        probe.answer("import", Err(error));
        let words = said(&mut probe).pop().expect("words").1;
        // It can be tried again.
        probe.cmd(Cmd::Finish);
        assert!(sent(&probe).keep);
        words
    };
    assert!(cut(StoreError::Offline).contains("Nothing was stored"));
    assert!(cut(StoreError::Unknown).contains("all of it is stored, or nothing"));
    assert!(cut(StoreError::Refused(Reason::rule("stopped"))).contains("nothing was stored"));
    // A file that is none.
    let mut probe = asked();
    let reason = Reason {
        rule: "file_not_read".into(),
        field: Some("import_path".into()),
        detail: "No such file".into(),
    };
    probe.answer("table", Err(StoreError::Refused(reason)));
    assert!(probe.shown().contains("The file cannot be read: No such file"), "{}", probe.shown());
    let mut probe = asked();
    probe.answer("table", Ok(Reply::Text("new.csv".into(), "Name,Colour\nx,red\n".into())));
    assert!(said(&mut probe).pop().expect("words").1.contains("No field is called `Colour`"));
}

#[test]
fn records_that_are_named_are_looked_for_one_after_the_other() {
    let mut probe = Probe::by(Role::Sp, Box::new(Importing::new(Kind::Contact)));
    probe.event(Event::Opened);
    probe.text("people.csv");
    probe.cmd(Cmd::Finish);
    let table = "customer;Name\n雅韵;钱经理\n雅韵;孙经理\n没有这家;李某\n";
    probe.answer("table", Ok(Reply::Text("people.csv".into(), table.into())));
    let pick = |id, label: &str| crate::store::Pick { id, label: label.into(), detail: String::new() };
    probe.answer("named", Err(StoreError::NotYours));
    probe.answer("named", Ok(Reply::Picks(vec![pick(1, "上海雅韵化妆品有限公司")])));
    probe.answer("named", Err(StoreError::NotYours));
    probe.answer("named", Ok(Reply::Picks(Vec::new())));
    let import = sent(&probe);
    assert_eq!(import.lines.len(), 2);
    assert!(import.lines.iter().all(|line| line.values.get("customer").id() == Some(1)));
    let stored = vec![Imported::Stored(5, Vec::new()), Imported::Stored(6, Vec::new())];
    probe.answer("import", Ok(Reply::Imported(stored)));
    assert!(probe.shown().contains("没有这家"), "{}", probe.shown());
}
