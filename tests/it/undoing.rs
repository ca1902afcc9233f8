//! Deeds that are taken back by deeds of their own: everything is as it was before, money by its counter-entry; by whom it was done and nobody else, and
//! not once something followed from it. What is never taken back says why.

use diesel::connection::SimpleConnection;
use kehu::{
    domain::{deed::Deed, kind::Kind},
    store::{Reply, Request, StoreError},
};

use crate::{
    lanes::Program,
    support::{TestDb, one},
};

/// Tables in which a deed may leave something behind.
const TABLES: [&str; 23] = [
    "kehu.customer",
    "kehu.customer_card",
    "kehu_priv.customer_key",
    "kehu_priv.record_share",
    "kehu.contact",
    "kehu.invoice_title",
    "kehu.activity",
    "kehu.dunning",
    "kehu.sales_order",
    "kehu.order_card",
    "kehu.order_line",
    "kehu.insertion",
    "kehu.instalment",
    "kehu.payment_allocation",
    "kehu.payment",
    "kehu.invoice",
    "kehu.contract",
    "kehu.lead",
    "kehu.opportunity",
    "kehu.opportunity_line",
    "kehu.opportunity_contact",
    "kehu.quote",
    "kehu.quote_line",
];
/// What counts changes, names rows that were made anew, or notes who saw to it last and why.
const APART: &str = "array['id','version','updated_at','created_at','created_by','intent','saved_intent','order_line_id','insertion_id','instalment_id',
    'marked_at','marked_by','assistant_id','state_reason','signed_on','deleted_at','confirmed_at','note','blocked_reason']";

fn held(db: &TestDb) -> Vec<String> {
    let table = |table: &&str| {
        let sql = format!(
            "select coalesce(jsonb_agg(r order by r::text)::text, '') as v from {table} t,
               lateral (select to_jsonb(t) - {APART} || jsonb_build_object('gone', to_jsonb(t) ->> 'deleted_at' is not null) as r) x"
        );
        format!("{table} {}", one(&mut db.admin(), &sql))
    };
    TABLES.iter().map(table).collect()
}

fn deeds(program: &Program) -> Vec<Deed> {
    match program.get(Request::Deeds) {
        Ok(Reply::Deeds(deeds)) => deeds,
        other => panic!("{other:?}"),
    }
}

/// The last deed of this login, taken back.
fn back(db: &TestDb, login: &str) -> Result<Reply, StoreError> {
    let program = Program::of(db, login);
    let deed = deeds(&program).remove(0).id;
    program.get(Request::Undo(deed))
}

/// `?table` stands for the version of row `id` there.
fn said(sql: &str, id: i64) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('?') {
        let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(after.len());
        out += &format!("{before}{id}, (select version from kehu.{} where id = {id})", &after[..end]);
        rest = &after[end..];
    }
    out + rest
}

fn deed(db: &TestDb, login: &str, sql: &str, id: i64) {
    let sql = said(sql, id);
    db.as_login(login).batch_execute(&sql).unwrap_or_else(|error| panic!("{login} {sql}: {error}"));
}

/// Done, taken back, and everything is as it was; done again by taking that back, and taken back once more.
fn there_and_back(db: &TestDb, login: &str, sql: &str, id: i64) {
    let before = held(db);
    deed(db, login, sql, id);
    let after = held(db);
    assert_ne!(after, before, "{sql} changes nothing");
    for round in 0..3 {
        let undone = back(db, login);
        assert!(undone.is_ok(), "{login} {sql} {round}: {undone:?}");
        let (now, expected) = (held(db), if round % 2 == 0 { &before } else { &after });
        for (now, expected) in now.iter().zip(expected) {
            assert_eq!(now, expected, "{login} {sql} {round}");
        }
    }
}

const DOCUMENT: &str = "select kehu.save_order(jsonb_build_object('id', o.id, 'intent', gen_random_uuid(), 'version', o.version, 'customer_id', o.customer_id, 'signed_on', '2002-03-01', \
    'lines', (select jsonb_agg(jsonb_build_object('publication_id', l.publication_id, 'position_id', l.position_id, 'list_price', '31000', 'discount', '1', \
        'insertions', (select jsonb_agg(jsonb_build_object('issue_id', i.issue_id)) from kehu.insertion i where i.order_line_id = l.id))) from kehu.order_line l where l.order_id = o.id), \
    'instalments', '[{\"due_on\": \"2002-05-01\", \"amount\": \"31000.00\"}]'::jsonb, 'note', '改', 'state', '%')) from kehu.sales_order o where o.id = 5";

