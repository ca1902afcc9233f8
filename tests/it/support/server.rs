//! The one PostgreSQL of a test run, thrown away at its end. It holds templates: the schema alone, and one per fixture.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use kehu::{
    db::migrate,
    local::{Cluster, Durability, Fixture, Place, Search},
    settings::Env,
};

/// The names of the templates, by what they hold.
pub struct Templates {
    pub empty: String,
    pub golden: String,
}

/// The server of this run.
pub struct Server {
    pub place: Place,
    pub templates: Templates,
}

static SERVER: OnceLock<Server> = OnceLock::new();
/// Statics are not dropped, so the cluster lies where the exit handler can take it.
static CLUSTER: Mutex<Option<Cluster>> = Mutex::new(None);

/// The server of this run, started by the first test that asks.
pub fn server() -> &'static Server {
    SERVER.get_or_init(start)
}

/// A connection as the server's superuser.
pub fn superuser(place: &Place, database: &str) -> PgConnection {
    PgConnection::establish(&place.url(kehu::local::SUPERUSER, database)).expect("the superuser gets in")
}

fn start() -> Server {
    assert!(
        CLUSTER.lock().unwrap().is_none(),
        "the templates failed before: see the first failure of this run"
    );
    sweep();
    let env = Env::read();
    let search = Search { chosen: env.pg_bin, path: env.path };
    let cluster = Cluster::open(&root(std::process::id()), &search, Durability::Throwaway)
        .unwrap_or_else(|error| panic!("the tests need PostgreSQL: {error}"));
    let place = cluster.place().clone();
    *CLUSTER.lock().unwrap() = Some(cluster);
    // SAFETY: the handler only uses statics that live as long as the process.
    unsafe { libc::atexit(stop) };
    let templates = make_templates(&place);
    Server { place, templates }
}

extern "C" fn stop() {
    let Ok(mut cluster) = CLUSTER.lock() else { return };
    drop(cluster.take());
    let _ = std::fs::remove_dir_all(root(std::process::id()));
}

fn make_templates(place: &Place) -> Templates {
    let version = migrate::versions().pop().unwrap_or_default();
    let templates = Templates { empty: format!("empty_{version}"), golden: format!("golden_{version}") };
    let mut admin = superuser(place, "postgres");
    admin.batch_execute(&format!("create database {}", templates.empty)).unwrap();
    let mut conn = superuser(place, &templates.empty);
    migrate::run(&mut conn).unwrap_or_else(|error| panic!("{error}"));
    drop(conn);
    clone(&mut admin, &templates.empty, &templates.golden);
    Fixture::Golden
        .load(&mut superuser(place, &templates.golden))
        .unwrap_or_else(|error| panic!("golden: {error}"));
    templates
}

/// Makes the database `name` as a copy of `template`. Copying files is the quick way when nothing is synced.
pub fn clone(admin: &mut PgConnection, template: &str, name: &str) {
    admin
        .batch_execute(&format!("create database {name} template {template} strategy file_copy"))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    // Rights on a database are not copied with it.
    admin
        .batch_execute(&format!("revoke all on database {name} from public"))
        .and_then(|()| admin.batch_execute(&format!("grant connect on database {name} to kehu_operator")))
        .and_then(|()| admin.batch_execute(&format!("alter database {name} set lc_messages = 'C'")))
        .unwrap();
}

fn root(process: u32) -> PathBuf {
    std::env::temp_dir().join(format!("kehu-it-{process}"))
}

/// Removes what killed runs left behind.
fn sweep() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix("kehu-it-").and_then(|rest| rest.parse().ok()) else {
            continue;
        };
        if !alive(process) {
            remove(&entry.path());
        }
    }
}

fn remove(root: &Path) {
    let env = Env::read();
    let _ = kehu::local::stop(root, &Search { chosen: env.pg_bin, path: env.path });
    let _ = std::fs::remove_dir_all(root);
}

fn alive(process: i32) -> bool {
    // SAFETY: signal 0 is not sent, it only asks whether the process is there.
    unsafe { libc::kill(process, 0) == 0 }
}
