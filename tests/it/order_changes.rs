//! Changes of agreed orders on the golden company (I12): who asks and who decides, what becomes of value, plan and receipts,
//! what stays whatever is changed, and the row of before and after that each leaves.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, result::Error, sql_query,
    sql_types::Text,
};
use kehu::{
    db,
    domain::{
        kind::Kind,
        operation::{Move, Operation, Target},
        record::Values,
        replan::Step,
        value::Value,
    },
    i18n::Lang,
    store::{Reply, Request, StoreError},
};
use uuid::Uuid;

use crate::support::{TestDb, unsound};

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

/// What a statement that answers `v` said, row by row; or the reason for which it was refused, with its detail.
fn said(conn: &mut PgConnection, sql: &str) -> Result<String, String> {
    match sql_query(sql).load::<One>(conn) {
        Ok(rows) => Ok(rows.into_iter().map(|one| one.v).collect::<Vec<_>>().join(", ")),
        Err(Error::DatabaseError(_, info)) => {
            let name = info.constraint_name().unwrap_or_else(|| info.message()).replace("kehu:", "");
            let detail = info.details().unwrap_or_default();
            Err(format!("{name} {detail}").trim_end().to_owned())
        }
        Err(error) => panic!("{sql}: {error}"),
    }
}

fn told(db: &TestDb, sql: &str) -> String {
    said(&mut db.admin(), sql).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

fn order(db: &TestDb, id: i64) -> String {
    told(
        db,
        &format!(
            "select concat_ws(' ', state, net_amount, planned, received, lines_total) as v from kehu.sales_order where id = {id}"
        ),
    )
}

fn plan(db: &TestDb, id: i64) -> String {
    told(
        db,
        &format!(
            "select concat_ws(' ', due_on, amount, received) as v from kehu.instalment where order_id = {id} and state = 'open' order by due_on, seq"
        ),
    )
}

fn ask(id: i64, kind: &str) -> String {
    format!(
        "select x ->> 'state' as v from kehu.request_change({id}, (select version from kehu.sales_order where id = {id}), '{kind}', '客户撤销', gen_random_uuid()) x"
    )
}

fn decide(decision: &str, note: &str) -> String {
    format!(
        "select kehu.decide_change(id, version, '{decision}', {note}) ->> 'state' as v from kehu.order_change where state = 'requested'"
    )
}

#[test]
fn a_termination_is_asked_for_by_the_desk_and_made_by_the_director() {
    let db = TestDb::golden();
    let denied = Err("not_yours".to_owned());
    for login in ["john", "lina", "chenm", "zhaom", "sunl"] {
        assert_eq!(said(&mut db.as_login(login), &ask(1, "terminate")), denied, "{login}");
    }
    // Who decides does not ask.
    assert_eq!(said(&mut db.as_login("zhangw"), &ask(1, "terminate")), denied);
    let zhout = &mut db.as_login("zhout");
    assert_eq!(said(zhout, &ask(1, "cancel")), Err("bad_state executing".into()));
    assert_eq!(said(zhout, &ask(1, "terminate")), Ok("requested".into()));
    assert_eq!(said(zhout, &ask(1, "terminate")), Err("asked_already".into()));
    // The question changes nothing of the order, not even its version.
    assert_eq!(order(&db, 1), "executing 120000.00 120000.00 25000.00 120000.00");
    for login in ["zhout", "john", "chenm"] {
        assert_eq!(said(&mut db.as_login(login), &decide("approved", "null")), denied, "{login}");
    }
    assert_eq!(said(&mut db.as_login("zhaom"), &decide("approved", "null")), Ok(String::new()), "not seen");
    let zhangw = &mut db.as_login("zhangw");
    assert_eq!(said(zhangw, &decide("rejected", "null")), Err("needs_reason".into()));
    assert_eq!(said(zhangw, &decide("approved", "'同意'")), Ok("applied".into()));
    assert_eq!(order(&db, 1), "terminated 40000.00 40000.00 25000.00 40000.00");
    assert_eq!(plan(&db, 1), "2002-03-06 40000.00 25000.00");
    assert_eq!(
        told(&db, "select string_agg(state, ' ' order by seq) as v from kehu.insertion where order_id = 1"),
        "published cancelled cancelled"
    );
    let row =
        &db::list(zhangw, &kehu::domain::filter::ListQuery::of(Kind::OrderChange)).expect("a list").rows[0];
    assert_eq!(row.get("net_before"), &Value::Money("120000.00".parse().expect("yuan")));
    assert_eq!(row.get("net_after"), &Value::Money("40000.00".parse().expect("yuan")));
    assert_eq!((row.get("requested_by").str(), row.get("decided_by").str()), ("周婷", "张伟"));
    assert_eq!((row.get("reason").str(), row.get("decision_note").str()), ("客户撤销", "同意"));
    assert_eq!(
        row.get("before").str(),
        "= 120,000.00\n#1 中国化妆品 时尚版 封底 8折  40,000.00 x 3 = 120,000.00  2002-03-01 2002-04-01 2002-05-01\n\
         2002-03-06  40,000.00  (+25,000.00)\n2002-03-13  40,000.00\n2002-04-03  40,000.00"
    );
    assert_eq!(
        row.get("after").str(),
        "= 40,000.00\n#1 中国化妆品 时尚版 封底 8折  40,000.00 x 1 = 40,000.00  2002-03-01\n\
         2002-03-06  40,000.00  (+25,000.00)"
    );
}

#[test]
fn a_confirmed_order_is_cancelled_only_while_nothing_has_happened() {
    let db = TestDb::golden();
    assert_eq!(said(&mut db.as_login("zhout"), &ask(2, "cancel")), Ok("requested".into()));
    let book = "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 2, 'amount', '1', 'allocations',
        jsonb_build_array(jsonb_build_object('instalment_id', (select id from kehu.instalment where order_id = 2 and seq = 1), 'amount', '1')))) ->> 'state' as v";
    let zhout = &mut db.as_login("zhout");
    zhout.batch_execute("begin").expect("begins");
    said(zhout, book).expect("booked");
    zhout.batch_execute("commit").expect("commits");
    let zhangw = &mut db.as_login("zhangw");
    assert_eq!(said(zhangw, &decide("approved", "null")), Err("bad_state executing".into()));
    assert_eq!(said(zhangw, &decide("rejected", "'已收款'")), Ok("rejected".into()));
    // Its twin, in time.
    let db = TestDb::golden();
    said(&mut db.as_login("zhout"), &ask(2, "cancel")).expect("asked");
    assert_eq!(said(&mut db.as_login("liuzy"), &decide("approved", "null")), Ok("applied".into()));
    assert_eq!(order(&db, 2), "cancelled 88000.00 0.00 0.00 88000.00");
    assert_eq!(
        told(&db, "select net_before || ' ' || net_after as v from kehu.order_change"),
        "88000.00 0.00"
    );
}

