//! Comments, files and the timeline: what is said reaches whom it concerns, unread until it is read; a file goes in and comes out whole;
//! everything that happened with a customer stands in one order, by the rights of each part. And the directory of reference customers.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};
use kehu::{
    db,
    domain::{
        filter::{Filter, ListQuery, Op},
        kind::Kind,
        operation::{Move, Operation, Target},
        record::{Row, Values},
        value::Value,
    },
    i18n::Lang,
    store::{Request, Save, Saved, StoreError},
};
use uuid::Uuid;

use crate::support::TestDb;

fn make(conn: &mut PgConnection, kind: Kind, values: Values) -> Result<Saved, StoreError> {
    let save = Save { kind, existing: None, values, intent: Uuid::new_v4() };
    db::save(conn, &save).map_err(StoreError::from)
}

fn rows(conn: &mut PgConnection, kind: Kind, filter: Filter) -> Vec<Row> {
    db::list(conn, &ListQuery::of(kind).filter(filter).limit(200)).expect("a page").rows
}

fn about(kind: &str, id: i64) -> Filter {
    Filter::eq(kind, Value::link(id, ""))
}

/// A move as the operator of this login.
fn move_on(db: &TestDb, login: &str, what: Move, row: &Row, values: Values) -> Result<(), StoreError> {
    let targets = vec![Target { id: row.id, version: row.version }];
    let operation = Operation { what, targets, values, intent: Uuid::new_v4() };
    let mut answering = db::Answering::new(db.as_login(login), Lang::En);
    answering.ask(&Request::Operate(operation)).map(drop)
}

#[test]
fn a_comment_reaches_the_owner_unread_and_is_marked_read() {
    let db = TestDb::golden();
    let (boss, owner) = (&mut db.as_login("zhangw"), &mut db.as_login("john"));
    let unread = || Filter::eq("unread", Value::Flag(true));
    assert!(rows(owner, Kind::Inbox, Filter::All).is_empty());
    let said = Values::new().with("order", Value::link(1, "")).with("text", Value::text("付款前先寄样刊"));
    make(boss, Kind::Comment, said).expect("he reads the order");

    let inbox = rows(owner, Kind::Inbox, unread());
    let [item] = inbox.as_slice() else { panic!("{inbox:?}") };
    assert_eq!(item.get("text").str(), "付款前先寄样刊");
    assert_eq!(item.get("author").plain(), "张伟");
    assert_eq!(item.get("customer").id(), Some(1), "the customer of the order");
    // It is his alone, and it stands with the order and with the customer.
    assert!(rows(boss, Kind::Inbox, Filter::All).is_empty());
    assert_eq!(rows(owner, Kind::Comment, about("order", 1)).len(), 1);
    assert_eq!(rows(owner, Kind::Comment, about("customer", 1)).len(), 1);

    assert_eq!(move_on(&db, "zhangw", Move::MarkRead, item, Values::new()), Err(StoreError::NotYours));
    move_on(&db, "john", Move::MarkRead, item, Values::new()).expect("his own");
    assert!(rows(owner, Kind::Inbox, unread()).is_empty());
    let read = rows(owner, Kind::Inbox, Filter::All);
    assert!(!read[0].get("read_at").is_empty() && !read[0].get("unread").is_set());

    // What he answers reaches who had spoken; whoever does not read the order says nothing about it and hears nothing.
    let answer = Values::new().with("order", Value::link(1, "")).with("text", Value::text("已寄出"));
    make(owner, Kind::Comment, answer.clone()).expect("his own order");
    assert_eq!(rows(boss, Kind::Inbox, unread()).len(), 1);
    let stranger = &mut db.as_login("huangzq");
    assert_eq!(make(stranger, Kind::Comment, answer).map(drop), Err(StoreError::NotYours));
    assert!(rows(stranger, Kind::Comment, Filter::All).is_empty());

    // Taken back within a day by its author, and gone from the inbox with it.
    let mine = rows(owner, Kind::Comment, Filter::eq("author", read[0].get("author").clone()));
    assert_eq!(move_on(&db, "john", Move::DeleteComment, &mine[0], Values::new()), Err(StoreError::NotYours));
    let mine = rows(boss, Kind::Comment, Filter::is("text", Op::Has, Value::text("样刊")));
    move_on(&db, "zhangw", Move::DeleteComment, &mine[0], Values::new()).expect("his own, of today");
    assert!(rows(owner, Kind::Inbox, Filter::All).is_empty());
}

