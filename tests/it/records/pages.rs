//! Pages by any column, in both directions and from both ends: no gap, no repeat, always the same order.

use std::cmp::Ordering;

use diesel::PgConnection;
use kehu::{
    db,
    domain::{
        entity,
        filter::{After, ListQuery, Sort},
        kind::Kind,
        record::Row,
        value::Value,
    },
};

use crate::support::TestDb;

fn place(row: &Row, sort: &[Sort]) -> After {
    After { values: sort.iter().map(|one| row.get(&one.field).clone()).collect(), id: row.id }
}

/// Walks a whole list in pages of `size`.
fn walk(conn: &mut PgConnection, kind: Kind, sort: &[Sort], size: u32, backwards: bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let mut query = ListQuery::of(kind).sort(sort.to_vec()).limit(size);
        query.backwards = backwards;
        query.after = rows.last().map(|row| place(row, sort));
        let page = db::list(conn, &query).unwrap_or_else(|e| panic!("{kind:?} by {sort:?}: {e:?}"));
        assert!(page.rows.len() <= size as usize);
        rows.extend(page.rows);
        if !page.more {
            return rows;
        }
        assert!(rows.len() < 1000, "{kind:?} by {sort:?} never ends");
    }
}

/// What is sorted by: nothing where there is none, or no name within the rights.
fn key(value: &Value) -> Option<&Value> {
    match value {
        Value::Empty => None,
        Value::Link(link) if link.label.is_empty() => None,
        value => Some(value),
    }
}

fn met(a: &Row, b: &Row, sort: &Sort) -> Ordering {
    let by_id = a.id.cmp(&b.id);
    let by_id = if sort.descending { by_id.reverse() } else { by_id };
    match (key(a.get(&sort.field)), key(b.get(&sort.field))) {
        (None, None) => by_id,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(x), Some(y)) => {
            let order = x.compare(y);
            (if sort.descending { order.reverse() } else { order }).then(by_id)
        }
    }
}

#[test]
fn every_column_pages_in_both_directions_and_from_both_ends() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    for kind in Kind::ALL {
        let all = db::list(&mut conn, &ListQuery::of(kind).limit(1_000)).expect("a list").rows;
        for field in entity::def(kind).fields {
            for descending in [false, true] {
                let sort = Sort { field: field.name.to_owned(), descending };
                let mut expected: Vec<i64> = {
                    let mut rows: Vec<&Row> = all.iter().collect();
                    rows.sort_by(|a, b| met(a, b, &sort));
                    rows.iter().map(|row| row.id).collect()
                };
                let ids = |rows: Vec<Row>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
                let sort = [sort];
                assert_eq!(ids(walk(&mut conn, kind, &sort, 3, false)), expected, "{kind:?} {sort:?}");
                expected.reverse();
                assert_eq!(ids(walk(&mut conn, kind, &sort, 4, true)), expected, "{kind:?} {sort:?} back");
            }
        }
    }
}

#[test]
fn two_columns_decide_one_after_the_other() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let sort = [Sort::up("kind"), Sort::down("due_on")];
    let rows = walk(&mut conn, Kind::Activity, &sort, 2, false);
    assert_eq!(rows.len(), 13);
    for pair in rows.windows(2) {
        let order = pair[0].get("kind").compare(pair[1].get("kind"));
        let order = order.then(pair[1].get("due_on").compare(pair[0].get("due_on")));
        assert!(order.then(pair[1].id.cmp(&pair[0].id)).is_lt(), "{pair:?}");
    }
}

#[test]
fn a_list_begins_as_its_kind_says() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    for kind in Kind::ALL {
        let own = db::list(&mut conn, &ListQuery::of(kind)).expect("a list").rows;
        let sort = entity::def(kind).first_sort();
        let asked = db::list(&mut conn, &ListQuery::of(kind).sort(sort)).expect("a list").rows;
        assert_eq!(own, asked, "{kind:?}");
    }
}

#[test]
fn a_page_says_whether_there_is_more() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let page = |conn: &mut PgConnection, limit| {
        let page = db::list(conn, &ListQuery::of(Kind::Customer).limit(limit)).expect("a list");
        (page.rows.len(), page.more)
    };
    assert_eq!(page(&mut conn, 4), (4, true));
    assert_eq!(page(&mut conn, 5), (5, false));
    assert_eq!(page(&mut conn, 6), (5, false));
}

#[test]
fn a_place_that_does_not_fit_the_order_is_refused() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let mut query = ListQuery::of(Kind::Customer).sort(vec![Sort::up("name")]);
    for values in [vec![], vec![Value::Int(1)], vec![Value::text("a"), Value::text("b")]] {
        query.after = Some(After { values, id: 1 });
        assert!(db::list(&mut conn, &query).is_err());
    }
}
