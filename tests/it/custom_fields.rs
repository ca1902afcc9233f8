//! Fields that the administrator adds (R151): stored as the database lets them, told in the history, changed in bulk, undone, merged, and listed,
//! filtered, sorted and exported by name in a program that was built before there were any. Each program is a process of its own here, since
//! what was added is known to a whole program.

use std::process::{Command, Output};

use diesel::{PgConnection, connection::SimpleConnection};
use serde_json::Value as Json;

use crate::support::{Hired, TestDb, one, refusal, values};

const FIELDS: &str =
    "insert into kehu.custom_field (kind, name, label, label_en, type, choices, required, sort) values
    ('customer', 'region', '大区', 'Region', 'choice', '华东，华南、西 北', false, 1),
    ('customer', 'x_stores', '门店数', 'Stores', 'number', null, false, 2),
    ('customer', 'x_since', '合作起', 'Since', 'date', null, false, 3),
    ('customer', 'x_vip', '贵宾', 'VIP', 'flag', null, false, 4),
    ('customer', 'x_budget', '年预算', 'Budget', 'money', null, false, 5),
    ('customer', 'x_area', '面积', 'Area', 'decimal', null, false, 6),
    ('customer', 'x_motto', '口号', 'Motto', 'text', null, true, 6),
    ('contact', 'x_club', '俱乐部', 'Club', 'text', null, true, 1),
    ('order', 'x_ref', '参考号', 'Reference', 'text', null, false, 1)";

pub fn defined() -> TestDb {
    let db = TestDb::golden();
    db.admin().batch_execute(FIELDS).expect("fields");
    db
}

pub fn ran(url: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", url, "--lang", "en"])
        .args(args)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the program runs")
}

pub fn list(url: &str, args: &[&str]) -> Vec<Json> {
    let ran = ran(url, &[&["list"], args, &["--format", "json"]].concat());
    let out = String::from_utf8(ran.stdout).expect("text");
    serde_json::from_str(&out)
        .unwrap_or_else(|error| panic!("{args:?}: {error}: {out}{}", String::from_utf8_lossy(&ran.stderr)))
}

/// By which rule it is refused.
pub fn rule(conn: &mut PgConnection, sql: &str) -> String {
    let said = refusal(conn, sql);
    said.split(' ').next().unwrap_or_default().to_owned()
}

pub fn set(id: i64, ext: &str) -> String {
    format!("update kehu.customer_card set ext = ext || '{ext}' where customer_id = {id}")
}

