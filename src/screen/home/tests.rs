//! The home page of a director: his people, his key customers, what is late; changes by others; both languages.

use super::*;
use crate::{
    domain::{record::Row, session, value::Value},
    screen::{Effect, Outcome, probe::Probe},
    store::{Page, Request},
};

fn page(rows: Vec<Row>) -> Result<Reply, StoreError> {
    Ok(Reply::Page(Page { rows, more: false }))
}

fn person() -> Row {
    let names = ["login", "name"].into();
    Row { id: 4, version: 1, names, cells: vec![Value::text("john"), Value::text("王约翰")] }
}

fn todo(title: &str) -> Row {
    let names = ["due_on", "kind", "title", "customer"].into();
    let day = Value::Date("2002-03-11".parse().unwrap());
    let customer = Value::link(1, "上海雅韵化妆品有限公司");
    Row {
        id: 9,
        version: 1,
        names,
        cells: vec![day, Value::Code("call".into()), Value::text(title), customer],
    }
}

fn loaded(probe: &mut Probe) {
    probe.answer("people", page(vec![person()]));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("views", Ok(Reply::Views(Vec::new())));
}

fn opened(lang: Lang, size: (u16, u16)) -> Probe {
    let mut probe = Probe::new(open::home());
    probe.session.role = session::Role::Sd;
    (probe.lang, probe.size) = (lang, size);
    loaded(&mut probe);
    probe.answer("rows0", page(vec![todo("催素材")]));
    probe.answer("before0", page(Vec::new()));
    probe.answer("sum0", Ok(Reply::Count { rows: 12, sums: Vec::new() }));
    probe
}

#[test]
fn a_director_sees_the_month_of_each_of_his_people_with_its_figure_and_enters_the_list() {
    let mut probe = opened(Lang::En, (120, 30));
    let shown = probe.shown();
    assert!(shown.contains("> 王约翰: work this month  12 rows") && shown.contains("催素材"), "{shown}");
    assert!(shown.contains("Important customers") && shown.contains("Overdue receivables"), "{shown}");
    probe.cmd(Cmd::Open);
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
    probe.cmd(Cmd::Right);
    assert!(probe.shown().contains("> Plan completion"));
}

#[test]
fn a_month_begins_a_little_before_today_with_what_was_then() {
    let mut probe = opened(Lang::En, (120, 30));
    let days = |from: u32, n: usize| (from..).take(n).map(|day| todo(&format!("day {day}"))).collect();
    let past: Vec<Row> = (1..13).rev().map(|day| todo(&format!("day {day}"))).collect();
    probe.event(Event::Changed(Kind::Activity, 1));
    probe.later(GATHER);
    let Some(Request::List(query)) = probe.question("rows0") else { panic!("not asked") };
    assert_eq!(
        query.after.as_ref().map(|after| after.values.clone()),
        Some(vec![Value::Date(probe.session.today)])
    );
    assert!(matches!(probe.question("before0"), Some(Request::List(query)) if query.backwards));
    probe.answer("rows0", page(days(13, 20)));
    assert!(probe.shown().contains("催素材"), "both or none");
    probe.answer("before0", page(past));
    let shown = probe.shown();
    assert!(shown.contains("day 13 ") && shown.contains("day 12 ") && !shown.contains("day 1 "), "{shown}");
    // Towards the end of the month the tile is full of what was before.
    probe.event(Event::Changed(Kind::Activity, 1));
    probe.later(GATHER);
    probe.answer("rows0", page(days(13, 1)));
    probe.answer("before0", page((1..13).rev().map(|day| todo(&format!("day {day}"))).collect()));
    let shown = probe.shown();
    assert!(shown.contains("day 13 ") && shown.contains("day 10 "), "{shown}");
}

