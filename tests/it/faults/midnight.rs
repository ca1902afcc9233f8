//! F12: midnight passes at the company while the program stands open. The clock of this machine says nothing to it.

use diesel::connection::SimpleConnection;
use kehu::store::{News, Request};

use super::{
    BRISK,
    rights::{F10, ORDER, is_typed},
};
use crate::{
    lanes::Program,
    pty::Pty,
    support::{TestDb, values},
};

fn it_is(db: &TestDb, day: &str) {
    db.admin()
        .batch_execute(&format!("update kehu.setting set value = '\"{day}\"' where key = 'business_date'"))
        .expect("another day");
}

#[test]
fn a_new_day_is_news() {
    let db = TestDb::golden();
    let zhout = Program::timed(&db.url("zhout"), BRISK);
    zhout.get(Request::SignIn).expect("signed in");
    it_is(&db, "2002-03-14");
    zhout.wait("the new day", |news| matches!(news, News::NewDay));
}

#[test]
fn nobody_presses_a_key_and_the_lists_know_the_new_day() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 100, 30);
    pty.shows("[this week 2]");
    it_is(&db, "2002-04-14");
    pty.until("another week", |screen| screen.contains("[this week") && !screen.contains("[this week 2]"));
    // With a form open: what was typed stands, and the list behind it is of the new day.
    pty.keys("o");
    pty.shows("1 Customer");
    pty.keys("zz");
    it_is(&db, "2002-03-13");
    pty.shows("zz");
    pty.keys("\x1b[24~");
    pty.shows("[this week 2]");
}

/// What was opened before midnight and is saved after it bears the day that the form says: the new one, unless another was typed.
#[test]
fn a_form_opened_before_midnight_says_by_which_day_it_saves() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys(ORDER);
    is_typed(&pty);
    pty.shows("Signed 2002-03-13");
    it_is(&db, "2002-03-14");
    pty.shows("Signed 2002-03-14");
    pty.keys(F10);
    pty.shows("confirmed:");
    let signed = "select max(signed_on)::text as v from kehu.sales_order";
    assert_eq!(values(&mut db.admin(), signed), ["2002-03-14"]);
}
