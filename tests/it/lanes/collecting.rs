//! Collecting on the golden company: what goes back, how urgent a todo is, what became of a promise, what is put off.

use diesel::connection::SimpleConnection;
use kehu::{
    domain::{
        filter::{Filter, ListQuery, Op},
        kind::Kind,
        operation::Move,
        order_draft::{DraftAllocation, PaymentDraft, PaymentKind},
        record::{Row, Values},
        value::Value,
    },
    store::{Booked, Reason, Reply, Request, StoreError},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Program,
    documents::truth,
    moves::{operate, target},
};
use crate::support::TestDb;

fn yuan(text: &str) -> Decimal {
    text.parse().expect("digits")
}

fn money(name: &str, amount: &str) -> Values {
    Values::new().with(name, Value::Money(yuan(amount)))
}

fn refund(amount: &str, parts: &[(i64, &str)]) -> PaymentDraft {
    let part = |(instalment_id, amount): &(i64, &str)| DraftAllocation {
        instalment_id: *instalment_id,
        amount: yuan(amount),
    };
    PaymentDraft {
        intent: Uuid::new_v4(),
        kind: PaymentKind::Refund,
        payer_id: 1,
        received_on: "2002-03-13".parse().expect("a date"),
        amount: yuan(amount),
        method: "transfer".into(),
        bank_ref: String::new(),
        note: String::new(),
        allocations: parts.iter().map(part).collect(),
    }
}

fn book(db: &TestDb, login: &str, draft: &PaymentDraft) -> Result<Booked, StoreError> {
    match Program::of(db, login).get(Request::Book(Box::new(draft.clone())))? {
        Reply::Booked(booked) => Ok(booked),
        other => panic!("{other:?}"),
    }
}

fn rule(answer: Result<impl std::fmt::Debug, StoreError>) -> (String, String) {
    match answer {
        Err(StoreError::Refused(Reason { rule, detail, .. })) => (rule, detail),
        other => panic!("{other:?}"),
    }
}

/// Another business date.
fn it_is(db: &TestDb, day: &str) {
    let sql = format!("update kehu.setting set value = to_jsonb('{day}'::text) where key = 'business_date'");
    db.admin().batch_execute(&sql).expect("the date is a setting");
}