#[test]
fn money_for_what_will_not_appear_becomes_an_advance() {
    let db = TestDb::golden();
    said(
        &mut db.as_login("zhout"),
        "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 2, 'amount', '60000', 'allocations',
           (select jsonb_agg(jsonb_build_object('instalment_id', id, 'amount', case seq when 1 then '44000' else '16000' end)) from kehu.instalment where order_id = 2))) ->> 'code' as v",
    )
    .expect("booked");
    let end = "select x ->> 'state' as v from kehu.move_order(2, (select version from kehu.sales_order where id = 2), 'terminated', 'x') x";
    assert_eq!(said(&mut db.as_login("zhout"), end), Err("not_yours".into()));
    assert_eq!(said(&mut db.as_login("zhangw"), end), Ok("terminated".into()));
    assert_eq!(order(&db, 2), "terminated 0.00 0.00 0.00 0.00");
    assert_eq!(
        told(
            &db,
            "select amount || ' ' || allocated || ' ' || unallocated as v from kehu.payment where payer_id = 2"
        ),
        "60000.00 0.00 60000.00"
    );
    assert_eq!(
        told(&db, "select kind || ' ' || state || ' ' || decided_by as v from kehu.order_change"),
        "terminate applied 3"
    );
}

/// What was paid and partly refunded stands on the instalment as a receipt and a refund: together they are what is set free.
#[test]
fn money_that_was_partly_refunded_becomes_an_advance_for_the_rest() {
    let db = TestDb::golden();
    for (kind, amount) in [("receipt", "30000"), ("refund", "10000")] {
        said(
            &mut db.as_login("zhout"),
            &format!(
                "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 2, 'kind', '{kind}', 'amount', '{amount}', 'allocations',
                   (select jsonb_agg(jsonb_build_object('instalment_id', id, 'amount', '{amount}')) from kehu.instalment where order_id = 2 and seq = 1))) ->> 'code' as v"
            ),
        )
        .expect("booked");
    }
    let end = "select x ->> 'state' as v from kehu.move_order(2, (select version from kehu.sales_order where id = 2), 'terminated', 'x') x";
    assert_eq!(said(&mut db.as_login("zhangw"), end), Ok("terminated".into()));
    let paid = "select string_agg(kind || ' ' || amount || ' ' || allocated || ' ' || unallocated, ', ' order by id) as v from kehu.payment where payer_id = 2";
    assert_eq!(told(&db, paid), "receipt 30000.00 10000.00 20000.00, refund 10000.00 10000.00 0.00");
    assert_eq!(unsound(&mut db.admin()), Vec::<String>::new());
}

