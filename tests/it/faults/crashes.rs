//! The server crashes: stopped at once, without writing anything down, and started again. What it called saved is there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use kehu::store::Request;

use super::{
    BRISK, dice,
    ledger::{Desk, Ledger},
    own::Own,
    times,
};
use crate::lanes::Program;

/// Saves until it is told that it is enough.
fn writer(url: &str, desk: &Desk, seed: u64, counted: &AtomicUsize, enough: &AtomicBool) -> Ledger {
    let (program, mut dice) = (Program::timed(url, BRISK), fastrand::Rng::with_seed(seed));
    program.get(Request::SignIn).expect("signed in");
    let mut ledger = Ledger::default();
    while !enough.load(Ordering::Relaxed) {
        ledger.save(&program, &desk.next(&mut dice));
        counted.fetch_add(1, Ordering::Relaxed);
    }
    ledger
}

#[test]
fn crashed_and_started_again_the_server_has_all_that_it_called_saved() {
    let mut dice = dice();
    let mut own = Own::start();
    let first = Program::start(&own.url("liuzy"));
    let desk = Arc::new(Desk::of(&first, &mut own.admin("company")));
    drop(first);
    let (counted, enough) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (0..3)
        .map(|_| {
            let (url, seed) = (own.url("liuzy"), dice.u64(..));
            let (desk, counted, enough) = (desk.clone(), counted.clone(), enough.clone());
            thread::spawn(move || writer(&url, &desk, seed, &counted, &enough))
        })
        .collect();
    let crashes = times(2);
    for _ in 0..crashes {
        let until = counted.load(Ordering::Relaxed) + dice.usize(5..40);
        let end = Instant::now() + Duration::from_secs(60);
        while counted.load(Ordering::Relaxed) < until {
            assert!(
                !writers.iter().any(thread::JoinHandle::is_finished) && Instant::now() < end,
                "nothing is saved any more"
            );
            thread::sleep(Duration::from_millis(2));
        }
        own.crash();
        own.open();
    }
    enough.store(true, Ordering::Relaxed);
    let mut ledger = Ledger::default();
    for writer in writers {
        ledger.add(writer.join().expect("a writer ends well"));
    }
    println!("{crashes} crashes, 3 writers: {ledger}");
    ledger.assert_true(&mut own.admin("company"));
}
