//! Fields that the administrator added and that are required: asked for by the database however a record is made. The same fields of opportunities
//! and leads, listed and exported; of customers that become one; of many opportunities at once.

use std::{fs, io::Write};

use diesel::connection::SimpleConnection;

use crate::{
    custom_fields::{defined, list, ran, rule, set},
    support::{Hired, TestDb, count, one, refusal, values},
};

/// Every kind has a required one.
fn strict() -> TestDb {
    let db = defined();
    db.admin()
        .batch_execute(
            "insert into kehu.custom_field (kind, name, label, type, required) values ('order', 'x_job', '工单', 'text', true),
               ('opportunity', 'x_rival', '主要对手', 'text', true), ('lead', 'x_motto', '口号', 'text', true);
             insert into kehu.custom_field (kind, name, label, label_en, type, choices) values
               ('opportunity', 'x_hall', '展厅', 'Hall', 'number', null), ('lead', 'x_stores', '门店数', 'Stores', 'number', null),
               ('lead', 'x_since', '认识', 'Since', 'date', null), ('opportunity', 'x_mood', '把握', 'Mood', 'choice', '高，低')",
        )
        .expect("fields");
    db
}

const OPPORTUNITY: &str = "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'name', '秋季',
    'product_line', '时尚', 'intent_evidence', '客户电话里明确说要做秋季专题'";

#[test]
fn what_is_required_is_asked_for_however_a_record_is_made() {
    let db = strict();
    let john = &mut db.as_login("john");
    // By psql: alone, and filled in the same transaction.
    let made = "insert into kehu.customer (name, owner_id) values ('苏州一滴水有限公司', kehu.me())";
    let said = refusal(john, made);
    assert!(said.starts_with("required") && said.contains("x_motto"), "{said}");
    let fill = "update kehu.customer_card set ext = '{\"x_motto\": \"好\"}' where customer_id = (select max(id) from kehu.customer)";
    // Nor by looking at it earlier or later than usual.
    assert_eq!(rule(john, &format!("set constraints all immediate; {made}")), "required");
    john.batch_execute(&format!("begin; set constraints all deferred; {made}; {fill}; commit"))
        .expect("whole");
    let person = "insert into kehu.contact (customer_id, name) values (1, '钱一')";
    assert_eq!(rule(john, person), "required");
    // Who makes a record fills it, also where it is not his to change afterwards; and only what he has made just now.
    let desk = &mut db.as_login("zhout");
    let club =
        "select kehu.fill_new('contact', (select max(id) from kehu.contact), '{\"x_club\": \"高尔夫\"}')";
    desk.batch_execute(&format!("begin; {person}; {club}; commit")).expect("filled by the desk");
    assert_eq!(rule(desk, club), "not_yours");
    assert_eq!(rule(john, "select kehu.fill_new('customer', 1, '{\"x_motto\": \"好\"}')"), "not_yours");
    assert_eq!(rule(john, "select kehu.fill_new('order', 1, '{}')"), "bad_value");
    // An opportunity, by its function.
    assert_eq!(rule(john, &format!("{OPPORTUNITY}))")), "required");
    john.batch_execute(&format!("{OPPORTUNITY}, 'x_rival', '甲刊'))")).expect("whole");
    // A lead; and the customer that it becomes has what both have.
    let lead = "insert into kehu.lead (name, ext) values ('无锡二泉有限公司'";
    assert_eq!(rule(john, &format!("{lead}, '{{}}')")), "required");
    john.batch_execute(&format!(
        "{lead}, '{{\"x_motto\": \"净\", \"x_stores\": 4, \"x_since\": \"2001-02-03\"}}')"
    ))
    .expect("whole");
    db.admin()
        .batch_execute("update kehu.custom_field set required = false where kind = 'contact'")
        .expect("eased");
    john.batch_execute(
        "select kehu.convert_lead(id, version) from kehu.lead where name = '无锡二泉有限公司'",
    )
    .expect("made");
    let came = "select k.ext::text as v from kehu.customer c join kehu.customer_card k on k.customer_id = c.id where c.name = '无锡二泉有限公司'";
    assert_eq!(one(john, came), r#"{"x_motto": "净", "x_since": "2001-02-03", "x_stores": 4}"#);
    // One from before the field was there lacks it, and says so.
    assert_eq!(rule(john, "select kehu.convert_lead(id, version) from kehu.lead where id = 1"), "required");
}

/// An order of one line, in this state, with this besides.
fn order(state: &str, rest: &str) -> String {
    format!(
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'state', '{state}', 'customer_id', 1{rest}, 'lines',
           (select jsonb_build_array(jsonb_build_object('publication_id', a.publication_id, 'position_id', a.id, 'list_price', '1000', 'discount', '1', 'surcharge_kind', 'design',
              'unit_price', '1000', 'amount', '1000', 'insertions', '[]'::jsonb)) from kehu.ad_position a where a.id = 1),
           'instalments', jsonb_build_array(jsonb_build_object('due_on', '2002-05-01', 'amount', '1000'))))"
    )
}

