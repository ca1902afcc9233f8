//! How lists look in both languages and at two sizes.

use super::*;

#[test]
fn is_quiet_for_a_moment_then_says_that_it_reads() {
    let mut probe = Probe::new(Box::new(List::of(panes::of(Kind::Contact))));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    assert!(!probe.shown().contains("Reading"));
    probe.later(Duration::from_millis(301));
    assert!(probe.shown().contains("Reading"));
    probe.answer("rows", page(Vec::new(), false));
    assert!(probe.shown().contains("new record"), "{}", probe.shown());
}

#[test]
fn no_amount_is_ever_cut() {
    let mut probe = open(week(), false);
    for width in 20..130 {
        probe.size = (width, 22);
        for line in probe.shown().lines() {
            assert!(!line.contains("060,000.0") || line.contains("1,060,000.00"), "{width}: {line}");
            assert!(!line.contains('#'), "{width}: {line}");
        }
    }
}

fn snapshot(name: &str, mut probe: Probe, more: impl Fn(&mut Probe)) {
    for (lang, code) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 20), (120, 36)] {
            probe.lang = lang;
            probe.size = size;
            more(&mut probe);
            let shown = probe.shown();
            for line in shown.lines() {
                assert!(crate::text::width(line) <= usize::from(size.0));
            }
            let text = format!("{shown}\n{}", probe.screen_status());
            insta::assert_snapshot!(format!("{name}_{code}_{}", size.0), text);
        }
    }
}

#[test]
fn receivables_as_they_look() {
    let mut probe = open(week(), false);
    probe.answer("tabs", tabs());
    let sums = vec!["1176666.68".parse().unwrap()];
    probe.answer("count", Ok(Reply::Count { rows: 5, sums }));
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Mark);
    snapshot("receivables", probe, |probe| {
        probe.event(Event::Online);
        probe.answer("rows", page(week(), false));
        for (slot, sum) in [("age0", "90000.00"), ("age1", "0"), ("age2", "6000"), ("age3", "0")] {
            if probe.question(slot).is_some() {
                let sums = vec![sum.parse().unwrap()];
                probe.answer(slot, Ok(Reply::Count { rows: 1, sums }));
            }
        }
        probe.cmd(Cmd::Down);
        probe.later(Duration::from_millis(100));
        if probe.question("below").is_some() {
            probe.answer("below", page(week().drain(1..4).collect(), false));
            probe.answer("beside", page(Vec::new(), false));
        }
        probe.cmd(Cmd::Up);
    });
}

#[test]
fn delivery_as_it_looks() {
    let insertion =
        |id, day: &str, (medium, issue), position, customer, state: &str, material: &str, late| {
            row_of(
                id,
                &[
                    ("planned_on", date(day)),
                    ("publication", Value::link(1, medium)),
                    ("issue", Value::link(2, issue)),
                    ("position", Value::link(3, position)),
                    ("customer", Value::link(4, customer)),
                    ("order", Value::link(5, "SH-2002-0177")),
                    ("state", code(state)),
                    ("material_deadline_on", date(material)),
                    ("amount", money("44000")),
                    ("overdue_days", Value::Int(late)),
                    ("salesperson", Value::link(6, "李娜")),
                ],
            )
        };
    let life = ("三联生活周刊", "2002-10");
    let rows = vec![
        insertion(1, "2002-03-11", life, "封二", "上海晨光汽车销售有限公司", "material_in", "2002-02-20", 2),
        insertion(
            2,
            "2002-03-15",
            ("城市画报", "2002-06"),
            "内页整版",
            "上海清漪化妆品有限公司",
            "booked",
            "2002-03-01",
            0,
        ),
        insertion(3, "2002-03-17", ("东方航空", "2002-04"), "扉页", LONG, "planned", "2002-03-20", 0),
    ];
    let mut probe = Probe::new(Box::new(List::of(panes::delivery())));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("rows", page(rows, false));
    let sums = vec!["132000".parse().unwrap()];
    probe.answer("count", Ok(Reply::Count { rows: 3, sums }));
    snapshot("delivery", probe, |_| {});
}

#[test]
fn customers_as_they_look() {
    let customer = |id, name: &str, owner, rest, late, next| {
        row_of(
            id,
            &[
                ("code", Value::text(format!("CU-0041{id}"))),
                ("name", Value::text(name)),
                ("status", code("active")),
                ("owner", Value::link(1, owner)),
                ("city", Value::text("上海")),
                ("value_grade", code("A")),
                ("industry", code("cosmetics")),
                ("phone", Value::text("021-5588 1023")),
                ("next_contact_on", date(next)),
                ("last_contact_at", Value::Moment("2002-03-12T02:00:00Z".parse().unwrap())),
                ("last_order_on", date("2001-12-03")),
                ("outstanding", money(rest)),
                ("overdue", money(late)),
            ],
        )
    };
    let rows = vec![
        customer(1, "上海雅韵化妆品有限公司", "王约翰", "118000", "46000", "2002-03-15"),
        customer(2, LONG, "李娜", "0", "0", "2002-03-11"),
        customer(3, "A\u{202e}B\u{1b}[2J 广告", "李娜", "1234567.89", "0", ""),
    ];
    let mut probe = Probe::new(Box::new(List::of(panes::of(Kind::Customer))));
    probe.answer("prefs", Ok(Reply::Prefs(Default::default())));
    probe.answer("rows", page(rows, false));
    let sums = vec!["1352567.89".parse().unwrap(), "46000".parse().unwrap()];
    probe.answer("count", Ok(Reply::Count { rows: 3, sums }));
    snapshot("customers", probe, |_| {});
}

#[test]
fn a_view_of_ones_people_as_it_looks() {
    let todo = |id, day: &str, kind: &str, title: &str, state: &str, feedback: &str| {
        row_of(
            id,
            &[
                ("due_on", date(day)),
                ("kind", code(kind)),
                ("title", Value::text(title)),
                ("customer", Value::link(1, "上海雅韵化妆品有限公司")),
                ("state", code(state)),
                ("customer_feedback", if feedback.is_empty() { Value::Empty } else { Value::text(feedback) }),
            ],
        )
    };
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 12), (120, 12)] {
            let mut probe = Probe::new(crate::screen::open::view(super::shown::views(lang), 0));
            (probe.lang, probe.size) = (lang, size);
            let rows = vec![
                todo(1, "2002-03-04", "visit", "拜访市场总监", "done", "愿意看方案"),
                todo(2, "2002-03-11", "call", "催素材", "planned", ""),
                todo(3, "2002-03-15", "visit", LONG, "planned", "a\u{202e}b"),
            ];
            probe.answer("rows", page(rows, false));
            probe.answer("count", Ok(Reply::Count { rows: 3, sums: Vec::new() }));
            probe.cmd(Cmd::Down);
            let shown = probe.shown();
            assert!(shown.lines().all(|line| crate::text::width(line) <= usize::from(size.0)));
            insta::assert_snapshot!(
                format!("view_{name}_{}", size.0),
                format!("{shown}\n{}", probe.screen_status())
            );
        }
    }
}