fn refused(answer: Result<impl std::fmt::Debug, StoreError>) -> (String, Option<String>) {
    match answer {
        Err(StoreError::Refused(reason)) => (reason.rule, reason.field),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_file_goes_in_from_a_path_and_comes_out_whole() {
    let db = TestDb::golden();
    let dir = tempfile::tempdir().expect("a directory");
    let path = |name: &str| dir.path().join(name).display().to_string();
    let add = |login: &str, from: &str| {
        let values = Values::new().with("customer", Value::link(1, "")).with("name", Value::text(path(from)));
        make(&mut db.as_login(login), Kind::File, values)
    };
    let john = &mut db.as_login("john");
    std::fs::write(path("合同.txt"), "甲方\u{1b}[31m红\u{1b}[0m\r\n乙方\n").expect("written");
    std::fs::write(path("binary.pdf"), [0u8, 1, 2, 255]).expect("written");
    std::fs::write(path("empty"), "").expect("written");
    std::fs::write(path("big"), vec![1u8; 5 * 1024 * 1024 + 1]).expect("written");

    let name = || Some("name".to_owned());
    assert_eq!(refused(add("john", "nowhere")), ("file_not_read".into(), name()));
    assert_eq!(refused(add("john", "empty")), ("file_empty".into(), name()));
    assert_eq!(refused(add("john", "big")), ("file_too_big".into(), name()));
    add("john", "合同.txt").expect("his own customer");
    add("zhout", "binary.pdf").expect("an assistant of the branch works on its customers");
    // He reads the whole company, and adds nothing to what is not his people's.
    assert_eq!(add("huangzq", "合同.txt").map(drop), Err(StoreError::NotYours));

    let files = rows(john, Kind::File, about("customer", 1));
    let named = |name: &str| files.iter().find(|row| row.get("name").str() == name).expect(name);
    // What is shown is clean; what is kept is whole.
    assert_eq!(named("合同.txt").get("text").str(), "甲方[31m红[0m\n乙方\n");
    assert!(named("binary.pdf").get("text").is_empty());
    assert_eq!(*named("binary.pdf").get("size"), Value::Int(4));
    let to = |path: &str| Values::new().with("path", Value::text(path));
    move_on(&db, "john", Move::SaveFile, named("binary.pdf"), to(&path("out.pdf")))
        .expect("he reads the customer");
    assert_eq!(std::fs::read(path("out.pdf")).expect("written"), [0u8, 1, 2, 255]);
    let again = move_on(&db, "john", Move::SaveFile, named("合同.txt"), to(&path("out.pdf")));
    assert_eq!(refused(again), ("file_exists".into(), Some("path".into())));
    assert_eq!(std::fs::read(path("out.pdf")).expect("still there"), [0u8, 1, 2, 255]);
    let hidden = move_on(&db, "huangzq", Move::SaveFile, named("合同.txt"), to(&path("theirs")));
    assert_eq!(hidden, Err(StoreError::NotYours));
    assert_eq!(
        move_on(&db, "john", Move::DeleteFile, named("binary.pdf"), Values::new()),
        Err(StoreError::NotYours)
    );
    move_on(&db, "john", Move::DeleteFile, named("合同.txt"), Values::new()).expect("he added it");
    assert_eq!(rows(john, Kind::File, about("customer", 1)).len(), 1);
}

#[test]
fn one_timeline_tells_all_that_happened_in_order_and_by_rights() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    john.batch_execute(
        "insert into kehu.comment (customer_id, text) values (1, '说了一句');
         insert into kehu.file (customer_id, name, body) values (1, 'a.txt', 'x');
         update kehu.customer set city = '苏州' where id = 1",
    )
    .expect("his own customer");
    let told = rows(john, Kind::Event, about("customer", 1));
    let kinds: std::collections::BTreeSet<&str> = told.iter().map(|row| row.get("what").str()).collect();
    assert_eq!(Vec::from_iter(kinds), ["activity", "change", "comment", "file", "order", "payment"]);
    let times: Vec<_> = told.iter().map(|row| row.get("at").clone()).collect();
    assert!(times.windows(2).all(|pair| pair[0].compare(&pair[1]).is_ge()), "the newest first");
    let change = told.iter().find(|row| row.get("what").str() == "change").expect("a change");
    assert_eq!((change.get("part").str(), change.get("who").plain().as_str()), ("city", "王约翰"));
    assert!(change.get("told").str().ends_with("苏州"));
    // As many activities, orders and payments as their own lists have.
    for (what, kind, field) in [
        ("activity", Kind::Activity, "customer"),
        ("order", Kind::Order, "customer"),
        ("payment", Kind::Payment, "payer"),
    ] {
        let events = told.iter().filter(|row| row.get("what").str() == what).count();
        assert_eq!(events, rows(john, kind, about(field, 1)).len(), "{what}");
    }
    assert!(rows(&mut db.as_login("huangzq"), Kind::Event, about("customer", 1)).is_empty());
    // Customer service reads the customer and its orders, not its payments.
    let kinds = |login: &str| {
        let told = rows(&mut db.as_login(login), Kind::Event, about("customer", 1));
        told.iter().any(|row| row.get("what").str() == "payment")
    };
    assert!(kinds("zhangw") && !kinds("sunl"));
}

#[test]
fn a_lead_has_a_timeline_before_it_is_a_customer_and_an_opportunity_one_of_its_own() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    john.batch_execute(
        "insert into kehu.activity (kind, title, lead_id, due_on) values ('call', '再联系', 1, '2002-03-20');
         insert into kehu.comment (lead_id, text) values (1, '说了一句');
         insert into kehu.file (lead_id, name, body) values (1, 'a.txt', 'x');
         update kehu.lead set city = '苏州' where id = 1",
    )
    .expect("his own lead");
    let kinds = |conn: &mut PgConnection, field: &str, id: i64| {
        let told = rows(conn, Kind::Event, about(field, id));
        let kinds: std::collections::BTreeSet<String> =
            told.iter().map(|row| row.get("what").str().to_owned()).collect();
        Vec::from_iter(kinds)
    };
    let all = ["activity", "change", "comment", "file"];
    assert_eq!(kinds(john, "lead", 1), all);
    assert!(kinds(&mut db.as_login("huangzq"), "lead", 1).is_empty());
    let change = rows(john, Kind::Event, about("lead", 1));
    let change = change.iter().find(|row| row.get("what").str() == "change").expect("a change");
    assert_eq!((change.get("part").str(), change.get("who").plain().as_str()), ("city", "王约翰"));
    // It becomes a customer and an opportunity: what was done is told of all three, what was said and filed of the customer too.
    let One { v } = sql_query(
        "select concat_ws(' ', a ->> 'customer_id', a ->> 'opportunity_id') as v from kehu.lead l, kehu.convert_lead(l.id, l.version, null, false, '', '',
           '{\"opportunity_name\": \"夏季\", \"product_line\": \"杂志\", \"intent_evidence\": \"客户来电询问封底价格\"}') a where l.id = 1",
    )
    .get_result(john)
    .expect("converted");
    let (customer, opportunity) = v.split_once(' ').expect("two ids");
    let (customer, opportunity) = (customer.parse().expect("an id"), opportunity.parse().expect("an id"));
    assert_eq!(kinds(john, "customer", customer), ["activity", "comment", "file"]);
    assert_eq!(kinds(john, "lead", 1), all);
    john.batch_execute(&format!(
        "insert into kehu.comment (opportunity_id, text) values ({opportunity}, '问过了');
         select kehu.save_opportunity_line(jsonb_build_object('opportunity_id', {opportunity}, 'position_id', 1, 'issues', 1));
         select kehu.save_opportunity(jsonb_build_object('id', id, 'version', version, 'importance', 'key')) from kehu.opportunity where id = {opportunity}"
    ))
    .expect("his own opportunity");
    let [deal] = &rows(john, Kind::Opportunity, Filter::eq("customer", Value::link(customer, "")))[..] else {
        panic!()
    };
    let quote = Values::new().with("valid_until", Value::Date("2002-04-30".parse().expect("a date")));
    move_on(&db, "john", Move::MakeQuote, deal, quote).expect("a quote");
    assert_eq!(kinds(john, "opportunity", opportunity), ["activity", "change", "comment", "quote", "stage"]);
    let told = rows(john, Kind::Event, about("opportunity", opportunity));
    let changed: Vec<&str> =
        told.iter().filter(|it| it.get("what").str() == "change").map(|it| it.get("part").str()).collect();
    assert!(changed.contains(&"importance"), "{changed:?}");
    assert!(kinds(&mut db.as_login("huangzq"), "opportunity", opportunity).is_empty());
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

