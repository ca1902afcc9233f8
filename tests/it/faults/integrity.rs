//! The count of every invariant: silent on a sound company, and not blind.

use diesel::connection::SimpleConnection;

use super::ledger::assert_sound;
use crate::support::{TestDb, values};

#[test]
fn the_golden_company_is_sound() {
    assert_sound(&mut TestDb::golden().admin());
}

/// For each rule a fault, planted past the triggers that keep it away; constraints of one row hold all the same.
#[test]
fn planted_faults_are_counted() {
    let faults = [
        (
            "I1 planned",
            "update kehu.sales_order set planned = planned - 1, received = 0, state = 'draft' where id = 1",
        ),
        ("I1 the plan", "update kehu.instalment set amount = amount + 1 where id = 1"),
        ("I1 no order", "update kehu.sales_order set amending = true where id = 1"),
        ("received", "update kehu.sales_order set received = 0 where id = 1"),
        ("I2", "delete from kehu.payment_allocation where payment_id = 1"),
        ("I3", "delete from kehu.payment_allocation where payment_id = 1"),
        ("I4", "update kehu.order_line set amount = amount + 1, open = true where id = 1"),
        ("M2", "update kehu.order_line set unit_price = unit_price + 1, open = true where id = 1"),
        ("M6", "update kehu.sales_order set commission_amount = commission_amount + 1 where id = 1"),
        (
            "I5",
            "delete from kehu.insertion where id = (select min(id) from kehu.insertion where id not in (select insertion_id from kehu.instalment where insertion_id is not null))",
        ),
        ("delivered", "update kehu.order_card set delivered = delivered + 1 where order_id = 1"),
        (
            "I7",
            "update kehu.insertion i set holds = false from kehu.ad_position p where p.id = i.position_id and p.unique_per_issue and i.holds",
        ),
        ("I6", "update kehu.sales_order set invoiced = invoiced + 1 where id = 1"),
        ("what went back", "update kehu.payment set paid_out = 1, amount = amount + 1 where id = 1"),
        (
            "I9 one open",
            "drop index kehu.dunning_one_open;
             insert into kehu.activity (kind, title, owner_id, assigned_by_id, created_by, dept_id, due_on, instalment_id)
               values ('dunning', 'x', 4, 9, 9, 3, '2002-03-13', 1);
             insert into kehu.dunning (activity_id, instalment_id, outstanding_at_creation, owner_id, dept_id, assigned_by_id)
               select max(id), 1, 1, 4, 3, 9 from kehu.activity",
        ),
        ("I9 nothing", "update kehu.instalment set received = amount where id = 1"),
        ("I9 a collection", "update kehu.dunning set is_open = not is_open"),
        ("I13", "update kehu.payment set payer_id = 4 where id = 1"),
        ("I16", "update kehu.customer set deleted_at = now() where id = 1"),
        ("an order has", "delete from kehu.order_card where order_id = 1"),
        ("a confirmed", "delete from kehu.order_line where order_id = 1"),
        ("what counts", "update kehu.instalment set counted = false where id = 1"),
        ("an order is", "update kehu.customer set owner_id = 5 where id = 1"),
        ("all of an order", "update kehu.order_line set owner_id = 5 where order_id = 1"),
        ("a payment is", "update kehu.payment set owner_id = 5 where id = 1"),
    ];
    let db = TestDb::golden();
    let mut admin = db.admin();
    db.as_login("liuzy")
        .batch_execute("select * from kehu.dun('{1}', gen_random_uuid())")
        .expect("a collection todo");
    for (rule, sql) in faults {
        admin
            .batch_execute(&format!("begin; set local session_replication_role = replica; {sql}"))
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let found = values(&mut admin, "select distinct rule as v from kehu_priv.integrity()");
        admin.batch_execute("rollback").expect("undone");
        assert!(found.iter().any(|it| it.starts_with(rule)), "{rule} is blind to: {sql}\n{found:?}");
    }
}

#[test]
fn the_general_manager_may_count_and_others_may_not() {
    let db = TestDb::golden();
    for (login, may) in [("liuzy", true), ("hej", false), ("john", false), ("zhout", false)] {
        let counted = db
            .as_login(login)
            .batch_execute("select * from kehu_rpt.integrity()")
            .map_err(|it| it.to_string());
        assert_eq!(counted.is_ok(), may, "{login}: {counted:?}");
    }
}