#[test]
fn an_order_is_a_draft_without_and_handed_in_only_with_what_is_required() {
    let db = strict();
    let john = &mut db.as_login("john");
    assert_eq!(rule(john, &order("requested", "")), "required");
    assert_eq!(rule(&mut db.as_login("zhout"), &order("confirmed", "")), "required");
    john.batch_execute(&order("draft", "")).expect("a draft");
    let draft = "(select max(id) from kehu.sales_order)";
    let hand_in =
        format!("select kehu.move_order(id, version, 'requested') from kehu.sales_order where id = {draft}");
    assert_eq!(rule(john, &hand_in), "required");
    john.batch_execute(&format!(
        "select kehu.fill_order(id, version, '{{\"x_job\": \"7\"}}') from kehu.sales_order where id = {draft}; {hand_in}"
    ))
    .expect("whole");
    // With the order, in one save; emptied in another only where it is not required.
    let ext = |ext: &str| format!(", 'ext', '{ext}'::jsonb");
    john.batch_execute(&order("requested", &ext(r#"{"x_job": "8", "x_ref": "甲"}"#))).expect("whole");
    let held = format!("select ext::text as v from kehu.order_card where order_id = {draft}");
    assert_eq!(one(john, &held), r#"{"x_job": "8", "x_ref": "甲"}"#);
    let again = |given: &str| {
        let again = format!(
            ", 'id', {draft}, 'version', (select version from kehu.sales_order where id = {draft}){}",
            ext(given)
        );
        order("requested", &again)
    };
    john.batch_execute(&again(r#"{"x_ref": null}"#)).expect("emptied");
    assert_eq!(one(john, &held), r#"{"x_job": "8"}"#);
    assert_eq!(rule(john, &again(r#"{"x_job": null}"#)), "required");
    assert_eq!(rule(john, &again(r#"{"x_motto": "x"}"#)), "unknown_field");
}

#[test]
fn opportunities_and_leads_have_them_in_lists_and_files() {
    let db = strict();
    let john = &mut db.as_login("john");
    john.batch_execute(&format!("{OPPORTUNITY}, 'x_rival', '甲刊', 'x_hall', 3, 'x_mood', 'c1'))"))
        .expect("one");
    john.batch_execute(&format!("{OPPORTUNITY}, 'x_rival', '乙刊', 'x_hall', 9))").replace("秋季'", "冬季'"))
        .expect("two");
    john.batch_execute("insert into kehu.lead (name, ext) values ('无锡二泉有限公司', '{\"x_motto\": \"净\", \"x_stores\": 4}')").expect("a lead");
    let url = db.url("john");
    let names = |query: &str| {
        list(&url, &[query])
            .iter()
            .map(|row| row["name"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("opportunity 展厅>2 sort:-展厅"), ["冬季", "秋季"]);
    assert_eq!(names("opportunity 把握:高"), ["秋季"]);
    assert_eq!(names("lead 门店数=4"), ["无锡二泉有限公司"]);
    let shown = list(&url, &["lead has:口号", "--columns", "name,x_motto,x_stores"]);
    assert_eq!((&shown[0]["x_motto"], &shown[0]["x_stores"]), (&"净".into(), &4.into()));
    // Hidden with the record.
    assert!(list(&db.url("huangzq"), &["opportunity has:x_rival"]).is_empty());
    let csv =
        ran(&url, &["list", "opportunity x_hall=9", "--columns", "name,x_hall,x_rival", "--format", "csv"]);
    assert!(String::from_utf8_lossy(&csv.stdout).contains("冬季,9,乙刊"), "{csv:?}");
    for (query, columns, words) in [
        ("opportunity x_hall>2", "name,x_hall,x_mood", &["冬季", "9"]),
        ("lead has:x_motto", "name,x_motto,x_stores", &["净", "4"]),
        ("customer has:x_motto", "name,x_motto", &["好", "上海雅韵化妆品有限公司"]),
    ] {
        if query.starts_with("customer") {
            john.batch_execute(&set(1, r#"{"x_motto": "好"}"#)).expect("his own");
        }
        let xlsx = ran(&url, &["list", query, "--columns", columns, "--format", "xlsx"]);
        assert!(xlsx.status.success(), "{xlsx:?}");
        let cells = cells(&xlsx.stdout);
        assert!(words.iter().all(|word| cells.iter().any(|cell| cell == word)), "{query}: {cells:?}");
    }
}

/// What a spreadsheet holds, cell by cell.
fn cells(bytes: &[u8]) -> Vec<String> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheet = book.sheet_names().first().cloned().expect("a sheet");
    book.worksheet_range(&sheet).expect("rows").cells().map(|(_, _, cell)| cell.to_string()).collect()
}

#[test]
fn an_import_takes_their_columns_and_says_what_a_line_lacks() {
    let db = defined();
    let file = tempfile::NamedTempFile::new().expect("a file");
    let table = "Name,口号,Stores,大区\n常州三江有限公司,快,12,华东\n常州四海有限公司,,3,\n常州五岳有限公司,稳,many,\n";
    fs::File::create(file.path()).and_then(|mut it| it.write_all(table.as_bytes())).expect("written");
    let path = file.path().to_str().expect("a path");
    let url = db.url("john");
    let told = ran(&url, &["import", "customer", path]);
    let told = String::from_utf8(told.stdout).expect("text");
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[1].contains("口号") || lines[1].contains("Motto"), "{told}");
    assert!(lines[2].contains("Stores"), "{told}");
    let stored = list(&url, &["customer 常州 cols:name,x_motto,x_stores,x_region"]);
    assert_eq!(stored.len(), 1, "{told}");
    assert_eq!((&stored[0]["x_motto"], &stored[0]["x_stores"]), (&"快".into(), &12.into()));
    // Without the column nothing is read; where a record needs it later, it is said of the line.
    fs::write(file.path(), "Name,Stores\n常州六合有限公司,1\n").expect("written");
    let told = ran(&url, &["import", "customer", path]);
    assert!(!told.status.success() && String::from_utf8_lossy(&told.stderr).contains("Motto"), "{told:?}");
}

#[test]
fn of_customers_that_become_one_the_chosen_values_stay_and_come_back() {
    let db = defined();
    let boss = &mut db.as_login("liuzy");
    boss.batch_execute(&set(1, r#"{"x_stores": 12, "x_motto": "好", "x_vip": true}"#)).expect("all");
    boss.batch_execute(&set(2, r#"{"x_stores": 7, "x_motto": "快", "x_since": "2001-05-01"}"#)).expect("all");
    db.admin()
        .batch_execute(
            "insert into kehu.dup_candidate (first_id, second_id, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
             select a.id, b.id, 60, 'named', a.name, b.name, a.owner_id, a.dept_id, b.owner_id, b.dept_id from kehu.customer a, kehu.customer b where (a.id, b.id) = (1, 2)",
        )
        .expect("a pair");
    let pair = "from kehu.dup_candidate where (first_id, second_id) = (1, 2)";
    let ext = |id: i64| format!("select ext::text as v from kehu.customer_card where customer_id = {id}");
    let (first, second) = (one(&mut db.admin(), &ext(1)), one(&mut db.admin(), &ext(2)));
    let admins = Hired::new(&db, 1, "sa", 1);
    let sa = &mut db.as_login(&admins.logins()[0]);
    sa.batch_execute(&format!("select kehu.merge_pair(id, version, 'first', '{{x_stores,x_since}}') {pair}"))
        .expect("one");
    let merged = r#"{"x_vip": true, "x_motto": "好", "x_since": "2001-05-01", "x_stores": 7}"#;
    assert_eq!(one(boss, &ext(1)), merged);
    sa.batch_execute(&format!("select kehu.undo_merge(id, version) {pair}")).expect("two again");
    assert_eq!((one(&mut db.admin(), &ext(1)), one(&mut db.admin(), &ext(2))), (first, second));
}

#[test]
fn many_opportunities_are_changed_at_once_and_taken_back() {
    let db = strict();
    let john = &mut db.as_login("john");
    for n in 0..3 {
        john.batch_execute(&format!("{OPPORTUNITY}, 'x_rival', '甲{n}'))")).expect("one");
    }
    let mine = "kehu.opportunity where name = '秋季'";
    // Offered are those that may be typed into, to each login as its one function decides.
    for login in
        values(&mut db.admin(), "select login::text as v from kehu_priv.operator where id <= 11 order by 1")
    {
        let conn = &mut db.as_login(&login);
        for id in values(
            &mut db.admin(),
            "select id::text as v from kehu.opportunity where deleted_at is null order by id",
        ) {
            let offered =
                one(conn, &format!("select count(*)::text as v from kehu.open_opportunities(array[{id}])"))
                    == "1";
            let version = one(
                &mut db.admin(),
                &format!("select version::text as v from kehu.opportunity where id = {id}"),
            );
            let save = format!(
                r#"select kehu.save_opportunity('{{"id": {id}, "version": {version}, "is_key_project": true}}')"#
            );
            assert_eq!(conn.batch_execute(&save).is_ok(), offered, "{login} {id}");
        }
    }
    let rows = |set: &str| {
        one(
            &mut db.admin(),
            &format!(
                "select jsonb_agg(jsonb_build_object('id', id, 'version', version, 'set', '{set}'::jsonb))::text as v from {mine}"
            ),
        )
    };
    let change = |set: &str| format!("select kehu.change_rows('opportunity', '{}')::text as v", rows(set));
    one(john, &change(r#"{"importance": "key", "product_line": "财经", "x_hall": 5}"#));
    let now = format!("select string_agg(distinct concat_ws(' ', o.importance, c.name, k.ext ->> 'x_hall'), ',') as v from (select * from {mine}) o
        join kehu.media_class c on c.id = o.class_id join kehu.opportunity_card k on k.opportunity_id = o.id");
    assert_eq!(one(john, &now), "key 财经 5");
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    assert_eq!(one(john, &format!("select kehu.undo_fields({deed})::text as v")), "3");
    assert_eq!(one(john, &now), "normal 时尚");
    // Somebody else wrote the same since: it stays as it is.
    one(john, &change(r#"{"importance": "low"}"#));
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    db.as_login("zhangw")
        .batch_execute(&format!("select kehu.save_opportunity(jsonb_build_object('id', max(id), 'version', max(version), 'importance', 'key')) from {mine} and id = (select max(id) from {mine})"))
        .expect("his director");
    assert_eq!(rule(john, &format!("select kehu.undo_fields({deed})")), "stale");
    // A stage or an end is no field.
    assert_eq!(rule(john, &change(r#"{"stage_id": 2}"#)), "not_plain");
    assert_eq!(rule(john, &change(r#"{"x_rival": null}"#)), "required");
    assert_eq!(count(john, &format!("{mine} and importance = 'low'")), 2);
    // Of leads likewise, which keep them in their own rows.
    john.batch_execute("insert into kehu.lead (name, ext) values ('一', '{\"x_motto\": \"净\"}'), ('二', '{\"x_motto\": \"净\"}')").expect("leads");
    let leads = one(
        john,
        "select jsonb_agg(jsonb_build_object('id', id, 'version', version, 'set', '{\"x_stores\": 3, \"city\": \"苏州\"}'::jsonb))::text as v from kehu.lead where name in ('一', '二')",
    );
    one(john, &format!("select kehu.change_rows('lead', '{leads}')::text as v"));
    let held = "select string_agg(distinct concat_ws(' ', city, ext), ',') as v from kehu.lead where name in ('一', '二')";
    assert_eq!(one(john, held), r#"苏州 {"x_motto": "净", "x_stores": 3}"#);
    let deed = one(john, "select deed::text as v from kehu.deeds(1)");
    john.batch_execute(&format!("select kehu.undo_fields({deed})")).expect("taken back");
    assert_eq!(one(john, held), r#"{"x_motto": "净"}"#);
}
