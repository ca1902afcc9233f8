//! Nothing is lost, whatever breaks: the line at any byte, the server's process, the whole server, the program itself. Each loop
//! has a short form for every run and a long one: `KEHU_FAULTS=10000` says how often, `KEHU_SEED` repeats one that failed.
//! After each, what was called saved is there once and whole, and every invariant holds.

mod away;
mod clients;
mod crashes;
mod cuts;
mod integrity;
mod ledger;
mod own;
mod terminations;

use crate::support::told;

/// How often something is broken: as the environment says, else so often.
fn times(short: usize) -> usize {
    told("KEHU_FAULTS").unwrap_or(short)
}

/// Dice that can be thrown again: the seed is printed.
fn dice() -> fastrand::Rng {
    let seed = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    fastrand::Rng::with_seed(seed)
}
