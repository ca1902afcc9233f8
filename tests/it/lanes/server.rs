//! A server that goes and comes back, and one that was never there.

use std::path::Path;

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use kehu::{
    db::migrate,
    domain::order_draft::OrderDraft,
    local::{Cluster, Durability, Fixture, Search, stop},
    settings::Env,
    store::{News, Reply, Request, StoreError},
};

use super::Program;
use crate::support::{Hired, TestDb};

fn search() -> Search {
    let env = Env::read();
    Search { chosen: env.pg_bin, path: env.path }
}

fn open(root: &Path) -> Cluster {
    Cluster::open(root, &search(), Durability::Throwaway).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_server_that_stops_is_noticed_and_so_is_its_return() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let root = dir.path().join("own");
    let cluster = open(&root);
    let mut admin = PgConnection::establish(&cluster.admin_url("postgres")).unwrap();
    admin.batch_execute("create database one").unwrap();
    let mut admin = PgConnection::establish(&cluster.admin_url("one")).unwrap();
    migrate::run(&mut admin).unwrap();
    Fixture::Golden.load(&mut admin).unwrap();
    drop(admin);

    let john = Program::start(&cluster.url("john", "one"));
    assert!(matches!(john.get(Request::SignIn), Ok(Reply::SignedIn(_))));
    assert!(matches!(john.get(Request::Prefs), Ok(Reply::Prefs(_))));
    stop(&root, &search()).unwrap();
    john.wait("the server to be missed", |news| matches!(news, News::Offline));
    assert_eq!(john.get(Request::Prefs), Err(StoreError::Offline));
    // Nothing was sent: that is certain, and not unknown.
    let draft = OrderDraft { customer_id: Some(1), ..OrderDraft::new() };
    assert_eq!(john.get(Request::SaveOrder(Box::new(draft.clone()))), Err(StoreError::Offline));

    let again = open(&root);
    john.wait("the server to be back", |news| matches!(news, News::Online));
    assert!(matches!(john.get(Request::Prefs), Ok(Reply::Prefs(_))));
    assert_eq!(john.get(Request::AskOrder(draft.intent)), Err(StoreError::NotYours));
    assert!(matches!(john.get(Request::SaveOrder(Box::new(draft))), Ok(Reply::OrderSaved(_))));
    drop((john, again, cluster));
}

#[test]
fn where_no_server_is_one_can_wait_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("postgresql://john@/one?host={}", dir.path().display());
    let john = Program::start(&url);
    assert_eq!(john.get(Request::SignIn), Err(StoreError::Offline));
    john.wait("the server to be missed", |news| matches!(news, News::Offline));
    assert_eq!(john.get(Request::SignIn), Err(StoreError::Offline));
}

/// The server answers, and has no room for one more connection of this login: who was told that it does not answer is told
/// when to ask again, though the connection that listens never broke.
#[test]
fn a_lane_that_found_no_room_is_told_when_to_try_again() {
    let db = TestDb::golden();
    let hired = Hired::new(&db, 1, "ab", 3);
    let login = &hired.logins()[0];
    let limit = |count: i32| {
        db.admin().batch_execute(&format!("alter role \"{login}\" connection limit {count}")).unwrap()
    };
    let program = Program::start(&db.url(login));
    assert!(matches!(program.get(Request::SignIn), Ok(Reply::SignedIn(_))));
    limit(2);
    let pref = Request::SetPref("x".into(), serde_json::json!(1));
    for _ in 0..3 {
        assert_eq!(program.get(pref.clone()), Err(StoreError::Full));
        program.wait("that it does not answer", |news| matches!(news, News::Offline));
        program.wait("that it may be asked again", |news| matches!(news, News::Online));
    }
    limit(12);
    assert_eq!(program.get(pref), Ok(Reply::Done));
}
