//! The line is cut: at any byte, and exactly when the server has done it and only its answer is on the way.

use kehu::store::Request;

use super::{
    dice,
    ledger::{Desk, Ledger},
    times,
};
use crate::{
    lanes::{Program, Wire},
    support::TestDb,
};

/// Cuts the line before each save as `cut` says, and gives how often it hit one.
fn cut_off(short: usize, cut: impl Fn(&Wire, &mut fastrand::Rng)) {
    let (db, mut dice) = (TestDb::golden(), dice());
    let wire = Wire::to(&db.url("liuzy"));
    let program = Program::start(&wire.url(&db.url("liuzy")));
    program.get(Request::SignIn).expect("signed in");
    let desk = Desk::of(&program, &mut db.admin());
    let mut ledger = Ledger::default();
    let cuts = times(short);
    while wire.cuts() < cuts {
        cut(&wire, &mut dice);
        ledger.save(&program, &desk.next(&mut dice));
        wire.mend();
    }
    println!(
        "{} saves, {} lines cut, {} times unknown, {} times offline",
        ledger.said(),
        wire.cuts(),
        ledger.unknown,
        ledger.offline
    );
    ledger.assert_true(&mut db.admin());
    assert!(cuts < 100 || ledger.unknown > 0, "the cuts never hit a save");
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