fn rows(db: &TestDb, login: &str, kind: Kind, filter: Filter) -> Vec<Row> {
    match Program::of(db, login).get(Request::List(ListQuery::of(kind).filter(filter).limit(50))) {
        Ok(Reply::Page(page)) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn instalment(db: &TestDb, login: &str, id: i64) -> Row {
    match Program::of(db, login).get(Request::Record(Kind::Instalment, id)) {
        Ok(Reply::Record(row)) => row,
        other => panic!("{other:?}"),
    }
}

/// The todo an instalment shows, and what became of its promise.
fn shown(db: &TestDb, id: i64) -> String {
    let row = instalment(db, "zhout", id);
    format!("{} {}", row.get("todo").str(), row.get("promise").str()).trim_end().to_owned()
}

fn dun(db: &TestDb, id: i64) -> String {
    let target = target(db, &format!("kehu.instalment where id = {id}"));
    match operate(db, "zhout", Move::Dun, vec![target], &Values::new()) {
        Ok(Reply::Dunned(results)) => match results.as_slice() {
            [one] if one.made => "made".to_owned(),
            [one] => one.reason.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// The answer to the open todo of an instalment, as its salesperson gives it.
fn answer(db: &TestDb, id: i64, values: &Values) {
    let todo = target(
        db,
        &format!(
            "kehu.activity where kind = 'dunning' and instalment_id = {id} and state in ('planned', 'in_progress')"
        ),
    );
    assert_eq!(operate(db, "john", Move::AnswerDunning, vec![todo], values), Ok(Reply::Moved(1)));
}

fn promised(day: &str, amount: &str) -> Values {
    money("promised_amount", amount).with("promised_on", Value::Date(day.parse().expect("a date")))
}

/// 25,000 had come for the first instalment: of them 10,000 go back, and not a fen more than came.
#[test]
fn what_goes_back_is_taken_from_what_came() {
    let db = TestDb::golden();
    assert_eq!(
        rule(book(&db, "zhout", &refund("5000.00", &[(1, "4000.00")]))),
        ("refund_not_whole".into(), "1000.00".into())
    );
    assert_eq!(rule(book(&db, "zhout", &refund("25000.01", &[(1, "25000.01")]))).0, "overpaid");
    assert_eq!(rule(book(&db, "john", &refund("10000.00", &[(1, "10000.00")]))).0, "not_yours");
    let draft = refund("10000.00", &[(1, "10000.00")]);
    let booked = book(&db, "zhout", &draft).expect("booked");
    assert_eq!(booked.allocated, yuan("10000.00"));
    assert_eq!(book(&db, "zhout", &draft).expect("sent again").id, booked.id, "booked once");
    assert_eq!(instalment(&db, "zhout", 1).get("outstanding").decimal(), Some(yuan("25000.00")));
    // M9: a negative receipt on its day.
    let sales = "select received || ' ' || balance as v from kehu_rpt.sales('2002-03-01', '2002-03-31') where salesperson_id = 4";
    assert_eq!(truth(&db, sales), "15000.00 105000.00");
    assert_eq!(rule(book(&db, "zhout", &refund("15000.01", &[(1, "15000.01")]))).0, "overpaid");
    // Voided with its allocations, it was never paid back.
    let payment = target(&db, &format!("kehu.payment where id = {}", booked.id));
    let why = Values::new().with("reason", Value::Text("退错".into()));
    assert_eq!(operate(&db, "zhout", Move::VoidAllocatedPayment, vec![payment], &why), Ok(Reply::Moved(1)));
    assert_eq!(instalment(&db, "zhout", 1).get("outstanding").decimal(), Some(yuan("15000.00")));
}

#[test]
fn an_advance_goes_back_to_its_payer_once() {
    let db = TestDb::golden();
    let advance = PaymentDraft { kind: PaymentKind::Receipt, ..refund("700.00", &[]) };
    let receipt = book(&db, "zhout", &advance).expect("booked").id;
    let of = |id: i64| vec![target(&db, &format!("kehu.payment where id = {id}"))];
    let why = Values::new().with("reason", Value::Text("试".into()));
    let pay_out = |amount: &str| operate(&db, "zhout", Move::PayOut, of(receipt), &money("amount", amount));
    assert_eq!(pay_out("200.00"), Ok(Reply::Moved(1)));
    assert_eq!(rule(pay_out("500.01")), ("over_allocated".into(), "500.00".into()));
    assert_eq!(
        rule(operate(&db, "zhout", Move::VoidPayment, of(receipt), &why)),
        ("paid_out".into(), "200.00".into())
    );
    let refunds = "select id::bigint as id, version from kehu.payment where returns_id is not null";
    assert_eq!(truth(&db, &format!("select count(*)::text as v from ({refunds}) r")), "1");
    let back = target(&db, "kehu.payment where returns_id is not null").id;
    assert_eq!(operate(&db, "zhout", Move::VoidPayment, of(back), &why), Ok(Reply::Moved(1)));
    assert_eq!(
        truth(
            &db,
            &format!("select paid_out || ' ' || unallocated as v from kehu.payment where id = {receipt}")
        ),
        "0.00 700.00"
    );
    // All that is left, without an amount; then nothing is.
    assert_eq!(operate(&db, "zhout", Move::PayOut, of(receipt), &Values::new()), Ok(Reply::Moved(1)));
    assert_eq!(rule(pay_out("0.01")).0, "bad_state");
}

/// 04-03 is not due this week: the first instalment of the order is, since 03-06.
#[test]
fn a_todo_that_nobody_answers_rises_with_the_days() {
    let db = TestDb::golden();
    assert_eq!((dun(&db, 3), dun(&db, 1)), ("not_due".into(), "made".into()));
    assert_eq!(dun(&db, 1), "exists");
    assert_eq!(shown(&db, 1), "level1");
    it_is(&db, "2002-03-14");
    assert_eq!(shown(&db, 1), "level2");
    // The director is copied on it: among what he sees raised.
    let raised = || Filter::is("level", Op::Ge, Value::Int(2));
    assert_eq!(rows(&db, "zhangw", Kind::Activity, raised()).len(), 1);
    assert_eq!(rows(&db, "zhaom", Kind::Activity, raised()).len(), 0, "another branch's");
    assert_eq!(truth(&db, "select level::text as v from kehu_rpt.collection where instalment_id = 1"), "2");
    assert_eq!(truth(&db, "select dunning_level::text as v from kehu_rpt.receivable where id = 1"), "2");
    answer(&db, 1, &promised("2002-03-20", "15000.00"));
    assert_eq!(shown(&db, 1), "answered open");
    it_is(&db, "2002-03-21");
    assert_eq!(shown(&db, 1), "level2 broken");
    it_is(&db, "2002-04-05");
    assert_eq!(shown(&db, 1), "level3 broken");
    assert_eq!(
        rows(&db, "zhangw", Kind::Instalment, Filter::eq("promise", Value::Code("broken".into()))).len(),
        1
    );
}

#[test]
fn a_promise_is_kept_by_its_day_or_late() {
    for (paid_on, expected) in [("2002-03-20", "kept"), ("2002-03-21", "late")] {
        let db = TestDb::golden();
        dun(&db, 2);
        answer(&db, 2, &promised("2002-03-20", "30000.00"));
        it_is(&db, paid_on);
        let receipt = PaymentDraft {
            kind: PaymentKind::Receipt,
            received_on: paid_on.parse().expect("a date"),
            ..refund("30000.00", &[(2, "30000.00")])
        };
        book(&db, "zhout", &receipt).expect("booked");
        let row = instalment(&db, "zhout", 2);
        assert_eq!(
            (row.get("promise").str(), row.get("outstanding").decimal()),
            (expected, Some(yuan("10000.00")))
        );
        it_is(&db, "2002-03-25");
        assert_eq!(instalment(&db, "zhout", 2).get("promise").str(), expected, "it stays so");
    }
}

#[test]
fn what_is_put_off_is_asked_for_again_after_it() {
    let db = TestDb::golden();
    let put_off = |values: &Values| {
        let row = vec![target(&db, "kehu.instalment where id = 1")];
        operate(&db, "zhout", Move::BlockDunning, row, values)
    };
    let until = Values::new()
        .with("until", Value::Date("2002-03-18".parse().expect("a date")))
        .with("reason", Value::Text("客户承诺".into()));
    assert_eq!(put_off(&until), Ok(Reply::Moved(1)));
    let row = instalment(&db, "zhout", 1);
    assert_eq!((row.get("todo").str(), row.get("blocked_reason").str()), ("blocked", "客户承诺"));
    assert_eq!(dun(&db, 1), "blocked");
    // Taken off by hand, and past by itself.
    assert_eq!(put_off(&Values::new().with("reason", Value::Text("不再".into()))), Ok(Reply::Moved(1)));
    assert_eq!(
        (shown(&db, 1), instalment(&db, "zhout", 1).get("blocked_reason").is_empty()),
        (String::new(), true)
    );
    assert_eq!(put_off(&until), Ok(Reply::Moved(1)));
    it_is(&db, "2002-03-19");
    assert_eq!((shown(&db, 1), dun(&db, 1)), (String::new(), "made".into()));
}

#[test]
fn what_another_asked_for_is_unread_until_its_executor_has_seen_it() {
    let db = TestDb::golden();
    let unread = |login: &str| rows(&db, login, Kind::Activity, Filter::eq("unread", Value::Flag(true)));
    let before = unread("john").len();
    dun(&db, 1);
    assert_eq!((unread("john").len(), unread("zhout").len(), unread("zhangw").len()), (before + 1, 0, 0));
    let todo = target(&db, "kehu.activity where kind = 'dunning'");
    assert_eq!(
        operate(&db, "zhangw", Move::AcknowledgeActivity, vec![todo], &Values::new()),
        Err(StoreError::NotYours)
    );
    assert_eq!(
        operate(&db, "john", Move::AcknowledgeActivity, vec![todo], &Values::new()),
        Ok(Reply::Moved(1))
    );
    assert_eq!(unread("john").len(), before);
}

/// The two bars of an order, and what hangs below it: R71, and the figures of the golden company.
#[test]
fn an_orders_bars_are_the_sums_of_what_hangs_below_it() {
    let db = TestDb::golden();
    for (id, insertions, delivered, received, outstanding, overdue) in [
        (1, 3, 1, "25000.00", "95000.00", "15000.00"),
        (2, 2, 0, "0.00", "88000.00", "0.00"),
        (3, 2, 1, "50000.00", "50000.00", "0.00"),
        (4, 1, 1, "0.00", "60000.00", "60000.00"),
    ] {
        let Ok(Reply::Record(order)) = Program::of(&db, "liuzy").get(Request::Record(Kind::Order, id)) else {
            panic!("order {id}")
        };
        let figures =
            ["received", "outstanding", "overdue"].map(|name| order.get(name).decimal().unwrap_or_default());
        assert_eq!(figures, [yuan(received), yuan(outstanding), yuan(overdue)], "order {id}");
        assert_eq!(
            (order.get("insertions").id(), order.get("delivered").id()),
            (Some(insertions), Some(delivered)),
            "order {id}"
        );
        let below = |kind| rows(&db, "liuzy", kind, Filter::eq("order", Value::link(id, "")));
        let sum = |kind, field: &str| -> Decimal {
            below(kind).iter().filter_map(|row| row.get(field).decimal()).sum()
        };
        assert_eq!(sum(Kind::Instalment, "received"), yuan(received), "order {id}");
        assert_eq!(sum(Kind::Instalment, "outstanding"), yuan(outstanding), "order {id}");
        assert_eq!(sum(Kind::Allocation, "amount"), yuan(received), "order {id}");
        assert_eq!(below(Kind::Insertion).len() as i64, insertions, "order {id}");
        let appeared =
            below(Kind::Insertion).iter().filter(|row| row.get("state").str() == "published").count();
        assert_eq!(appeared as i64, delivered, "order {id}");
    }
}
