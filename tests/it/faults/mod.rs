//! Nothing is lost, whatever breaks: the line at any byte, the server's process, the whole server, the program itself. Each loop
//! has a short form for every run and a long one: `KEHU_FAULTS=10000` says how often, `KEHU_SEED` repeats one that failed.
//! After each, what was called saved is there once and whole, and every invariant holds.

mod away;
mod clients;
mod crashes;
mod cuts;
mod disk;
mod growing;
mod integrity;
mod ledger;
mod midnight;
mod own;
mod rights;
mod silent;
mod terminations;

use std::{thread, time::Duration};

use kehu::db::Timing;

use self::ledger::Ledger;
use crate::support::told;

/// How often something is broken: as the environment says, else so often.
fn times(short: usize) -> usize {
    told("KEHU_FAULTS").unwrap_or(short)
}

/// A long form comes in rounds, each with a company of its own and an account at its end: no customer has ten thousand orders.
fn rounds(wanted: usize) -> impl Iterator<Item = usize> {
    const ROUND: usize = 500;
    (0..wanted).step_by(ROUND).map(move |done| ROUND.min(wanted - done))
}

/// Dice that can be thrown again: the seed is printed.
fn dice() -> fastrand::Rng {
    let seed = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    fastrand::Rng::with_seed(seed)
}

/// Waits of a few milliseconds: what is shown here does not hang on how long a program hopes for a server.
const BRISK: Timing = Timing {
    first_wait: Duration::from_millis(2),
    longest_wait: Duration::from_millis(50),
    refused_wait: Duration::from_millis(50),
    poll: Duration::from_millis(10),
    sign_of_life: Duration::from_secs(1),
    silence: Duration::from_secs(5),
};

/// Shares `wanted` out to programs that work at the same time against one server, each with dice of its own; gives what all of
/// them were told together. A few are one program's work.
fn together(
    wanted: usize,
    dice: &mut fastrand::Rng,
    work: impl Fn(usize, fastrand::Rng) -> Ledger + Sync,
) -> Ledger {
    let hands = if wanted < 100 { 1 } else { 3 };
    let mut told = Ledger::default();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..hands)
            .map(|hand| {
                let (share, dice) = (
                    wanted / hands + usize::from(hand < wanted % hands),
                    fastrand::Rng::with_seed(dice.u64(..)),
                );
                let work = &work;
                scope.spawn(move || work(share, dice))
            })
            .collect();
        for worker in workers {
            told.add(worker.join().expect("a worker ends well"));
        }
    });
    told
}