/// Order 2: its first insertion failed.
fn missed(db: &TestDb) {
    let zhout = &mut db.as_login("zhout");
    for state in ["booked", "missed"] {
        said(zhout, &format!("select kehu.mark_insertion(id, version, '{state}') ->> 'state' as v from kehu.insertion where order_id = 2 and seq = 1"))
            .expect("marked");
    }
}

const REDUCE: &str = "select kehu.reduce_price(id, version, '印错') ->> 'state' as v from kehu.insertion where order_id = 2 and seq = 1";

#[test]
fn what_failed_is_taken_off_the_value_and_off_the_last_open_part() {
    let db = TestDb::golden();
    assert_eq!(said(&mut db.as_login("zhout"), REDUCE), Err("bad_state planned".into()));
    missed(&db);
    assert_eq!(said(&mut db.as_login("zhangw"), REDUCE), Err("not_yours".into()));
    assert_eq!(said(&mut db.as_login("zhout"), REDUCE), Ok("cancelled".into()));
    assert_eq!(order(&db, 2), "executing 44000.00 44000.00 0.00 44000.00");
    assert_eq!(plan(&db, 2), "2002-03-15 44000.00 0.00");
    assert_eq!(
        told(
            &db,
            "select kind || ' ' || state || ' ' || net_before || ' ' || net_after as v from kehu.order_change"
        ),
        "price_reduction applied 88000.00 44000.00"
    );
    // Where it is paid already it is said how much would have to be refunded first.
    let db = TestDb::golden();
    missed(&db);
    let zhout = &mut db.as_login("zhout");
    said(zhout, "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 2, 'amount', '50000', 'allocations',
        (select jsonb_agg(jsonb_build_object('instalment_id', a.instalment_id, 'amount', a.amount::text)) from kehu.propose_allocation(2, 50000) a))) ->> 'code' as v")
        .expect("booked");
    assert_eq!(said(zhout, REDUCE), Err("paid_already 6000.00".into()));
}

/// A change of an order of one line: its issues by their numbers, its discount, its plan.
fn change(id: i64, intent: &str, issues: &str, discount: &str, parts: &str) -> String {
    format!(
        "select kehu.change_order(jsonb_build_object('intent', '{intent}', 'id', o.id, 'version', o.version, 'customer_id', o.customer_id, 'reason', '加刊',
           'lines', jsonb_build_array(jsonb_build_object('publication_id', l.publication_id, 'position_id', l.position_id, 'list_price', l.list_price::text,
             'discount', '{discount}', 'insertions', (select jsonb_agg(jsonb_build_object('issue_id', i.id) order by i.no) from kehu.issue i
                where i.publication_id = l.publication_id and i.no = any ('{{{issues}}}')))),
           'instalments', '{parts}'::jsonb)) ->> 'net_amount' as v
         from kehu.sales_order o join kehu.order_line l on l.order_id = o.id where o.id = {id}"
    )
}

