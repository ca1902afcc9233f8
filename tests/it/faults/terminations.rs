//! The server ends the program's processes while it saves.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query};
use kehu::store::Request;

use super::{
    dice,
    ledger::{Desk, Ledger},
    times,
};
use crate::{lanes::Program, support::TestDb};

#[test]
fn ended_by_the_server_nothing_is_lost_doubled_or_half() {
    let (db, mut dice) = (TestDb::golden(), dice());
    let program = Program::start(&db.url("liuzy"));
    program.get(Request::SignIn).expect("signed in");
    let desk = Desk::of(&program, &mut db.admin());
    let (wanted, ended, over) = (times(10), &AtomicUsize::new(0), &AtomicBool::new(false));
    let saved = &AtomicUsize::new(0);
    let mut ledger = Ledger::default();
    thread::scope(|scope| {
        let mut moments = fastrand::Rng::with_seed(dice.u64(..));
        let db = &db;
        scope.spawn(move || {
            let mut admin = db.admin();
            while ended.load(Ordering::Relaxed) < wanted && !over.load(Ordering::Relaxed) {
                admin.batch_execute(&format!("select pg_sleep({})", moments.f64() * 0.04)).expect("a moment");
                let hit = sql_query(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'liuzy' and datname = current_database() \
                      order by (query like '%kehu.save_order%' or query like '%kehu.book_payment%') desc, random() limit 1",
                );
                let before = saved.load(Ordering::Relaxed);
                ended.fetch_add(hit.execute(&mut admin).expect("a look at who is there"), Ordering::Relaxed);
                // One at most for each save: who is ended again and again never gets anywhere.
                while saved.load(Ordering::Relaxed) == before && !over.load(Ordering::Relaxed) {
                    admin.batch_execute("select pg_sleep(0.005)").expect("a moment");
                }
            }
        });
        // A save that fails must not leave the other thread to go on for ever.
        let _over = Over(over);
        while ended.load(Ordering::Relaxed) < wanted {
            ledger.save(&program, &desk.next(&mut dice));
            saved.fetch_add(1, Ordering::Relaxed);
        }
    });
    println!(
        "{} processes ended, {} saves, {} times unknown, {} times offline",
        ended.load(Ordering::Relaxed),
        ledger.said(),
        ledger.unknown,
        ledger.offline
    );
    ledger.assert_true(&mut db.admin());
    assert!(wanted < 100 || ledger.unknown > 0, "no process was ended in the middle of a save");
}

/// Says so, however it comes to its end.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
