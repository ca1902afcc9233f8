//! Money by detours: an order taken back to a draft with receipts on it, receipts of another desk, answers to what was sent
//! long ago.

use diesel::connection::SimpleConnection;

use super::{said, value};
use crate::support::TestDb;

const SOLD: &str = "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 5, 'state', 'confirmed',
  'lines', jsonb_build_array(jsonb_build_object('publication_id', 4, 'position_id', 8, 'list_price', '50000', 'insertions',
    (select jsonb_build_array(jsonb_build_object('issue_id', min(id))) from kehu.issue where publication_id = 4))),
  'instalments', '[{\"due_on\": \"2002-03-20\", \"amount\": \"50000\"}]'::jsonb)) ->> 'id' as v";

fn book(kind: &str, payer: &str, instalment: &str, amount: &str) -> String {
    format!(
        "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', {payer}, 'kind', '{kind}', 'amount', '{amount}',
           'allocations', '[{{\"instalment_id\": {instalment}, \"amount\": \"{amount}\"}}]'::jsonb)) ->> 'id' as v"
    )
}

/// A receipt and its refund are nothing received, but the refund can be taken off again: on a draft that would be money on
/// an order that asks for none.
#[test]
fn an_order_with_receipts_and_refunds_is_not_taken_back_to_a_draft() {
    let db = TestDb::golden();
    let mut zhout = db.as_login("zhout");
    let order = value(&mut zhout, SOLD);
    let step = |to: &str| {
        format!("select kehu.move_order(id, version, '{to}', 'x') from kehu.sales_order where id = {order}")
    };
    // The twin: nothing was paid, nothing given up.
    assert_eq!(said(&mut zhout, &step("draft")), Ok(()));
    let instalment =
        value(&mut zhout, &format!("select id::text as v from kehu.instalment where order_id = {order}"));
    let given_up = format!("select kehu.write_off({instalment}, 1, 'x'); {}", step("draft"));
    assert!(said(&mut zhout, &given_up).unwrap_err().contains("bad_state"));
    for kind in ["receipt", "refund"] {
        value(&mut zhout, &book(kind, "5", &instalment, "40"));
    }
    zhout.batch_execute(&step("suspended")).unwrap();
    zhout.batch_execute(&step("confirmed")).unwrap();
    let state = format!("select state || ' ' || received as v from kehu.sales_order where id = {order}");
    assert_eq!(value(&mut zhout, &state), "confirmed 0.00");
    assert!(said(&mut zhout, &step("draft")).unwrap_err().contains("bad_state"));
    assert!(said(&mut db.as_login("liuzy"), &step("cancelled")).unwrap_err().contains("bad_state"));
}

/// An agency of one branch pays for orders of two: each desk puts its part and takes its part, not the other's.
#[test]
fn a_desk_takes_no_receipt_off_another_desks_order() {
    let db = TestDb::golden();
    let agency = value(
        &mut db.as_login("huangzq"),
        "insert into kehu.customer (name, kind) values ('代理公司', 'agency') returning id::text as v",
    );
    let mut liuzy = db.as_login("liuzy");
    liuzy
        .batch_execute(&format!("update kehu.customer set parent_id = {agency} where id in (1, 3)"))
        .unwrap();
    let mut zhout = db.as_login("zhout");
    let taken_back =
        |id: &str| format!("select kehu.unallocate_payment(id, version) from kehu.payment where id = {id}");
    let open = |order: &str| {
        format!(
            "select max(id)::text as v from kehu.instalment where order_id = {order} and outstanding > 100"
        )
    };
    let own = value(&mut zhout, &open("1"));
    let other = value(&mut liuzy, &open("3"));
    let sql = format!(
        "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', {agency}, 'amount', '30',
           'allocations', '[{{\"instalment_id\": {own}, \"amount\": \"10\"}}]'::jsonb)) ->> 'id' as v"
    );
    let payment = value(&mut zhout, &sql);
    assert_eq!(said(&mut zhout, &taken_back(&payment)), Ok(()), "all of it is hers");
    liuzy
        .batch_execute(&format!(
            "select kehu.allocate_payment(id, version, '[{{\"instalment_id\": {other}, \"amount\": \"20\"}}]') from kehu.payment where id = {payment}"
        ))
        .unwrap();
    assert!(said(&mut zhout, &taken_back(&payment)).unwrap_err().contains("not_yours"));
    let received = format!("select received::text as v from kehu.instalment where id = {other}");
    assert_eq!(value(&mut liuzy, &received), "20.00");
    assert_eq!(said(&mut liuzy, &taken_back(&payment)), Ok(()));
}

/// The same intent is the same answer, as long as one may read the order.
#[test]
fn an_old_intent_tells_the_former_owner_nothing() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    let id = value(&mut john, "insert into kehu.customer (name) values ('甲') returning id::text as v");
    let save = format!(
        "select kehu.save_order(jsonb_build_object('intent', '6f1d6a0e-0000-4000-8000-000000000001', 'customer_id', {id}))"
    );
    john.batch_execute(&save).unwrap();
    assert_eq!(value(&mut john, &format!("{save} ->> 'existed' as v")), "true");
    db.as_login("zhangw")
        .batch_execute(&format!("select kehu.transfer_customer(array[{id}], 5, 'x')"))
        .unwrap();
    assert!(said(&mut john, &save).unwrap_err().contains("not_yours"));
}
