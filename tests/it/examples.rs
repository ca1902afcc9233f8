//! The queries of `kehu help query`, by the built program in both languages: they run, and mean the same. What a kind of records is
//! missing for says so.

use std::process::{Command, Output};

use kehu::entry::examples::EXAMPLES;

use crate::support::TestDb;

fn kehu(url: &str, lang: &str, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", url, "--lang", lang])
        .args(args)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

/// Whose words have somebody to mean: an assistant his scope, a director his people.
fn reader(query: &str) -> &'static str {
    if query.contains("@scope") || query.contains("in:") { "zhout" } else { "zhangw" }
}

#[test]
fn every_example_runs_in_both_languages() {
    let golden = TestDb::golden();
    let mut with_rows = 0;
    for example in EXAMPLES {
        let url = golden.url(reader(example.english));
        let run = |lang, text| kehu(&url, lang, &["list", text, "--set", "who=john", "--format", "csv"]);
        let (english, chinese) = (run("en", example.english), run("zh-CN", example.chinese));
        assert!(english.0 <= 1, "{}: {}", example.english, english.2);
        assert_eq!(english, chinese, "{}", example.chinese);
        with_rows += i32::from(english.0 == 0);
    }
    assert!(with_rows >= 8, "{with_rows} examples have rows");
}

#[test]
fn the_help_is_the_table_of_examples() {
    for lang in ["en", "zh-CN"] {
        let (code, out, _) = kehu("", lang, &["help", "query"]);
        assert_eq!(code, 0);
        for example in EXAMPLES {
            assert!(out.contains(example.english) && out.contains(example.chinese), "{out}");
        }
        assert!(out.lines().all(|line| line.chars().count() <= 120), "{out}");
    }
    assert_eq!(kehu("", "en", &["help", "list"]).0, 0);
    assert_eq!(kehu("", "en", &["help", "lists"]).0, 2);
}

#[test]
fn rows_stand_under_headings_with_their_sums() {
    let golden = TestDb::golden();
    let query = "order group:salesperson cols:code,net_amount sum:net_amount,count sort:code";
    let (code, out, err) = kehu(&golden.url("zhangw"), "en", &["list", query]);
    assert_eq!(code, 0, "{err}");
    let lines: Vec<&str> = out.lines().collect();
    let heading = lines.iter().position(|line| line.ends_with("(number of rows 1)")).expect(&out);
    // The one row of it, and the same amount below.
    let last = |line: &str| line.split_whitespace().last().expect("a word").to_owned();
    assert_eq!(last(lines[heading + 1]), last(lines[heading + 2]), "{out}");
    assert!(lines.contains(&"Total"), "{out}");
    let listed = |query: &str| {
        let (code, out, err) = kehu(&golden.url("liuzy"), "en", &["list", query]);
        assert_eq!(code, 0, "{query}: {err}");
        (out, err)
    };
    // Headings that other records say, and the share of rows for which something holds.
    let (out, _) = listed(
        "instalment is:open group:customer.owner sum:outstanding,rate(is:overdue) cols:order,outstanding",
    );
    assert!(out.contains("\n何静  (Share 100 %)\n"), "{out}");
    assert!(out.contains("\n王约翰  (Share 33.3 %)\n"), "{out}");
    assert_eq!(
        out.lines().filter(|line| line.starts_with("SH-") || line.starts_with("GZ-")).count(),
        7,
        "{out}"
    );
    // What is drawn on a screen alone is said, and its table printed.
    let (out, err) = listed("order show:board(state)");
    assert!(err.contains("board") && out.lines().any(|line| line == "executing"), "{out}{err}");
    let (out, err) = listed("instalment is:open show:agenda");
    assert!(err.contains("agenda") && out.lines().any(|line| line == "2002-03-15"), "{out}{err}");
    // A table of figures obeys order and number.
    let (out, err) =
        listed("instalment is:open sort:outstanding top:2 show:pivot(customer,sum(outstanding))");
    assert!(out.lines().count() == 4 && out.contains("50,000.00") && out.contains("293,000.00"), "{out}");
    assert!(err.contains('2') && err.contains('4'), "{err}");
}

#[test]
fn a_query_is_explained_for_its_reader_and_text_stays_a_value() {
    let golden = TestDb::golden();
    for hostile in ["x'; drop table kehu.order; --", "$1 || pg_sleep(9)", "%' or 1=1 --", "\\'; select 1"] {
        let query = format!("order note:\"{}\" or code:\"{0}\" or no:line", hostile.replace('\\', "\\\\"));
        let (code, out, err) = kehu(&golden.url("john"), "en", &["explain", &query]);
        assert_eq!(code, 0, "{err}");
        let sql = out.lines().find(|line| line.contains("SELECT")).expect(&out);
        assert!(!sql.contains("drop table") && !sql.contains("pg_sleep") && !sql.contains("1=1"), "{sql}");
        assert!(out.contains("cost="), "{out}");
        assert!(out.contains("订单"), "both languages: {out}");
    }
    let (code, _, err) = kehu(&golden.url("john"), "en", &["explain", "order nofield:1"]);
    assert_eq!(code, 2, "{err}");
}
