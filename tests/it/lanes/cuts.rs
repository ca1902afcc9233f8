//! What is said when the line is cut: of a write nobody knows, and asking by its intent tells the truth. Nothing that was
//! called saved is lost, nothing is saved twice.

use diesel::connection::SimpleConnection;
use kehu::{
    domain::order_draft::OrderDraft,
    store::{News, OrderSaved, Reply, Request, StoreError},
};
use serde_json::json;

use super::{
    Program,
    documents::truth,
    reading::{Held, until},
    wire::Wire,
};
use crate::support::TestDb;

fn order() -> OrderDraft {
    OrderDraft { customer_id: Some(1), note: "断线".into(), ..OrderDraft::new() }
}

fn saved(reply: Result<Reply, StoreError>) -> Result<OrderSaved, StoreError> {
    match reply? {
        Reply::OrderSaved(saved) => Ok(saved),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_write_that_was_cut_off_before_its_end_is_unknown_and_then_known_not_to_be_there() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    let mut held = Held::table(&db, "kehu.order_card");
    let draft = order();
    let write = zhout.ask("form", Request::SaveOrder(Box::new(draft.clone())));
    held.until_waiting(1);
    held.conn()
        .batch_execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
        .unwrap();
    assert_eq!(zhout.answer(write), Err(StoreError::Unknown));
    held.release();
    let ask = Request::AskOrder(draft.intent);
    assert_eq!(zhout.get(ask.clone()), Err(StoreError::NotYours), "it was not saved");
    // Sent again, it is.
    let second = saved(zhout.get(Request::SaveOrder(Box::new(draft)))).unwrap();
    assert!(!second.existed);
    assert_eq!(saved(zhout.get(ask)).unwrap().id, second.id);
}

#[test]
fn a_write_whose_answer_was_lost_is_unknown_and_then_known_to_be_there() {
    let db = TestDb::golden();
    let wire = Wire::to(&db.url("zhout"));
    let zhout = Program::start(&wire.url(&db.url("zhout")));
    zhout.get(Request::SignIn).unwrap();
    // The write line is open before the answers get lost.
    zhout.get(Request::SetPref("x".into(), json!(1))).unwrap();
    wire.deafen(true);
    let draft = order();
    let write = zhout.ask("form", Request::SaveOrder(Box::new(draft.clone())));
    until(
        &mut db.admin(),
        &format!("select 1 where exists (select from kehu.sales_order where intent = '{}')", draft.intent),
    );
    wire.deafen(false);
    wire.cut();
    assert_eq!(zhout.answer(write), Err(StoreError::Unknown));
    zhout.wait("the server to be back", |news| matches!(news, News::Online));
    let found = saved(zhout.get(Request::AskOrder(draft.intent))).unwrap();
    assert!(found.existed);
    let again = saved(zhout.get(Request::SaveOrder(Box::new(draft)))).unwrap();
    assert_eq!((again.id, again.existed), (found.id, true));
    assert_eq!(truth(&db, "select count(*)::text as v from kehu.sales_order"), "6");
}

/// The server notices a cut line only when it has something to say: until then it works on. Whoever was told "not saved" must
/// not find it saved a moment later.
#[test]
fn what_was_not_there_when_asked_does_not_come_later() {
    let db = TestDb::golden();
    let wire = Wire::to(&db.url("zhout"));
    let zhout = Program::start(&wire.url(&db.url("zhout")));
    zhout.get(Request::SignIn).unwrap();
    let mut held = Held::by(&db, "select from kehu.customer where id = 1 for update");
    let draft = order();
    let write = zhout.ask("form", Request::SaveOrder(Box::new(draft.clone())));
    held.until_waiting(1);
    wire.cut();
    assert_eq!(zhout.answer(write), Err(StoreError::Unknown));
    held.until_waiting(1);
    zhout.wait("the server to be back", |news| matches!(news, News::Online));
    assert_eq!(zhout.get(Request::AskOrder(draft.intent)), Err(StoreError::NotYours));
    held.until_waiting(0);
    held.release();
    assert_eq!(zhout.get(Request::AskOrder(draft.intent)), Err(StoreError::NotYours));
    assert_eq!(truth(&db, "select count(*)::text as v from kehu.sales_order"), "5");
}

/// What only repeats itself is repeated, and nobody is bothered.
#[test]
fn keeping_a_draft_survives_a_cut_line() {
    let db = TestDb::golden();
    let wire = Wire::to(&db.url("zhout"));
    let zhout = Program::start(&wire.url(&db.url("zhout")));
    zhout.get(Request::SignIn).unwrap();
    zhout.get(Request::SetPref("x".into(), json!(1))).unwrap();
    let mut held = Held::table(&db, "kehu.draft");
    let id = uuid::Uuid::new_v4();
    let kept = zhout.ask("form", Request::KeepDraft(id, "order".into(), json!({})));
    held.until_waiting(1);
    held.conn()
        .batch_execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
        .unwrap();
    held.release();
    assert_eq!(zhout.answer(kept), Ok(Reply::Done));
    assert_eq!(truth(&db, "select count(*)::text as v from kehu.draft"), "1");
}
