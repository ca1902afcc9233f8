//! `kehu import` by the built program, as operators' own logins: every line is judged beside what is there and beside the lines before.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use serde_json::Value as Json;

use crate::support::{TestDb, count};

struct Ran {
    code: i32,
    lines: Vec<Json>,
    err: String,
}

fn import(db: &TestDb, login: &str, args: &[&str], table: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", &db.url(login), "--lang", "en", "import"])
        .args(args)
        .args(["-", "--json"])
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(table.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8(output.stdout).expect("text");
    Ran {
        code: output.status.code().expect("an exit code"),
        lines: out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect(),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

const TABLE: &str = "\
Name,统一社会信用代码,phone,City
杭州新叶食品有限公司,9133 0100 7996 5505 8b,0571-8888 0001,杭州
杭州 新叶食品 有限公司,,,
雅韵化妆品,,,上海
上海雅韵广告有限公司,,,上海
宁波海风渔业有限公司,91330100799655058A,,
上海晨光汽车销售有限公司,,,

宁波浪花渔业有限公司,,0571 88880001,
";

fn verdicts(ran: &Ran) -> Vec<String> {
    let of = |line: &Json| {
        let found = line["alike"].as_array().expect("a list").iter();
        let found: Vec<String> = found
            .map(|it| {
                format!(
                    "{} {} {}",
                    it["verdict"].as_str().unwrap(),
                    it["reason"].as_str().unwrap(),
                    it["line"]
                )
            })
            .collect();
        format!("{} {} [{}]", line["line"], line["stored"].is_number(), found.join(", "))
    };
    ran.lines.iter().map(of).collect()
}

#[test]
fn every_line_is_judged_beside_what_is_there_and_the_lines_before() {
    let db = TestDb::golden();
    let before = count(&mut db.admin(), "kehu.customer");
    let expected = [
        "2 true []",
        "3 false [block name 2]",
        "4 false [strong core null]",
        "5 true [weak brand null]",
        "6 false []",
        "7 false [block name null]",
        "9 false [strong phone 2]",
    ];
    let checked = import(&db, "john", &["customer", "--check"], TABLE);
    assert_eq!(verdicts(&checked), expected, "{}", checked.err);
    assert_eq!(checked.code, 3);
    assert!(checked.err.contains("2 would be stored, 5 not; nothing was changed"), "{}", checked.err);
    assert_eq!(count(&mut db.admin(), "kehu.customer"), before);
    let wrong = checked.lines[4]["refused"].as_str().expect("why");
    assert!(wrong.contains("Tax id") && wrong.contains("mistyped"), "{wrong}");

    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("rejected.csv");
    let rejected = ["--rejected", file.to_str().expect("a path")];
    let done = import(&db, "john", &[&["customer"][..], &rejected].concat(), TABLE);
    assert_eq!(verdicts(&done), expected);
    assert_eq!(count(&mut db.admin(), "kehu.customer"), before + 2);
    let text = std::fs::read_to_string(&file).expect("the file is there");
    assert_eq!(text.lines().count(), 6, "{text}");
    assert!(text.contains("雅韵化妆品,,,上海,") && text.contains("王约翰"), "with why: {text}");

    // Again: nothing is stored twice. And what is very like, when it is said so.
    let again = import(&db, "john", &["customer"], TABLE);
    assert_eq!(verdicts(&again)[0], "2 true []");
    assert_eq!(count(&mut db.admin(), "kehu.customer"), before + 2);
    let all = import(&db, "john", &["customer", "--very-like"], TABLE);
    assert_eq!(all.lines.iter().filter(|line| line["stored"].is_number()).count(), 4);
    assert_eq!(count(&mut db.admin(), "kehu.customer"), before + 4);
}

#[test]
fn people_are_judged_by_number_and_name_and_go_to_their_customers() {
    let db = TestDb::golden();
    let table = "customer;姓名;mobile;Decides\n\
        上海雅韵化妆品有限公司;钱经理;138 0013 8000;yes\n\
        上海雅韵化妆品有限公司;老钱;13800138000;\n\
        没有这家;孙某;;\n";
    let ran = import(&db, "john", &["contact"], table);
    assert_eq!(verdicts(&ran), ["2 true []", "3 false [strong mobile 2]", "4 false []"], "{}", ran.err);
    assert_eq!(
        count(&mut db.admin(), "kehu.contact where name = '钱经理' and customer_id = 1 and is_decider"),
        1
    );
}

#[test]
fn a_table_that_is_none_is_refused_whole() {
    let db = TestDb::golden();
    for (login, kind, table, code, said) in [
        ("john", "customer", "name,colour\nx,red\n", 2, "colour"),
        ("john", "customer", "city\nx\n", 2, "Name is missing"),
        ("john", "customer", "name,Name\nx,y\n", 2, "twice"),
        ("john", "order", "name\nx\n", 2, "customer"),
        ("chenm", "customer", "name\nx\n", 3, "not for your role"),
        ("john", "customer", "name\n", 1, ""),
    ] {
        let ran = import(&db, login, &[kind], table);
        assert_eq!(ran.code, code, "{table}: {}", ran.err);
        assert!(ran.err.contains(said), "{table}: {}", ran.err);
    }
}

#[test]
fn a_line_with_a_code_changes_that_record_and_a_check_tells_before_and_after() {
    let db = TestDb::golden();
    let code = crate::support::one(&mut db.admin(), "select code::text as v from kehu.customer where id = 1");
    let theirs =
        crate::support::one(&mut db.admin(), "select code::text as v from kehu.customer where id = 3");
    let table = format!(
        "客户编号,Name,City,Phone\n{code},,苏州,\n{theirs},,苏州,\nCU-99999,,苏州,\n{code},上海雅韵化妆品有限公司,苏州,\n,常州新来有限公司,常州,\n{code},{},,\n",
        crate::support::one(&mut db.admin(), "select name::text as v from kehu.customer where id = 2")
    );
    let table = table.replacen("客户编号", "code", 1);
    let tried = import(&db, "john", &["customer", "--update", "--check"], &table);
    let city = "kehu.customer where id = 1 and city = '苏州'";
    assert_eq!(count(&mut db.admin(), city), 0, "nothing is kept");
    assert_eq!(tried.lines[0]["changed"], serde_json::json!({ "city": ["上海", "苏州"] }));
    let came = import(&db, "john", &["customer", "--update"], &table);
    assert_eq!(came.code, tried.code);
    assert_eq!(came.lines[0], tried.lines[0]);
    assert_eq!(count(&mut db.admin(), city), 1);
    // Not his to see, and not there: one answer.
    assert!(came.lines[1]["refused"].is_string() && came.lines[1]["refused"] == came.lines[2]["refused"]);
    // The same again changes nothing; a line without a code is a new record; another's name is judged as in the form.
    assert_eq!(came.lines[3]["changed"], serde_json::json!({}));
    assert!(came.lines[4]["stored"].is_number() && came.lines[4]["changed"].is_null());
    assert!(came.lines[5]["refused"].is_string(), "{:?}", came.lines[5]);
    // Without a column that names the record nothing can be changed.
    let without = import(&db, "john", &["customer", "--update"], "Name,City\n上海雅韵化妆品有限公司,苏州\n");
    assert!(without.lines.is_empty() && without.code == 2, "{}", without.err);
    // Of contacts by their id.
    let id = crate::support::one(
        &mut db.admin(),
        "select min(id)::text as v from kehu.contact where customer_id = 1",
    );
    let person = import(&db, "john", &["contact", "--update"], &format!("id,job_title\n{id},品牌总监\n"));
    assert_eq!(person.lines[0]["changed"]["job_title"][1], "品牌总监");
    assert_eq!(
        count(&mut db.admin(), &format!("kehu.contact where id = {id} and job_title = '品牌总监'")),
        1
    );
}
