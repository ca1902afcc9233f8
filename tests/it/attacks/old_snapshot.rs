//! A client chooses its isolation level: what it opened before something changed must not help it afterwards. Each test
//! opens a transaction that keeps its snapshot, lets a colleague act, and goes on.

use diesel::{PgConnection, connection::SimpleConnection};

use super::value;
use crate::support::TestDb;

const KEEPS: &str = "begin isolation level repeatable read; select count(*) from kehu.customer";

fn new_customer(db: &TestDb, name: &str) -> String {
    value(
        &mut db.as_login("john"),
        &format!("insert into kehu.customer (name) values ('{name}') returning id::text as v"),
    )
}

fn order(db: &TestDb, customer: &str) {
    let sql = format!(
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {customer}))"
    );
    db.as_login("zhout").batch_execute(&sql).expect("the desk enters an order");
}

fn said(conn: &mut PgConnection, sql: &str) -> String {
    conn.batch_execute(sql).expect_err(sql).to_string()
}

/// An order that the snapshot does not show would be left without its customer.
#[test]
fn a_customer_with_a_new_order_is_neither_deleted_nor_archived() {
    let db = TestDb::golden();
    for (name, sql) in [
        ("甲", "select kehu.delete_customer({}, 1)"),
        ("乙", "select kehu.set_customer_status({}, 1, 'archived', 'x')"),
    ] {
        let id = new_customer(&db, name);
        let sql = sql.replace("{}", &id);
        let mut john = db.as_login("john");
        john.batch_execute(KEEPS).unwrap();
        order(&db, &id);
        assert!(said(&mut john, &sql).contains("bad_state"), "{sql}");
        john.batch_execute("rollback").unwrap();
        assert!(said(&mut john, &sql).contains("has_orders"), "{sql}");
        // The twin: no order, the usual level.
        let other = new_customer(&db, &format!("{name}二"));
        john.batch_execute(&sql.replace(&format!("({id},"), &format!("({other},"))).expect("it has no order");
    }
}

/// The former owner lends nothing that was taken from him.
#[test]
fn a_customer_that_was_transferred_is_not_shared_afterwards() {
    let db = TestDb::golden();
    let id = new_customer(&db, "甲");
    let share = format!("select kehu.share('customer', {id}, 7, 'write', null, 'x')");
    let mut john = db.as_login("john");
    john.batch_execute(&format!("begin; {share}; rollback")).expect("as long as it is his");
    john.batch_execute(KEEPS).unwrap();
    db.as_login("zhangw")
        .batch_execute(&format!("select kehu.transfer_customer(array[{id}], 5, 'x')"))
        .unwrap();
    assert!(said(&mut john, &share).contains("could not serialize"));
    john.batch_execute("rollback").unwrap();
    let left = format!("select count(*)::text as v from kehu_priv.record_share where record_id = {id}");
    assert_eq!(value(&mut db.admin(), &left), "0");
    db.as_login("lina").batch_execute(&share).expect("the new owner lends it");
}

/// Who loses a role loses the transaction he has open with it; to keep the role costs nothing.
#[test]
fn a_change_of_role_ends_the_sessions_that_began_before() {
    let db = TestDb::golden();
    let (demoted, admin) = (format!("md_{}", db.name()), format!("sa_{}", db.name()));
    db.admin()
        .batch_execute(&format!(
            "select kehu_priv.make_operator('{demoted}', '甲', '', '', 'gm', 1, null);
             select kehu_priv.make_operator('{admin}', '乙', '', '', 'sa', 1, null)"
        ))
        .unwrap();
    let change = |role: &str| {
        format!(
            "select kehu.change_operator(id, version, '甲', '', '', '{role}', 1, null) from kehu.colleague where login = '{demoted}'"
        )
    };
    let mut boss = db.as_login(&demoted);
    boss.batch_execute(KEEPS).unwrap();
    db.as_login(&admin).batch_execute(&change("gm")).unwrap();
    let note = "update kehu.customer_card set note = 'x' where customer_id = 4";
    boss.batch_execute(&format!("{note}; rollback")).expect("his role is the same");

    boss.batch_execute(KEEPS).unwrap();
    db.as_login(&admin).batch_execute(&change("sp")).unwrap();
    assert!(boss.batch_execute(note).is_err());
    let noted =
        "select (note is not distinct from 'x')::text as v from kehu.customer_card where customer_id = 4";
    assert_eq!(value(&mut db.admin(), noted), "false");
    assert_eq!(value(&mut db.as_login(&demoted), "select count(*)::text as v from kehu.customer"), "0");
}