#[test]
fn people_and_papers_are_as_they_were() {
    let db = TestDb::golden();
    there_and_back(&db, "john", "select kehu.delete_contact(?contact)", 1);
    there_and_back(&db, "liuzy", "select kehu.delete_customer(?customer)", 5);
    there_and_back(&db, "liuzy", "select kehu.delete_invoice_title(?invoice_title)", 1);
    let share = "select kehu.share('customer', 1, 5, 'read', null, 'x')";
    there_and_back(&db, "john", share, 1);
    deed(&db, "john", share, 1);
    there_and_back(&db, "john", "select kehu.share('customer', 1, 5, 'write', '2002-04-01', 'y')", 1);
    there_and_back(&db, "john", "select kehu.unshare('customer', 1, 5)", 1);
    for kind in ["opportunity", "lead"] {
        there_and_back(
            &db,
            "john",
            &format!("select kehu.share('{kind}', 1, 7, 'read', '2002-04-01', 'x')"),
            1,
        );
        deed(&db, "john", &format!("select kehu.share('{kind}', 1, 7, 'read')"), 1);
        there_and_back(&db, "john", &format!("select kehu.unshare('{kind}', 1, 7)"), 1);
    }
    deed(
        &db,
        "john",
        "insert into kehu.activity (kind, title, lead_id, owner_id, due_on) values ('call', '问意向', 1, kehu.me(), '2002-03-20')",
        0,
    );
    there_and_back(&db, "liuzy", "select kehu.delete_lead(?lead)", 1);
    deed(
        &db,
        "john",
        "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', 1))",
        0,
    );
    there_and_back(&db, "liuzy", "select kehu.delete_opportunity(?opportunity)", 1);
    there_and_back(&db, "zhangw", "select kehu.move_contract(?contract, 'in_force')", 1);
    there_and_back(
        &db,
        "zhangw",
        "select kehu.move_contract(?contract, 'terminated', '{\"reason\": \"x\"}')",
        1,
    );
    there_and_back(&db, "zhout", "select kehu.move_invoice(?invoice, 'delivered', '{}')", 1);
    // A customer that another has the name of by now stays deleted; a contact of a deleted customer waits for it.
    deed(&db, "liuzy", "select kehu.delete_customer(?customer)", 5);
    let name = one(&mut db.admin(), "select name::text as v from kehu.customer where id = 5");
    deed(
        &db,
        "john",
        &format!("insert into kehu.customer (intent, name) values (gen_random_uuid(), '{name}')"),
        0,
    );
    let refused = back(&db, "liuzy");
    assert!(matches!(&refused, Err(StoreError::Refused(why)) if why.rule == "duplicate_name"), "{refused:?}");
}

#[test]
fn an_opportunity_that_was_made_goes_with_its_tasks_and_comes_again() {
    let db = TestDb::golden();
    let sql = "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'name', '错录的机会',
        'product_line', '时尚', 'intent_evidence', '客户说要投放十期封底'))";
    deed(&db, "john", sql, 0);
    let live = |db: &TestDb| {
        let sql = "select concat_ws(' ', o.deleted_at is null, (select count(*) from kehu.pursuit p join kehu.activity a on a.id = p.activity_id
            where p.opportunity_id = o.id and a.deleted_at is null)) as v from kehu.opportunity o where o.name = '错录的机会'";
        one(&mut db.admin(), sql)
    };
    let made = live(&db);
    assert!(made.starts_with("t ") && made != "t 0", "{made}");
    for expected in ["f 0", &made, "f 0"] {
        let undone = back(&db, "john");
        assert!(undone.is_ok(), "{undone:?}");
        assert_eq!(live(&db), expected);
    }
    // A line that is put in is a part of it: it is taken out by hand, and never takes the opportunity along.
    let line = "select kehu.save_opportunity_line(jsonb_build_object('opportunity_id', 1, 'position_id', (select min(id) from kehu.ad_position), 'issues', 1, 'list_price', '30000'))";
    deed(&db, "john", line, 0);
    let refused = back(&db, "john");
    assert!(
        matches!(&refused, Err(StoreError::Refused(why)) if why.rule == "other" || why.rule == "not_undoable"),
        "{refused:?}"
    );
    assert_eq!(
        one(&mut db.admin(), "select (deleted_at is null)::text as v from kehu.opportunity where id = 1"),
        "true"
    );
}

