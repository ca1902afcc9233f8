//! Functions with a word or two changed: who is asking, whose rows he reaches, who may move what.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};

use super::changes::{CHANGES, IDENTITY};
use crate::matrix::{Area, Company, Sessions, first_difference};

#[derive(QueryableByName)]
struct Definition {
    #[diesel(sql_type = Text)]
    v: String,
}

/// All functions as they stand.
fn fingerprint(conn: &mut PgConnection) -> String {
    sql_query(
        "select md5(string_agg(pg_get_functiondef(oid), '' order by oid)) as v from pg_proc
         where pronamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace)",
    )
    .get_result::<Definition>(conn)
    .expect("the catalogue answers")
    .v
}

fn definition(conn: &mut PgConnection, function: &str) -> String {
    sql_query(format!("select pg_get_functiondef('{function}'::regproc) as v"))
        .get_result::<Definition>(conn)
        .unwrap_or_else(|error| panic!("{function}: {error}"))
        .v
}

/// The organisation is compiled when it changes: let it change.
fn set(conn: &mut PgConnection, definition: &str) {
    conn.batch_execute(definition).unwrap_or_else(|error| panic!("{definition}: {error}"));
    if definition.contains("rebuild_reach()") {
        conn.batch_execute("update kehu.sharing_rule set active = active").expect("the rules stay");
    }
}

struct Bench {
    company: Company,
    admin: PgConnection,
    sessions: Sessions,
    survivors: Vec<String>,
    before: String,
}

impl Bench {
    fn new() -> Self {
        let company = Company::open();
        let (mut admin, sessions) = (company.db.admin(), Sessions::open(&company));
        let before = fingerprint(&mut admin);
        Self { company, admin, sessions, survivors: Vec::new(), before }
    }

    /// Changes the words, compares, changes back. Words that are not there are a mutant that proves nothing.
    fn try_one(&mut self, function: &str, from: &str, to: &str, areas: &[Area]) {
        let whole = definition(&mut self.admin, function);
        assert!(whole.contains(from), "{function} does not say: {from}");
        set(&mut self.admin, &whole.replace(from, to));
        if first_difference(&self.company, &mut self.sessions, areas).is_none() {
            self.survivors.push(format!("{function}: {from} -> {to}"));
        }
        set(&mut self.admin, &whole);
    }

    fn nothing_survived(mut self) {
        assert_eq!(fingerprint(&mut self.admin), self.before, "not mended");
        assert!(self.survivors.is_empty(), "nothing noticed:\n{}", self.survivors.join("\n"));
    }
}

#[test]
fn identity_is_the_login_and_only_the_active_count() {
    let mut bench = Bench::new();
    for function in IDENTITY {
        bench.try_one(function, "session_user", "current_user", &[Area::Function(function)]);
        bench.try_one(function, " and o.status = 'active'", "", &[Area::Function(function)]);
    }
    bench.nothing_survived();
}

fn changes_are_noticed(first: usize) {
    let mut bench = Bench::new();
    for (function, from, to, areas) in CHANGES.iter().skip(first).step_by(2) {
        bench.try_one(function, from, to, areas);
    }
    bench.nothing_survived();
}

#[test]
fn every_changed_function_is_noticed_first_half() {
    changes_are_noticed(0);
}

#[test]
fn every_changed_function_is_noticed_second_half() {
    changes_are_noticed(1);
}