#[test]
fn the_card_says_what_orders_suggest_and_how_complete_it_is() {
    let db = TestDb::golden();
    let conn = &mut db.as_login("liuzy");
    for row in rows(conn, Kind::Customer, Filter::All) {
        let sql = format!(
            "select coalesce(sum(net_amount) filter (where signed_on > date '2001-03-13'), 0)::text || ' ' || count(*) as v
             from kehu.sales_order where customer_id = {} and state not in ('draft', 'requested', 'cancelled')",
            row.id
        );
        let One { v } = sql_query(sql).get_result(&mut db.admin()).expect("an answer");
        let (sold, orders) = v.split_once(' ').expect("two figures");
        let sold: rust_decimal::Decimal = sold.parse().expect("digits");
        assert_eq!(row.get("sold_year").decimal(), Some(sold), "{}", row.get("name").str());
        assert_eq!(row.get("orders_count").plain(), orders);
        let suggested = match sold {
            sold if sold >= 200_000.into() => "a",
            sold if sold >= 50_000.into() => "b",
            sold if sold > 0.into() => "c",
            _ => "",
        };
        assert_eq!(row.get("grade_suggested").str(), suggested);
        assert!((0..=100).contains(&row.get("completeness").id().expect("a number")));
    }
    // A suggestion changes nothing that a person set.
    let stored = |conn: &mut PgConnection| {
        rows(conn, Kind::Customer, Filter::All)
            .iter()
            .map(|row| row.get("value_grade").clone())
            .collect::<Vec<_>>()
    };
    let before = stored(conn);
    db.admin().batch_execute("update kehu.setting set value = '1' where key = 'grade_a'").expect("a setting");
    assert_eq!(stored(conn), before);
    let a = Filter::eq("grade_suggested", Value::Code("a".into()));
    assert!(rows(conn, Kind::Customer, a).iter().all(|row| row.get("sold_year").decimal() >= Some(1.into())));
    // Half filled in: three of fifteen things more.
    let one =
        |conn: &mut PgConnection| rows(conn, Kind::Customer, Filter::eq("code", Value::text("CU-00005")));
    let before = one(conn).first().map(|row| (row.id, row.get("completeness").id()));
    if let Some((id, Some(before))) = before {
        db.admin()
            .batch_execute(&format!("update kehu.customer_card set short_name = 'x', postcode = 'x', address = 'x' where customer_id = {id}"))
            .expect("a card");
        let after = rows(conn, Kind::Customer, Filter::eq("code", Value::text("CU-00005")))[0]
            .get("completeness")
            .id();
        assert!(after > Some(before), "{after:?} after {before}");
    }
    let low = rows(conn, Kind::Customer, Filter::is("completeness", Op::Lt, Value::Int(60)));
    let all = rows(conn, Kind::Customer, Filter::All);
    assert_eq!(low.len(), all.iter().filter(|row| row.get("completeness").id() < Some(60)).count());
}

#[test]
fn a_peers_reference_customer_shows_its_directory_card_only() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    john.batch_execute(
        "update kehu.customer set is_reference = true, industry = 'cosmetics' where id = 1;
         update kehu.customer_card set reference_text = '封底三期,咨询量翻倍' where customer_id = 1",
    )
    .expect("his own customer");
    let peer = &mut db.as_login("huangzq");
    let cosmetics = Filter::eq("industry", Value::Code("cosmetics".into()));
    let found = rows(peer, Kind::Reference, cosmetics);
    let [card] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(card.get("reference_text").str(), "封底三期,咨询量翻倍");
    assert_eq!(card.get("owner").plain(), "王约翰");
    assert_eq!(card.get("customer").plain(), "", "the customer itself stays out of reach");
    assert!(rows(peer, Kind::Customer, about("parent", 1)).is_empty());
    assert!(db::record(peer, Kind::Customer, 1).is_err());
    john.batch_execute("update kehu.customer set is_reference = false where id = 1")
        .expect("his own customer");
    assert!(rows(peer, Kind::Reference, Filter::All).is_empty());
}