#[test]
fn an_opportunity_stands_again_where_it_stood() {
    let db = TestDb::golden();
    let stands = "select concat_ws(' ', o.state, s.code, o.lost_reason, o.owner_id, (select count(*) from kehu.stage_history h where h.opportunity_id = o.id and h.left_at is null),
        (select count(*) from kehu.activity a join kehu.pursuit p on p.activity_id = a.id where p.opportunity_id = o.id and a.owner_id <> o.owner_id and a.state = 'planned')) as v
        from kehu.opportunity o join kehu.stage s on s.id = o.stage_id where o.id = 1";
    let admin = &mut db.admin();
    for sql in [
        "select kehu.move_opportunity(?opportunity, 'next', '{\"reason\": \"x\"}')",
        "select kehu.move_opportunity(?opportunity, 'back', '{\"reason\": \"x\"}')",
        "select kehu.end_opportunity(?opportunity, 'suspended', '{\"reason\": \"x\"}')",
        "select kehu.end_opportunity(?opportunity, 'invalid', '{\"reason\": \"x\"}')",
        "select kehu.end_opportunity(?opportunity, 'won', '{\"reason\": \"x\"}')",
        "select kehu.end_opportunity(?opportunity, 'lost', jsonb_build_object('lost_reason', (select min(code) from kehu.dict_item where dict_code = 'lost_reason' and active)))",
        "select kehu.transfer_opportunity(array[1], (select id::int from kehu.colleague where name = '李娜'), 'x')",
    ] {
        let before = one(admin, stands);
        deed(&db, "zhangw", sql, 1);
        let after = one(admin, stands);
        assert_ne!(after, before, "{sql}");
        for expected in [&before, &after, &before] {
            let undone = back(&db, "zhangw");
            assert!(undone.is_ok(), "{sql}: {undone:?}");
            assert_eq!(&one(admin, stands), expected, "{sql}");
        }
    }
    // What its owner lost is reopened by a superior alone, and he is told so.
    deed(&db, "john", "select kehu.end_opportunity(?opportunity, 'invalid', '{\"reason\": \"x\"}')", 1);
    let refused = back(&db, "john");
    assert!(matches!(refused, Err(StoreError::NotYours | StoreError::Refused(_))), "{refused:?}");
}

#[test]
fn orders_are_what_they_were_by_the_guards_of_what_they_were() {
    let db = TestDb::golden();
    let id = 5;
    there_and_back(&db, "zhout", "select kehu.write_off(?instalment, 'x')", 4);
    there_and_back(&db, "zhout", "select kehu.block_dunning(?instalment, '2002-03-20', 'x')", 4);
    there_and_back(&db, "zhout", "select kehu.move_order(?sales_order, 'requested')", id);
    there_and_back(&db, "zhout", "select kehu.move_order(?sales_order, 'cancelled', 'x')", id);
    there_and_back(&db, "zhout", &DOCUMENT.replace('%', "draft"), id);
    there_and_back(&db, "zhout", &DOCUMENT.replace('%', "requested"), id);
    there_and_back(&db, "zhout", &DOCUMENT.replace('%', "confirmed"), id);
    deed(&db, "zhout", &DOCUMENT.replace('%', "draft"), id);
    there_and_back(&db, "zhout", "select kehu.move_order(?sales_order, 'confirmed')", id);
    deed(&db, "zhout", "select kehu.move_order(?sales_order, 'confirmed')", id);
    there_and_back(&db, "zhangw", "select kehu.move_order(?sales_order, 'cancelled', 'x')", id);
    there_and_back(
        &db,
        "zhout",
        "select kehu.replan_order(?sales_order, '[{\"due_on\": \"2002-05-01\", \"amount\": \"88000.00\"}]', 'x', 'x')",
        2,
    );
    there_and_back(&db, "zhout", "select kehu.link_contract(?sales_order, 1)", 1);
    deed(&db, "zhout", "select kehu.mark_insertion(?insertion, 'booked')", 3);
    there_and_back(&db, "zhout", "select kehu.mark_insertion(?insertion, 'material_in')", 3);
    there_and_back(
        &db,
        "zhout",
        "select kehu.mark_insertion(?insertion, 'missed', null, null, null, 'x')",
        3,
    );
}

