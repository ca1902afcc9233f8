//! The load company in a small size: as many of everything as its measure says, whole in every sum as seen by the triggers that did
//! not make it, with every index in its place, and open to every login.

use std::{collections::BTreeSet, sync::OnceLock};

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use kehu::local::{Fixture, Step};

use crate::support::{TestDb, count};

static COMPANY: OnceLock<TestDb> = OnceLock::new();

fn fixture() -> Fixture {
    "load=0.005".parse().unwrap()
}

/// The company; tests that change it take a copy.
fn company() -> &'static TestDb {
    COMPANY.get_or_init(|| {
        let db = TestDb::empty();
        let mut told = Vec::new();
        fixture()
            .load_telling(&mut db.admin(), &mut |step| told.push(step))
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(told, Step::ALL);
        db
    })
}

#[test]
fn everything_is_there_as_often_as_the_size_says() {
    let mut conn = company().admin();
    for (from, least, most) in [
        ("kehu_priv.operator", 70, 70),
        ("kehu.customer", 1_000, 1_000),
        ("kehu.customer_card", 1_000, 1_000),
        ("kehu.contact", 2_000, 2_000),
        ("kehu.sales_order", 500, 500),
        ("kehu.insertion", 1_500, 1_500),
        ("kehu.instalment", 1_500, 1_500),
        ("kehu.activity", 5_000, 5_000),
        ("kehu.dunning where is_open", 1, 1_500),
        ("kehu.dunning where not is_open", 1, 1_500),
        ("kehu.payment", 500, 1_500),
        ("kehu.payment where unallocated > 0", 10, 100),
        (
            "kehu.payment p where (select count(*) from kehu.payment_allocation where payment_id = p.id) > 1",
            10,
            500,
        ),
        ("kehu.instalment where counted and outstanding > 0 and due_on < kehu.today()", 10, 200),
        ("kehu.instalment where counted and outstanding > 0 and due_on > kehu.today()", 10, 500),
        ("kehu.instalment where received > 0 and received < amount", 1, 200),
        ("kehu.sales_order where agency_id is not null", 10, 50),
        ("kehu.sales_order where state = 'completed'", 200, 490),
        ("kehu.insertion where holds", 10, 500),
        ("(select distinct depth from kehu_priv.reach where writes = (depth <= 1) or depth > 1) d", 5, 5),
    ] {
        let n = count(&mut conn, from);
        assert!((least..=most).contains(&n), "{from}: {n}");
    }
}

#[test]
fn it_holds_what_the_triggers_would_have_made() {
    let db = TestDb::like(company());
    let mut conn = db.admin();
    let sums = "create temp table before as \
        select o.id, o.planned, o.received, o.lines_total, o.gross_amount, o.state, c.insertions, c.delivered, c.delivered_amount \
        from kehu.sales_order o join kehu.order_card c on c.order_id = o.id; \
        create temp table paid as select id, allocated, unallocated from kehu.payment; \
        create temp table of_payments as select * from kehu.payment_allocation";
    conn.batch_execute(sums).unwrap();
    // Everything is taken away and put back, with all triggers at work.
    conn.batch_execute(
        "begin; update kehu.sales_order set amending = true; \
         delete from kehu.dunning; delete from kehu.activity where instalment_id is not null; \
         create temp table parts as select * from kehu.instalment; delete from kehu.payment_allocation; delete from kehu.instalment; \
         insert into kehu.instalment (id, order_id, customer_id, seq, due_on, amount, state) overriding system value \
           select id, order_id, customer_id, seq, due_on, amount, state from parts; \
         insert into kehu.payment_allocation (payment_id, instalment_id, amount, created_by) select payment_id, instalment_id, amount, created_by from of_payments; \
         update kehu.order_line set open = true; \
         create temp table places as select * from kehu.insertion; delete from kehu.insertion; \
         insert into kehu.insertion (id, order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount, state, published_on) \
           overriding system value select id, order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount, state, published_on from places; \
         update kehu.order_line l set open = not counted; \
         update kehu.sales_order set state = 'confirmed' where state in ('executing', 'completed'); \
         update kehu.sales_order set amending = false; \
         select kehu_priv.settle_orders(array(select id from kehu.sales_order)); commit",
    )
    .unwrap_or_else(|error| panic!("{error}"));
    for differing in [
        "before b join kehu.sales_order o using (id) join kehu.order_card c on c.order_id = o.id where \
         (b.planned, b.received, b.lines_total, b.gross_amount, b.state, b.insertions, b.delivered, b.delivered_amount) is distinct from \
         (o.planned, o.received, o.lines_total, o.gross_amount, o.state, c.insertions, c.delivered, c.delivered_amount)",
        "paid b join kehu.payment p using (id) where (b.allocated, b.unallocated) <> (p.allocated, p.unallocated)",
        "parts b join kehu.instalment i using (id) where (b.received, b.outstanding, b.counted, b.owner_id, b.dept_id, b.salesperson_id) \
         is distinct from (i.received, i.outstanding, i.counted, i.owner_id, i.dept_id, i.salesperson_id)",
        "places b join kehu.insertion i using (id) where (b.holds, b.counted, b.owner_id, b.dept_id, b.salesperson_id) \
         is distinct from (i.holds, i.counted, i.owner_id, i.dept_id, i.salesperson_id)",
    ] {
        assert_eq!(count(&mut conn, differing), 0, "{differing}");
    }
    assert_eq!(count(&mut conn, "parts"), 1_500);
}

