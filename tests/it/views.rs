//! The book of views end to end: a director in a terminal, by keys alone, and the same director in another terminal.

use crate::{pty::Pty, support::TestDb};

const ENTER: &str = "\r";

/// A terminal, and how many keys were pressed in it.
struct Hands {
    pty: Pty,
    keys: usize,
}

impl Hands {
    fn of(db: &TestDb, login: &str) -> Hands {
        let pty = Pty::kehu(&db.url(login), 120, 40);
        pty.shows("[1]");
        Hands { pty, keys: 0 }
    }

    /// Presses keys, then waits for what they bring.
    fn press(&mut self, keys: &str, brings: &str) -> String {
        self.keys += keys.chars().count();
        self.pty.keys(keys);
        self.pty.shows(brings)
    }
}

/// Through his people's months, to the late rows of one of them at one customer, kept as a view that is found elsewhere.
#[test]
fn a_director_reads_his_people_and_keeps_what_is_late() {
    let db = TestDb::golden();
    let mut hands = Hands::of(&db, "zhangw");
    hands.press("'", "王约翰: work this month");
    hands.press("wyh", "> 王约翰: work this month");
    hands.press(ENTER, "2002-03-01..2002-03-31");
    hands.pty.shows("拜访市场总监");
    hands.press(")", "李娜: work this month  2002-03-01");
    hands.press("(", "王约翰: work this month  2002-03-01");
    hands.press("{", "2002-02-01..2002-02-28");
    hands.press("}", "2002-03-01..2002-03-31");
    hands.pty.shows("拜访市场总监");
    hands.press(&format!("/ is:overdue{ENTER}"), "2 rows");
    let screen = hands.pty.until("the late rows", |screen| !screen.contains("拜访市场总监"));
    assert!(screen.contains("催素材") && screen.contains("整理竞品投放"), "{screen}");
    // The column of the customer, then this customer only.
    hands.press("lllf", " Customer: 上海雅韵");
    hands.press("s", "Name of the view");
    hands.press(&format!("late{ENTER}"), "Kept as the view late");
    let mut elsewhere = Hands::of(&db, "zhangw");
    hands.pty.keys("qq");
    assert_eq!(hands.pty.ends(), 0);
    elsewhere.press("'late", "> late");
    let screen = elsewhere.press(ENTER, "2 rows");
    assert!(screen.contains("催素材") && screen.contains("late"), "{screen}");
    let keys = hands.keys + elsewhere.keys;
    assert!(keys <= 40, "{keys} keys");
}