const INTENT: &str = "00000000-0000-0000-0000-00000000000a";

#[test]
fn the_desk_changes_issues_and_plan_and_what_came_about_stays() {
    let db = TestDb::golden();
    let three = r#"[{"due_on": "2002-03-15", "amount": "44000"}, {"due_on": "2002-03-29", "amount": "44000"}, {"due_on": "2002-04-29", "amount": "44000", "insertion": [0, 2]}]"#;
    let more = change(2, INTENT, "5,6,7", "1", three);
    for login in ["lina", "zhangw", "sunl"] {
        assert_eq!(
            said(&mut db.as_login(login), &more),
            if login == "sunl" { Ok(String::new()) } else { Err("not_yours".into()) },
            "{login}"
        );
    }
    let zhout = &mut db.as_login("zhout");
    let todo = "select count(*)::text as v from kehu.dun(array(select id from kehu.instalment where order_id = 2 and seq = 1), gen_random_uuid()) d where d.made";
    assert_eq!(said(zhout, todo), Ok("1".into()));
    assert_eq!(said(zhout, &more), Ok("132000.00".into()));
    assert_eq!(order(&db, 2), "confirmed 132000.00 132000.00 0.00 132000.00");
    // The same again is the same change; the open todo stayed with its part; the new part is for the new insertion.
    assert_eq!(said(zhout, &more), Ok("132000.00".into()));
    assert_eq!(told(&db, "select count(*)::text as v from kehu.order_change"), "1");
    assert_eq!(told(&db, "select count(*)::text as v from kehu.dunning where is_open"), "1");
    assert_eq!(
        told(
            &db,
            "select n.planned_on::text as v from kehu.instalment i join kehu.insertion n on n.id = i.insertion_id where i.order_id = 2"
        ),
        "2002-04-15"
    );

    // Order 1: issue 3 has appeared, issue 4 is booked, issue 5 is planned; 25,000 came in for the first part.
    let fresh = || Uuid::new_v4().to_string();
    let two = r#"[{"due_on": "2002-03-06", "amount": "40000"}, {"due_on": "2002-04-03", "amount": "40000"}]"#;
    let one = r#"[{"due_on": "2002-03-06", "amount": "40000"}]"#;
    assert_eq!(said(zhout, &change(1, &fresh(), "3", "0.8", one)), Err("booked_stays 1".into()));
    assert_eq!(said(zhout, &change(1, &fresh(), "3,4", "0.9", two)), Err("booked_stays 1".into()));
    let small = r#"[{"due_on": "2002-03-06", "amount": "20000"}, {"due_on": "2002-03-07", "amount": "20000"}, {"due_on": "2002-03-08", "amount": "20000"}, {"due_on": "2002-03-09", "amount": "20000"}]"#;
    assert_eq!(said(zhout, &change(1, &fresh(), "3,4", "0.8", small)), Err("received_stays 25000.00".into()));
    assert_eq!(said(zhout, &change(1, &fresh(), "3,4", "0.8", one)), Err("plan_not_whole 40000.00".into()));
    assert_eq!(said(zhout, &change(1, &fresh(), "3,4", "0.8", two)), Ok("80000.00".into()));
    assert_eq!(order(&db, 1), "executing 80000.00 80000.00 25000.00 80000.00");
    assert_eq!(plan(&db, 1), "2002-03-06 40000.00 25000.00, 2002-04-03 40000.00 0.00");
}