#[test]
fn what_others_change_is_read_again_once_and_the_old_rows_stay_meanwhile() {
    let mut probe = opened(Lang::En, (120, 30));
    probe.asked.clear();
    for id in 0..3 {
        probe.event(Event::Changed(Kind::Activity, id));
    }
    assert!(probe.asked.is_empty());
    probe.later(GATHER);
    let parts: Vec<_> = probe.asked.iter().map(|(_, slot, _)| slot.part).collect();
    assert_eq!(
        parts,
        ["rows0", "before0", "rows1", "rows7", "before7", "sum0", "sum7"],
        "the tiles of todos"
    );
    assert!(probe.shown().contains("催素材"));
    probe.answer("rows0", page(vec![todo("新的行动")]));
    probe.answer("before0", page(Vec::new()));
    assert!(probe.shown().contains("新的行动") && !probe.shown().contains("催素材"));
}

#[test]
fn who_is_new_among_ones_people_has_a_tile_and_who_left_has_none() {
    let mut probe = opened(Lang::En, (120, 30));
    probe.event(Event::Online);
    probe.answer("people", page(Vec::new()));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("views", Ok(Reply::Views(Vec::new())));
    assert!(!probe.shown().contains("王约翰"), "{}", probe.shown());
    probe.event(Event::Online);
    loaded(&mut probe);
    assert!(probe.shown().contains("王约翰: work this month"), "{}", probe.shown());
}

#[test]
fn a_pinned_view_stands_last() {
    let mut probe = opened(Lang::En, (120, 40));
    probe.pins.turn("to_enter", "x");
    probe.event(Event::Online);
    loaded(&mut probe);
    probe.cmd(Cmd::Last);
    assert!(!probe.shown().contains("Orders to enter"), "not a view of this role: {}", probe.shown());
    probe.pins.turn("work_day:john", "x");
    probe.event(Event::Online);
    loaded(&mut probe);
    probe.cmd(Cmd::Last);
    assert!(probe.shown().contains("> 王约翰: work today"), "{}", probe.shown());
    assert!(matches!(probe.question("rows11"), Some(Request::List(_))));
    probe.cmd(Cmd::PinView);
    assert!(
        probe.effects.iter().any(|effect| matches!(effect, Effect::Pin(key, _) if key == "work_day:john"))
    );
}

#[test]
fn a_page_is_arranged_by_keys_and_remembered_and_given_back() {
    let mut probe = opened(Lang::En, (120, 30));
    let titles = |probe: &mut Probe| -> Vec<String> {
        let shown = probe.shown();
        let tops = shown.lines().filter(|line| line.starts_with('+') && line.contains("- "));
        let names = tops.flat_map(|line| line.split("++").map(|part| part.replace(['+', '-', '>'], "")));
        names.map(|name| name.trim().split("  ").next().unwrap_or_default().trim().to_owned()).collect()
    };
    assert_eq!(titles(&mut probe)[1], "Plan completion this month");
    probe.cmd(Cmd::TileLater);
    assert_eq!(titles(&mut probe)[..2], ["Plan completion this month", "王约翰: work this month"]);
    let Some(Request::SetPref(name, kept)) = probe.question("layout").cloned() else { panic!() };
    assert_eq!(name, home::NAME);
    // The old arrangement, asked before the change, does not come back.
    probe.event(Event::Online);
    loaded(&mut probe);
    assert_eq!(titles(&mut probe)[0], "Plan completion this month");
    probe.answer("layout", Ok(Reply::Done));
    probe.cmd(Cmd::DropTile);
    assert!(!probe.shown().contains("王约翰: work this month"));
    probe.answer("layout", Ok(Reply::Done));
    probe.cmd(Cmd::AddTile);
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
    probe.event(Event::Resume(Outcome::PickedCode("work_month:john".into())));
    assert!(probe.shown().contains("> 王约翰: work this month"), "{}", probe.shown());
    let wide = |probe: &mut Probe| probe.shown().lines().filter(|line| line.contains("> 王约翰")).count();
    assert_eq!(wide(&mut probe), 1);
    probe.cmd(Cmd::SizeTile);
    let kept_last = |probe: &Probe| match probe.asked.iter().rfind(|(_, slot, _)| slot.part == "layout") {
        Some((.., Request::SetPref(_, kept))) => kept.clone(),
        other => panic!("{other:?}"),
    };
    let sized = kept_last(&probe);
    assert_eq!(sized["sizes"]["work_month:john"], "wide");
    // On another terminal it is found as it was left here.
    let mut elsewhere = Probe::new(open::home());
    elsewhere.session.role = session::Role::Sd;
    elsewhere.size = (120, 30);
    elsewhere.answer("people", page(vec![person()]));
    elsewhere.answer("prefs", Ok(Reply::Prefs([(home::NAME.to_owned(), kept)].into())));
    elsewhere.answer("views", Ok(Reply::Views(Vec::new())));
    assert_eq!(titles(&mut elsewhere)[0], "Plan completion this month");
    elsewhere.cmd(Cmd::ResetTiles);
    let reset = Request::SetPref(home::NAME.to_owned(), serde_json::Value::Null);
    assert_eq!(elsewhere.question("layout"), Some(&reset));
    assert_eq!(titles(&mut elsewhere)[0], "王约翰: work this month");
    elsewhere.answer("layout", Err(StoreError::Offline));
    assert!(elsewhere.question("prefs").is_some(), "what was not remembered is not shown as if it were");
}

