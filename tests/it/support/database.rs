//! A database of a test's own, and the ways into it.

use std::sync::atomic::{AtomicU32, Ordering};

use diesel::{Connection, PgConnection, connection::SimpleConnection};

use super::server::{clone, server, superuser};

/// A database that no other test sees; dropped with this value. Logins belong to the whole server, so a test that makes
/// its own gives them names of its own (`db.name()` is one).
pub struct TestDb {
    name: String,
}

static COUNT: AtomicU32 = AtomicU32::new(1);

impl TestDb {
    /// The schema alone, no operator.
    pub fn empty() -> Self {
        Self::copy_of(&server().templates.empty)
    }

    /// The golden company: liuzy, chenm, zhangw, john, lina, zhaom, huangzq, sunl, zhout, wug, hej.
    pub fn golden() -> Self {
        Self::copy_of(&server().templates.golden)
    }

    /// A copy of a prepared database, to which nobody is connected any more.
    pub fn like(prepared: &Self) -> Self {
        Self::copy_of(&prepared.name)
    }

    fn copy_of(template: &str) -> Self {
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
        clone(&mut superuser(&server().place, "postgres"), template, &name);
        Self { name }
    }

    /// The name of the database, unique in this run.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The URL for `login`, as the program takes it.
    pub fn url(&self, login: &str) -> String {
        server().place.url(login, &self.name)
    }

    /// A connection as `login`: what tests of rights use.
    pub fn as_login(&self, login: &str) -> PgConnection {
        PgConnection::establish(&self.url(login)).unwrap_or_else(|error| panic!("{login}: {error}"))
    }

    /// A connection as superuser, to prepare and to look behind the rights. Never to show that something is allowed.
    pub fn admin(&self) -> PgConnection {
        self.admin_of(&self.name)
    }

    /// A connection as superuser to another database of the same server.
    pub fn admin_of(&self, database: &str) -> PgConnection {
        superuser(&server().place, database)
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let mut admin = superuser(&server().place, "postgres");
        let _ = admin.batch_execute(&format!("drop database {} with (force)", self.name));
    }
}