#[test]
fn a_change_is_held_to_floor_and_credit_as_the_confirmation_was() {
    let db = TestDb::golden();
    let fresh = || Uuid::new_v4().to_string();
    let half = r#"[{"due_on": "2002-03-15", "amount": "44000"}]"#;
    assert_eq!(
        said(&mut db.as_login("zhout"), &change(2, &fresh(), "5,6", "0.5", half)),
        Err("discount_floor 0.6000".into())
    );
    assert_eq!(
        said(&mut db.as_login("liuzy"), &change(2, &fresh(), "5,6", "0.5", half)),
        Ok("44000.00".into())
    );
    let db = TestDb::golden();
    db.admin().batch_execute("update kehu.customer set credit_limit = 100000 where id = 2").expect("a limit");
    let three = r#"[{"due_on": "2002-03-15", "amount": "132000"}]"#;
    assert_eq!(
        said(&mut db.as_login("zhout"), &change(2, &fresh(), "5,6,7", "1", three)),
        Err("over_credit 12000.00".into())
    );
    assert_eq!(
        said(&mut db.as_login("liuzy"), &change(2, &fresh(), "5,6,7", "1", three)),
        Ok("132000.00".into())
    );
}

/// An order of two issues at half the list price, handed in; 中国化妆品 时尚版 has a floor of 0.6.
fn cheap(db: &TestDb) {
    // This is about prices: the position is one that many may have.
    db.admin()
        .batch_execute("update kehu.ad_position set unique_per_issue = false where id = 1")
        .expect("a position");
    said(
        &mut db.as_login("zhout"),
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'state', 'requested',
           'lines', jsonb_build_array(jsonb_build_object('publication_id', 1, 'position_id', 1, 'list_price', '50000', 'discount', '0.5',
             'insertions', (select jsonb_agg(jsonb_build_object('issue_id', id) order by no) from kehu.issue where publication_id = 1 and no in (5, 6)))),
           'instalments', '[{\"due_on\": \"2002-03-20\", \"amount\": \"50000\"}]'::jsonb)) ->> 'code' as v",
    )
    .expect("saved");
}

/// The same order, saved with what a director is asked and what was accepted.
fn cheap_and_asked(who: &mut PgConnection, intent: &str, discount: &str, existing: &str) -> String {
    said(
        who,
        &format!(
            "select concat_ws(' ', a ->> 'state', a ->> 'asked', a ->> 'existed') as v from (select kehu.save_order(jsonb_build_object('intent', '{intent}', {existing} 'customer_id', 1,
               'state', 'requested', 'ask', ' 年框 ', 'accepted', jsonb_build_array('{{\"industry\":{{\"line\":0}}}}'),
               'lines', jsonb_build_array(jsonb_build_object('publication_id', 1, 'position_id', 1, 'list_price', '50000', 'discount', '{discount}',
                 'insertions', (select jsonb_agg(jsonb_build_object('issue_id', id) order by no) from kehu.issue where publication_id = 1 and no in (5, 6)))),
               'instalments', '[]'::jsonb)) as a) x"
        ),
    )
    .expect("saved")
}

#[test]
fn an_order_handed_in_asks_a_director_in_the_same_save_and_logs_what_was_accepted() {
    let db = TestDb::golden();
    let intent = Uuid::new_v4().to_string();
    let zhout = &mut db.as_login("zhout");
    assert_eq!(cheap_and_asked(zhout, &intent, "0.5", ""), "requested true false");
    assert_eq!(cheap_and_asked(zhout, &intent, "0.5", ""), "requested true", "once");
    let asked = "select string_agg(concat_ws(' ', kind, state, reason), ',') as v from kehu.order_change where order_id = 6";
    assert_eq!(told(&db, asked), "discount requested 年框");
    let logged = "select string_agg(concat_ws(' ', who, action, field, new), ';') as v from kehu.history('order', 6) where field = 'accepted'";
    assert_eq!(said(zhout, logged), Ok("zhout update accepted {\"industry\":{\"line\":0}}".into()));
    // A director who hands it in has agreed; where nothing is to be agreed to, nobody is asked.
    let fresh = || Uuid::new_v4().to_string();
    let again = "'id', 6, 'version', (select version from kehu.sales_order where id = 6),";
    let zhangw = &mut db.as_login("zhangw");
    assert_eq!(cheap_and_asked(zhangw, &fresh(), "0.5", again), "requested true false");
    let asked = asked.replace("order_id = 6", "order_id = 6 and state <> 'withdrawn'");
    assert_eq!(told(&db, &asked), "discount approved 年框");
    assert_eq!(cheap_and_asked(zhout, &fresh(), "0.6", ""), "requested false false");
    assert_eq!(told(&db, "select count(*)::text as v from kehu.order_change where order_id = 7"), "0");
}

