//! What a person sets for himself follows him: changed in one terminal, found when he signs in from another with an empty home
//! directory. What that terminal says itself wins there, and the screen says so.

use portable_pty::CommandBuilder;

use crate::{pty::Pty, support::TestDb};

const F10: &str = "\x1b[21~";
const DOWN: &str = "\x1b[B";
const RIGHT: &str = "\x1b[C";

/// The program in a new terminal with a home of its own: nothing of another one is found there.
fn terminal(db: &TestDb, more: &[&str]) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kehu"));
    command.args(["--url", &db.url("zhout")]);
    command.env("LC_ALL", "C.UTF-8");
    command.args(more);
    Pty::run(command, 80, 24)
}

#[test]
fn settings_follow_a_person_to_another_terminal() {
    let db = TestDb::golden();
    let mut one = terminal(&db, &[]);
    one.shows("周婷");
    one.keys("g,");
    one.shows("As it looks");
    // The language is another one as soon as it is chosen.
    one.keys(&RIGHT.repeat(2));
    one.shows("尚未保存");
    // Keys of vim, colours for who does not tell red from green, money in 万元.
    one.keys(&format!("{DOWN}{}", RIGHT.repeat(2)));
    one.shows("< vim");
    one.keys(&format!("{DOWN}{}", RIGHT.repeat(4)));
    one.shows("< cb");
    one.keys(&format!("{DOWN}{DOWN}{DOWN}{}", RIGHT.repeat(2)));
    one.shows("102.67万 ");
    assert!(!one.screen().contains("已保存"), "{}", one.screen());
    one.keys(F10);
    one.shows("已保存");
    // As vim has it, in the same session.
    one.keys("\x17c");
    assert_eq!(one.ends(), 0);

    let mut other = terminal(&db, &[]);
    other.shows("到期");
    other.keys("g,");
    let shown = other.shows("效果");
    for word in ["< 中文", "vim", "cb", "102.67万"] {
        assert!(shown.contains(word), "{word}\n{shown}");
    }
    other.keys("\x1b");
    other.until("the settings are closed", |screen| !screen.contains("效果"));
    other.keys("\x17c");
    assert_eq!(other.ends(), 0);

    let mut third = terminal(&db, &["--lang", "en"]);
    third.keys("g,");
    let shown = third.shows("As it looks");
    assert!(shown.contains("English holds here: the command line"), "{shown}");
    assert!(shown.contains("vim"), "{shown}");
}

#[test]
fn a_start_in_a_view_with_colours_and_keys_of_its_own_holds_for_that_start_alone() {
    let db = TestDb::golden();
    let mut pty = terminal(
        &db,
        &["--lang", "en", "--view", "Overdue receivables", "--theme", "contrast", "--keys", "vim"],
    );
    let shown = pty.shows("Overdue receivables");
    assert!(!shown.contains("[0]Home"), "the view is open, not the home page: {shown}");
    pty.keys("g,");
    let shown = pty.shows("As it looks");
    for word in ["! vim", "! contrast", "holds here: the command line"] {
        assert!(shown.contains(word), "{word}\n{shown}");
    }

    for (flag, names) in [("--theme", "mono"), ("--keys", "classic")] {
        let mut odd = terminal(&db, &["--lang", "en", flag, "mauve"]);
        assert_eq!(odd.ends(), 2, "{flag}");
        assert!(odd.screen().contains("mauve") && odd.screen().contains(names), "{}", odd.screen());
    }
    let lost = terminal(&db, &["--lang", "en", "--view", "Nothing of the sort"]);
    lost.shows("Nothing of the sort");
}
