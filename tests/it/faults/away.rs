//! A server that is away, not ready, not to be written to, or newer than the program: what is said of it, and that what was typed
//! stays.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use diesel::connection::SimpleConnection;
use kehu::{
    domain::order_draft::OrderDraft,
    store::{News, Reason, Reply, Request, StoreError},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{dice, ledger::Desk, own::Own};
use crate::{
    lanes::Program,
    pty::Pty,
    support::{TestDb, values},
};

pub fn signed_in(db: &TestDb, login: &str) -> Program {
    let program = Program::start(&db.url(login));
    assert!(matches!(program.get(Request::SignIn), Ok(Reply::SignedIn(_))));
    program
}

pub fn order() -> Request {
    Request::SaveOrder(Box::new(OrderDraft { customer_id: Some(1), ..OrderDraft::new() }))
}

fn refused(rule: &str, answer: Result<Reply, StoreError>) {
    match answer {
        Err(StoreError::Refused(Reason { rule: it, .. })) if it == rule => {}
        other => panic!("{rule}: {other:?}"),
    }
}

/// Waits for what a file or the database comes to.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < end, "{what} did not come");
        thread::sleep(Duration::from_millis(10));
    }
}

/// F20: what only may be read says so, and saves again when it may.
#[test]
fn a_server_that_may_only_be_read_says_so_and_reading_goes_on() {
    let db = TestDb::golden();
    let zhout = signed_in(&db, "zhout");
    let only_read = |yes: bool| {
        let name = db.name();
        db.admin_of("postgres")
            .batch_execute(&format!(
                "alter database {name} set default_transaction_read_only = {yes}; \
                 select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = 'zhout' and datname = '{name}'"
            ))
            .unwrap();
        zhout.wait("the server to be back", |news| matches!(news, News::Online));
    };
    only_read(true);
    refused("read_only", zhout.get(order()));
    refused("read_only", zhout.get(Request::KeepDraft(Uuid::new_v4(), "order".into(), json!({}))));
    assert!(matches!(zhout.get(Request::Catalogue), Ok(Reply::Catalogue(_))));
    only_read(false);
    let draft = order();
    let saved = loop {
        match zhout.get(draft.clone()) {
            // The line it was trusted to is one of those that were ended.
            Err(StoreError::Unknown) => {}
            Err(StoreError::Offline) => {
                zhout.wait("the server to be back", |news| matches!(news, News::Online));
            }
            other => break other,
        }
    };
    assert!(matches!(saved, Ok(Reply::OrderSaved(_))), "{saved:?}");
}

/// F13: a program that runs while the schema becomes too new for it is refused with each save, in words, and keeps its draft.
#[test]
fn a_program_that_grew_too_old_while_it_ran_saves_nothing_and_keeps_its_draft() {
    let db = TestDb::golden();
    let program = signed_in(&db, "liuzy");
    let desk = Desk::of(&program, &mut db.admin());
    let least = |version: &str| {
        db.admin()
            .batch_execute(&format!(
                "update kehu.setting set value = '\"{version}\"' where key = 'minimum_client'"
            ))
            .unwrap();
    };
    least("99.1");
    let mut dice = dice();
    for _ in 0..20 {
        refused("old_client", program.get(desk.next(&mut dice).request()));
    }
    assert_eq!(
        program.get(Request::KeepDraft(Uuid::new_v4(), "order".into(), json!({}))),
        Ok(Reply::Done),
        "what was typed stays"
    );
    // Whoever works without the program knows what he does.
    db.as_login("john").batch_execute("update kehu.customer set city = '昆山' where id = 1").unwrap();
    least("0.1");
    assert!(program.get(desk.next(&mut dice).request()).is_ok());
}

