//! The book of views end to end: a director in a terminal, by keys alone, and the same director in another terminal.

use kehu::{
    db,
    domain::{filter::ListQuery, kind::Kind},
    i18n::Lang,
    store::{Reply, Request},
};

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

/// All counts of the book in one question are those of the lists, by the rights of whoever asks.
#[test]
fn the_book_counts_what_its_lists_show() {
    let db = TestDb::golden();
    for login in ["zhangw", "john", "sunl", "chenm"] {
        let mut conn = db.as_login(login);
        let lists: Vec<ListQuery> = Kind::ALL.into_iter().map(ListQuery::of).collect();
        let mut ask = |request| match db::answer::answer(&mut conn, Lang::En, &request) {
            Ok(reply) => reply,
            Err(_) => panic!("{login}: {request:?}"),
        };
        let one = |reply| match reply {
            Reply::Count { rows, .. } => rows,
            other => panic!("{other:?}"),
        };
        let each = lists.iter().map(|list| one(ask(Request::Count(list.clone(), Vec::new())))).collect();
        assert_eq!(ask(Request::Counts(lists.clone())), Reply::Counts(each), "{login}");
        assert_eq!(ask(Request::Counts(Vec::new())), Reply::Counts(Vec::new()));
    }
}
