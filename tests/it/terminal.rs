//! What the terminal gets and what is left of it: start, keys, sizes, hang-up, panic.

use std::time::{Duration, Instant};

use kehu::{i18n::Lang, term};
use portable_pty::CommandBuilder;

use crate::{pty::Pty, support::TestDb};

const DOWN: &str = "\x1b[B";
const F10: &str = "\x1b[21~";

/// Nobody listens there.
const NOBODY: &str = "postgresql://zhout@127.0.0.1:1/kehu";

#[test]
fn it_starts_speaks_both_languages_and_leaves_the_terminal_as_it_was() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    let screen = pty.shows("[1]Due");
    assert!(screen.contains("周婷") && pty.is_full_screen() && !pty.is_cooked());
    pty.keys("vL");
    pty.shows("[1]到期");
    pty.keys("?");
    pty.shows("帮助");
    pty.keys("\x1b[24~");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    assert!(!pty.is_full_screen() && pty.is_cooked());
    let sent = String::from_utf8_lossy(&pty.bytes()).into_owned();
    assert!(
        sent.contains("\x1b[?2004h") && sent.contains("\x1b[?2004l"),
        "paste is bracketed, and given back"
    );
    let frames = sent.matches("\x1b[?2026h").count();
    assert!(frames > 0 && sent.matches("\x1b[?2026l").count() >= frames);
}

#[test]
fn keys_typed_before_the_first_frame_are_not_lost() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.keys("gc");
    pty.shows("[4]Customers");
}

#[test]
fn a_storm_of_sizes_ends_in_a_whole_screen() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    for n in 0..200 {
        pty.resize(20 + n % 120, 3 + n % 50);
    }
    pty.resize(30, 8);
    pty.shows("too small");
    pty.resize(100, 30);
    pty.keys("\x0c");
    pty.until("the whole frame", |screen| {
        screen.contains("[1]Due") && screen.contains("周婷") && screen.contains("F9")
    });
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn an_idle_program_sends_nothing() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys("?");
    pty.shows("filter:");
    // Quiet for as long as two signs of life of the connection polls take; then the same bytes as before.
    let mut before = pty.bytes().len();
    let mut since = Instant::now();
    let end = since + Duration::from_secs(30);
    while since.elapsed() < Duration::from_secs(2) {
        assert!(Instant::now() < end, "it never comes to rest");
        let now = pty.bytes().len();
        if now != before {
            (before, since) = (now, Instant::now());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_terminal_that_goes_away_leaves_no_process() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.hang_up();
    pty.ends();
}

#[test]
fn a_dead_terminal_ends_the_program_also_without_a_signal() {
    // In a session of its own the program hears nothing of the terminal's end, and while it waits for a server it writes
    // nothing either. The shell waits for it.
    let mut command = CommandBuilder::new("sh");
    let program = format!("{} --lang en --url '{NOBODY}'", env!("CARGO_BIN_EXE_kehu"));
    command.args(["-c", &format!("trap '' HUP; setsid {program}; exit 0")]);
    let mut pty = Pty::run(command, 80, 24);
    pty.shows("does not answer");
    pty.hang_up();
    pty.ends();
}

#[test]
fn a_collection_todo_goes_from_the_assistant_to_the_salesperson_and_back_until_the_payment_closes_it() {
    let db = TestDb::golden();
    let mut john = Pty::kehu(&db.url("john"), 100, 30);
    john.until("his own todos", |screen| screen.contains("[mine 4]"));
    let mut zhout = Pty::kehu(&db.url("zhout"), 100, 30);
    zhout.until("due this week", |screen| {
        screen.contains("[this week 2]") && screen.contains(">  SH-2002-0001")
    });
    zhout.keys("d");
    zhout.shows("level 1");
    // No key is pressed at john's.
    john.until("the collection todo", |screen| {
        screen.contains("[mine 5]") && screen.contains("SH-2002-0001/2")
    });
    john.keys(DOWN);
    john.keys(DOWN);
    john.until("the cursor on it", |screen| {
        screen.lines().any(|line| line.contains('>') && line.contains("SH-2002-0001/2"))
    });
    john.keys("P");
    john.shows("Promised on");
    john.keys("3-18");
    john.keys(F10);
    // Nor at zhout's.
    zhout.until("the promise", |screen| screen.contains("03-18") && screen.contains("answered"));
    zhout.keys("R");
    zhout.shows("Receive 40,000.00 from");
    zhout.keys("y");
    zhout.shows("collection todos closed: 1");
    zhout.until("one row less", |screen| screen.contains("[this week 1]"));
    // What was done with the customer is still told below the list, as done.
    john.until("the todo is closed", |screen| {
        // Among the ended ones, and in the detail pane as one of the customer's activities.
        screen.contains("[mine 4]") && screen.contains("4 rows") && screen.contains("0.00")
    });
}

#[test]
fn a_request_to_end_is_followed_with_the_terminal_given_back() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("john"), 80, 24);
    pty.shows("王约翰");
    // SAFETY: a signal to the program that this test started.
    unsafe { libc::kill(pty.pid() as i32, libc::SIGTERM) };
    assert_eq!(pty.ends(), 0);
    assert!(!pty.is_full_screen() && pty.is_cooked());
}

#[test]
fn after_a_stop_from_outside_the_terminal_is_taken_again() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    let signal = |signal| {
        // SAFETY: a signal to the program that this test started.
        unsafe { libc::kill(pty.pid() as i32, signal) };
    };
    signal(libc::SIGSTOP);
    pty.make_cooked();
    signal(libc::SIGCONT);
    pty.until("raw mode", |_| !pty.is_cooked());
    pty.keys("vL");
    pty.shows("[1]到期");
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("TERM=dumb {} --lang en", env!("CARGO_BIN_EXE_kehu"))]);
    let mut pty = Pty::run(command, 80, 24);
    assert_eq!(pty.ends(), 2);
    assert!(pty.screen().contains("kehu list"), "{}", pty.screen());
}

#[test]
fn a_server_that_is_not_there_is_said_and_waited_for() {
    let mut pty = Pty::kehu(NOBODY, 80, 24);
    pty.shows("does not answer");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    assert!(pty.is_cooked());
}

#[test]
fn a_panic_gives_the_terminal_back_and_names_the_log() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this test"));
    command.args(["--ignored", "--exact", "terminal::panics_with_the_terminal_taken", "--nocapture"]);
    let mut pty = Pty::run(command, 100, 24);
    pty.until("the panic", |screen| screen.contains("/state/kehu.log"));
    assert_ne!(pty.ends(), 0);
    assert!(!pty.is_full_screen() && pty.is_cooked());
    assert!(pty.bytes().windows(8).any(|bytes| bytes == b"\x1b[?1049h"), "it was taken before");
}

/// Not a test by itself: what the one above runs in a terminal of its own.
#[test]
#[ignore = "runs in a terminal of its own"]
fn panics_with_the_terminal_taken() {
    term::on_panic("/state/kehu.log".into(), Lang::En);
    let _guard = term::Guard::enter().expect("a terminal");
    panic!("on purpose");
}
