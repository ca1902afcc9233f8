//! What a key costs the line: bytes and writes are counted, never timed. The budgets are those of the issue.

use diesel::connection::SimpleConnection as _;

use crate::{pty::Pty, support::TestDb};

const DOWN: &str = "\x1b[B";
const BEGIN: &[u8] = b"\x1b[?2026h";
/// As many keys are counted; the median is held against the budget, since something else may be drawn in between.
const KEYS: usize = 11;

/// A golden company in which 王约翰 has more customers than any screen shows.
fn many_customers() -> TestDb {
    let db = TestDb::golden();
    let names = "insert into kehu.customer (name) select '上海试验化妆品' || n * 7919 || '有限公司' from generate_series(1, 180) n";
    db.as_login("john").batch_execute(names).expect("customers");
    db
}

fn frames(bytes: &[u8]) -> usize {
    bytes.windows(BEGIN.len()).filter(|window| *window == BEGIN).count()
}

fn median(mut all: Vec<usize>) -> usize {
    all.sort_unstable();
    all[all.len() / 2]
}

/// The customers on the screen, the cursor in the first row; gives the row of the terminal it is in.
fn customers(pty: &mut Pty) -> u16 {
    pty.keys("gc");
    pty.until("the customers", |screen| screen.matches("上海试验化妆品").count() > 10);
    pty.keys("\x1b[H");
    pty.until("the cursor in the first row", |_| pty.cursor().0 < 5);
    pty.cursor().0
}

/// Presses Down until the cursor's row is this one; each time the bytes until it was there.
fn moves(pty: &mut Pty, keys: usize) -> Vec<usize> {
    let each = |pty: &mut Pty| {
        let (row, before) = (pty.cursor().0, pty.bytes().len());
        pty.keys(DOWN);
        pty.until("the cursor a row lower", |_| pty.cursor().0 == row + 1);
        pty.bytes().len() - before
    };
    (0..keys).map(|_| each(pty)).collect()
}

/// Presses Down in the last row; each time the bytes until the list has moved.
fn scrolls(pty: &mut Pty, keys: usize) -> Vec<usize> {
    let selected = |screen: &str| -> String {
        screen.lines().find(|line| line.contains("│>") || line.contains("|>")).unwrap_or_default().to_owned()
    };
    let each = |pty: &mut Pty| {
        let (before, bytes) = (selected(&pty.screen()), pty.bytes().len());
        pty.keys(DOWN);
        pty.until("another row", |screen| !selected(screen).is_empty() && selected(screen) != before);
        pty.bytes().len() - bytes
    };
    (0..keys).map(|_| each(pty)).collect()
}

#[test]
fn a_move_and_a_scrolled_row_stay_in_their_budgets() {
    let db = many_customers();
    for (columns, rows, budget) in [(80, 24, 400), (200, 60, 750)] {
        let mut pty = Pty::kehu(&db.url("john"), columns, rows);
        pty.shows("王约翰");
        let first = customers(&mut pty);
        let moved = median(moves(&mut pty, KEYS));
        assert!(moved <= budget, "{moved} bytes for a move at {columns}x{rows}");
        // The list alone: what stands beside it is not moved by a terminal without drawing it again.
        if pty.screen().contains("┐┌") {
            pty.keys("+");
            pty.until("the list alone", |screen| !screen.contains("┐┌"));
        }
        let last = loop {
            let row = pty.cursor().0;
            let before = pty.screen();
            pty.keys(DOWN);
            pty.until("another row", |screen| screen != before);
            if pty.cursor().0 == row {
                break row;
            }
        };
        assert!(last > first + 10, "the list fills the screen");
        let scrolled = median(scrolls(&mut pty, KEYS));
        assert!(scrolled <= 600, "{scrolled} bytes for a scrolled row at {columns}x{rows}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_frame_is_one_write() {
    let db = many_customers();
    let mut pty = Pty::kehu(&db.url("john"), 200, 60);
    pty.shows("王约翰");
    customers(&mut pty);
    let (writes, before) = (pty.writes(), pty.bytes().len());
    moves(&mut pty, KEYS);
    pty.keys("\x1b[6~");
    pty.keys("vL");
    pty.shows("客户");
    // What was written last may not be read yet.
    pty.until("as many frames as writes", |_| {
        let written = pty.writes() - writes;
        written >= KEYS as u64 && written == frames(&pty.bytes()[before..]) as u64
    });
}

#[test]
fn the_cursor_moves_while_a_question_is_not_answered() {
    let db = many_customers();
    let mut pty = Pty::kehu(&db.url("john"), 80, 24);
    pty.shows("王约翰");
    customers(&mut pty);
    let mut holder = db.admin();
    holder.batch_execute("begin; lock table kehu.customer in access exclusive mode").expect("the lock");
    pty.keys("\x1b[15~");
    moves(&mut pty, 5);
    holder.batch_execute("rollback").expect("the end of the lock");
}
