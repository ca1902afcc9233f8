//! The server ends the program's processes while it saves.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use super::{
    BRISK, dice,
    ledger::{Desk, Ledger},
    times, together,
};
use crate::{lanes::Program, support::TestDb};
use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query};

/// What the one who ends and those who save know of each other.
#[derive(Default)]
struct Count {
    ended: AtomicUsize,
    saved: AtomicUsize,
    over: AtomicBool,
}

impl Count {
    /// Ends so many processes, those first that save something just now, at any moment; one at most for each save: who is ended
    /// again and again never gets anywhere.
    fn end(&self, db: &TestDb, wanted: usize) {
        const HIT: &str = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'liuzy' and datname = current_database() \
             order by (query like '%kehu.save_order%' or query like '%kehu.book_payment%') and state <> 'idle' desc, random() limit 1";
        let (mut admin, mut moments) = (db.admin(), fastrand::Rng::new());
        while self.ended.load(Ordering::Relaxed) < wanted && !self.over.load(Ordering::Relaxed) {
            admin.batch_execute(&format!("select pg_sleep({})", moments.f64() * 0.04)).expect("a moment");
            let before = self.saved.load(Ordering::Relaxed);
            let hit = sql_query(HIT).execute(&mut admin).expect("a look at who is there");
            self.ended.fetch_add(hit, Ordering::Relaxed);
            while self.saved.load(Ordering::Relaxed) == before && !self.over.load(Ordering::Relaxed) {
                admin.batch_execute("select pg_sleep(0.002)").expect("a moment");
            }
        }
    }
}

#[test]
fn ended_by_the_server_nothing_is_lost_doubled_or_half() {
    let (db, wanted, count) = (TestDb::golden(), times(10), Count::default());
    let told = thread::scope(|scope| {
        scope.spawn(|| count.end(&db, wanted));
        // A save that fails must not leave the other thread to go on for ever.
        let _over = Over(&count.over);
        together(wanted, &mut dice(), |_, mut dice| {
            let program = Program::timed(&db.url("liuzy"), BRISK);
            let desk = Desk::of(&program, &mut db.admin());
            let mut ledger = Ledger::default();
            while count.ended.load(Ordering::Relaxed) < wanted && !count.over.load(Ordering::Relaxed) {
                ledger.save(&program, &desk.next(&mut dice));
                count.saved.fetch_add(1, Ordering::Relaxed);
            }
            ledger
        })
    });
    println!("{} processes ended, {told}", count.ended.load(Ordering::Relaxed));
    told.assert_true(&mut db.admin());
    assert!(wanted < 100 || told.unknown > 0, "no process was ended in the middle of a save");
}

/// Says so, however it comes to its end.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
