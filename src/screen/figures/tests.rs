//! Figures on the screen: how they look, the cursor, the order, what Enter opens.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::{
    command::Cmd,
    domain::{
        filter::Filter,
        kind::Kind,
        pivot::{Asked, Crosstab, Figure, Line},
        value::Value,
    },
    entry::book::View,
    i18n::Lang,
    screen::{Effect, Event, open, probe::Probe},
    store::{Reply, Request},
};

const MONTHS: &str = "show:pivot(rows=salesperson,cols=signed_on.month,sum(net_amount))";

fn view(query: &str) -> Arc<Vec<View>> {
    Arc::new(vec![View {
        key: "sales".into(),
        name: "销售额".into(),
        kind: Kind::Order,
        query: query.into(),
        person: None,
        family: None,
        saved: None,
    }])
}

fn figure(value: &str, rows: i64) -> Figure {
    Figure { rows, value: Some(value.parse().expect("digits")) }
}

fn line(key: Value, total: &str, rows: i64) -> Line {
    Line { keys: vec![key], total: figure(total, rows) }
}

/// Three people in as many months as are asked for.
fn table(months: usize) -> Crosstab {
    let people = [(5, "李娜", "88000.00"), (4, "王约翰", "120500.50"), (9, "欧阳致远司马相如", "600.00")];
    let rows = people.iter().map(|(id, name, total)| line(Value::link(*id, *name), total, 3)).collect();
    let first: chrono::NaiveDate = "2002-01-01".parse().expect("a date");
    let month = |n: usize| Value::Date(first + chrono::Months::new(n as u32));
    let cols: Vec<Line> = (0..months).map(|n| line(month(n), "1200000.00", 3)).collect();
    let mut cells = std::collections::HashMap::new();
    for col in 0..months {
        cells.insert((0, col), figure(&format!("{}.00", 88_000 / (col + 1)), 2));
        if col % 2 == 0 {
            cells.insert((1, col), figure("120500.50", 1));
        }
    }
    cells.insert((2, 0), figure("600.00", 1));
    Crosstab { rows, cols, cells, total: figure("1209100.50", 9), all: (3, months) }
}

/// Without columns: by month alone.
fn single() -> Crosstab {
    let Crosstab { cols, .. } = table(6);
    let value = |n: usize| Decimal::from(100_000 - 15_000 * n as i64);
    let lines = cols.into_iter().enumerate();
    let rows =
        lines.map(|(n, line)| Line { total: Figure { rows: 3, value: Some(value(n)) }, ..line }).collect();
    Crosstab { rows, total: figure("375000.00", 18), all: (6, 0), ..Crosstab::default() }
}

fn opened(query: &str, table: Crosstab) -> Probe {
    let mut probe = Probe::new(open::view(view(query), 0));
    probe.answer("rows", Ok(Reply::Figures(Box::new(table))));
    probe
}

fn asked(probe: &Probe) -> Asked {
    match probe.question("rows") {
        Some(Request::Figures(asked)) => (**asked).clone(),
        other => panic!("{other:?}"),
    }
}

fn snapshot(name: &str, query: &str, table: &Crosstab) {
    for (lang, code) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 20), (120, 36), (200, 56)] {
            let mut probe = opened(query, table.clone());
            probe.lang = lang;
            probe.size = size;
            probe.cmd(Cmd::Right);
            let shown = probe.shown();
            for line in shown.lines() {
                assert!(crate::text::width(line) <= usize::from(size.0), "{line}");
            }
            // What is below is empty.
            let text: Vec<&str> = shown.lines().collect();
            let text = if size.1 > 20 { text[..14].join("\n") } else { text.join("\n") };
            insta::assert_snapshot!(format!("{name}_{code}_{}", size.0), text);
        }
    }
}

#[test]
fn a_pivot_as_it_looks() {
    snapshot("pivot", MONTHS, &table(14));
}

#[test]
fn charts_as_they_look() {
    snapshot("bars", "show:chart(bar,x=salesperson,y=sum(net_amount),by=signed_on.month)", &table(2));
    snapshot("funnel", "show:chart(funnel,x=signed_on.month,y=sum(net_amount))", &single());
    snapshot("line", "show:chart(line,x=signed_on.month,y=sum(net_amount))", &single());
    snapshot("spark", "show:chart(spark,x=salesperson,y=count,by=signed_on.month)", &table(3));
}

