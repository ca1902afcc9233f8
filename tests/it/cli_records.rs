//! `kehu list`, `get` and `receivables` by the built program, as every golden login, against a model of the company kept here.

use std::process::{Command, Output};

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use diesel::connection::SimpleConnection;

use crate::support::TestDb;

/// Who may see an order: by whom it was sold, in which department.
struct Login {
    name: &'static str,
    sees: fn(&Order) -> bool,
}

struct Order {
    code: &'static str,
    sold_by: &'static str,
    dept: &'static str,
    /// Due date and what is outstanding.
    plan: &'static [(&'static str, &'static str)],
}

/// What is outstanding of the golden company on 2002-03-13 (spec/09.2), by order.
const ORDERS: [Order; 4] = [
    Order {
        code: "SH-2002-0001",
        sold_by: "john",
        dept: "SH",
        plan: &[("2002-03-06", "15000.00"), ("2002-03-13", "40000.00"), ("2002-04-03", "40000.00")],
    },
    Order {
        code: "SH-2002-0002",
        sold_by: "lina",
        dept: "SH",
        plan: &[("2002-03-15", "44000.00"), ("2002-03-29", "44000.00")],
    },
    Order {
        code: "GZ-2002-0001",
        sold_by: "huangzq",
        dept: "GZ",
        plan: &[("2002-04-11", "16666.66"), ("2002-05-13", "33333.34")],
    },
    Order { code: "WH-2002-0001", sold_by: "hej", dept: "WH", plan: &[("2002-02-15", "60000.00")] },
];

const LOGINS: [Login; 11] = [
    Login { name: "liuzy", sees: |_| true },
    Login { name: "chenm", sees: |_| true },
    Login { name: "zhangw", sees: |order| order.dept == "SH" },
    Login { name: "john", sees: |order| order.sold_by == "john" },
    Login { name: "lina", sees: |order| order.sold_by == "lina" },
    Login { name: "zhaom", sees: |order| order.dept == "GZ" },
    Login { name: "huangzq", sees: |order| order.sold_by == "huangzq" },
    Login { name: "sunl", sees: |order| order.dept == "WH" },
    Login { name: "zhout", sees: |order| order.dept == "SH" },
    Login { name: "wug", sees: |order| order.dept == "WH" },
    Login { name: "hej", sees: |order| order.sold_by == "hej" },
];

const TABS: [&str; 6] = ["today", "week", "month", "overdue", "notdue", "all"];

fn within(tab: &str, due: NaiveDate, today: NaiveDate) -> bool {
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    match tab {
        "today" => due == today,
        "week" => due >= monday && due < monday + Days::new(7),
        "month" => (due.year(), due.month()) == (today.year(), today.month()),
        "overdue" => due < today,
        "notdue" => due > today,
        _ => true,
    }
}