#[test]
fn an_added_field_is_listed_filtered_sorted_and_exported_without_a_new_build() {
    let db = defined();
    let (john, boss) = (&mut db.as_login("john"), &mut db.as_login("liuzy"));
    let all = r#"{"x_region": "c1", "x_stores": 12, "x_since": "2001-05-01", "x_vip": true, "x_budget": "1234.50"}"#;
    john.batch_execute(&set(1, all)).expect("his own");
    boss.batch_execute(&set(2, r#"{"x_region": "c2", "x_stores": 7}"#)).expect("all");
    boss.batch_execute(&set(3, r#"{"x_region": "c1", "x_stores": 3, "x_budget": "99"}"#)).expect("all");

    let url = db.url("liuzy");
    let columns = ["--columns", "name,x_region,x_stores,x_since,x_vip,x_budget"];
    let stores = |rows: &[Json]| rows.iter().map(|row| row["x_stores"].clone()).collect::<Vec<_>>();
    let ask = |query: &str, sort: &str| list(&url, &[&[query, "--sort", sort][..], &columns[..]].concat());
    assert_eq!(stores(&ask("customers x_region:c1", "x_stores")), [Json::from(3), Json::from(12)]);
    assert_eq!(stores(&ask("customers x_stores>5", "-x_stores")), [Json::from(12), Json::from(7)]);
    // By what the administrator called it, in either language, by the word of the choice, and as the query's own columns.
    let told = list(&url, &["customer 大区:华东 sort:-门店数 cols:name,门店数"]);
    assert_eq!(stores(&told), [Json::from(12), Json::from(3)]);
    assert_eq!(stores(&ask("customers Stores<=7", "x_stores")), [Json::from(3), Json::from(7)]);
    assert_eq!(stores(&ask("customers x_budget>100", "x_stores")), [Json::from(12)]);
    assert_eq!(stores(&ask("customers x_since<2002-01-01", "x_stores")), [Json::from(12)]);
    boss.batch_execute(&set(2, r#"{"x_area": "-12.5"}"#)).expect("a decimal");
    boss.batch_execute(&set(3, r#"{"x_area": "3.75"}"#)).expect("a decimal");
    let by_area = ["--columns", "name,x_area,x_stores", "--sort", "x_area"];
    let rows = list(&url, &[&["customers 面积<3.8"][..], &by_area].concat());
    assert_eq!(
        rows.iter().map(|row| row["x_area"].to_string()).collect::<Vec<_>>().join(" ").replace('"', ""),
        "-12.5000 3.7500"
    );
    let whole = ask("customers is:x_vip", "x_stores");
    assert_eq!(whole[0]["x_since"], "2001-05-01");
    assert_eq!(whole[0]["x_vip"], true);
    assert_eq!(whole[0]["x_budget"].to_string().trim_matches('"'), "1234.50");
    // For scripts by its name, for a spreadsheet by what it is called; and as a pivot.
    let csv = ran(&url, &["list", "customers 门店数>5", "--columns", "name,x_budget", "--format", "csv"]);
    assert!(String::from_utf8_lossy(&csv.stdout).contains("1234.50"), "{csv:?}");
    let pivot = ran(&url, &["list", "customer has:大区 show:pivot(大区,sum(门店数))", "--format", "csv"]);
    assert!(String::from_utf8_lossy(&pivot.stdout).contains("15"), "{pivot:?}");
    let explained = ran(&url, &["explain", "customer 大区:华东"]);
    assert!(String::from_utf8_lossy(&explained.stdout).contains("大区"), "{explained:?}");
    // Whoever does not see the customer does not see its fields.
    assert!(list(&db.url("huangzq"), &["customers x_stores=12", "--columns", "x_stores"]).is_empty());
    // A field that is no longer offered is none any more, and comes back as it was.
    let offer = |yes: bool| format!("update kehu.custom_field set active = {yes} where name = 'x_stores'");
    db.admin().batch_execute(&offer(false)).expect("not offered");
    assert_eq!(ran(&url, &["list", "customers x_stores=12"]).status.code(), Some(2));
    db.admin().batch_execute(&offer(true)).expect("offered again");
    assert_eq!(stores(&ask("customers x_stores=12", "x_stores")), [Json::from(12)]);
}

#[test]
fn the_database_takes_what_fits_the_definition_and_nothing_else() {
    let db = defined();
    let john = &mut db.as_login("john");
    for (ext, reason) in [
        (r#"{"x_unknown": 1}"#, "unknown_field"),
        (r#"{"x_club": "a field of contacts"}"#, "unknown_field"),
        (r#"{"x_stores": "many"}"#, "bad_value"),
        (r#"{"x_stores": 1.5}"#, "bad_value"),
        (r#"{"x_stores": 99999999999}"#, "bad_value"),
        (r#"{"x_since": "2002-02-30"}"#, "bad_value"),
        (r#"{"x_since": "tomorrow"}"#, "bad_value"),
        (r#"{"x_region": "c9"}"#, "bad_value"),
        (r#"{"x_vip": "yes"}"#, "bad_value"),
        (r#"{"x_budget": "1.234"}"#, "bad_value"),
        (r#"{"x_budget": "-1"}"#, "bad_value"),
        (r#"{"x_budget": 5}"#, "bad_value"),
        (r#"{"x_area": "1.23456"}"#, "bad_value"),
        (r#"{"x_area": 1.5}"#, "bad_value"),
        (r#"{"x_motto": " "}"#, "bad_value"),
        (r#"{"x_motto": null}"#, "bad_value"),
        ("{\"x_motto\": \"a\\u001b[2J\"}", "bad_value"),
        ("{\"x_motto\": \"a\\u202eb\"}", "bad_value"),
        (r#"[1]"#, "bad_value"),
    ] {
        assert_eq!(
            rule(john, &format!("update kehu.customer_card set ext = '{ext}' where customer_id = 1")),
            reason,
            "{ext}"
        );
    }
    // A choice that is no longer offered stays where it is; a field that is required is not emptied.
    john.batch_execute(&set(1, r#"{"x_region": "c2", "x_motto": "好"}"#)).expect("a choice");
    db.admin()
        .batch_execute(
            "update kehu.dict_item set active = false where dict_code = 'customer_x_region' and code = 'c2'",
        )
        .expect("not offered any more");
    john.batch_execute(&set(1, r#"{"x_stores": 2}"#)).expect("what was there stays");
    let emptied = "update kehu.customer_card set ext = ext - 'x_motto' where customer_id = 1";
    assert_eq!(rule(john, emptied), "required");
    // More words are added to the list; nothing is kept twice.
    db.admin()
        .batch_execute("update kehu.custom_field set choices = '华东,东北' where name = 'x_region'")
        .expect("one more");
    let words =
        "select label::text as v from kehu.dict_item where dict_code = 'customer_x_region' order by sort";
    assert_eq!(values(john, words), ["华东", "华南", "西 北", "东北"]);
    // Nobody but the administrator defines fields, and not even he one that hurts.
    let define = |label: &str, rest: &str| {
        format!(
            "insert into kehu.custom_field (kind, name, label, type) values ('customer', '{rest}', {label}, 'text')"
        )
    };
    for login in ["liuzy", "john", "zhout"] {
        assert_eq!(rule(&mut db.as_login(login), &define("'a'", "x_a")), "permission", "{login}");
    }
    let admins = Hired::new(&db, 1, "sa", 1);
    let sa = &mut db.as_login(&admins.logins()[0]);
    assert_eq!(rule(sa, &define("'a'", "x_A; drop table x")), "custom_field_name");
    assert_eq!(rule(sa, &define("U&'a\\001b[31m'", "x_b")), "line_clean");
    assert_eq!(rule(sa, &define("'  '", "x_b")), "custom_field_label_blank");
    assert_eq!(rule(sa, &define("'a'", "x_stores")), "custom_field_taken");
}

#[test]
fn hostile_names_stand_in_for_nothing() {
    let db = defined();
    // Called like a field of the program, like words of the filter language, like SQL.
    db.admin()
        .batch_execute(
            "insert into kehu.custom_field (kind, name, label, label_en, type) values
               ('customer', 'x_name', '名称', 'Name', 'number'), ('customer', 'x_sort', '排序', 'sort', 'text'),
               ('customer', 'x_sql', '''; drop table kehu.customer; --', '\" or 1=1 :<>()', 'text')",
        )
        .expect("odd names");
    let url = db.url("liuzy");
    let all = list(&url, &["customers", "--columns", "all"]).len();
    assert!(all > 3);
    let found = list(&url, &["customer 名称:上海雅韵 sort:名称 cols:name"]);
    assert!(found.len() < all && found.iter().all(|row| row["name"].is_string()), "{found:?}");
    assert_eq!(list(&url, &["customers no:x_sql"]).len(), all);
}

#[test]
fn what_changed_is_told_field_by_field_and_taken_back() {
    let db = defined();
    let john = &mut db.as_login("john");
    john.batch_execute(&set(1, r#"{"x_stores": 12, "x_motto": "好"}"#)).expect("filled");
    let rows = r#"[{"id": 1, "version": %, "set": {"x_stores": 13, "city": "苏州", "website": "a.cn"}}]"#;
    let version = one(john, "select version::text as v from kehu.customer where id = 1");
    john.batch_execute(&format!("select kehu.change_rows('customer', '{}')", rows.replace('%', &version)))
        .expect("three fields at once");
    let history = "select concat_ws(' ', field, coalesce(old, '-'), new) as v from kehu.history('customer', 1) h where action = 'update' and field like 'x%' order by at, field";
    assert_eq!(values(john, history), ["x_motto - 好", "x_stores - 12", "x_stores 12 13"]);
    let told = "select string_agg(told, ' ' order by at) as v from kehu_rpt.timeline where customer_id = 1 and part = 'ext' and told like '门店数%'";
    assert_eq!(one(john, told), "门店数: ∅ → 12 门店数: 12 → 13");
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    john.batch_execute(&format!("select kehu.undo_fields({deed})")).expect("taken back");
    let now = "select concat_ws(' ', k.ext ->> 'x_stores', c.city, coalesce(k.website, '-')) as v from kehu.customer c join kehu.customer_card k on k.customer_id = c.id where c.id = 1";
    assert!(one(john, now).starts_with("12 ") && one(john, now).ends_with(" -"), "{}", one(john, now));
    // Who wrote the same field since is in the way; who wrote another one is not.
    let fill = |ext: &str| set(1, ext);
    john.batch_execute(&fill(r#"{"x_stores": 20}"#)).expect("john");
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    db.as_login("zhangw").batch_execute(&fill(r#"{"x_vip": true}"#)).expect("his director, elsewhere");
    john.batch_execute(&format!("select kehu.undo_fields({deed})")).expect("not in the way");
    john.batch_execute(&fill(r#"{"x_stores": 21}"#)).expect("john");
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    db.as_login("zhangw").batch_execute(&fill(r#"{"x_stores": 5}"#)).expect("his director, the same");
    assert_eq!(rule(john, &format!("select kehu.undo_fields({deed})")), "stale");
    // Of a contact likewise, whose own columns stay as they are.
    let club = r#"[{"id": %, "set": {"x_club": "高尔夫", "fax": "1"}}]"#;
    let contact = one(john, "select min(id)::text as v from kehu.contact where customer_id = 1");
    let changed = format!("select kehu.change_rows('contact', '{}')::text as v", club.replace('%', &contact));
    assert_eq!(one(john, &changed), format!("{{{contact}}}"));
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    db.admin().batch_execute("update kehu.custom_field set required = false").expect("not required any more");
    john.batch_execute(&format!("select kehu.undo_fields({deed})")).expect("taken back");
    assert_eq!(
        one(
            john,
            &format!("select concat(ext, fax) as v from kehu.contact_card where contact_id = {contact}")
        ),
        "{}"
    );
}

#[test]
fn an_order_is_filled_by_whom_it_is_and_nobody_else() {
    let db = defined();
    for login in
        values(&mut db.admin(), "select login::text as v from kehu_priv.operator where id <= 11 order by 1")
    {
        let conn = &mut db.as_login(&login);
        for id in values(
            &mut db.admin(),
            "select id::text as v from kehu.sales_order where deleted_at is null order by id",
        ) {
            let offered =
                one(conn, &format!("select count(*)::text as v from kehu.fillable_orders(array[{id}])"))
                    == "1";
            let version = one(
                &mut db.admin(),
                &format!("select version::text as v from kehu.sales_order where id = {id}"),
            );
            let fill = format!(r#"select kehu.fill_order({id}, {version}, '{{"x_ref": "{login}"}}')"#);
            assert_eq!(conn.batch_execute(&fill).is_ok(), offered, "{login} {id}");
        }
    }
    let desk = &mut db.as_login("zhout");
    let bulk = r#"select kehu.change_rows('order', '[{"id": 1, "set": {"x_ref": "甲"}}]')::text as v"#;
    assert_eq!(one(desk, bulk), "{1}");
    let deed = one(desk, "select deed::text as v from kehu.deeds(1)");
    assert_eq!(one(desk, &format!("select kehu.undo_fields({deed})::text as v")), "1");
    assert_eq!(one(desk, "select ext ->> 'x_ref' as v from kehu.order_card where order_id = 1"), "zhout");
    assert!(!list(&db.url("john"), &["order 参考号:zhout cols:code"]).is_empty());
}
