//! A colleague added to one opportunity, or to a lead: he reads or changes that one record and nothing else (R18).

use std::collections::BTreeMap;

use diesel::{PgConnection, connection::SimpleConnection};

use crate::{
    matrix::{RELATIONS, Relation},
    support::{TestDb, count, one, refusal, values},
};

const HUANG: i32 = 7;

/// What a login reads, table by table, by the keys of its rows.
fn sight(conn: &mut PgConnection) -> BTreeMap<&'static str, Vec<String>> {
    let read = |relation: &Relation| {
        let sql = format!("select {}::text as v from {} order by 1", relation.key, relation.name);
        (relation.name, values(conn, &sql))
    };
    RELATIONS.iter().map(read).collect()
}

fn lend(db: &TestDb, by: &str, kind: &str, access: &str, until: &str) {
    let sql = format!("select kehu.share('{kind}', 1, {HUANG}, '{access}', {until}, '一起谈')");
    db.as_login(by).batch_execute(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[test]
fn r18_a_reader_of_one_opportunity_sees_it_and_nothing_else() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    john.batch_execute(
        "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', 1));
         insert into kehu.comment (opportunity_id, text) values (1, '下周给报价');
         insert into kehu.file (opportunity_id, name, body) values (1, '方案.txt', 'x');
         select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'name', '另一个机会',
           'product_line', '时尚', 'intent_evidence', '客户说要投放十期封底'))",
    )
    .unwrap();
    let before = sight(&mut db.as_login("huangzq"));
    lend(&db, "john", "opportunity", "read", "'2002-03-20'");
    let mut huang = db.as_login("huangzq");
    let mut more = sight(&mut huang);
    more.retain(|name, rows| rows.len() != before[name].len());
    let more: Vec<_> = more.iter().map(|(name, rows)| (*name, rows.len() - before[name].len())).collect();
    let expected = [
        ("kehu.comment", 1),
        ("kehu.file", 1),
        ("kehu.opportunity", 1),
        ("kehu.opportunity_card", 1),
        ("kehu.opportunity_contact", 2),
        ("kehu.opportunity_line", 1),
        ("kehu.quote", 1),
        ("kehu.quote_line", 1),
        ("kehu.stage_history", 3),
        ("kehu_rpt.opportunity", 1),
        ("kehu_rpt.quote", 1),
        // What was said and filed, the quote, three stages, one change.
        ("kehu_rpt.timeline", 7),
    ];
    assert_eq!(more, expected);
    // Of its customer not even the name.
    let name = "select coalesce((select c.name::text from kehu.customer c where c.id = o.customer_id), '') as v from kehu.opportunity o where o.id = 1";
    assert_eq!(values(&mut huang, name), [""]);
    let told = format!(
        "select w.why || ' ' || w.writes || ' ' || w.until || ' ' || w.note as v from kehu.who_sees('opportunity', 1) w where w.operator_id = {HUANG}"
    );
    assert_eq!(values(&mut huang, &told), ["share false 2002-03-20 一起谈"]);
    // He says something about it; he changes nothing, and lends it to nobody.
    huang.batch_execute("insert into kehu.comment (opportunity_id, text) values (1, '知道了')").unwrap();
    for sql in [
        "select kehu.save_opportunity(jsonb_build_object('id', 1, 'version', 1, 'name', 'y'))::text as v",
        "select kehu.move_opportunity(1, 1, 'next')::text as v",
        "insert into kehu.file (opportunity_id, name, body) values (1, 'x', 'x') returning id::text as v",
        "select kehu.share('opportunity', 1, 6, 'read')::text as v",
        "select kehu.share('opportunity', 2, 6, 'read')::text as v",
    ] {
        let refused = refusal(&mut huang, sql);
        assert!(refused == "not_yours" || refused.contains("row-level security"), "{sql}: {refused}");
    }
    // Neither does his superior see it, nor he himself when the day is over.
    assert_eq!(count(&mut db.as_login("wug"), "kehu.opportunity"), 0);
    let mut admin = db.admin();
    let day = |day: &str| format!("update kehu.setting set value = '\"{day}\"' where key = 'business_date'");
    admin.batch_execute(&day("2002-03-20")).unwrap();
    assert_eq!(count(&mut huang, "kehu.opportunity"), 1);
    admin.batch_execute(&day("2002-03-21")).unwrap();
    assert_eq!(sight(&mut huang), before);
}

