//! The same rows as cards, by day, and as a month: what is asked, what the arrows and the moves do, how it looks.

use super::*;
use crate::{
    domain::{
        entity,
        pivot::{Asked, Crosstab, Figure, Line, Measured},
    },
    store::Save,
};

fn line(key: Value, rows: i64, sum: &str) -> Line {
    Line { keys: vec![key], total: Figure { rows, value: Some(sum.parse().unwrap()) } }
}

fn figures(rows: Vec<Line>) -> Result<Reply, StoreError> {
    Ok(Reply::Figures(Box::new(Crosstab { rows, ..Crosstab::default() })))
}

fn asked_figures(probe: &Probe) -> Asked {
    match probe.question("figures") {
        Some(Request::Figures(asked)) => asked.as_ref().clone(),
        other => panic!("{other:?}"),
    }
}

fn of_state(state: &str) -> Vec<Row> {
    let mut rows = week();
    rows.retain(|row| row.get("state").str() == state);
    rows
}

/// The receivables as a board: two of them late, three not due, the lane of those not due under the cursor.
fn board() -> Probe {
    let mut probe = open(week(), false);
    probe.size = (80, 20);
    probe.cmd(Cmd::ShowBoard);
    let codes = match entity::def(Kind::Instalment).field("state").unwrap().shape {
        crate::domain::field::Shape::Choice(codes, _) => codes,
        other => panic!("{other:?}"),
    };
    probe.answer("rows", page(if codes[0] == "not_due" { of_state("not_due") } else { Vec::new() }, false));
    probe.answer(
        "figures",
        figures(vec![line(code("overdue"), 2, "90000"), line(code("not_due"), 3, "1118166.68")]),
    );
    while let Some(slot) =
        probe.asked.iter().map(|(_, slot, _)| slot.part).find(|part| part.starts_with("lane"))
    {
        let Some(Request::List(query)) = probe.question(slot) else { panic!() };
        let state =
            ["overdue", "not_due"].into_iter().find(|state| format!("{:?}", query.filter).contains(state));
        let rows = state.map_or(Vec::new(), of_state);
        probe.answer(slot, page(rows, false));
    }
    if probe.question("rows").is_some() {
        probe.answer("rows", page(of_state("not_due"), false));
    }
    probe
}

#[test]
fn a_board_has_a_lane_for_each_value_and_the_lane_of_the_cursor_is_the_list() {
    let mut probe = board();
    let shown = probe.shown();
    assert!(shown.contains("3 rows") && shown.contains("1,118,166.68"), "{shown}");
    // The rows that are read are those of the lane, within the window and the filter of the list.
    probe.cmd(Cmd::Refresh);
    assert!(format!("{:?}", asked_rows(&probe).filter).contains("not_due"));
    let asked = asked_figures(&probe);
    assert_eq!(asked.kind, Kind::Instalment);
    assert!(!format!("{:?}", asked.filter).contains("not_due"), "the figures are of all lanes");
    assert!(
        matches!(asked.measure, Measured::Sum(field) if field.name == "outstanding"),
        "{:?}",
        asked.measure
    );
    // Enter, marks and moves are those of the list.
    probe.answer("rows", page(of_state("not_due"), false));
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Mark);
    assert!(probe.shown().lines().any(|line| line.contains(" *")), "{}", probe.shown());
    assert_eq!(pushed(&mut probe), 0);
    probe.cmd(Cmd::Open);
    assert_eq!(pushed(&mut probe), 1);
    // What was read of a lane stays while the cursor is in another.
    probe.cmd(Cmd::Right);
    probe.cmd(Cmd::Left);
    assert!(probe.shown().contains("SH-2002-0203"), "{}", probe.shown());
}

#[test]
fn a_sum_is_never_cut() {
    let mut probe = board();
    probe.cmd(Cmd::Refresh);
    probe.answer("rows", page(of_state("not_due"), false));
    probe.answer("figures", figures(vec![line(code("not_due"), 3, "1234567890123456.00")]));
    let shown = probe.shown();
    assert!(shown.contains(" 123,456,789,012.35万 "), "{shown}");
}