fn counted(probe: &mut Probe) {
    probe.answer("rows1", Ok(Reply::Counts(vec![0, 0, 0, 0, 12, 8, 2, 7])));
    let figures = |all: [(i64, &str); 6]| {
        Ok(Reply::Windows(all.map(|(rows, sum)| (rows, sum.parse().unwrap())).to_vec()))
    };
    let due = [(1, "40000"), (2, "84000"), (4, "143000"), (2, "75000"), (5, "178000"), (8, "293000")];
    probe.answer("rows4", figures(due));
    let ages = [(5, "178000"), (1, "40000"), (2, "75000"), (0, "0"), (0, "0"), (0, "0")];
    probe.answer("rows6", figures(ages));
}

#[test]
fn a_figure_opens_the_view_that_it_counts_and_the_cursor_walks_among_figures_before_it_leaves() {
    let mut probe = opened(Lang::En, (120, 40));
    counted(&mut probe);
    let shown = probe.shown();
    assert!(shown.contains("66.7 %") && shown.contains("143,000.00"), "{shown}");
    assert!(shown.contains("58.3 %") || !shown.contains("in time %"), "{shown}");
    probe.cmd(Cmd::NextPane);
    assert!(probe.shown().contains("> 周婷") && probe.shown().contains("[   0]"), "{}", probe.shown());
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Right);
    assert!(probe.shown().contains("> 王约翰") && probe.shown().contains("[   8]"), "{}", probe.shown());
    let opens = |probe: &mut Probe| {
        probe.effects.clear();
        probe.cmd(Cmd::Open);
        match probe.effects.pop() {
            Some(Effect::Push(screen)) => screen.title(Lang::En),
            _ => panic!("nothing opens"),
        }
    };
    assert_eq!(opens(&mut probe), "王约翰: done this month");
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::NextPane);
    probe.cmd(Cmd::NextPane);
    let mut titles = Vec::new();
    for _ in 0..6 {
        titles.push(opens(&mut probe));
        probe.cmd(Cmd::Down);
    }
    assert_eq!(titles[..3], ["Not due yet", "Due today", "Overdue 1 to 30 days"]);
}

#[test]
fn the_home_page_as_it_looks() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 20), (120, 36), (200, 56)] {
            let mut probe = opened(lang, size);
            for part in ["rows2", "rows3", "rows5"] {
                probe.answer(part, page(Vec::new()));
            }
            let sums = ["15000", "0", "15000"].map(|sum| sum.parse().unwrap()).to_vec();
            probe.answer("sum5", Ok(Reply::Count { rows: 1, sums }));
            counted(&mut probe);
            let shown = probe.shown();
            assert!(shown.lines().all(|line| crate::text::width(line) <= usize::from(size.0)));
            insta::assert_snapshot!(format!("home_{name}_{}", size.0), shown);
        }
    }
}
