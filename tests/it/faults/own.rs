//! A server of a test's own that is stopped, crashes and comes back.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use kehu::{
    db::migrate,
    local::{Cluster, Durability, Fixture, Search, stop},
    settings::Env,
};

use crate::support::values;

fn search() -> Search {
    let env = Env::read();
    Search { chosen: env.pg_bin, path: env.path }
}

/// A server of this test's own, as durable as a real one.
pub struct Own {
    // The server before its directory.
    clusters: Vec<Cluster>,
    dir: tempfile::TempDir,
}

impl Own {
    /// Starts it with the golden company.
    pub fn start() -> Own {
        let dir = tempfile::tempdir().expect("a directory");
        fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .expect("a way in");
        let mut own = Own { clusters: Vec::new(), dir };
        own.open();
        own.admin("postgres").batch_execute("create database company").expect("a database");
        let mut admin = own.admin("company");
        migrate::run(&mut admin).expect("the schema");
        Fixture::Golden.load(&mut admin).expect("the golden company");
        own
    }

    /// Starts it again.
    pub fn open(&mut self) {
        let cluster = Cluster::open(&self.dir.path().join("own"), &search(), Durability::Safe)
            .unwrap_or_else(|error| panic!("{error}"));
        self.clusters.push(cluster);
    }

    fn cluster(&self) -> &Cluster {
        self.clusters.last().expect("it was started")
    }

    /// The superuser.
    pub fn admin(&self, database: &str) -> PgConnection {
        PgConnection::establish(&self.cluster().admin_url(database)).expect("the superuser gets in")
    }

    /// The golden company's URL.
    pub fn url(&self, login: &str) -> String {
        self.cluster().url(login, "company")
    }

    /// Stops it in good order.
    pub fn stop(&self) {
        stop(&self.dir.path().join("own"), &search()).expect("it stops");
    }

    /// All its processes stand still, with everything open, until what this gives is dropped.
    pub fn hang(&self) -> Hung {
        let others = "select pid::text as v from pg_stat_activity where pid <> pg_backend_pid()";
        let processes: Vec<i32> = values(&mut self.admin("postgres"), others)
            .into_iter()
            .chain([self.postmaster().to_string()])
            .map(|pid| pid.parse().expect("a number"))
            .collect();
        let hung = Hung { processes };
        hung.signal(libc::SIGSTOP);
        hung
    }

    fn postmaster(&self) -> i32 {
        let file = self.cluster().place().data().join("postmaster.pid");
        let written = fs::read_to_string(&file).expect("it runs");
        written.lines().next().and_then(|line| line.trim().parse().ok()).expect("a number")
    }

    /// Stops everything at once: no checkpoint, no farewell. What is not on the disk is gone.
    pub fn crash(&self) {
        let file = self.cluster().place().data().join("postmaster.pid");
        // SAFETY: a signal to the server that this test started.
        unsafe { libc::kill(self.postmaster(), libc::SIGQUIT) };
        let end = Instant::now() + Duration::from_secs(30);
        while file.exists() {
            assert!(Instant::now() < end, "the server did not stop");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A server that stands still.
pub struct Hung {
    processes: Vec<i32>,
}

impl Hung {
    fn signal(&self, signal: i32) {
        for pid in &self.processes {
            // SAFETY: a signal to a process of the server that this test started.
            unsafe { libc::kill(*pid, signal) };
        }
    }
}

impl Drop for Hung {
    fn drop(&mut self) {
        self.signal(libc::SIGCONT);
    }
}
