//! A lead becomes a customer once: with its person, with what was done and is planned, after the duplicates were looked at.

use diesel::connection::SimpleConnection;
use serde_json::Value as Json;

use crate::support::{TestDb, count, one, refusal, values};

fn rule(conn: &mut diesel::PgConnection, sql: &str) -> String {
    refusal(conn, sql).split(' ').next().unwrap_or_default().to_owned()
}

fn convert(db: &TestDb, login: &str, lead: i64, rest: &str) -> Json {
    let sql = format!(
        "select kehu.convert_lead(l.id, l.version{rest})::text as v from kehu.lead l where l.id = {lead}"
    );
    serde_json::from_str(&one(&mut db.as_login(login), &sql)).expect("an object")
}

#[test]
fn a_lead_becomes_a_customer_once_and_its_follow_ups_go_along() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute(
            "insert into kehu.activity (kind, title, lead_id, due_on) values ('call', '再联系', 1, '2002-03-20'), ('call', '已联系', 1, '2002-03-12');
             select kehu.complete_activity(id, version, '有兴趣') from kehu.activity where title = '已联系'",
        )
        .unwrap();
    let admin = &mut db.admin();
    assert_eq!(count(admin, "kehu.lead where id = 1 and last_contact_at is not null"), 1);
    let made = convert(&db, "john", 1, "");
    assert_eq!(made["existed"], false);
    let customer = made["customer_id"].as_i64().expect("a customer");
    let became = format!(
        "select concat_ws(' ', c.name, c.owner_id, c.city, c.source, k.name, k.mobile, c.last_contact_at is not null) as v
           from kehu.customer c join kehu.contact k on k.customer_id = c.id where c.id = {customer}"
    );
    assert_eq!(values(admin, &became), ["上海朗逸护肤品公司 4 上海 campaign 何晓 13911112222 t"]);
    let along = format!(
        "kehu.activity where lead_id = 1 and customer_id = {customer} and contact_id = {}",
        made["contact_id"]
    );
    assert_eq!(count(admin, &along), 2);
    // Again it answers what it became, whichever version was seen; another customer it does not become.
    let again = convert(&db, "john", 1, "");
    assert_eq!((&again["customer_id"], &again["existed"]), (&made["customer_id"], &Json::Bool(true)));
    assert_eq!(count(admin, "kehu.customer where name = '上海朗逸护肤品公司'"), 1);
    let other = "select kehu.convert_lead(id, version, 2) from kehu.lead where id = 1";
    assert_eq!(rule(&mut db.as_login("liuzy"), other), "bad_state");
    // What follows it up from now on is the customer's.
    db.as_login("john")
        .batch_execute("insert into kehu.activity (kind, title, lead_id, due_on) values ('call', '三访', 1, '2002-03-22')")
        .unwrap();
    assert_eq!(count(admin, &format!("kehu.activity where title = '三访' and customer_id = {customer}")), 1);
}

#[test]
fn who_is_very_like_is_passed_over_by_a_word_and_an_existing_customer_takes_it() {
    let db = TestDb::golden();
    let (mut john, admin) = (db.as_login("john"), &mut db.admin());
    john.batch_execute(
        "insert into kehu.lead (name, contact_name, mobile) values ('雅韵化妆品', '林雅琴', '13600000001'), ('上海雅韵化妆品有限公司', null, null)",
    )
    .unwrap();
    let like = "select kehu.convert_lead(id, version) from kehu.lead where name = '雅韵化妆品'";
    assert_eq!(rule(&mut john, like), "very_like");
    let same = "select kehu.convert_lead(id, version, null, true) from kehu.lead where name = '上海雅韵化妆品有限公司'";
    assert_eq!(rule(&mut john, same), "duplicate_name", "what is the same, no word lets in");
    // Into the one that is there: the person is known there already.
    let before = count(admin, "kehu.contact where customer_id = 1");
    john.batch_execute("select kehu.convert_lead(id, version, 1) from kehu.lead where name = '雅韵化妆品'")
        .unwrap();
    assert_eq!(count(admin, "kehu.contact where customer_id = 1"), before);
    let known = "kehu.lead l join kehu.contact k on k.id = l.contact_id where l.name = '雅韵化妆品' and k.name = '林雅琴' and l.customer_id = 1";
    assert_eq!(count(admin, known), 1);
    // Of another's customer nothing comes.
    let theirs = "select kehu.convert_lead(1, version, 3) from kehu.lead where id = 1";
    assert_eq!(rule(&mut john, theirs), "not_yours");
    // A fixed record: what it was is not changed any more.
    assert_eq!(count(&mut john, "kehu.lead where state = 'converted'"), 1);
    john.batch_execute("update kehu.lead set city = '苏州'").unwrap();
    assert_eq!(count(admin, "kehu.lead where state = 'converted' and city = '苏州'"), 0);
}

