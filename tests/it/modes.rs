//! A list as a board, a calendar and an agenda, on the golden company: the same rows, the same Enter.

use crate::{pty::Pty, support::TestDb};

#[test]
fn a_list_is_shown_as_a_board_a_calendar_and_an_agenda() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("周婷");
    pty.keys("gm");
    pty.shows("SH-2002-0001");
    // As a board by its state: lanes with counts and sums, the cursor in the first that has cards.
    pty.keys("vb");
    pty.shows("show:board");
    pty.until("cards under the cursor, with a count above", |screen| {
        screen.contains(">  SH-2002-")
            && screen.lines().any(|line| line.contains(" row") && line.contains("  "))
    });
    pty.keys("\r");
    pty.until("the record is open", |screen| !screen.contains("show:board") && screen.contains("SH-2002-"));
    pty.keys("\x7f");
    pty.shows("show:board");
    // As a month by the day on which money is due.
    pty.keys("vl");
    pty.until("a month with today in it, and what is due today below", |screen| {
        screen.contains("2002-03") && screen.contains(">13= 1") && screen.contains("SH-2002-0001")
    });
    pty.keys("}");
    pty.until("the next month", |screen| screen.contains("2002-04") && screen.contains(">13"));
    pty.keys("{");
    pty.until("back again", |screen| screen.contains(">13=") && screen.contains("SH-2002-0001"));
    pty.keys("vw");
    pty.shows("2002-03-11 to 2002-03-17");
    // By day, from today on.
    pty.keys("va");
    pty.until("today first", |screen| screen.contains("show:agenda") && screen.contains("03-13 Wed  today"));
    pty.keys("vt");
    pty.until("rows again", |screen| !screen.contains("show:") && screen.contains("SH-2002-0001"));
    pty.keys("q");
    pty.ends();
}