/// Rows and sum of a tab.
fn model(login: &Login, tab: &str) -> (usize, Decimal) {
    let today: NaiveDate = "2002-03-13".parse().expect("a date");
    let seen = ORDERS.iter().filter(|order| (login.sees)(order)).flat_map(|order| order.plan);
    let amounts: Vec<Decimal> = seen
        .filter(|(due, _)| within(tab, due.parse().expect("a date"), today))
        .map(|(_, amount)| amount.parse().expect("digits"))
        .collect();
    (amounts.len(), amounts.iter().sum())
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn kehu(url: &str, args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", url, "--lang", "en"])
        .args(args)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the program runs");
    Ran {
        code: status.code().expect("an exit code"),
        out: String::from_utf8(stdout).expect("text"),
        err: String::from_utf8(stderr).expect("text"),
    }
}

fn rows(out: &str) -> Vec<Json> {
    serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

#[test]
fn receivables_are_the_figures_of_the_page_for_every_login() {
    let golden = TestDb::golden();
    let manager = TABS.map(|tab| model(&LOGINS[0], tab));
    let page = [
        (1, "40000.00"),
        (2, "84000.00"),
        (4, "143000.00"),
        (2, "75000.00"),
        (5, "178000.00"),
        (8, "293000.00"),
    ];
    assert_eq!(manager, page.map(|(rows, sum)| (rows, sum.parse().expect("digits"))), "the model is wrong");
    for login in &LOGINS {
        for tab in TABS {
            let ran = kehu(&golden.url(login.name), &["receivables", "--tab", tab, "--format", "json"]);
            let rows = rows(&ran.out);
            let sum: Decimal = rows
                .iter()
                .map(|row| row["outstanding"].as_str().expect("a text").parse::<Decimal>().expect("digits"))
                .sum();
            assert_eq!((rows.len(), sum), model(login, tab), "{} {tab}: {}", login.name, ran.err);
            assert_eq!(ran.code, i32::from(rows.is_empty()), "{} {tab}", login.name);
        }
    }
}

#[test]
fn orders_are_printed_within_the_rights() {
    let golden = TestDb::golden();
    for login in &LOGINS {
        let ran = kehu(
            &golden.url(login.name),
            &["list", "order", "--columns", "code,counted", "--format", "jsonl"],
        );
        let mut codes: Vec<String> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str::<Json>(line).expect("JSON"))
            .filter(|row| row["counted"] == true)
            .map(|row| row["code"].as_str().expect("a code").to_owned())
            .collect();
        codes.sort();
        let mut expected: Vec<_> =
            ORDERS.iter().filter(|order| (login.sees)(order)).map(|order| order.code).collect();
        expected.sort_unstable();
        assert_eq!(codes, expected, "{}: {}", login.name, ran.err);
        for order in &ORDERS {
            let ran = kehu(&golden.url(login.name), &["get", order.code, "--columns", "code"]);
            assert_eq!(ran.code, i32::from(!(login.sees)(order)), "{} {}", login.name, order.code);
        }
    }
}

#[test]
fn every_format_says_the_same() {
    let golden = TestDb::golden();
    let url = golden.url("john");
    let list = |format: &str| {
        let args = [
            "list",
            "instalment",
            "--columns",
            "order,due,outstanding",
            "--sort",
            "-due",
            "--format",
            format,
        ];
        kehu(&url, &args).out
    };
    assert_eq!(
        list("csv"),
        "order,due_on,outstanding\n\
         SH-2002-0001,2002-04-03,40000.00\nSH-2002-0001,2002-03-13,40000.00\nSH-2002-0001,2002-03-06,15000.00\n"
    );
    assert_eq!(list("tsv"), list("csv").replace(',', "\t"));
    assert_eq!(
        list("table"),
        "Order         Due         Outstanding\n\
         SH-2002-0001  2002-04-03    40,000.00\n\
         SH-2002-0001  2002-03-13    40,000.00\n\
         SH-2002-0001  2002-03-06    15,000.00\n\
         \u{20}                           95,000.00\n"
    );
    let objects = rows(&list("json"));
    assert_eq!(objects.len(), list("jsonl").lines().count());
    assert_eq!(objects[0]["due_on"], "2002-04-03");
    assert_eq!(objects[0]["order"], "SH-2002-0001");
}

#[test]
fn filters_limits_and_nothing() {
    let golden = TestDb::golden();
    let url = golden.url("liuzy");
    let found =
        kehu(&url, &["list", "customers", "--filter", "shyy", "--columns", "code", "--format", "csv"]);
    assert_eq!((found.code, found.out.as_str()), (0, "code\nCU-00001\n"));
    let some = kehu(&url, &["list", "客户", "--limit", "2", "--columns", "code", "--format", "csv"]);
    assert_eq!((some.code, some.out.lines().count()), (0, 3));
    assert!(some.err.contains("more rows"), "{}", some.err);
    for (query, count) in [
        ("is:overdue", 2),
        ("状态:逾期 金额:>5万", 1),
        ("due:this_week counted:yes", 3),
        ("customer:雅韵 outstanding>0", 3),
        ("-is:overdue (seq:1 or seq:3) salesperson:王约翰", 1),
        ("no:promised", 9),
    ] {
        let ran = kehu(&url, &["list", "instalment", "--filter", query, "--format", "jsonl"]);
        assert_eq!(ran.out.lines().count(), count, "{query}: {}", ran.err);
    }
    let none = kehu(&url, &["list", "customer", "--filter", "nobody", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (1, "[]\n"));
    let hidden = kehu(&golden.url("john"), &["get", "CU-00002"]);
    assert_eq!((hidden.code, hidden.out.as_str()), (1, ""));
    assert!(hidden.err.contains("CU-00002"), "{}", hidden.err);
}

#[test]
fn a_record_is_printed_with_its_labels() {
    let golden = TestDb::golden();
    let ran = kehu(&golden.url("liuzy"), &["get", "sh-2002-0001"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in ["Code", "SH-2002-0001", "上海雅韵化妆品有限公司", "120,000.00", "executing", "王约翰"]
    {
        assert!(ran.out.contains(line), "{line} is missing: {}", ran.out);
    }
    let json = rows(&kehu(&golden.url("liuzy"), &["get", "CU-00001", "--format", "json"]).out);
    assert_eq!(
        (&json[0]["name"], &json[0]["outstanding"]),
        (&"上海雅韵化妆品有限公司".into(), &"95000.00".into())
    );
}

#[test]
fn every_kind_is_got_by_its_code_or_its_number() {
    let golden = TestDb::golden();
    let mut john = golden.as_login("john");
    john.batch_execute(
        "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', 1));
         select kehu.save_contract(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1));
         select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', 1, 'amount', '1'))",
    )
    .unwrap();
    let url = golden.url("john");
    // Every code that a list shows is found again, in its own kind.
    let coded =
        ["order", "customer", "payment", "publication", "opportunity", "quote", "contract", "invoice"];
    for kind in coded {
        let listed =
            rows(&kehu(&url, &["list", kind, "--columns", "code", "--format", "json", "--limit", "3"]).out);
        assert!(!listed.is_empty(), "{kind}");
        for row in listed {
            let code = row["code"].as_str().expect("a code");
            let got = kehu(&url, &["get", code, "--columns", "code", "--format", "json"]);
            assert_eq!(rows(&got.out)[0]["code"], row["code"], "{kind} {code}: {}", got.err);
        }
    }
    // What has no code is called by its number.
    let lead = kehu(&url, &["get", "1", "--kind", "lead", "--format", "json"]);
    assert_eq!(rows(&lead.out)[0]["name"], "上海朗逸护肤品公司", "{}", lead.err);
    for (args, code) in [
        (&["get", "2", "--kind", "lead"][..], 1),
        (&["get", "1"], 1),
        (&["get", "Q-00001", "--kind", "customer"], 1),
        (&["get", "1", "--kind", "thing"], 2),
    ] {
        assert_eq!(kehu(&url, args).code, code, "{args:?}");
    }
}

#[test]
fn what_is_unknown_is_named_with_what_would_be_right() {
    let golden = TestDb::golden();
    let url = golden.url("liuzy");
    for (args, wrong, right) in [
        (&["list", "custmer"][..], "custmer", "customer"),
        (&["list", "customer", "--columns", "name,shoe"], "shoe", "next_contact_on"),
        (&["list", "customer", "--sort", "-shoe"], "shoe", "updated_at"),
        (&["receivables", "--tab", "yesterday"], "yesterday", "overdue"),
        (&["list", "order", "--filter", "shoe:43"], "shoe", "net_amount"),
        (&["list", "order", "--filter", "state:lost"], "lost", "State"),
    ] {
        let ran = kehu(&url, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(wrong) && ran.err.contains(right), "{args:?}: {}", ran.err);
    }
    assert_eq!(kehu(&url, &["list", "customer", "--format", "xml"]).code, 2);
}

#[test]
fn who_is_no_operator_is_refused_and_a_missing_server_is_told() {
    let golden = TestDb::golden();
    let stranger = kehu(&golden.url("postgres"), &["list", "customer"]);
    assert!([3, 4].contains(&stranger.code) && stranger.out.is_empty(), "{} {}", stranger.code, stranger.err);
    let nobody = kehu("postgresql://liuzy@127.0.0.1:1/nothing", &["list", "customer"]);
    assert_eq!(nobody.code, 4, "{}", nobody.err);
}

#[test]
fn a_director_has_the_work_of_his_people_as_views_and_runs_them_for_any_month() {
    let golden = TestDb::golden();
    let url = golden.url("zhangw");
    let book = kehu(&url, &["view", "list"]);
    assert!(book.out.contains("activity\t王约翰: work this month"), "{}", book.out);
    assert!(!kehu(&golden.url("john"), &["view", "list"]).out.contains("work this month"), "he leads nobody");
    let view = "王约翰: work this month";
    let shown = kehu(&url, &["view", "show", view]).out;
    assert!(shown.starts_with("activity owner:@person due_on:$month=this_month"), "{shown}");
    let run = |set: &[&str]| {
        let args = [&["view", "run", view, "--format", "json"][..], set].concat();
        rows(&kehu(&url, &args).out)
    };
    let listed =
        |filter: &str| rows(&kehu(&url, &["list", "activity", "--filter", filter, "--format", "json"]).out);
    assert_eq!(run(&[]).len(), listed("owner:@john due:2002-03 -state:cancelled").len());
    assert_eq!(
        run(&["--set", "month=2002-02", "--set", "who=lina"]).len(),
        listed("owner:@lina due:2002-02 -state:cancelled").len()
    );
    let inside = listed(&format!("in:\"{view}\" is:overdue"));
    assert_eq!(inside.len(), listed("owner:@john due:2002-03 -state:cancelled is:overdue").len());
    assert_eq!(inside.len(), 2);
    assert_eq!(kehu(&url, &["list", "activity", "--filter", "in:\"nothing\""]).code, 2);
    for wrong in [&["view", "run", "nothing"][..], &["view", "run", view, "--set", "month=soon"]] {
        assert_eq!(kehu(&url, wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn figures_are_printed_with_totals_in_every_format() {
    let golden = TestDb::golden();
    let url = golden.url("liuzy");
    let figures =
        "signed_on:2002-03 counted:yes show:pivot(rows=salesperson,cols=signed_on.month,sum(net_amount))";
    let list = |format: &str| kehu(&url, &["list", "order", "--filter", figures, "--format", format]);
    assert_eq!(
        list("csv").out,
        "Person,Total,2002-03\n黄志强,100000.00,100000.00\n李娜,88000.00,88000.00\nTotal,188000.00,188000.00\n"
    );
    assert_eq!(
        list("table").out,
        "Person       Total     2002-03\n\
         黄志强  100,000.00  100,000.00\n\
         李娜     88,000.00   88,000.00\n\
         Total   188,000.00  188,000.00\n"
    );
    let objects = rows(&list("json").out);
    assert_eq!(objects.len(), 6);
    assert_eq!(
        objects[0],
        serde_json::json!({"row": ["黄志强"], "col": ["2002-03"], "rows": 1, "value": "100000.00"})
    );
    assert_eq!(objects[5], serde_json::json!({"row": null, "col": null, "rows": 2, "value": "188000.00"}));
    // A built-in report, and a workbook of it and of a list.
    let run = kehu(&url, &["view", "run", "Receivables by age", "--format", "table"]);
    assert!(run.out.contains("1-30 d") && run.out.contains("293,000.00"), "{}{}", run.out, run.err);
    for args in [&["view", "run", "Receivables by age"][..], &["list", "instalment"]] {
        let ran = Command::new(env!("CARGO_BIN_EXE_kehu"))
            .args(["--url", &url, "--lang", "zh"])
            .args(args.iter().map(|arg| if *arg == "Receivables by age" { "应收账龄图" } else { arg }))
            .args(["--format", "xlsx"])
            .output()
            .expect("the program runs");
        assert!(ran.stdout.starts_with(b"PK"), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let unfit = kehu(&url, &["list", "order", "--filter", "show:pivot(rows=salesperson,sum(customer))"]);
    assert_ne!(unfit.code, 0);
}