#[test]
fn money_goes_back_by_its_counter_entry() {
    let db = TestDb::golden();
    let owed =
        || one(&mut db.admin(), "select sum(outstanding)::text as v from kehu.instalment where counted");
    there_and_back(&db, "zhout", "select kehu.confirm_payment(?payment)", 1);
    there_and_back(&db, "zhout", "select kehu.unallocate_payment(?payment)", 1);
    let before = owed();
    // Voided with its allocations, in one transaction as the program does it: booked once more, and the void one stays.
    deed(
        &db,
        "zhout",
        "begin; select kehu.unallocate_payment(?payment); select kehu.void_payment(?payment, 'x'); commit",
        1,
    );
    assert_ne!(owed(), before);
    let undone = back(&db, "zhout");
    assert!(undone.is_ok(), "{undone:?}");
    assert_eq!(owed(), before);
    let states = "select string_agg(state || ' ' || amount, ', ' order by id) as v from kehu.payment where payer_id = 1";
    assert_eq!(one(&mut db.admin(), states), "voided 25000.00, recorded 25000.00");
    // An invoice that was asked for is withdrawn, one that was issued is taken back by a red one; that is final, and said so.
    let ask = "select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', 2, 'amount', '1000', 'invoice_title_id', \
        (select min(t.id) from kehu.invoice_title t join kehu.sales_order o on o.customer_id = t.customer_id where o.id = 2)))";
    deed(&db, "zhout", ask, 0);
    assert!(back(&db, "zhout").is_ok());
    let state =
        |id: i64| one(&mut db.admin(), &format!("select state::text as v from kehu.invoice where id = {id}"));
    assert_eq!(state(2), "void");
    deed(&db, "zhout", ask, 0);
    deed(
        &db,
        "zhout",
        "select kehu.move_invoice(?invoice, 'issued', '{\"number\": \"20020000000000000009\"}')",
        3,
    );
    assert!(back(&db, "zhout").is_ok());
    assert_eq!(state(3), "red");
    let program = Program::of(&db, "zhout");
    let last = deeds(&program).remove(0);
    assert_eq!((last.kind, last.never), (Kind::Invoice, Some("red")));
    let refused = program.get(Request::Undo(last.id));
    assert!(
        matches!(&refused, Err(StoreError::Refused(why)) if why.field.as_deref() == Some("red")),
        "{refused:?}"
    );
}

#[test]
fn only_who_did_it_takes_it_back_and_not_once_something_followed() {
    let db = TestDb::golden();
    deed(&db, "zhout", &DOCUMENT.replace('%', "confirmed"), 5);
    deed(&db, "zhout", "select kehu.write_off(?instalment, 'x')", 4);
    deed(&db, "zhout", "select kehu.confirm_payment(?payment)", 1);
    deed(&db, "zhangw", "select kehu.move_contract(?contract, 'in_force')", 1);
    deed(&db, "zhout", "select kehu.move_invoice(?invoice, 'delivered', '{}')", 1);
    deed(&db, "zhout", "select kehu.mark_insertion(?insertion, 'booked')", 3);
    deed(&db, "zhout", "select kehu.mark_insertion(?insertion, 'missed', null, null, null, 'x')", 3);
    deed(&db, "john", "select kehu.delete_contact(?contact)", 1);
    deed(&db, "john", "select kehu.share('customer', 1, 5, 'read', null, 'x')", 0);
    let deeds = |login: &str| deeds(&Program::of(&db, login));
    let did = |(login, count): &(&str, usize)| {
        deeds(login).into_iter().take(*count).map(|deed| deed.id).collect::<Vec<_>>()
    };
    let all: Vec<i64> = [("zhout", 6), ("zhangw", 1), ("john", 2)].iter().flat_map(did).collect();
    // Nobody else: not by the deed, not by the functions it is made of; not the general manager.
    let before = held(&db);
    for login in ["liuzy", "chenm", "lina", "sunl", "zhaom"] {
        let conn = &mut db.as_login(login);
        for deed in &all {
            assert!(
                conn.batch_execute(&format!("select kehu.counter_deed({deed}, 'x')")).is_err(),
                "{login} {deed}"
            );
        }
        for (sql, id) in [
            ("select kehu.restore_order(?sales_order)", 5),
            ("select kehu.ask_again(?instalment)", 4),
            ("select kehu.unconfirm_payment(?payment)", 1),
            ("select kehu.contract_back(?contract)", 1),
            ("select kehu.invoice_back(?invoice)", 1),
            ("select kehu.insertion_back(?insertion)", 3),
            ("select kehu.restore_record('contact', 1)", 1),
        ] {
            // Whether the row is seen at all or not.
            let sql = said(sql, id);
            assert!(conn.batch_execute(&sql).is_err(), "{login} {sql}");
        }
    }
    assert_eq!(held(&db), before);
    // Something followed: an appearance is booked, so the order stays confirmed, and it is said why.
    let zhout = Program::of(&db, "zhout");
    let confirmed = deeds("zhout").into_iter().find(|deed| deed.kind == Kind::Order).expect("the order").id;
    let line = one(&mut db.admin(), "select min(id)::text as v from kehu.insertion where order_id = 5");
    deed(&db, "zhout", "select kehu.mark_insertion(?insertion, 'booked')", line.parse().expect("an id"));
    let refused = zhout.get(Request::Undo(confirmed));
    assert!(
        matches!(&refused, Err(StoreError::Refused(why)) if why.rule == "changed_since" || why.rule == "bad_state"),
        "{refused:?}"
    );
    // Nor twice.
    let written =
        deeds("zhout").into_iter().find(|deed| deed.kind == Kind::Instalment).expect("written off").id;
    assert!(zhout.get(Request::Undo(written)).is_ok());
    assert!(zhout.get(Request::Undo(written)).is_err());
}
