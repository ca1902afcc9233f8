//! F21: rights that change while screens are open. The next statement obeys; what was typed stays, and is not saved.

use diesel::connection::SimpleConnection;
use kehu::{
    domain::{kind::Kind, record::Values, value::Value},
    store::{Request, Save, StoreError},
};
use uuid::Uuid;

use super::away::{draft, signed_in, until};
use crate::{
    pty::Pty,
    support::{TestDb, values},
};

pub const F10: &str = "\x1b[21~";
/// An order in full, but for its end.
pub const ORDER: &str = "oshyy\rsl fd\r1\r8\r\r30/40/30 m\r";

/// All of it has arrived where it belongs.
pub fn is_typed(pty: &Pty) {
    let parts = ["上海雅韵化妆品有限公司", "60,000.00", "30/40/30 m"];
    pty.until("the whole order", |screen| parts.iter().all(|part| screen.contains(part)));
}

const ORDERS: &str = "select count(*)::text as v from kehu.sales_order where state <> 'draft'";

#[test]
fn who_is_disabled_over_an_open_order_is_told_and_loses_nothing() {
    let db = TestDb::golden();
    let mut admin = db.admin();
    let before = values(&mut admin, ORDERS);
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::kehu_at_home(&db.url("zhout"), home.path());
    pty.shows("[1]Due");
    pty.keys(ORDER);
    is_typed(&pty);
    let status = |it: &str| {
        db.admin()
            .batch_execute(&format!("update kehu_priv.operator set status = '{it}' where login = 'zhout'"))
            .unwrap();
    };
    status("disabled");
    pty.keys(F10);
    pty.shows("not an operator");
    assert_eq!(values(&mut admin, ORDERS), before);
    until("the draft", || {
        let here = draft(home.path()).map(|file| file["payload"].to_string());
        let there = values(&mut db.admin(), "select payload::text as v from kehu.draft");
        here.into_iter().chain(there).any(|text| text.contains("雅韵") && text.contains("30/40/30 m"))
    });
    // He was disabled by mistake.
    status("active");
    pty.keys(F10);
    until("the order", || values(&mut db.admin(), ORDERS) != before);
}

#[test]
fn what_went_to_another_superior_is_gone_with_the_next_look() {
    let db = TestDb::golden();
    let zhaom = signed_in(&db, "zhaom");
    let mut pty = Pty::kehu(&db.url("zhaom"), 100, 30);
    pty.shows("赵敏");
    pty.keys("gc");
    pty.shows("广州蓝月");
    let record = Request::Record(Kind::Customer, 3);
    assert!(zhaom.get(record.clone()).is_ok());
    db.admin()
        .batch_execute("update kehu_priv.operator set superior_id = 10, dept_id = 5 where login = 'huangzq'")
        .unwrap();
    assert_eq!(zhaom.get(record), Err(StoreError::NotYours));
    let save = Save {
        kind: Kind::Customer,
        existing: Some((3, 1)),
        values: Values::new().with("city", Value::text("佛山")),
        intent: Uuid::new_v4(),
    };
    assert_eq!(zhaom.get(Request::Save(save)), Err(StoreError::NotYours));
    pty.keys("\x1b[15~");
    pty.until("the list without him", |screen| !screen.contains("广州蓝月"));
}
