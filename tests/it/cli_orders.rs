//! `kehu order add`, `order import` and `payment add` by the built program, as operators' own logins, on the stored rows.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use serde_json::Value as Json;

use crate::support::TestDb;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn kehu(url: &str, lang: &str, args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", url, "--lang", lang])
        .args(args)
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Ran {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

fn object(ran: &Ran) -> Json {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {} {}", ran.out, ran.err))
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    v: String,
}

fn lines(db: &TestDb, query: &str) -> Vec<String> {
    sql_query(query).load::<Line>(&mut db.admin()).expect(query).into_iter().map(|line| line.v).collect()
}

/// Today's orders: code and state, lines, instalments.
fn today(db: &TestDb) -> [Vec<String>; 3] {
    let order = "(select id from kehu.sales_order where signed_on = '2002-03-13')";
    [
        format!(
            "select concat_ws(' ', c.name, o.state, o.net_amount, d.plan_text) as v from kehu.sales_order o \
             join kehu.customer c on c.id = o.customer_id join kehu.order_card d on d.order_id = o.id where o.id in {order} order by o.id"
        ),
        format!(
            "select concat_ws(' ', p.name, a.name, l.discount, \
                    (select string_agg(s.no::text, ',' order by i.seq) from kehu.insertion i \
                       join kehu.issue s on s.id = i.issue_id where i.order_line_id = l.id)) as v \
               from kehu.order_line l join kehu.publication p on p.id = l.publication_id \
               join kehu.ad_position a on a.id = l.position_id where l.order_id in {order} order by l.order_id, l.seq"
        ),
        format!(
            "select concat_ws(' ', due_on, amount) as v from kehu.instalment where order_id in {order} order by order_id, seq"
        ),
    ]
    .map(|query| lines(db, &query))
}

const TEXT: &str = "shyy; sl fd 2 8; cs ny 1 8; 30/40/30 m";

fn check_stored(db: &TestDb, plan: &str) {
    let [orders, lines, parts] = today(db);
    assert_eq!(orders, [format!("上海雅韵化妆品有限公司 confirmed 155200.00 {plan}")]);
    assert_eq!(lines, ["三联生活周刊 封底 0.8000 14,15", "城市画报 内页整版 0.8000 7"]);
    assert_eq!(parts, ["2002-03-13 46560.00", "2002-04-13 62080.00", "2002-05-13 46560.00"]);
}

#[test]
fn an_order_in_words_is_checked_and_then_stored_in_both_languages() {
    for (lang, text, plan, confirmed) in [
        ("en", TEXT, "30/40/30 m", "confirmed: 155,200.00 in 3 instalments"),
        (
            "zh-CN",
            "上海雅韵；三联 封底 2期 8折；城市画报 内页整版 1期 八折；三四三 每月！",
            "三四三 每月",
            "155,200.00",
        ),
    ] {
        let db = TestDb::golden();
        let url = db.url("zhout");
        let checked = kehu(&url, lang, &["order", "add", text, "--check"], "");
        assert_eq!(checked.code, 0, "{}", checked.err);
        for part in
            ["三联生活周刊 封底", "14 04-08, 15 04-15", "120,000.00", "壹拾伍万伍仟贰佰元整", "62,080.00"]
        {
            assert!(checked.out.contains(part), "{part}: {}", checked.out);
        }
        assert_eq!(today(&db)[0], Vec::<String>::new(), "a check stores nothing");
        let stored = kehu(&url, lang, &["order", "add", text], "");
        assert_eq!(stored.code, 0, "{}", stored.err);
        assert!(stored.out.contains(confirmed), "{}", stored.out);
        check_stored(&db, plan);
    }
}

#[test]
fn scripts_get_an_object_and_their_intent_stores_once() {
    let db = TestDb::golden();
    let url = db.url("zhout");
    let intent = "0f5a1c1e-5a53-4d0e-9b1c-3a6f1f1f9b10";
    let add = ["order", "add", TEXT, "--json", "--intent", intent];
    let first = object(&kehu(&url, "en", &add, ""));
    assert_eq!(
        (&first["stored"]["state"], &first["stored"]["existed"]),
        (&"confirmed".into(), &false.into())
    );
    assert_eq!(
        (&first["net_amount"], &first["lines"][0]["issues"][1]["no"]),
        (&"155200.00".into(), &15.into())
    );
    let check = ["order", "add", "shyy; cs ny 1 8; 100 @t", "--json", "--check"];
    assert_eq!(object(&kehu(&url, "en", &check, ""))["stored"], Json::Null);
    let again =
        kehu(&url, "en", &["order", "add", "shyy; cs ny 1 8; 100 @t", "--json", "--intent", intent], "");
    let again = object(&again);
    assert_eq!(
        (&again["stored"]["code"], &again["stored"]["existed"]),
        (&first["stored"]["code"], &true.into())
    );
    check_stored(&db, "30/40/30 m");
}

#[test]
fn refusals_name_what_is_wrong_and_nothing_is_stored() {
    let db = TestDb::golden();
    for (login, text, code, said) in [
        ("zhout", "; sl fd 2", 2, "Begin with the customer"),
        ("zhout", "shyy; sl fd", 2, "Piece 2, \"sl fd\": say which issues"),
        ("zhout", "shyy; sl fd 2 abc", 2, "Piece 2"),
        ("zhout", "nobody; sl fd 2 8; 100 @t", 3, "nothing found for nobody"),
        ("zhout", "sh; cs ny 1 8; 100 @t", 3, "fits several"),
        ("zhout", "shyy; zghzp fd 1 8; 100 @t", 3, "中国化妆品 时尚版 封底 or 中国化妆品 行业版 封底"),
        ("zhout", "shyy; xx fd 1 8; 100 @t", 3, "nothing with a price today fits \"xx fd\""),
        ("zhout", "shyy; sl fd 9 8; 100 @t", 3, "can be booked"),
        ("zhout", "shyy; cs ny 1 8; 5000/3000", 3, "is left"),
        ("zhout", "shyy; cs ny 1 3; 100 @t", 3, "below the floor"),
        ("lina", "shyy; cs ny 1 8; 100 @t", 3, "nothing found"),
    ] {
        for extra in [&["--check"][..], &[]] {
            let ran = kehu(&db.url(login), "en", &[&["order", "add", text], extra].concat(), "");
            assert_eq!(ran.code, code, "{text} {extra:?}: {} {}", ran.out, ran.err);
            assert!(ran.err.contains(said), "{text} {extra:?}: {}", ran.err);
        }
        let json = object(&kehu(&db.url(login), "en", &["order", "add", text, "--json"], ""));
        assert_eq!((&json["stored"], &json["exit"]), (&Json::Null, &code.into()), "{text}");
        assert!(json["refused"].as_str().expect("words").contains(said), "{text}: {json}");
    }
    assert_eq!(today(&db)[0], Vec::<String>::new());
}

#[test]
fn terms_and_surcharges_are_said_in_words_too() {
    let db = TestDb::golden();
    let jingcheng = "update kehu.customer set kind = 'agency' where id = 2";
    sql_query(jingcheng).execute(&mut db.admin()).expect("an agency");
    let agency = lines(&db, "select name as v from kehu.customer where id = 2").remove(0);
    let text = format!(
        "shyy; sl fd 2 8; sl fd design 500; agency {agency} 15%; bill agency; contract CT-00001; tax 3%; pay after it; 100 @t"
    );
    let checked = kehu(&db.url("zhout"), "en", &["order", "add", &text, "--check"], "");
    assert_eq!(checked.code, 0, "{}", checked.err);
    for part in ["Contract CT-00001", "15%", "500.00", "after it"] {
        assert!(checked.out.contains(part), "{part}: {}", checked.out);
    }
    let stored = kehu(&db.url("zhout"), "en", &["order", "add", &text], "");
    assert_eq!(stored.code, 0, "{}", stored.err);
    let query = "select concat_ws(' ', o.agency_id, o.commission_rate, o.bill_to, o.contract_id, o.tax_rate, d.pay_note, o.net_amount) as v \
                 from kehu.sales_order o join kehu.order_card d on d.order_id = o.id where o.signed_on = '2002-03-13'";
    assert_eq!(lines(&db, query), ["2 0.1500 agency 1 0.0300 after it 120500.00"]);
    let ran = kehu(&db.url("zhout"), "en", &["order", "add", "shyy; sl fd 2 8; agency nobody; 100 @t"], "");
    assert!(ran.code == 3 && ran.err.contains("nothing found for nobody"), "{} {}", ran.code, ran.err);
}

#[test]
fn a_salesperson_hands_in_and_the_desk_may() {
    let db = TestDb::golden();
    let ran = kehu(&db.url("john"), "en", &["order", "add", "shyy; cs ny 1 8; 100 @t"], "");
    assert!(ran.code == 0 && ran.out.contains("handed in"), "{} {}", ran.out, ran.err);
    let ran = kehu(&db.url("zhout"), "en", &["order", "add", "shyy; cs ny 1 3; 100 @t", "--hand-in"], "");
    assert!(ran.code == 0 && ran.out.contains("handed in"), "{} {}", ran.out, ran.err);
    assert!(ran.err.contains("below the floor"), "the warning is told: {}", ran.err);
    let states: Vec<String> =
        today(&db)[0].iter().map(|line| line.split(' ').nth(1).unwrap_or_default().to_owned()).collect();
    assert_eq!(states, ["requested", "requested"]);
}

#[test]
fn a_file_is_stored_line_by_line_and_only_once() {
    let db = TestDb::golden();
    let url = db.url("zhout");
    let file = "# March\n\nshyy; sl fd 1 8; 100 @t\nshyy; sl fd 9 8; 100 @t\n上海晨光；城市画报 内页整版 1期 八折；100 @今天\n\
                shyy; sl fd 1 8; 100 @t\nshyy; sl\n";
    let checked = kehu(&url, "en", &["order", "import", "-", "--check"], file);
    assert_eq!(checked.code, 3, "{}", checked.err);
    let heads: Vec<&str> = checked.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(heads, ["3", "4", "5", "6", "7"], "{}", checked.out);
    assert!(checked.err.contains("3 would be stored"), "{}", checked.err);
    assert_eq!(today(&db)[0], Vec::<String>::new(), "a check stores nothing");
    let stored = kehu(&url, "en", &["order", "import", "-"], file);
    assert!(stored.code == 3 && stored.err.contains("3 stored"), "{} {}", stored.out, stored.err);
    let [orders, lines, _] = today(&db);
    assert_eq!(orders.len(), 3);
    assert_eq!(
        lines,
        ["三联生活周刊 封底 0.8000 14", "城市画报 内页整版 0.8000 7", "三联生活周刊 封底 0.8000 15"],
        "a back cover is sold once per issue, so the same words mean the next one that is free"
    );
    let again = kehu(&url, "en", &["order", "import", "-", "--json"], &format!("# one more comment\n{file}"));
    assert!(again.err.contains("0 stored") && again.err.contains("3 were there already"), "{}", again.err);
    let existed = again.out.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    assert_eq!(existed.filter(|line| line["stored"]["existed"] == true).count(), 3, "{}", again.out);
    assert_eq!(today(&db)[0].len(), 3, "nothing twice");
    let meant = kehu(&url, "en", &["order", "import", "-", "--again"], "shyy; cs ny 1 8; 100 @t\n");
    assert!(meant.code == 0 && meant.err.contains("1 stored"), "{} {}", meant.out, meant.err);
    assert_eq!(kehu(&url, "en", &["order", "import", "/nothing/here"], "").code, 2);
}

#[test]
fn a_payment_in_words_pays_what_it_names_then_the_oldest() {
    let db = TestDb::golden();
    let url = db.url("zhout");
    let query = "select concat_ws(' ', p.received_on, p.amount, p.method, i.seq, a.amount) as v from kehu.payment p \
                 left join kehu.payment_allocation a on a.payment_id = p.id left join kehu.instalment i on i.id = a.instalment_id \
                 where p.received_on >= '2002-03-12' order by p.id, i.seq";
    let text = "shyy; 5万; 昨天; SH-2002-0001 2; ref 88";
    let checked = kehu(&url, "en", &["payment", "add", text, "--check"], "");
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert!(checked.out.contains("SH-2002-0001 2") && checked.out.contains("40,000.00"), "{}", checked.out);
    assert_eq!(lines(&db, query), Vec::<String>::new(), "a check books nothing");
    let booked = kehu(&url, "en", &["payment", "add", text], "");
    assert!(booked.code == 0 && booked.out.contains("booked: 50,000.00"), "{} {}", booked.out, booked.err);
    assert_eq!(
        lines(&db, query),
        ["2002-03-12 50000.00 transfer 1 10000.00", "2002-03-12 50000.00 transfer 2 40000.00"]
    );
    let rest = object(&kehu(&url, "en", &["payment", "add", "shyy; SH-2002-0001 1; cash", "--json"], ""));
    assert_eq!(
        (&rest["amount"], &rest["method"], &rest["advance"]),
        (&"5000.00".into(), &"cash".into(), &"0.00".into())
    );
    for (login, text, code, said) in [
        ("zhout", "shyy; abc", 2, "Piece 2"),
        ("zhout", "shyy; 100; fri", 0, ""),
        ("zhout", "shyy; 100; +3", 3, "not after today"),
        ("zhout", "shyy; 100; SH-2002-0001 2", 3, "nothing open in part 2"),
        ("zhout", "shyy; 100; SH-2002-9999", 3, "SH-2002-9999"),
        ("zhout", "shyy; 100; zzz", 3, "is none of the list"),
        ("lina", "shyy; 100", 3, "nothing found"),
    ] {
        let ran = kehu(&db.url(login), "en", &["payment", "add", text, "--check"], "");
        assert_eq!(ran.code, code, "{text}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains(said), "{text}: {}", ran.err);
    }
}

#[test]
fn completions_and_the_manual_speak_the_users_language() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = kehu("", "en", &["completions", shell], "");
        assert!(ran.code == 0 && ran.out.contains("receivables"), "{shell}: {}", ran.err);
    }
    let man = kehu("", "zh-CN", &["man"], "");
    assert!(man.code == 0 && man.out.starts_with(".ie") && man.out.contains("退出码"), "{}", man.out);
}

#[test]
fn fields_that_the_company_added_are_arguments_and_columns() {
    let db = TestDb::golden();
    diesel::connection::SimpleConnection::batch_execute(
        &mut db.admin(),
        "insert into kehu.custom_field (kind, name, label, label_en, type, choices, required, sort) values
           ('order', 'x_ref', '参考号', 'Reference', 'text', null, true, 1), ('order', 'x_shops', '门店数', 'Shops', 'number', null, false, 2)",
    )
    .expect("fields");
    let url = db.url("zhout");
    let add = |fields: &[&str]| {
        let mut args = vec!["order", "add", "shyy; cs ny 1 8; 100 @t", "--json"];
        args.extend(fields.iter().flat_map(|field| ["--field", field]));
        kehu(&url, "en", &args, "")
    };
    for (fields, code, said) in [
        (&[][..], 3, "Reference"),
        (&["Reference=A-1", "Shops=many"][..], 3, "Shops"),
        (&["Colour=red"][..], 2, "Colour"),
        (&["Reference"][..], 2, "NAME=VALUE"),
    ] {
        let ran = add(fields);
        let whole = format!("{}{}", ran.out, ran.err);
        assert!(ran.code == code && whole.contains(said), "{fields:?}: {} {whole}", ran.code);
    }
    let stored = add(&["参考号=A-1", "x_shops=4"]);
    assert_eq!(stored.code, 0, "{}{}", stored.out, stored.err);
    let held = "select concat_ws(' ', k.ext ->> 'x_ref', k.ext ->> 'x_shops') as v from kehu.order_card k join kehu.sales_order o on o.id = k.order_id
        where o.signed_on = '2002-03-13' order by o.id";
    assert_eq!(lines(&db, held), ["A-1 4"]);
    // In a file they are columns, and what is wrong is told at its line.
    let file = "# spring\norder\tReference\t门店数\nshyy; cs ny 1 8; 100 @t\tB-1\t7\nshyy; cs ny 1 8; 100 @t\t\t7\nshyy; cs ny 1 8; 100 @t\tB-2\tmany\nshyy; cs ny 1 8; 100 @t\tB-2\t1\tmore\n";
    let ran = kehu(&url, "en", &["order", "import", "-"], file);
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    let said: Vec<&str> = ran.out.lines().collect();
    assert_eq!(said.len(), 4, "{}", ran.out);
    assert!(
        said[1].contains("Reference") && said[2].contains("Shops") && said[3].contains("more"),
        "{}",
        ran.out
    );
    assert_eq!(lines(&db, held), ["A-1 4", "B-1 7"]);
    let none = kehu(&url, "en", &["order", "import", "-"], "order\tColour\n");
    assert!(none.code == 2 && none.err.contains("Colour"), "{}", none.err);
}
