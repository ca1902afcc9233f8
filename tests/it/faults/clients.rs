//! The program itself is killed, without a word, at any key of an order that is being entered: what is found again is a beginning
//! of what was typed, and short of it by no more than the last second.

use std::{
    thread,
    time::{Duration, Instant},
};

use diesel::connection::SimpleConnection;
use serde_json::Value as Json;

use super::{away::draft, dice, ledger::assert_sound, times};
use crate::{
    pty::Pty,
    support::{TestDb, values},
};

const ENTER: &str = "\r";

/// The fields of the order in the order they are typed, and what stands in each in the end.
const FIELDS: [(&str, &str); 8] = [
    ("shyy", "上海雅韵化妆品有限公司"),
    ("sl fd", "三联生活周刊 封底"),
    ("2", "2"),
    ("8", "8"),
    ("cs ny", "城市画报 内页整版"),
    ("1", "1"),
    ("8", "8"),
    ("30/40/30 m", "30/40/30 m"),
];

/// The keys, one by one. Enter leaves a field; twice where a line is left out.
fn keys() -> Vec<String> {
    let mut keys = vec!["o".to_owned()];
    for (n, (typed, _)) in FIELDS.iter().enumerate() {
        if n == 7 {
            keys.push(ENTER.to_owned());
        }
        keys.extend(typed.chars().map(String::from));
        keys.push(ENTER.to_owned());
    }
    keys
}

/// The texts of the fields in a draft.
fn texts(payload: &Json) -> [String; 8] {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let line = |n: usize, name: &str| text(&payload["lines"][n][name]);
    let mut all = [(); 8].map(|()| String::new());
    all[0] = text(&payload["customer_text"]);
    for n in 0..2 {
        for (at, name) in ["place_text", "issues", "discount"].iter().enumerate() {
            all[1 + 3 * n + at] = line(n, name);
        }
    }
    // The plan of the last order stands there until another one is typed.
    let inherited = payload["plan_from"].is_string();
    all[7] = if inherited { String::new() } else { text(&payload["plan"]) };
    all
}

/// How many keys of the order are surely in the draft; nothing, where it is no beginning of it.
fn beginning(payload: &Json) -> Option<usize> {
    let found = texts(payload);
    let last = found.iter().rposition(|text| !text.is_empty())?;
    // The first key opens the form.
    let mut sure = 1;
    for (n, text) in found.iter().enumerate().take(last + 1) {
        let (typed, whole) = FIELDS[n];
        let is_whole = text == whole || text == typed;
        if n < last {
            // What is not answered yet stands as it was typed.
            is_whole.then_some(())?;
            sure += typed.chars().count() + 1 + usize::from(n == 6);
        } else if is_whole {
            sure += typed.chars().count();
        } else {
            typed.starts_with(text.as_str()).then_some(())?;
            sure += text.chars().count();
        }
    }
    Some(sure)
}

/// Enters an order, kills the program at some key of it, and tells how old the oldest key was of which nothing is found again, if
/// any.
fn kill_once(db: &TestDb, dice: &mut fastrand::Rng) -> Option<Duration> {
    let mut admin = db.admin();
    admin.batch_execute("delete from kehu.draft").expect("a clean desk");
    let home = tempfile::tempdir().expect("a directory");
    let mut pty = Pty::kehu_at_home(&db.url("zhout"), home.path());
    pty.shows("[1]Due");
    let keys = keys();
    let until = dice.usize(2..=keys.len());
    let mut pressed: Vec<Instant> = Vec::new();
    for key in &keys[..until] {
        pty.keys(key);
        pressed.push(Instant::now());
        // As a person types: in bursts, and now and then looking at the paper.
        let pause = if dice.u32(0..12) == 0 { dice.u64(0..1_500) } else { dice.u64(0..60) };
        thread::sleep(Duration::from_millis(pause));
    }
    // SAFETY: a signal to the program that this test started.
    unsafe { libc::kill(pty.pid() as i32, libc::SIGKILL) };
    let killed = Instant::now();
    drop(pty);
    let gone = "select count(*)::text as v from pg_stat_activity where usename = 'zhout' and datname = current_database()";
    let end = Instant::now() + Duration::from_secs(30);
    while values(&mut admin, gone) != ["0"] {
        assert!(Instant::now() < end, "the server still has a process for it");
        thread::sleep(Duration::from_millis(5));
    }
    let mut kept = values(&mut admin, "select payload::text as v from kehu.draft where form = 'order'");
    assert!(kept.len() <= 1, "one form, {} drafts", kept.len());
    let orders =
        values(&mut admin, "select id::text as v from kehu.sales_order where signed_on = '2002-03-13'");
    assert!(orders.is_empty(), "nothing was handed in, and saved is {orders:?}");
    // What the server had not taken in time lies in a file.
    kept.extend(draft(home.path()).map(|file| file["payload"].to_string()));
    let surely = |text: &String| {
        let payload: Json = serde_json::from_str(text).expect("it parses");
        beginning(&payload).unwrap_or_else(|| panic!("no beginning of what was typed: {payload:#}"))
    };
    let sure = kept.iter().map(surely).max().unwrap_or(1);
    // An Enter is part of no text.
    let first_lost = (sure..until).find(|n| keys[*n] != ENTER);
    first_lost.map(|n| killed.duration_since(pressed[n]))
}

#[test]
fn killed_at_any_key_a_beginning_of_what_was_typed_is_kept() {
    let (wanted, mut dice) = (times(3), dice());
    let hands = if wanted > 20 { 5 } else { 1 };
    let mut lost: Vec<Duration> = Vec::new();
    // All hands have one login, on one server: more connections than one person may have.
    let any = TestDb::empty();
    any.admin().batch_execute("alter role zhout connection limit 60").expect("room");
    thread::scope(|scope| {
        let workers: Vec<_> = (0..hands)
            .map(|hand| {
                let (share, seed) = (wanted / hands + usize::from(hand < wanted % hands), dice.u64(..));
                scope.spawn(move || {
                    let (db, mut dice) = (TestDb::golden(), fastrand::Rng::with_seed(seed));
                    let lost: Vec<_> = (0..share).filter_map(|_| kill_once(&db, &mut dice)).collect();
                    assert_sound(&mut db.admin());
                    lost
                })
            })
            .collect();
        lost.extend(workers.into_iter().flat_map(|it| it.join().expect("a worker")));
    });
    lost.sort_unstable();
    let late = lost.iter().filter(|age| **age > Duration::from_secs(1)).count();
    println!(
        "{wanted} kills: {} lost keys, the oldest lost key was {} ms old (median {}), {late} older than 1 s",
        lost.len(),
        lost.last().map_or(0, Duration::as_millis),
        lost.get(lost.len() / 2).map_or(0, Duration::as_millis),
    );
    // A machine that is busy with a hundred other tests is late itself, so only the long form holds the clock against it.
    assert!(wanted < 100 || late == 0, "{late} times more than the last second of typing was lost");
}