#[test]
fn an_opportunity_is_made_with_the_customer_where_one_is_named() {
    let db = TestDb::golden();
    // What he planned, what a superior planned for him, and what is done.
    let plan = |login: &str, title: &str| {
        let sql = format!(
            "insert into kehu.activity (kind, title, lead_id, owner_id, due_on) values ('call', '{title}', 1, 4, '2002-03-20')"
        );
        db.as_login(login).batch_execute(&sql).unwrap();
    };
    plan("john", "再联系");
    plan("john", "已联系");
    plan("zhangw", "主管安排");
    let (john, admin) = (&mut db.as_login("john"), &mut db.admin());
    john.batch_execute(
        "select kehu.complete_activity(id, version, '有兴趣') from kehu.activity where title = '已联系'",
    )
    .unwrap();
    // What another planned is joined to no other opportunity by hand; what one planned oneself may be.
    let join = |title: &str| {
        format!(
            "insert into kehu.pursuit (activity_id, opportunity_id) select a.id, min(o.id) from kehu.activity a, kehu.opportunity o
              where a.title = '{title}' and o.customer_id = 1 group by a.id"
        )
    };
    assert!(john.batch_execute(&join("主管安排")).is_err());
    john.batch_execute(&format!("begin; {}; rollback", join("再联系"))).expect("his own");
    // What is missing is asked for by its field, and nothing was made.
    let with = |sale: &str| {
        format!(
            "select kehu.convert_lead(id, version, null, false, '', '', jsonb_build_object({sale})) from kehu.lead where id = 1"
        )
    };
    let amount = "'amount', '120000'";
    let named = "'opportunity_name', '夏季投放', 'amount', '120000', 'expected_close_on', '2002-06-30'";
    let classed = format!("{named}, 'product_line', '杂志'");
    for (sale, refused) in [
        (amount.to_owned(), "required opportunity_name"),
        (named.to_owned(), "required product_line"),
        (classed.clone(), "needs_evidence intent_evidence"),
        (format!("{classed}, 'intent_evidence', '有意'"), "needs_evidence intent_evidence"),
        (
            format!("{named}, 'product_line', '没有', 'intent_evidence', '客户来电询问封底价格'"),
            "bad_value product_line",
        ),
    ] {
        assert_eq!(refusal(john, &with(&sale)).trim_end(), refused, "{sale}");
    }
    assert_eq!(count(admin, "kehu.customer where name = '上海朗逸护肤品公司'"), 0, "all or nothing");
    let made = convert(
        &db,
        "john",
        1,
        &format!(
            ", null, false, '', '', jsonb_build_object({classed}, 'intent_evidence', '客户来电询问封底价格')"
        ),
    );
    let (customer, opportunity) =
        (made["customer_id"].as_i64().unwrap(), made["opportunity_id"].as_i64().expect("an opportunity"));
    let became = format!(
        "select concat_ws(' ', o.name, o.amount, o.expected_close_on, o.owner_id, o.customer_id = {customer}, o.state, o.next_activity_on, o.intent_evidence) as v
           from kehu.opportunity o join kehu.lead l on l.opportunity_id = o.id where l.id = 1 and o.id = {opportunity}"
    );
    assert_eq!(
        values(john, &became),
        ["夏季投放 120000.00 2002-06-30 4 t open 2002-03-14 客户来电询问封底价格"]
    );
    // Beside the tasks of its first stage: both follow-ups that are open, whoever planned them.
    let pursued = format!(
        "select a.title as v from kehu.pursuit p join kehu.activity a on a.id = p.activity_id where p.opportunity_id = {opportunity} and p.stage_task_id is null order by 1"
    );
    assert_eq!(values(admin, &pursued), ["主管安排", "再联系"]);
    // Once, whatever is named the second time.
    let again = convert(&db, "john", 1, &format!(", null, false, '', '', jsonb_build_object({named})"));
    assert_eq!((&again["opportunity_id"], &again["existed"]), (&made["opportunity_id"], &Json::Bool(true)));
    assert_eq!(count(admin, "kehu.opportunity where name = '夏季投放'"), 1);
}

#[test]
fn the_command_line_converts_as_the_form_does() {
    let db = TestDb::golden();
    let run = |login: &str, args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kehu"))
            .args(["--url", &db.url(login), "--lang", "en", "lead", "convert", "上海朗逸护肤品公司"])
            .args(args)
            .env_remove("DATABASE_URL")
            .output()
            .expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    let named = ["--opportunity", "夏季投放", "--product-line", "杂志", "--amount", "12万"];
    let (code, said) = run("john", &named);
    assert!(code == Some(3) && said.contains("ten characters"), "{code:?} {said}");
    let (code, said) = run("john", &["--amount", "much"]);
    assert!(code == Some(3) && said.contains("amount"), "{code:?} {said}");
    assert_ne!(run("huangzq", &named).0, Some(0), "not his");
    let whole = [&named[..], &["--evidence", "客户来电询问封底价格"]].concat();
    let (code, said) = run("john", &[&whole[..], &["--check"]].concat());
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(count(&mut db.admin(), "kehu.lead where id = 1 and state = 'converted'"), 0, "only checked");
    let (code, said) = run("john", &[&whole[..], &["--json"]].concat());
    assert_eq!(code, Some(0), "{said}");
    let made: Json = serde_json::from_str(&said).expect("an object");
    assert_eq!((&made["stored"], &made["opportunity"]["name"]), (&Json::from(1), &Json::from("夏季投放")));
    let (code, said) = run("john", &[]);
    assert!(code == Some(0) && said.contains("Opportunity 夏季投放"), "again it says what it became: {said}");
    assert_eq!(count(&mut db.admin(), "kehu.opportunity where name = '夏季投放' and amount = 120000"), 1);
}
