//! F14, F15: the schema is brought to another version: killed in the middle it is the old one, two at once follow one another,
//! nobody waits long behind it, and programs that run do not notice.

use std::{fs, path::Path, thread};

use diesel::{PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use kehu::{
    db::migrate,
    store::{Reply, Request},
};

use super::{
    away::{order, signed_in},
    dice, times,
};
use crate::support::{TestDb, values};

/// A database without a schema.
struct Bare<'a> {
    db: &'a TestDb,
    name: String,
}

impl<'a> Bare<'a> {
    fn new(db: &'a TestDb, n: usize) -> Self {
        let name = format!("bare{n}_{}", db.name());
        db.admin().batch_execute(&format!("create database {name}")).unwrap();
        Self { db, name }
    }

    fn admin(&self) -> PgConnection {
        self.db.admin_of(&self.name)
    }
}

impl Drop for Bare<'_> {
    fn drop(&mut self) {
        let _ = self.db.admin().batch_execute(&format!("drop database {} with (force)", self.name));
    }
}

fn is_bare(conn: &mut PgConnection) -> bool {
    let made = "select nspname::text as v from pg_namespace where nspname like 'kehu%' \
                union all select relname::text from pg_class where relname = '__diesel_schema_migrations'";
    values(conn, made).is_empty()
}

#[test]
fn ended_anywhere_in_its_middle_a_migration_did_nothing_and_runs_again() {
    let (db, mut dice, mut cut) = (TestDb::empty(), dice(), 0);
    for n in 0..times(2).min(100) {
        let bare = Bare::new(&db, n);
        let mut migrator = bare.admin();
        let done = thread::scope(|scope| {
            let run = scope.spawn(|| migrate::run(&mut migrator));
            let mut killer = db.admin();
            let end = format!(
                "select pg_sleep({}); select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'",
                dice.f64(),
                bare.name
            );
            killer.batch_execute(&end).unwrap();
            run.join().expect("an answer")
        });
        let mut admin = bare.admin();
        if done.is_err() {
            cut += 1;
            assert!(is_bare(&mut admin), "half of it is there");
            assert!(!migrate::run(&mut admin).expect("the second time").is_empty());
        }
        assert!(migrate::pending(&mut admin).unwrap().is_empty());
    }
    println!("{cut} migrations ended in their middle");
}

#[test]
fn two_that_migrate_at_once_follow_one_another() {
    let db = TestDb::empty();
    let bare = Bare::new(&db, 0);
    let mut added: Vec<usize> = thread::scope(|scope| {
        let runs: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| migrate::run(&mut bare.admin()).expect("it migrates").len()))
            .collect();
        runs.into_iter().map(|run| run.join().expect("an answer")).collect()
    });
    added.sort_unstable();
    assert_eq!(added, [0, migrate::versions().len()]);
}

/// Somebody works with what the migration needs: it lets go and tries again, and everybody else reads on meanwhile.
#[test]
fn a_migration_that_must_wait_lets_others_through() {
    let db = TestDb::empty();
    let mut admin = db.admin();
    let last = migrate::versions().pop().unwrap();
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations"))
        .unwrap()
        .flatten()
        .find(|it| it.file_name().to_string_lossy().replace('-', "").starts_with(&last))
        .expect("the last migration")
        .path();
    let down = fs::read_to_string(folder.join("down.sql")).unwrap();
    admin.batch_execute(&down).unwrap();
    let forget = "delete from public.__diesel_schema_migrations where version = (select max(version) from public.__diesel_schema_migrations)";
    admin.batch_execute(forget).unwrap();
    let mut held = db.admin();
    held.batch_execute("begin; lock table public.__diesel_schema_migrations in share mode").unwrap();
    thread::scope(|scope| {
        let run = scope.spawn(|| migrate::run(&mut db.admin()));
        let gave_up =
            "select 1 from pg_stat_database where datname = current_database() and xact_rollback > $1";
        let before: i64 = values(
            &mut admin,
            "select xact_rollback::text as v from pg_stat_database where datname = current_database()",
        )[0]
        .parse()
        .unwrap();
        while sql_query(gave_up).bind::<diesel::sql_types::BigInt, _>(before).execute(&mut admin).unwrap()
            == 0
        {
            admin.batch_execute("select pg_sleep(0.05); select pg_stat_clear_snapshot()").unwrap();
        }
        held.batch_execute("rollback").unwrap();
        assert_eq!(run.join().expect("an answer").unwrap().len(), 1);
    });
}

#[test]
fn programs_that_run_do_not_notice_that_the_schema_grows() {
    let db = TestDb::golden();
    let zhout = signed_in(&db, "zhout");
    let all = || {
        for request in [Request::Prefs, Request::Dictionaries, Request::Catalogue, Request::Drafts] {
            let answer = zhout.get(request.clone());
            assert!(answer.is_ok(), "{request:?}: {answer:?}");
        }
        let saved = zhout.get(order());
        assert!(matches!(saved, Ok(Reply::OrderSaved(_))), "{saved:?}");
    };
    all();
    for step in [
        "alter table kehu.sales_order add column later text; alter table kehu.customer add column later text",
        "alter table kehu.draft alter column form type varchar(60)",
        "alter table kehu.dict_item alter column sort type bigint",
        "alter table kehu.user_pref add column later text not null default ''",
    ] {
        db.admin().batch_execute(step).unwrap_or_else(|error| panic!("{step}: {error}"));
        all();
    }
}
