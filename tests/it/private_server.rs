//! The private server: shared by programs, stopped by the last of them.

use std::path::Path;

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use kehu::{
    local::{
        Cluster, Durability, Fixture, LocalError, Prepared, Search, Stopped, prepare, running_place, stop,
    },
    settings::Env,
};

use crate::support::TestDb;

fn search() -> Search {
    let env = Env::read();
    Search { chosen: env.pg_bin, path: env.path }
}

fn open(root: &Path) -> Cluster {
    Cluster::open(root, &search(), Durability::Throwaway).unwrap_or_else(|error| panic!("{error}"))
}

/// A directory that the server's account may enter, whoever runs the tests.
fn directory() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    dir
}

#[test]
fn the_second_program_attaches_and_the_last_one_stops_the_server() {
    let dir = directory();
    // A quote and a space: the path goes through the server's settings and a URL.
    let root = dir.path().join("it's here");
    let first = open(&root);
    let second = open(&root);
    assert!(!first.attached() && second.attached());
    drop(first);
    PgConnection::establish(&second.admin_url("postgres")).unwrap();
    drop(second);
    assert!(running_place(&root).is_none());
}

#[test]
fn two_programs_that_start_at_once_share_one_server() {
    let dir = directory();
    let root = dir.path().join("both");
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(|| open(&root));
        (open(&root), other.join().unwrap())
    });
    assert_ne!(first.attached(), second.attached());
}

#[test]
fn a_server_that_is_still_stopping_is_waited_for() {
    let dir = directory();
    let root = dir.path().join("stopping");
    let first = open(&root);
    // A smart shutdown waits for this connection, as a killed `pg_ctl` would leave it.
    let held = PgConnection::establish(&first.admin_url("postgres")).unwrap();
    let note = std::fs::read_to_string(first.place().data().join("postmaster.pid")).unwrap();
    let pid = note.lines().next().unwrap().parse().unwrap();
    // SAFETY: a signal to the server that this test started; TERM is the smart shutdown.
    assert_eq!(unsafe { libc::kill(pid, libc::SIGTERM) }, 0);
    while !first.place().is_stopping() {
        std::thread::yield_now();
    }
    let second = open(&root);
    PgConnection::establish(&second.admin_url("postgres")).unwrap();
    drop(held);
}

#[test]
fn a_kept_server_stays_until_it_is_stopped() {
    let dir = directory();
    let root = dir.path().join("kept");
    let cluster = open(&root);
    cluster.keep("golden").unwrap();
    drop(cluster);
    assert!(running_place(&root).is_some());
    assert!(open(&root).attached());
    assert_eq!(stop(&root, &search()).unwrap(), Stopped::Now { in_use: false });
    assert!(running_place(&root).is_none());
    assert_eq!(stop(&root, &search()).unwrap(), Stopped::WasDown);
}

#[test]
fn a_half_made_cluster_is_made_again() {
    let dir = directory();
    let root = dir.path().join("half");
    std::fs::create_dir_all(root.join("data.new/base")).unwrap();
    let cluster = open(&root);
    PgConnection::establish(&cluster.admin_url("postgres")).unwrap();
    assert!(!root.join("data.new").exists());
}

#[test]
fn a_company_is_kept_until_a_fresh_one_is_asked_for() {
    let dir = directory();
    let cluster = open(&dir.path().join("company"));
    assert_eq!(prepare(&cluster, Fixture::Golden, false).unwrap(), Prepared::Made);
    let admin = || PgConnection::establish(&cluster.admin_url("kehu_golden")).unwrap();
    admin().batch_execute("create table public.mark ()").unwrap();
    assert_eq!(prepare(&cluster, Fixture::Golden, false).unwrap(), Prepared::Found(Vec::new()));
    // Somebody is still connected: a fresh company does not wait for him.
    let mut left_open = admin();
    left_open.batch_execute("select from public.mark").unwrap();
    assert_eq!(prepare(&cluster, Fixture::Golden, true).unwrap(), Prepared::Made);
    assert!(admin().batch_execute("select from public.mark").is_err());
    PgConnection::establish(&cluster.url("john", "kehu_golden")).unwrap();
}

#[test]
fn nobody_else_gets_in() {
    use std::os::unix::fs::PermissionsExt;
    let dir = directory();
    let root = dir.path().join("closed");
    let cluster = open(&root);
    for closed in [&root, &cluster.place().socket().to_owned(), &cluster.place().data()] {
        assert_eq!(
            std::fs::metadata(closed).unwrap().permissions().mode() & 0o077,
            0,
            "{}",
            closed.display()
        );
    }
    let mut conn = PgConnection::establish(&cluster.admin_url("postgres")).unwrap();
    let no_tcp = "do $$ begin if current_setting('listen_addresses') <> '' then raise 'tcp'; end if; end $$";
    conn.batch_execute(no_tcp).unwrap();
}

#[test]
fn missing_programs_are_named_with_the_places_that_were_tried() {
    let dir = directory();
    let search = Search { chosen: Some(dir.path().join("nothing")), path: None };
    let error = Cluster::open(&dir.path().join("root"), &search, Durability::Throwaway).unwrap_err();
    assert!(matches!(&error, LocalError::NoPrograms(tried) if tried.len() == 1), "{error}");
    assert!(error.to_string().contains("initdb"), "{error}");
}

#[test]
fn each_test_has_a_golden_company_of_its_own() {
    let (one, other) = (TestDb::golden(), TestDb::golden());
    one.admin().batch_execute("create table public.mark ()").unwrap();
    assert!(other.admin().batch_execute("select from public.mark").is_err());
    one.admin().batch_execute("select from public.mark").unwrap();
}
