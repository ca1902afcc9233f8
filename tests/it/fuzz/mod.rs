//! The desk's languages under bad input: examples cut, joined and bent at random. Nothing panics, what is understood reads back
//! as it is printed, and what it comes to is to the fen and in range.
//!
//! `KEHU_FUZZ_SECONDS` sets how long each language is tried, in time of the processor, so that a busy machine does not try less;
//! `KEHU_SEED` repeats a try.

mod bend;
mod corpus;
mod page;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use chrono::{Days, NaiveDate};
use kehu::{
    domain::{
        amount, date,
        date::Toward,
        discount,
        issue_choice::{self, Ahead},
        kind::Kind,
        money,
        plan::{self, Ground, Planned},
        query::{self, Meaning, People, Tongue},
    },
    entry::{faults, lexicon::Labels, sentence::Teller},
    i18n::Lang,
    store::Words,
};
use rust_decimal::Decimal;

use self::bend::Bender;
use crate::support::told;

/// How long in a test run of everybody.
const SHORT: Duration = Duration::from_secs(1);

/// Tries a language until the time is over. `understood` says whether the text was, and fails where it should not be so.
fn fuzz(examples: &[&str], understood: impl Fn(&str) -> bool) {
    let time = told("KEHU_FUZZ_SECONDS").map_or(SHORT, Duration::from_secs);
    let seed = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("KEHU_SEED={seed}");
    let mut bender = Bender::new(seed, examples);
    let start = worked();
    let (mut tried, mut good, mut slowest, mut begun) = (0u64, 0u64, (Duration::ZERO, String::new()), start);
    while begun - start < time {
        let text = bender.next();
        match catch_unwind(AssertUnwindSafe(|| understood(&text))) {
            Ok(true) => {
                good += 1;
                bender.keep(&text);
            }
            Ok(false) => {}
            Err(_) => panic!("{text:?}"),
        }
        tried += 1;
        let ended = worked();
        if ended - begun > slowest.0 {
            slowest = (ended - begun, text);
        }
        begun = ended;
    }
    println!(
        "{tried} texts in {:?}, {good} understood, the slowest {:?}: {:?}",
        begun - start,
        slowest.0,
        slowest.1
    );
    assert!(good > 0, "nothing was understood");
}

/// How long the processor has worked for this thread.
fn worked() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock is there on every system of ours, and writes into what lives here.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(answer, 0, "a clock of the thread");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The filter language: what is read of any text reads back in both languages, and means something or says why not.
#[test]
fn queries() {
    let words = Words::default();
    let labels = Labels { dictionaries: Some(&words) };
    let meaning = Meaning {
        today: today(),
        me: 4,
        person: Some(People::Me),
        param: &|_| None,
        view: &|_, _| Some(query::Expr::Text("x".to_owned())),
    };
    fuzz(&corpus::queries(), |text| {
        let reading = query::read(text, Kind::Instalment, &labels);
        let kind = reading.query.kind.unwrap_or(Kind::Instalment);
        for tongue in [Tongue::English, Tongue::Chinese] {
            let printed = query::print(&reading.query, Kind::Instalment, tongue, &labels);
            let again = query::read(&printed, Kind::Instalment, &labels);
            assert_eq!((&again.query, again.faults.as_slice()), (&reading.query, &[][..]), "{printed}");
        }
        for lang in [Lang::En, Lang::Zh] {
            let _ = Teller { kind, lang, words: &words, today: today() }.tell(&reading.query);
            reading.faults.iter().for_each(|fault| drop(faults::fault(lang, fault)));
        }
        let _ = query::filter(&reading.query.rows, kind, &meaning);
        reading.faults.is_empty()
    });
}

fn today() -> NaiveDate {
    "2026-10-30".parse().expect("a day")
}

#[test]
fn dates() {
    fuzz(&corpus::dates(), |text| {
        let Ok(word) = date::parse(text) else { return false };
        assert_eq!(date::parse(&word.to_string()), Ok(word), "{word}");
        for toward in [Toward::Future, Toward::Past] {
            if let Ok(day) = word.resolve(today(), toward) {
                assert!(
                    ("1990-01-01".parse().unwrap()..="2100-12-31".parse().unwrap()).contains(&day),
                    "{day}"
                );
            }
        }
        true
    });
}

#[test]
fn amounts() {
    fuzz(&corpus::amounts(), |text| {
        let Ok(amount) = amount::parse(text) else { return false };
        let printed = amount.to_string();
        // 5万 is longer when it is printed, and what is too long is not read.
        if printed.len() <= amount::LONGEST {
            assert_eq!(amount::parse(&printed).as_ref(), Ok(&amount), "{printed}");
        }
        let _ = amount.value(&|_| Some(Decimal::new(1_234_567, 2)), Some(Decimal::ONE));
        if let Ok(fen) = money::parse(text) {
            assert_eq!(fen, money::to_fen(fen));
            assert!(fen.abs() < money::LIMIT, "{fen}");
        }
        true
    });
}

#[test]
fn discounts() {
    fuzz(&corpus::discounts(), |text| {
        let Ok(discount) = discount::parse(text) else { return false };
        let printed = discount.to_string();
        let worth = |it: &discount::Discount| it.value(&|_| Some(Decimal::from(96_000)), Decimal::new(8, 1));
        if printed.len() <= amount::LONGEST {
            let again = discount::parse(&printed).unwrap_or_else(|error| panic!("{printed}: {error}"));
            assert_eq!(worth(&again), worth(&discount), "{printed}");
        }
        if let Ok(ratio) = worth(&discount) {
            assert!(
                ratio >= Decimal::ZERO && ratio <= Decimal::TWO && ratio.normalize().scale() <= 4,
                "{ratio}"
            );
        }
        true
    });
}

#[test]
fn issue_choices() {
    let ahead: Vec<Ahead> = (0..60)
        .map(|n| Ahead {
            id: n,
            no: (n as u32 % 52) + 1,
            on: today() + Days::new(7 * n as u64),
            taken: n % 7 == 3,
        })
        .collect();
    fuzz(&corpus::issues(), |text| {
        let Ok(choice) = issue_choice::parse(text) else { return false };
        assert_eq!(issue_choice::parse(&choice.to_string()).as_ref(), Ok(&choice), "{choice}");
        if let Ok(chosen) = choice.choose(&ahead, today()) {
            assert!(chosen.iter().all(|i| !ahead[*i].taken));
        }
        true
    });
}

#[test]
fn plans() {
    let insertions: Vec<Planned> = (0..3)
        .map(|n| Planned {
            at: (0, n),
            on: today() + Days::new(30 + 7 * n as u64),
            amount: Decimal::new(7_200_001, 2),
        })
        .collect();
    let net = Decimal::new(21_600_003, 2);
    fuzz(&corpus::plans(), |text| {
        let Ok(plan) = plan::parse(text) else { return false };
        let printed = plan.to_string();
        if printed.len() <= plan::LONGEST {
            assert_eq!(plan::parse(&printed).as_ref(), Ok(&plan), "{printed}");
        }
        let ground = Ground { net, signed: today(), today: today(), insertions: &insertions };
        if let Ok(parts) = plan.lay(&ground) {
            assert!(
                parts
                    .iter()
                    .all(|part| part.amount > Decimal::ZERO && part.amount == money::to_fen(part.amount))
            );
            assert!(parts.iter().map(|part| part.amount).sum::<Decimal>() <= net);
            assert!(parts.windows(2).all(|two| two[0].due_on <= two[1].due_on));
        }
        true
    });
}
