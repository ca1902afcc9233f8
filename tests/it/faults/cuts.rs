//! The line is cut: at any byte, and exactly when the server has done it and only its answer is on the way.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{
    BRISK, dice,
    ledger::{Desk, Ledger},
    rounds, times, together,
};
use crate::{
    lanes::{Program, Wire},
    support::TestDb,
};

/// Cuts the line before each save as `cut` says, until it was cut so often.
fn cut_off(short: usize, cut: impl Fn(&Wire, &mut fastrand::Rng) + Sync) {
    let (wanted, mut dice, mut all, cuts) = (times(short), dice(), Ledger::default(), AtomicUsize::new(0));
    for round in rounds(wanted) {
        let db = TestDb::golden();
        let url = db.url("liuzy");
        let told = together(round, &mut dice, |share, mut dice| {
            let wire = Wire::to(&url);
            let program = Program::timed(&wire.url(&url), BRISK);
            let desk = Desk::of(&program, &mut db.admin());
            let mut ledger = Ledger::default();
            while wire.cuts() < share {
                cut(&wire, &mut dice);
                ledger.save(&program, &desk.next(&mut dice));
                wire.mend();
            }
            cuts.fetch_add(wire.cuts(), Ordering::Relaxed);
            ledger
        });
        told.assert_true(&mut db.admin());
        all.count(&told);
        println!("{} lines cut, {all}", cuts.load(Ordering::Relaxed));
    }
    assert!(wanted < 100 || all.unknown > 0, "the cuts never hit a save");
}

/// A save takes some 2,500 bytes there and back; connecting anew some more.
#[test]
fn cut_at_any_byte_nothing_is_lost_doubled_or_half() {
    cut_off(12, |wire, dice| wire.cut_after(dice.i64(0..2_500)));
}

/// What the server says is swallowed from the so-manieth word on, so that it has done what nobody hears of. A save on an open
/// line has one word, or one for each statement of its transaction; the last of them is the answer to the commit.
#[test]
fn cut_at_the_answer_nothing_is_lost_doubled_or_half() {
    cut_off(12, |wire, dice| wire.cut_at_answer(dice.i64(0..4)));
}
