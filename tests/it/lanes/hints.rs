//! What others change is heard within a moment, as a kind and an id and nothing more; what is no hint is nothing.

use diesel::{PgConnection, connection::SimpleConnection};
use kehu::{
    domain::kind::Kind,
    store::{News, Reply, Request},
};

use super::Program;
use crate::support::TestDb;

fn changed(program: &Program, kind: Kind, id: i64) {
    program.wait(
        &format!("{kind:?} {id}"),
        |news| matches!(news, News::Changed(it, one) if (*it, *one) == (kind, id)),
    );
}

#[test]
fn a_change_by_another_login_arrives_as_its_kind_and_id() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    db.as_login("john").batch_execute("update kehu.customer set city = '昆山' where id = 1").unwrap();
    changed(&zhout, Kind::Customer, 1);
    db.as_login("liuzy").batch_execute("select * from kehu.dun('{1}', gen_random_uuid())").unwrap();
    let todo = zhout.wait("the todo", |news| matches!(news, News::Changed(Kind::Activity, _)));
    let News::Changed(_, id) = todo else { panic!("{todo:?}") };
    assert!(id > 0);
    // Also what is not his to see: a hint has nothing to hide, what it points to is read by right.
    db.as_login("huangzq").batch_execute("update kehu.customer set city = '佛山' where id = 3").unwrap();
    changed(&zhout, Kind::Customer, 3);
}

#[test]
fn many_changes_are_one_hint() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    db.admin().batch_execute("update kehu.issue set booking_deadline_on = booking_deadline_on - 1").unwrap();
    changed(&zhout, Kind::Issue, 0);
}

/// Anybody can send anything on the channel.
#[test]
fn forged_hints_do_no_harm() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    let mut eve: PgConnection = db.as_login("hej");
    eve.batch_execute(
        "select pg_notify('kehu', x) from unnest(array['', ':', 'order', 'order:x', 'order:-1', 'secret:1', E'order:\\u001b[2J',
           'order:99999999999999999999', repeat('x', 7000)]) x;
         select pg_notify('kehu', 'order:' || i) from generate_series(1, 10000) i; notify other, 'order:5'",
    )
    .unwrap();
    // Ten thousand orders are many orders.
    changed(&zhout, Kind::Order, 0);
    db.as_login("john").batch_execute("update kehu.customer set city = '昆山' where id = 1").unwrap();
    changed(&zhout, Kind::Customer, 1);
    assert!(matches!(zhout.get(Request::Prefs), Ok(Reply::Prefs(_))));
}

#[test]
fn hints_hold_nothing_but_kind_and_id() {
    let db = TestDb::golden();
    let mut ear = db.as_login("hej");
    ear.batch_execute("listen kehu").unwrap();
    db.as_login("john")
        .batch_execute("update kehu.customer set phone = '021-1', name = '上海雅韵二' where id = 1; insert into kehu.contact (customer_id, name) values (1, '新人')")
        .unwrap();
    db.as_login("zhout").batch_execute("select * from kehu.dun('{1}', gen_random_uuid())").unwrap();
    ear.batch_execute("select 1").unwrap();
    let payloads: Vec<String> = ear.notifications_iter().map(|note| note.unwrap().payload).collect();
    assert!(payloads.len() >= 3, "{payloads:?}");
    for payload in payloads {
        let (kind, id) = payload.split_once(':').unwrap_or_default();
        assert!(Kind::find(kind).is_some() && id.parse::<i64>().is_ok(), "{payload}");
    }
}

#[test]
fn a_cut_ear_is_mended_and_says_that_something_may_have_been_missed() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    db.admin()
        .batch_execute("select pg_terminate_backend(pid) from pg_stat_activity where query ~ '^(listen|select kehu.today)' and datname = current_database()")
        .unwrap();
    zhout.wait("the ear to be back", |news| matches!(news, News::Online));
    db.as_login("john").batch_execute("update kehu.customer set city = '昆山' where id = 1").unwrap();
    changed(&zhout, Kind::Customer, 1);
}
