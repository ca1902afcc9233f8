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
