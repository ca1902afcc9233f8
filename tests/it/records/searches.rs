//! Free text in lists, and rows to pick.

use diesel::PgConnection;
use kehu::{
    db::{
        self, Answering,
        bench::{Tap, trips},
        connect::Target,
    },
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        value::Value,
    },
    i18n::Lang,
    store::{Pick, PickQuery, Request, TabSet},
};

use crate::support::TestDb;

fn found(conn: &mut PgConnection, kind: Kind, text: &str) -> Vec<i64> {
    let query = ListQuery::of(kind).filter(Filter::Text(text.to_owned()));
    let mut ids: Vec<i64> = db::list(conn, &query).expect("a list").rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

fn picked(conn: &mut PgConnection, kind: Kind, text: &str, filter: Filter) -> Vec<Pick> {
    db::pick(conn, &PickQuery { kind, text: text.to_owned(), filter, limit: 20 }).expect("picks")
}

#[test]
fn customers_are_found_by_all_that_people_type() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    for (text, ids) in [
        ("雅韵", vec![1]),
        ("上海", vec![1, 2, 5]),
        ("shyy", vec![1]),
        ("ＳＨ", vec![1, 2, 5]),
        ("guangzhoulan", vec![3]),
        ("CU-00004", vec![4]),
        ("6218", vec![1, 2, 5]),
        ("上海 shdf", vec![5]),
        ("上海 gz", vec![]),
        ("北京", vec![]),
        ("", vec![1, 2, 3, 4, 5]),
    ] {
        assert_eq!(found(&mut conn, Kind::Customer, text), ids, "{text}");
    }
}

#[test]
fn what_hangs_on_a_customer_is_found_by_his_name_and_by_its_own() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    for (kind, text, count) in [
        (Kind::Order, "雅韵", 2),
        (Kind::Order, "shyy", 2),
        (Kind::Order, "SH-2002", 3),
        (Kind::Order, "gz-2002-0001", 1),
        (Kind::Instalment, "晨光", 2),
        (Kind::Instalment, "SH-2002-0001", 3),
        (Kind::Insertion, "城市画报", 2),
        (Kind::Insertion, "雅韵 封底", 3),
        (Kind::Line, "封底", 2),
        (Kind::Payment, "蓝月", 1),
        (Kind::Payment, "PAY", 2),
        (Kind::Allocation, "GZ-2002", 2),
        (Kind::Contact, "lyq", 1),
        (Kind::Contact, "雅韵", 2),
        (Kind::Activity, "排期", 1),
        (Kind::InvoiceTitle, "3100000000", 5),
        (Kind::Publication, "slsh", 1),
        (Kind::Issue, "三联 11", 1),
        (Kind::Position, "fd", 4),
        (Kind::Rate, "三联", 2),
        (Kind::Operator, "wangyuehan", 1),
        (Kind::Department, "分公司", 2),
    ] {
        assert_eq!(found(&mut conn, kind, text).len(), count, "{kind:?} {text}");
    }
}

#[test]
fn a_search_shows_no_more_than_the_rights() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("john");
    assert_eq!(found(&mut conn, Kind::Customer, "上海"), [1]);
    assert_eq!(found(&mut conn, Kind::Order, "上海").len(), 2);
    assert_eq!(picked(&mut conn, Kind::Customer, "晨光", Filter::All), []);
}

#[test]
fn rows_to_pick_come_best_first() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let names = |picks: Vec<Pick>| picks.into_iter().map(|pick| pick.label).collect::<Vec<_>>();
    let one = picked(&mut conn, Kind::Customer, "shyy", Filter::All);
    assert_eq!(one[0].label, "上海雅韵化妆品有限公司");
    assert_eq!(one[0].detail, "CU-00001 王约翰 上海");
    assert_eq!(names(picked(&mut conn, Kind::Operator, "ln", Filter::All)), ["李娜"]);
    assert_eq!(names(picked(&mut conn, Kind::Operator, "zhou", Filter::All)), ["周婷"]);
    assert_eq!(picked(&mut conn, Kind::Customer, "", Filter::All).len(), 5);
    assert_eq!(picked(&mut conn, Kind::Order, "雅韵", Filter::All).len(), 2);
    let hzs = Filter::eq("publication", Value::link(1, ""));
    let covers = picked(&mut conn, Kind::Position, "fd", hzs);
    assert_eq!(names(covers), ["中国化妆品 时尚版 封底"]);
    let few = PickQuery { kind: Kind::Customer, text: "上海".into(), filter: Filter::All, limit: 2 };
    assert_eq!(db::pick(&mut conn, &few).expect("picks").len(), 2);
}

#[test]
fn a_filter_narrows_what_is_picked_by_text() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let his = Filter::eq("customer", Value::link(1, ""));
    let labels: Vec<_> =
        picked(&mut conn, Kind::Contact, "l", his).into_iter().map(|pick| pick.label).collect();
    assert_eq!(labels, ["林雅琴"]);
}

#[test]
fn what_is_asked_most_often_takes_one_trip() {
    let golden = TestDb::golden();
    let (tap, way) = Tap::open(&Target::parse(&golden.url("zhout")).unwrap()).unwrap();
    let mut zhout = Answering::new(way.connect().unwrap(), Lang::En);
    let pick = |kind, text: &str, filter| PickQuery { kind, text: text.to_owned(), filter, limit: 20 };
    let key = Filter::eq("is_key", Value::Flag(false));
    let day = "2002-03-13".parse().unwrap();
    for request in [
        Request::Pick(pick(Kind::Customer, "雅韵", Filter::All)),
        Request::Pick(pick(Kind::Customer, "shyy", key)),
        Request::Pick(pick(Kind::Contact, "l", Filter::All)),
        Request::Tabs(TabSet::Receivables, Filter::All, day),
        Request::Tabs(TabSet::Delivery, Filter::All, day),
        Request::Enter,
    ] {
        // The first time, what it asks is made ready.
        zhout.ask(&request).unwrap();
        tap.take();
        zhout.ask(&request).unwrap();
        assert_eq!(trips(&tap.take()), 1, "{request:?}");
    }
}