#[test]
fn who_writes_on_an_opportunity_moves_it_and_gives_it_to_nobody() {
    let db = TestDb::golden();
    lend(&db, "john", "opportunity", "write", "null");
    let mut huang = db.as_login("huangzq");
    huang
        .batch_execute(
            "select kehu.save_opportunity(jsonb_build_object('id', id, 'version', version, 'name', '夏季专题二')) from kehu.opportunity where id = 1;
             select kehu.move_opportunity(id, version, 'back', '{\"reason\": \"再谈\"}') from kehu.opportunity where id = 1;
             select kehu.save_opportunity_line('{\"opportunity_id\": 1, \"position_id\": 1, \"list_price\": \"5\"}');
             insert into kehu.comment (opportunity_id, text) values (1, '改了');
             insert into kehu.file (opportunity_id, name, body) values (1, '方案.txt', 'x');
             with a as (insert into kehu.activity (kind, title, due_on) values ('call', '跟进', '2002-03-20') returning id)
               insert into kehu.pursuit (activity_id, opportunity_id) select id, 1 from a",
        )
        .unwrap();
    assert_eq!(one(&mut huang, "select name::text as v from kehu.opportunity where id = 1"), "夏季专题二");
    for sql in [
        "select kehu.delete_opportunity(id, version)::text as v from kehu.opportunity where id = 1",
        "select kehu.transfer_opportunity('{1}', 7)::text as v",
        "select kehu.share('opportunity', 1, 6, 'read')::text as v",
        "select kehu.unshare('opportunity', 1, 7)::text as v",
    ] {
        assert_eq!(refusal(&mut huang, sql), "not_yours", "{sql}");
    }
    assert_eq!(refusal(&mut huang, "select kehu.who_sees('customer', 1)::text as v"), "not_yours");
    // It stays with him whoever owns it, until he is taken off.
    db.as_login("zhangw").batch_execute("select kehu.transfer_opportunity('{1}', 5, '换人')").unwrap();
    assert_eq!(count(&mut huang, "kehu.opportunity"), 1);
    assert_eq!(
        refusal(&mut db.as_login("john"), "select kehu.unshare('opportunity', 1, 7)::text as v"),
        "not_yours"
    );
    db.as_login("lina").batch_execute("select kehu.unshare('opportunity', 1, 7)").unwrap();
    assert_eq!(count(&mut huang, "kehu.opportunity"), 0);
    // Who added whom stands in its history.
    let told = "select action || ' ' || coalesce(field, '') as v from kehu.history('opportunity', 1) where action = 'delete' or field = 'name'";
    assert_eq!(values(&mut db.as_login("lina"), told), ["delete ", "update name"]);
}

#[test]
fn a_lead_is_lent_to_be_read_or_worked_on() {
    let db = TestDb::golden();
    lend(&db, "john", "lead", "read", "null");
    let mut huang = db.as_login("huangzq");
    assert_eq!(values(&mut huang, "select id::text as v from kehu.lead"), ["1"]);
    huang.batch_execute("insert into kehu.comment (lead_id, text) values (1, '认识这家')").unwrap();
    let renamed = "update kehu.lead set city = '杭州' where id = 1 returning id::text as v";
    assert!(values(&mut huang, renamed).is_empty());
    let works = "select kehu.move_lead(id, version, 'working')::text as v from kehu.lead where id = 1";
    assert_eq!(refusal(&mut huang, works), "not_yours");
    lend(&db, "john", "lead", "write", "null");
    assert_eq!(values(&mut huang, renamed), ["1"]);
    one(&mut huang, works);
    for sql in [
        "select kehu.delete_lead(id, version)::text as v from kehu.lead where id = 1",
        "select kehu.transfer_lead('{1}', 7)::text as v",
        "select kehu.convert_lead(id, version)::text as v from kehu.lead where id = 1",
        "select kehu.share('lead', 1, 6, 'read')::text as v",
    ] {
        assert_eq!(refusal(&mut huang, sql), "not_yours", "{sql}");
    }
    // What it became is not lent with it.
    db.as_login("john")
        .batch_execute("select kehu.convert_lead(id, version) from kehu.lead where id = 1")
        .unwrap();
    assert_eq!(count(&mut huang, "kehu.lead where state = 'converted'"), 1);
    assert_eq!(count(&mut huang, "kehu.customer where name = '上海朗逸护肤品公司'"), 0);
    assert!(values(&mut huang, renamed).is_empty());
}
