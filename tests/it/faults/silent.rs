//! F3: a server that is there and says nothing, and a line that swallows what it says: no error tells of either.

use std::time::Duration;

use kehu::{
    db::Timing,
    store::{News, Reply, Request},
};

use super::{
    BRISK,
    away::{draft, typed, until},
    own::Own,
};
use crate::{
    lanes::{Program, Wire},
    pty::Pty,
    support::{TestDb, values},
};

#[test]
fn a_server_that_hangs_is_called_away_and_typing_goes_on() {
    let own = Own::start();
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::kehu_at_home(&own.url("zhout"), home.path());
    pty.shows("[1]Due");
    pty.keys("o");
    pty.shows("1 Customer");
    let hung = own.hang();
    pty.keys("zz");
    until("the draft in a file", || typed(home.path(), "zz"));
    pty.shows("offline");
    pty.keys("y");
    pty.shows("zzy");
    until("the draft in the file again", || typed(home.path(), "zzy"));
    drop(hung);
    pty.until("the server's return", |screen| !screen.contains("offline"));
    until("no file any more", || draft(home.path()).is_none());
    let kept = "select payload ->> 'customer_text' as v from kehu.draft";
    assert_eq!(values(&mut own.admin("company"), kept), ["zzy"]);
}

#[test]
fn a_line_that_swallows_every_answer_is_called_away_and_left_when_it_breaks() {
    let db = TestDb::golden();
    let wire = Wire::to(&db.url("zhout"));
    let quick =
        Timing { sign_of_life: Duration::from_millis(20), silence: Duration::from_millis(300), ..BRISK };
    let zhout = Program::timed(&wire.url(&db.url("zhout")), quick);
    assert!(matches!(zhout.get(Request::SignIn), Ok(Reply::SignedIn(_))));
    wire.deafen(true);
    zhout.wait("the server to be missed", |news| matches!(news, News::Offline));
    wire.deafen(false);
    wire.cut();
    zhout.wait("the server to be back", |news| matches!(news, News::Online));
    assert!(matches!(zhout.get(Request::Prefs), Ok(Reply::Prefs(_))));
}
