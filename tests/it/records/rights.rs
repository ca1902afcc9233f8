//! R16 of spec/06.4 through the generic list: who sees how many customers, and who saves how many.

use kehu::{
    db,
    domain::{filter::ListQuery, kind::Kind, record::Values, value::Value},
    store::{Save, StoreError},
};
use uuid::Uuid;

use crate::support::TestDb;

/// Login, customers seen, customers saved.
const R16: [(&str, usize, usize); 11] = [
    ("liuzy", 5, 5),
    ("chenm", 5, 1),
    ("zhangw", 3, 3),
    ("zhaom", 1, 1),
    ("wug", 1, 1),
    ("john", 1, 1),
    ("lina", 1, 1),
    ("huangzq", 1, 1),
    ("hej", 1, 1),
    ("sunl", 1, 0),
    ("zhout", 3, 0),
];

#[test]
fn everybody_sees_and_saves_what_r16_says() {
    let golden = TestDb::golden();
    for (login, sees, saves) in R16 {
        let mut conn = golden.as_login(login);
        let rows = db::list(&mut conn, &ListQuery::of(Kind::Customer)).expect("a list").rows;
        assert_eq!(rows.len(), sees, "{login} sees");
        assert_eq!(
            db::count(&mut conn, &ListQuery::of(Kind::Customer), &[]).expect("a count").0,
            sees as i64
        );
        let mut saved = 0;
        // By all ids: a hidden record answers like one that may not be changed.
        for id in 1..=5 {
            let version = db::record(&mut golden.as_login("liuzy"), Kind::Customer, id).expect("all").version;
            let save = Save {
                kind: Kind::Customer,
                existing: Some((id, version)),
                values: Values::new().with("city", Value::text(login)),
                intent: Uuid::new_v4(),
            };
            match db::save(&mut conn, &save).map_err(StoreError::from) {
                Ok(done) => {
                    assert_eq!((done.id, done.version), (id, version + 1));
                    saved += 1;
                }
                Err(error) => assert_eq!(error, StoreError::NotYours, "{login} {id}"),
            }
        }
        assert_eq!(saved, saves, "{login} saves");
    }
}

#[test]
fn counts_sums_and_searches_show_no_more_than_the_list() {
    let golden = TestDb::golden();
    for (login, ..) in R16 {
        let mut conn = golden.as_login(login);
        for kind in Kind::ALL {
            let sums = kehu::domain::entity::def(kind).sums;
            let rows = db::list(&mut conn, &ListQuery::of(kind).limit(500)).expect("a list").rows;
            let (count, added) = db::count(&mut conn, &ListQuery::of(kind), sums).expect("a count");
            assert_eq!(count, rows.len() as i64, "{login} {kind:?}");
            for (name, sum) in sums.iter().zip(added) {
                let expected = rows.iter().filter_map(|row| row.get(name).decimal()).sum();
                assert_eq!(sum, expected, "{login} {kind:?} {name}");
            }
        }
    }
}