#[test]
fn its_search_keys_are_those_of_the_triggers() {
    let db = TestDb::like(company());
    let mut conn = db.admin();
    conn.batch_execute(
        "create temp table keys as select * from kehu_priv.name_key; create temp table names as select * from kehu_priv.customer_key; \
         delete from kehu_priv.name_key; delete from kehu_priv.customer_key; \
         update kehu.customer set name = name, phone = phone; update kehu.contact set name = name",
    )
    .unwrap();
    let sorted = "(select kind, record_id, norm, array(select unnest(grams) order by 1), digits from";
    let differing = format!("({sorted} keys) except {sorted} kehu_priv.name_key)) x");
    assert_eq!(count(&mut conn, &differing), 0);
    assert_eq!(count(&mut conn, "kehu_priv.name_key"), 3_000);
    let names = "(select customer_id, name_norm, name_core, brand_key, regions, uscc from names except select customer_id, name_norm, name_core, brand_key, regions, uscc from kehu_priv.customer_key) x";
    assert_eq!(count(&mut conn, names), 0);
}

#[derive(QueryableByName, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Text1 {
    #[diesel(sql_type = Text)]
    text: String,
}

#[test]
fn every_index_and_trigger_is_in_its_place_afterwards() {
    let of = |db: &TestDb| -> BTreeSet<String> {
        let all = "select pg_get_indexdef(indexrelid) as text from pg_index i join pg_class c on c.oid = i.indrelid \
                   where c.relnamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace) \
                   union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal";
        let rows: Vec<Text1> = sql_query(all).load(&mut db.admin()).unwrap();
        rows.into_iter().map(|row| row.text).collect()
    };
    let (made, loaded) = (of(&TestDb::empty()), of(company()));
    assert!(made.len() > 200, "{}", made.len());
    assert_eq!(made.symmetric_difference(&loaded).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_wrong_sum_undoes_the_loading() {
    // Makes the logins, which belong to the whole server.
    company();
    let db = TestDb::empty();
    let mut admin = db.admin();
    // As if the filling and the schema had drifted apart: lines are stored with a list price that is not theirs.
    admin
        .batch_execute(
            "create function public.wrong() returns trigger language plpgsql as 'begin new.list_price := new.list_price + 1; return new; end'; \
             create trigger wrong before insert on kehu.order_line for each row execute function public.wrong(); \
             alter table kehu.order_line enable always trigger wrong",
        )
        .unwrap();
    let error = fixture().load(&mut admin).expect_err("the check notices it").to_string();
    assert!(error.contains("the sums of lines"), "{error}");
    assert_eq!(count(&mut admin, "kehu.customer"), 0);
}

#[test]
fn each_kind_of_people_finds_its_rows() {
    let db = company();
    let seen = |login: &str| count(&mut db.as_login(login), "kehu.customer");
    let all = seen("gm");
    assert_eq!(all, 1_000);
    let (branch, office, own, desk) = (seen("sd001"), seen("sd003"), seen("sp0001"), seen("ab01"));
    assert!(0 < own && own < branch && office < branch && branch < all, "{own} {office} {branch}");
    assert!(0 < desk && desk < all, "{desk}");
    assert!(count(&mut db.as_login("ab01"), "kehu_rpt.receivable") > 0);
}
