//! The money against a model: random steps of a company's day, as the operators' own logins. After each step the server has
//! answered as the model says, and what it stored is what the model has (I1 to I7, I9, I12 to I14, M1 to M9).
//!
//! `KEHU_STEPS` sets how many steps. Companies walk side by side, each from its own seed; `KEHU_SEED` with `KEHU_STEPS` as a failure
//! prints them repeats one walk.

mod changes;
mod company;
mod compare;
mod deed;
mod delivery;
mod dunning;
mod golden;
mod invoices;
mod money;
mod orders;

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use diesel::{PgConnection, result::Error};
use fastrand::Rng;

use self::{company::Company, deed::Deed};
use crate::support::{TestDb, told, unsound};

/// In a test run of everybody.
const FEW: usize = 800;
/// Steps of one company: it grows, and a small one has more collisions.
const COMPANY: usize = 1_500;

#[test]
fn the_server_does_what_the_model_does() {
    let steps = told("KEHU_STEPS").unwrap_or(FEW);
    let first = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("KEHU_SEED={first}");
    let (walks, start) = (steps.div_ceil(COMPANY), Instant::now());
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let stroll = || {
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= walks {
                break;
            }
            let (seed, length) = (first.wrapping_add(n as u64), COMPANY.min(steps - n * COMPANY));
            let met = walk(&TestDb::golden(), seed, length);
            tally.lock().unwrap().add(met);
        }
    };
    let hands = thread::available_parallelism().map_or(2, |cores| cores.get() + 1).min(walks);
    thread::scope(|scope| (0..hands).for_each(|_| _ = scope.spawn(stroll)));
    let tally = tally.into_inner().unwrap();
    println!("{steps} steps of {walks} companies in {:?}: {tally}", start.elapsed());
    tally.check(steps);
}

/// How often which rule answered, and how often it was done.
#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn add(&mut self, other: Tally) {
        for (rule, count) in other.0 {
            *self.0.entry(rule).or_default() += count;
        }
    }

    fn check(&self, steps: usize) {
        let done = self.0.get("done").copied().unwrap_or_default();
        assert!(done * 3 > steps, "of {steps} steps only {done} were done: {self}");
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (rule, count) in &self.0 {
            write!(f, "{rule} {count}, ")?;
        }
        Ok(())
    }
}

/// The next step. Some need something that is not there yet: then it is another.
fn next(dice: &mut Rng, company: &Company) -> Deed {
    loop {
        let deed = match dice.u32(0..100) {
            0..17 => Some(orders::save(dice, company)),
            17..19 => invoices::save(dice, company),
            19 => invoices::moved(dice, company),
            20..28 => orders::moved(dice, company),
            28..31 => orders::replan(dice, company),
            31..51 => delivery::mark(dice, company),
            51..54 => delivery::make_good(dice, company),
            54..70 => Some(money::book(dice, company)),
            70..75 => money::allocate(dice, company),
            75..79 => money::unallocate(dice, company),
            79..82 => money::void(dice, company),
            82 => money::confirm(dice, company),
            83 => money::write_off(dice, company),
            84 => money::pay_out(dice, company),
            85..92 => dunning::dun(dice, company),
            92..94 => dunning::answer(dice, company),
            94..96 => dunning::complete(dice, company),
            96 => dunning::block(dice, company),
            97 => changes::terminate(dice, company),
            98 => changes::reduce(dice, company),
            _ => changes::change(dice, company),
        };
        if let Some(deed) = deed {
            return deed;
        }
    }
}

fn walk(db: &TestDb, seed: u64, steps: usize) -> Tally {
    let (mut dice, mut tally) = (Rng::with_seed(seed), Tally::default());
    let mut admin = compare::look(db);
    let mut logins: BTreeMap<&str, PgConnection> = BTreeMap::new();
    let mut company = golden::company(&mut admin);
    let mut log: Vec<String> = Vec::new();
    for step in 0..steps {
        let Deed { who, sql, breaks, then } = next(&mut dice, &company);
        let conn = logins.entry(who).or_insert_with(|| db.as_login(who));
        let answer = deed::value(conn, &format!("select to_jsonb({sql})"));
        let said = match &answer {
            Ok(_) => "done".to_owned(),
            Err(Error::DatabaseError(_, info)) => info
                .constraint_name()
                .and_then(|name| name.strip_prefix("kehu:"))
                .unwrap_or_else(|| info.message())
                .to_owned(),
            Err(error) => error.to_string(),
        };
        log.push(format!("{who} {said}: {sql}"));
        *tally.0.entry(said.clone()).or_default() += 1;
        let story = |what: &str| {
            format!(
                "KEHU_SEED={seed} KEHU_STEPS={steps}, step {step}: {what}\n{}",
                log[log.len().saturating_sub(12)..].join("\n")
            )
        };
        match answer {
            Ok(_) if !breaks.is_empty() => {
                panic!("{}", story(&format!("done, and should be refused by {breaks:?}")))
            }
            Ok(answer) => {
                let touched = then(&mut company, &answer, &mut admin);
                if let Err(difference) = compare::compare(&company, &touched, &mut admin) {
                    panic!("{}", story(&difference));
                }
            }
            Err(_) => assert!(
                breaks.contains(&said.as_str()),
                "{}",
                story(&format!("refused, expected {breaks:?}"))
            ),
        }
        if step % 250 == 249 || step + 1 == steps {
            if let Err(difference) = compare::compare_all(&company, &mut admin) {
                panic!("{}", story(&difference));
            }
            changes::each_has_its_row(&mut admin);
            let broken = unsound(&mut admin);
            assert!(broken.is_empty(), "{}", story(&broken.join(", ")));
        }
    }
    tally
}
