//! Operators of one test. Logins belong to the whole server, so these have names of their own and are gone with the test.

use diesel::connection::SimpleConnection;

use super::TestDb;

/// People hired for one test.
pub struct Hired<'a> {
    db: &'a TestDb,
    logins: Vec<String>,
}

impl<'a> Hired<'a> {
    /// So many operators of a role in a department, without superior.
    pub fn new(db: &'a TestDb, count: usize, role: &str, department: i32) -> Self {
        let logins: Vec<String> = (1..=count).map(|n| format!("{role}{n}_{}", db.name())).collect();
        for login in &logins {
            db.admin()
                .batch_execute(&format!(
                    "select kehu_priv.make_operator('{login}', '{login}', '', '', '{role}', {department}, null)"
                ))
                .unwrap_or_else(|error| panic!("{login}: {error}"));
        }
        Self { db, logins }
    }

    /// Somebody whom the test itself will hire.
    pub fn also(&mut self, login: &str) {
        self.logins.push(login.to_owned());
    }

    /// Their logins.
    pub fn logins(&self) -> &[String] {
        &self.logins
    }
}

impl Drop for Hired<'_> {
    fn drop(&mut self) {
        let mut admin = self.db.admin();
        for login in &self.logins {
            let _ = admin.batch_execute(&format!("drop role if exists {login}"));
        }
    }
}