const CONFIRM: &str =
    "select kehu.move_order(id, version, 'confirmed') ->> 'state' as v from kehu.sales_order where id = 6";

#[test]
fn an_approved_discount_is_confirmed_and_no_lower_one() {
    let db = TestDb::golden();
    cheap(&db);
    let zhout = &mut db.as_login("zhout");
    assert_eq!(said(zhout, CONFIRM), Err("discount_floor 0.6000".into()));
    assert_eq!(said(zhout, &ask(6, "approval")), Ok("requested".into()));
    assert_eq!(said(zhout, CONFIRM), Err("discount_floor 0.6000".into()), "asked for is not approved");
    assert_eq!(said(&mut db.as_login("john"), &decide("approved", "null")), Err("not_yours".into()));
    assert_eq!(said(&mut db.as_login("zhangw"), &decide("approved", "null")), Ok("approved".into()));
    // Lower, or more of it: not what was approved.
    for (discount, issues, plan) in [("0.49", "5,6", "49000"), ("0.5", "4,5,6", "75000")] {
        let lower = format!(
            "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'id', 6, 'version', o.version, 'customer_id', 1, 'state', 'confirmed',
               'lines', jsonb_build_array(jsonb_build_object('publication_id', 1, 'position_id', 1, 'list_price', '50000', 'discount', '{discount}',
                 'insertions', (select jsonb_agg(jsonb_build_object('issue_id', id) order by no) from kehu.issue where publication_id = 1 and no = any ('{{{issues}}}')))),
               'instalments', '[{{\"due_on\": \"2002-03-20\", \"amount\": \"{plan}\"}}]'::jsonb)) ->> 'state' as v from kehu.sales_order o where o.id = 6"
        );
        assert_eq!(said(zhout, &lower), Err("discount_floor 0.6000".into()), "{discount} {issues}");
    }
    assert_eq!(said(zhout, CONFIRM), Ok("confirmed".into()));
    assert_eq!(told(&db, "select kind || ' ' || state as v from kehu.order_change"), "discount applied");
    // Nothing is left that would need an approval.
    assert_eq!(said(zhout, &ask(6, "approval")), Err("bad_state confirmed".into()));
}

#[test]
fn a_director_agrees_to_credit_before_anybody_asks_and_to_so_much_only() {
    let db = TestDb::golden();
    cheap(&db);
    db.admin()
        .batch_execute("update kehu.customer set credit_limit = 100000 where id = 1; update kehu.publication set discount_floor = 0")
        .expect("a limit");
    let zhout = &mut db.as_login("zhout");
    assert_eq!(said(zhout, CONFIRM), Err("over_credit 5000.00".into()));
    let agree = "select kehu.approve_order(id, version, '老客户', gen_random_uuid()) ->> 'kind' as v from kehu.sales_order where id = 6";
    assert_eq!(said(zhout, agree), Err("not_yours".into()));
    assert_eq!(said(&mut db.as_login("john"), agree), Err("not_yours".into()));
    assert_eq!(said(&mut db.as_login("zhangw"), agree), Ok("credit".into()));
    assert_eq!(said(&mut db.as_login("zhangw"), agree), Err("nothing_to_approve".into()));
    // Somebody sold him more meanwhile: that is not what was agreed to.
    db.admin().batch_execute("update kehu.customer set credit_limit = 99000 where id = 1").expect("less");
    assert_eq!(said(zhout, CONFIRM), Err("over_credit 4000.00".into()));
    db.admin()
        .batch_execute("update kehu.customer set credit_limit = 100000 where id = 1")
        .expect("as before");
    assert_eq!(said(zhout, CONFIRM), Ok("confirmed".into()));
    assert_eq!(told(&db, "select kind || ' ' || state as v from kehu.order_change"), "credit applied");
}