#[test]
fn no_size_breaks_it_and_no_amount_is_cut() {
    for query in [
        MONTHS,
        "show:chart(bar,x=salesperson,y=sum(net_amount),by=signed_on.month)",
        "show:chart(line,x=salesperson,y=sum(net_amount),by=signed_on.month)",
        "show:chart(spark,x=salesperson,y=sum(net_amount),by=signed_on.month)",
    ] {
        for (width, height) in [(20, 3), (20, 6), (33, 9), (60, 14), (80, 20), (132, 40)] {
            let mut probe = opened(query, table(14));
            probe.size = (width, height);
            for cmd in [Cmd::Last, Cmd::Right, Cmd::Right, Cmd::PageUp, Cmd::Down, Cmd::Left] {
                probe.cmd(cmd);
                for line in probe.shown().lines() {
                    assert!(!line.contains("20,500.5") || line.contains("120,500.50"), "{width}: {line}");
                }
            }
        }
    }
    opened(MONTHS, Crosstab::default()).shown();
}

#[test]
fn the_totals_stay_and_the_cursor_is_always_seen() {
    let mut probe = opened(MONTHS, table(14));
    for _ in 0..14 {
        probe.cmd(Cmd::Right);
        let shown = probe.shown();
        assert!(shown.contains("Total") && shown.contains("1,209,100.50"), "{shown}");
    }
    assert!(probe.shown().contains("2003-02") && !probe.shown().contains("2002-01"), "{}", probe.shown());
    probe.cmd(Cmd::Last);
    assert!(probe.shown().lines().any(|line| line.contains("|> Total")), "{}", probe.shown());
}

#[test]
fn rows_are_sorted_by_any_column_down_up_and_as_before() {
    let mut probe = opened(MONTHS, table(3));
    let first = |probe: &mut Probe| {
        let shown = probe.shown();
        shown.lines().nth(3).unwrap_or_default().chars().skip(3).take(3).collect::<String>()
    };
    assert_eq!(first(&mut probe), "李娜 ");
    probe.cmd(Cmd::Sort);
    assert_eq!(first(&mut probe), "王约翰", "by the total");
    assert!(probe.shown().contains("Totalv"), "{}", probe.shown());
    probe.cmd(Cmd::Sort);
    assert_eq!(first(&mut probe), "欧阳致");
    probe.cmd(Cmd::Sort);
    assert_eq!(first(&mut probe), "李娜 ");
}

#[test]
fn enter_opens_the_rows_behind_a_cell_and_they_can_be_kept() {
    let mut probe = opened(&format!("counted:yes signed_on:$year=this_year {MONTHS}"), table(3));
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Right);
    probe.cmd(Cmd::Open);
    let pushed = probe.effects.drain(..).find_map(|effect| match effect {
        Effect::Push(screen) => Some(screen),
        _ => None,
    });
    let mut behind = Probe::new(pushed.expect("a list"));
    assert_eq!(behind.screen.title(Lang::En), "销售额 王约翰 2002-01");
    let Some(Request::List(query)) = behind.question("rows") else { panic!("no list") };
    let said = format!("{:?}", query.filter);
    for part in ["counted", "salesperson", "id: 4", "2002-01-01", "2002-01-31", "2002-12-31"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    behind.answer("rows", Ok(Reply::Page(crate::store::Page { rows: Vec::new(), more: false })));
    behind.cmd(Cmd::SaveView);
    let form = behind.effects.drain(..).find_map(|effect| match effect {
        Effect::Push(form) => Some(form),
        _ => None,
    });
    let mut form = Probe::new(form.expect("a form"));
    form.answer("colleagues", Ok(Reply::Page(crate::store::Page { rows: Vec::new(), more: false })));
    form.text("一月");
    form.cmd(Cmd::Finish);
    let kept = format!("{:?}", form.question("keep_view"));
    assert!(kept.contains("salesperson:#4 signed_on:2002-01\""), "{kept}");
}

#[test]
fn what_is_shown_stays_until_the_new_figures_come() {
    let mut probe = opened(MONTHS, table(3));
    probe.event(Event::Changed(Kind::Order, 7));
    probe.later(std::time::Duration::from_millis(200));
    assert_eq!(asked(&probe).filter, Filter::All);
    assert!(probe.shown().contains("1,209,100.50"));
    let newer = Crosstab { total: figure("5.00", 1), ..table(3) };
    probe.answer("rows", Ok(Reply::Figures(Box::new(newer))));
    assert!(probe.shown().contains("5.00") && !probe.shown().contains("1,209,100.50"), "{}", probe.shown());
    // Without the pivot there are rows again.
    probe.cmd(Cmd::Filter);
    probe.cmd(Cmd::DeleteToStart);
    assert!(matches!(probe.question("rows"), Some(Request::List(_))));
}
