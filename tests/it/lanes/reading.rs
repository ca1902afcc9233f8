//! The read lane: the newest of a place wins, what it replaces is cancelled, and a cut line is mended without a word.

use diesel::{PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use kehu::{
    domain::{filter::ListQuery, kind::Kind},
    store::{Reply, Request, StoreError},
};
use serde_json::json;

use super::Program;
use crate::support::TestDb;

/// Holds something, so that whoever reads or writes it waits.
pub struct Held(PgConnection);

impl Held {
    pub fn table(db: &TestDb, table: &str) -> Self {
        Self::by(db, &format!("lock table {table} in access exclusive mode"))
    }

    /// Holds whatever this statement locks.
    pub fn by(db: &TestDb, sql: &str) -> Self {
        let mut conn = db.admin();
        conn.batch_execute(&format!("begin; {sql}")).unwrap();
        Self(conn)
    }

    pub fn release(mut self) {
        self.0.batch_execute("rollback").unwrap();
    }

    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.0
    }

    /// Waits until so many others wait for the table.
    pub fn until_waiting(&mut self, count: i64) {
        until(
            &mut self.0,
            &format!(
                "select 1 where (select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) = {count}"
            ),
        );
    }
}

/// Waits until the query finds a row.
pub fn until(conn: &mut PgConnection, query: &str) {
    // The statement itself waits between two looks, on the server.
    let looks = 3_000;
    for _ in 0..looks {
        if sql_query(query).execute(conn).unwrap() == 1 {
            return;
        }
        conn.batch_execute("select pg_sleep(0.01); select pg_stat_clear_snapshot()").unwrap();
    }
    panic!("it never came to this: {query}");
}

#[test]
fn a_superseded_read_is_cancelled_and_the_newer_one_answers() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let mut held = Held::table(&db, "kehu.user_pref");
    let slow = john.ask("list", Request::Prefs);
    held.until_waiting(1);
    let newer = john.ask("list", Request::Dictionaries);
    // The table is still held: only the cancel can end the first.
    assert_eq!(john.answer(slow), Err(StoreError::Replaced));
    assert!(matches!(john.answer(newer), Ok(Reply::Dictionaries(_))));
    held.release();
    // The line is as good as before.
    assert!(matches!(john.get(Request::Prefs), Ok(Reply::Prefs(_))));
}

#[test]
fn a_read_that_waits_is_replaced_and_other_places_are_left_alone() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let mut held = Held::table(&db, "kehu.user_pref");
    let running = john.ask("list", Request::Prefs);
    held.until_waiting(1);
    let waiting = john.ask("detail", Request::Drafts);
    let newer = john.ask("detail", Request::Dictionaries);
    assert_eq!(john.answer(waiting), Err(StoreError::Replaced));
    held.release();
    assert!(matches!(john.answer(running), Ok(Reply::Prefs(_))));
    assert!(matches!(john.answer(newer), Ok(Reply::Dictionaries(_))));
}

#[test]
fn a_stopped_read_ends() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let mut held = Held::table(&db, "kehu.user_pref");
    let slow = john.ask("list", Request::Prefs);
    held.until_waiting(1);
    john.stop("list");
    assert_eq!(john.answer(slow), Err(StoreError::Replaced));
    held.release();
}

#[test]
fn what_adds_up_gives_way_to_what_is_looked_at_and_answers_later() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let customers = ListQuery::of(Kind::Customer);
    let mut held = Held::table(&db, "kehu.customer");
    let count = john.ask("totals", Request::Count(customers.clone(), Vec::new()));
    let figures = john.ask("tile", Request::Counts(vec![customers]));
    held.until_waiting(1);
    let prefs = john.ask("list", Request::Prefs);
    // The table is still held: the count was cancelled, or this would wait behind it.
    assert!(matches!(john.answer(prefs), Ok(Reply::Prefs(_))));
    // One that waits again is replaced like any other.
    john.stop("tile");
    assert_eq!(john.answer(figures), Err(StoreError::Replaced));
    held.until_waiting(1);
    held.release();
    assert!(matches!(john.answer(count), Ok(Reply::Count { .. })));
}

#[test]
fn a_hundred_reads_of_one_place_give_one_answer() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let tickets: Vec<_> = (0..100).map(|_| john.ask("list", Request::Dictionaries)).collect();
    let answers = john.next_answers(100);
    for (ticket, answer) in &answers {
        match answer {
            Ok(Reply::Dictionaries(_)) | Err(StoreError::Replaced) => {}
            other => panic!("{ticket:?}: {other:?}"),
        }
    }
    let last = answers.iter().find(|(ticket, _)| ticket == tickets.last().unwrap()).unwrap();
    assert!(last.1.is_ok(), "the newest is never replaced");
}

#[test]
fn a_read_on_a_cut_line_is_asked_again_on_a_new_one() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let mut held = Held::table(&db, "kehu.user_pref");
    let slow = john.ask("list", Request::Prefs);
    held.until_waiting(1);
    held.0
        .batch_execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
        .unwrap();
    held.release();
    assert!(matches!(john.answer(slow), Ok(Reply::Prefs(_))));
}

#[test]
fn a_write_is_never_cancelled_and_writes_keep_their_order() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let mut held = Held::table(&db, "kehu.user_pref");
    let tickets: Vec<_> = (0..5).map(|n| john.ask("form", Request::SetPref("n".into(), json!(n)))).collect();
    held.until_waiting(1);
    john.stop("form");
    held.release();
    let answers = john.next_answers(5);
    assert_eq!(answers.iter().map(|(ticket, _)| *ticket).collect::<Vec<_>>(), tickets);
    assert!(answers.iter().all(|(_, answer)| *answer == Ok(Reply::Done)));
    let Ok(Reply::Prefs(prefs)) = john.get(Request::Prefs) else { panic!("preferences") };
    assert_eq!(prefs["n"], json!(4));
}

#[test]
fn the_end_of_the_program_ends_its_reads_and_waits_for_its_writes() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let mut held = Held::table(&db, "kehu.user_pref");
    john.ask("list", Request::Prefs);
    held.until_waiting(1);
    drop(john);
    until(
        &mut held.0,
        "select 1 where not exists (select from pg_stat_activity where usename = 'john' and datname = current_database())",
    );
    held.release();
    let lina = Program::of(&db, "lina");
    lina.ask("form", Request::SetPref("n".into(), json!(1)));
    drop(lina);
    let Ok(Reply::Prefs(prefs)) = Program::of(&db, "lina").get(Request::Prefs) else { panic!("preferences") };
    assert_eq!(prefs["n"], json!(1));
}