#[test]
fn the_program_replans_in_words_and_changes_what_it_loaded() {
    let db = TestDb::golden();
    let mut zhout = db::Answering::new(db.as_login("zhout"), Lang::Zh);
    let replan = |words: &str, version| {
        let values = Values::new()
            .with("plan", Value::Text(words.into()))
            .with("reason", Value::Text("客户要求".into()));
        let targets = vec![Target { id: 2, version }];
        Request::Operate(Operation { what: Move::ReplanOrder, targets, values, intent: Uuid::new_v4() })
    };
    let Err(StoreError::Refused(reason)) = zhout.ask(&replan("30/40", 2)) else { panic!("refused") };
    assert_eq!(reason.rule, "plan_not_whole");
    let Err(StoreError::Refused(reason)) = zhout.ask(&replan("soon", 2)) else { panic!("refused") };
    assert_eq!(reason.rule, "plan_unreadable");
    // What is open is seen before; if something came in since, nothing is planned.
    let Ok(Reply::Standing(standing)) = zhout.ask(&Request::Standing(2)) else { panic!("what is open") };
    assert_eq!((standing.outstanding().to_string(), standing.open.len()), ("88000.00".into(), 2));
    let Request::Operate(mut unlike) = replan("30/40/30 m", 2) else { panic!("a move") };
    unlike.values.set("outstanding", Value::Money("87999.99".parse().expect("digits")));
    assert_eq!(zhout.ask(&Request::Operate(unlike)), Err(StoreError::Stale));
    let seen = standing.steps("30/40/30 m").expect("a plan");
    assert_eq!(zhout.ask(&replan("30/40/30 m", 2)), Ok(Reply::Moved(1)));
    let Ok(Reply::Standing(now)) = zhout.ask(&Request::Standing(2)) else { panic!("what is open") };
    let after = seen.iter().filter_map(|step| match step {
        Step::Stays(ask) | Step::Changes(_, ask) | Step::Comes(ask) => Some(*ask),
        Step::Goes(_) => None,
    });
    assert!(after.eq(now.open.iter().map(|open| open.ask)), "as it was seen: {seen:?}, {now:?}");
    assert_eq!(plan(&db, 2), "2002-03-13 26400.00 0.00, 2002-04-13 35200.00 0.00, 2002-05-13 26400.00 0.00");
    assert_eq!(told(&db, "select kind || ' ' || reason as v from kehu.order_change"), "replan 客户要求");

    let Ok(Reply::Order(mut draft)) = zhout.ask(&Request::LoadOrder(2)) else { panic!("an order") };
    draft.lines[0].insertions.truncate(1);
    draft.lines[0].amount = draft.lines[0].unit_price;
    draft.instalments.truncate(1);
    draft.instalments[0].amount = draft.net();
    let change = Request::ChangeOrder(draft.clone(), "减一期".into());
    let Ok(Reply::OrderSaved(saved)) = zhout.ask(&change) else {
        panic!("changed: {:?}", zhout.ask(&change))
    };
    assert!(!saved.existed);
    assert_eq!(order(&db, 2), "confirmed 44000.00 44000.00 0.00 44000.00");
    // Unknown outcome: asked by the intent, and sent again it is the same change.
    let Ok(Reply::OrderSaved(asked)) = zhout.ask(&Request::AskOrder(draft.intent)) else { panic!("known") };
    assert_eq!((asked.id, asked.version), (saved.id, saved.version));
    let Ok(Reply::OrderSaved(again)) = zhout.ask(&change) else { panic!("the same") };
    assert!(again.existed);
    assert_eq!(told(&db, "select count(*)::text as v from kehu.order_change where kind = 'amend'"), "1");
}