#[test]
fn a_board_as_it_looks() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 20), (120, 36)] {
            let mut probe = board();
            probe.lang = lang;
            probe.size = size;
            probe.cmd(Cmd::Down);
            let shown = probe.shown();
            for line in shown.lines() {
                assert!(crate::text::width(line) <= usize::from(size.0), "{line}");
            }
            insta::assert_snapshot!(format!("board_{name}_{}", size.0), shown);
        }
    }
}

/// Customers by how valuable they are.
fn customers() -> Probe {
    let mut probe = Probe::new(Box::new(List::of(panes::of(Kind::Customer))));
    probe.session.role = crate::domain::session::Role::Sd;
    let words = ["A", "B", "C"].map(|it| (it.to_owned(), it.to_owned(), it.to_owned()));
    probe.words.insert("value_grade".into(), words.into());
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.cmd(Cmd::Filter);
    probe.text("show:board(value_grade)");
    probe.cmd(Cmd::Accept);
    let row = row_of(7, &[("name", Value::text("上海雅韵")), ("value_grade", code("A"))]);
    probe.answer("rows", page(vec![row], false));
    probe.answer("figures", figures(vec![line(code("A"), 1, "0")]));
    probe
}

#[test]
fn a_card_moves_where_its_form_lets_one_type_and_nowhere_else() {
    let mut probe = customers();
    probe.cmd(Cmd::NextState);
    match probe.question("move") {
        Some(Request::Save(Save { kind: Kind::Customer, existing: Some((7, 1)), values, .. })) => {
            assert_eq!(values.get("value_grade"), &code("B"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(notices(&mut probe), [], "nobody has said so yet");
    let saved = crate::store::Saved { kind: Kind::Customer, id: 7, version: 2 };
    probe.answer("move", Ok(Reply::Saved(saved)));
    assert_eq!(notices(&mut probe).len(), 1);
    // It is read again where it was, and the lanes are counted anew.
    probe.answer("rows", page(Vec::new(), false));
    assert!(probe.question("figures").is_some());

    // Refused, it goes back where it was; until then it is seen where it goes to, marked as on its way.
    let mut probe = customers();
    probe.size = (80, 20);
    // In which cell of the screen it stands, and whether it is marked.
    let stands = |probe: &mut Probe| {
        let shown = probe.shown();
        let (line, at) = shown.lines().find_map(|line| Some((line, line.find("上海雅韵")?))).expect("a card");
        (crate::text::width(&line[..at]), line[..at].ends_with('~'))
    };
    let (first, _) = stands(&mut probe);
    probe.cmd(Cmd::NextState);
    let (second, on_its_way) = stands(&mut probe);
    assert!(second > first + 20 && on_its_way, "{}", probe.shown());
    probe.answer("move", Err(StoreError::Refused(crate::store::Reason::rule("missing_record"))));
    assert_eq!(stands(&mut probe), (first, false), "{}", probe.shown());
    probe.cmd(Cmd::NextState);
    probe.answer("move", Ok(Reply::Saved(crate::store::Saved { kind: Kind::Customer, id: 7, version: 2 })));
    assert_eq!(stands(&mut probe), (second, false), "the server has said so: {}", probe.shown());

    // There is nothing before the first.
    let mut probe = customers();
    probe.cmd(Cmd::PreviousState);
    assert!(probe.question("move").is_none());
    assert_eq!(notices(&mut probe).len(), 1);

    // From state to state there are moves, and they are asked as in a list.
    let mut probe = board();
    probe.cmd(Cmd::NextState);
    assert!(!probe.asked.iter().any(|(.., request)| matches!(request, Request::Save(_))));
}

#[test]
fn an_agenda_begins_today_and_what_is_before_stands_above() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::ShowAgenda);
    let query = asked_rows(&probe);
    assert_eq!(query.sort[0].field, "due_on");
    assert_eq!(query.after.as_ref().map(|after| after.values.clone()), Some(vec![date("2002-03-12")]));
    let (before, from) =
        week().into_iter().partition::<Vec<_>, _>(|row| row.get("due_on").date() < date("2002-03-13").date());
    probe.answer("rows", page(from, false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0203"), "{}", probe.shown());
    // What is late is read backwards.
    assert!(asked_rows(&probe).backwards);
    probe.answer("rows", page(before.into_iter().rev().collect(), false));
    assert!(cursor_line(&mut probe).contains("SH-2002-0203"), "the cursor stays: {}", probe.shown());
    let shown = probe.shown();
    let place = |text: &str| {
        shown.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}\n{shown}"))
    };
    assert!(place("4 d ago") < place("2 d ago") && place("2 d ago") < place("Wed  today"), "{shown}");
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        probe.lang = lang;
        insta::assert_snapshot!(format!("agenda_{name}"), probe.shown());
    }
}

fn calendar() -> Probe {
    let mut probe = open(week(), false);
    probe.size = (80, 20);
    probe.cmd(Cmd::ShowCalendar);
    probe.answer("rows", page(week().into_iter().filter(|row| row.id == 3).collect(), false));
    let day = |day: &str, rows, sum| line(date(day), rows, sum);
    probe.answer(
        "figures",
        figures(vec![
            day("2002-03-09", 1, "46000"),
            day("2002-03-13", 1, "1060000"),
            day("2002-03-16", 1, "26666.68"),
        ]),
    );
    probe
}

#[test]
fn a_calendar_shows_the_rows_of_its_day_and_steps_days_weeks_and_months() {
    let mut probe = calendar();
    assert!(probe.shown().contains("2002-03"), "{}", probe.shown());
    let day = |probe: &Probe| format!("{:?}", asked_rows(probe).filter);
    for (cmd, on) in [
        (Cmd::Right, "2002-03-14"),
        (Cmd::Down, "2002-03-21"),
        (Cmd::NextPeriod, "2002-04-21"),
        (Cmd::PreviousPeriod, "2002-03-21"),
        (Cmd::Left, "2002-03-20"),
        (Cmd::Up, "2002-03-13"),
    ] {
        probe.cmd(cmd);
        assert!(day(&probe).contains(on), "{cmd:?}: {}", day(&probe));
        probe.answer("rows", page(week().into_iter().filter(|row| row.id == 3).collect(), false));
    }
    let whole = format!("{:?}", asked_figures(&probe).filter);
    assert!(whole.contains("2002-02-25") && whole.contains("2002-03-31"), "whole weeks: {whole}");
    // Enter goes to the rows of the day, and opens the record from there.
    probe.cmd(Cmd::Open);
    assert_eq!(pushed(&mut probe), 0);
    probe.cmd(Cmd::Open);
    assert_eq!(pushed(&mut probe), 1);
    probe.cmd(Cmd::Cancel);
    probe.cmd(Cmd::ShowWeek);
    assert!(probe.shown().contains("2002-03-11 to 2002-03-17"), "{}", probe.shown());
}

#[test]
fn a_calendar_as_it_looks() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 20), (120, 36)] {
            let mut probe = calendar();
            probe.lang = lang;
            probe.size = size;
            insta::assert_snapshot!(format!("calendar_{name}_{}", size.0), probe.shown());
        }
    }
}

#[test]
fn a_mode_is_said_in_the_words_of_the_filter_and_taken_back_by_the_table() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::ShowBoard);
    assert!(probe.shown().contains("/show:board"), "{}", probe.shown());
    probe.answer("rows", page(Vec::new(), false));
    probe.cmd(Cmd::ShowTable);
    let query = asked_rows(&probe);
    assert!(!format!("{:?}", query.filter).contains("not_due"), "{:?}", query.filter);
    assert!(!probe.shown().contains("show:board"));
    // Half a word is never lost.
    probe.cmd(Cmd::Filter);
    probe.text("due_on:nonsense");
    probe.cmd(Cmd::Cancel);
}

#[test]
fn no_size_breaks_a_mode() {
    for make in [board as fn() -> Probe, calendar, customers] {
        let mut probe = make();
        for size in [(20, 6), (40, 8), (60, 12), (80, 20), (200, 56)] {
            probe.size = size;
            for cmd in [Cmd::Down, Cmd::Right, Cmd::Left, Cmd::PageDown] {
                probe.cmd(cmd);
                let shown = probe.shown();
                assert!(
                    shown.lines().all(|line| crate::text::width(line) <= usize::from(size.0)),
                    "{size:?}\n{shown}"
                );
            }
        }
    }
}