/// F10: a hundred times Enter is one order, from one program and from three.
#[test]
fn a_hundred_submits_of_one_form_are_one_order() {
    let db = TestDb::golden();
    let draft = OrderDraft { customer_id: Some(1), note: "一次".into(), ..OrderDraft::new() };
    let id = |answer: Result<Reply, StoreError>| match answer {
        Ok(Reply::OrderSaved(saved)) => saved.id,
        other => panic!("{other:?}"),
    };
    let programs: Vec<_> = (0..3).map(|_| signed_in(&db, "zhout")).collect();
    let asked: Vec<_> = programs
        .iter()
        .map(|program| {
            (0..34)
                .map(|_| program.ask("form", Request::SaveOrder(Box::new(draft.clone()))))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut ids: Vec<i64> = programs
        .iter()
        .zip(asked)
        .flat_map(|(program, tickets)| tickets.into_iter().map(|ticket| id(program.answer(ticket))))
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    let there = "select count(*)::text as v from kehu.order_card where note = '一次'";
    assert_eq!(values(&mut db.admin(), there), ["1"]);
}

/// F18: what the server takes back because two were in each other's way is done again, and nobody hears of it; unless it never
/// ends.
#[test]
fn what_collided_is_done_again_and_never_shown() {
    let db = TestDb::golden();
    let mut admin = db.admin();
    admin
        .batch_execute(
            "create sequence public.tries;
             create function public.collide() returns trigger language plpgsql security definer as $$
             declare n bigint := nextval('public.tries');
             begin
               if n % 5 in (1, 3) then raise exception 'deadlock detected' using errcode = '40P01'; end if;
               if n % 5 in (2, 4) then raise exception 'could not serialize access due to concurrent update' using errcode = '40001'; end if;
               return new;
             end $$;
             create trigger collide before insert on kehu.sales_order for each row execute function public.collide()",
        )
        .unwrap();
    let zhout = signed_in(&db, "zhout");
    for _ in 0..3 {
        assert!(matches!(zhout.get(order()), Ok(Reply::OrderSaved(_))));
    }
    assert_eq!(values(&mut admin, "select last_value::text as v from public.tries"), ["15"]);
    admin
        .batch_execute(
            "create or replace function public.collide() returns trigger language plpgsql as
             $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$",
        )
        .unwrap();
    refused("busy", zhout.get(order()));
}

/// F21: who is disabled, or whose superior changed, is answered by the new rights at once, on the connections that are open.
#[test]
fn whoever_loses_his_rights_loses_them_while_his_form_is_open() {
    let db = TestDb::golden();
    let (john, zhangw) = (signed_in(&db, "john"), signed_in(&db, "zhangw"));
    let customer = Request::Record(kehu::domain::kind::Kind::Customer, 1);
    assert!(john.get(customer.clone()).is_ok() && zhangw.get(customer.clone()).is_ok());
    db.admin()
        .batch_execute("update kehu_priv.operator set status = 'disabled' where login in ('john', 'zhangw')")
        .unwrap();
    for program in [&john, &zhangw] {
        assert_eq!(program.get(customer.clone()), Err(StoreError::NotYours));
        refused("not_an_operator", program.get(order()));
    }
}

/// The draft in the one file of a state directory.
pub fn draft(home: &Path) -> Option<Json> {
    let dir: PathBuf = home.join("kehu").join("drafts");
    let file = fs::read_dir(dir)
        .ok()?
        .flatten()
        .map(|it| it.path())
        .find(|it| it.extension().is_some_and(|x| x == "json"))?;
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

pub fn typed(home: &Path, text: &str) -> bool {
    draft(home).is_some_and(|draft| draft["payload"]["customer_text"] == text)
}

/// F3, F4, F5, F20: the server goes while an order is being entered; what is typed goes to a file, whoever ends the program and
/// however; and is found again, at its field, when both are back.
#[test]
fn what_is_typed_while_the_server_is_away_is_found_again() {
    let mut own = Own::start();
    let home = tempfile::tempdir().unwrap();
    let url = own.url("zhout");
    let mut pty = Pty::kehu_at_home(&url, home.path());
    pty.shows("[1]Due");
    pty.keys("o");
    pty.shows("1 Customer");
    own.crash();
    pty.shows("offline");
    pty.keys("zz");
    until("the draft in a file", || typed(home.path(), "zz"));
    // Another key, and at once the end: no second passes in which it could be kept.
    pty.keys("y");
    pty.shows("zzy");
    // SAFETY: a signal to the program that this test started.
    unsafe { libc::kill(pty.pid() as i32, libc::SIGTERM) };
    assert_eq!(pty.ends(), 0);
    assert!(typed(home.path(), "zzy"), "{:?}", draft(home.path()));

    own.open();
    // Somebody else on this machine, and whoever else signs in, is offered nothing of it.
    let mut other = Pty::kehu_at_home(&own.url("john"), home.path());
    other.shows("王约翰");
    other.keys("\x03\x03");
    other.ends();
    assert!(typed(home.path(), "zzy"));

    let mut pty = Pty::kehu_at_home(&url, home.path());
    pty.shows("Drafts kept: 1");
    until("the draft on the server", || draft(home.path()).is_none());
    let kept = "select payload ->> 'customer_text' as v from kehu.draft";
    assert_eq!(values(&mut own.admin("company"), kept), ["zzy"]);
    pty.keys("\x1bOQ");
    pty.shows("zzy");
    // The terminal goes, with the server away once more.
    own.stop();
    pty.shows("offline");
    pty.keys("x");
    pty.shows("zzyx");
    pty.hang_up();
    pty.ends();
    assert!(typed(home.path(), "zzyx"), "{:?}", draft(home.path()));
}

/// F6: the program fails in itself with an order open: the terminal is as it was, what was typed is kept.
#[test]
fn a_panic_over_an_open_order_loses_nothing() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys("o");
    pty.shows("1 Customer");
    pty.keys("zz");
    pty.shows("zz");
    pty.keys("\x1b[200~kehu panics on purpose\x1b[201~");
    assert_ne!(pty.ends(), 0);
    assert!(!pty.is_full_screen() && pty.is_cooked());
    let kept = values(&mut db.admin(), "select payload ->> 'customer_text' as v from kehu.draft");
    assert_eq!(kept, ["zz"]);
}

/// F20: a server without room for one more says so in words, and is entered when it has some.
#[test]
fn a_server_without_room_is_waited_for() {
    let db = TestDb::golden();
    let hired = crate::support::Hired::new(&db, 1, "ab", 3);
    let login = &hired.logins()[0];
    let limit = |count: i32| {
        db.admin().batch_execute(&format!("alter role \"{login}\" connection limit {count}")).unwrap();
    };
    limit(0);
    let pty = Pty::kehu(&db.url(login), 80, 24);
    pty.shows("no room for one more connection");
    limit(12);
    pty.shows("[1]Due");
}
