//! The keeper between a program and a store that are played here.

use std::{
    os::unix::fs::PermissionsExt as _,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::*;
use crate::{
    domain::session::{Role, Session},
    store::Entry,
};

/// A wait that fails the test.
const PATIENCE: Duration = Duration::from_secs(30);

/// A keeper with a program before it and a store behind it.
struct World {
    keeper: Keeper,
    news: Receiver<News>,
    wants: Receiver<Own>,
    dir: PathBuf,
    tickets: u64,
}

impl World {
    fn at(dir: &std::path::Path) -> World {
        let ((tell, news), (want, wants)) = (channel(), channel());
        let keeper = Keeper::open(
            dir.to_owned(),
            "db/kehu".into(),
            move |news| {
                let _ = tell.send(news);
            },
            move |own| {
                let _ = want.send(own);
            },
        );
        World { keeper, news, wants, dir: dir.to_owned(), tickets: 0 }
    }

    /// 周婷 signs in at a company; tells what the keeper asks the store about the files, if there are any.
    fn signed_in(&mut self, company: &str, files: bool) -> Option<Ticket> {
        self.keeper.hear(News::Answer(Ticket(0), Ok(Reply::SignedIn(session()))));
        assert!(matches!(self.told(), News::Answer(_, Ok(Reply::SignedIn(_)))));
        let (ticket, _, request) = self.wanted().expect("the company");
        assert_eq!(request, Request::Company);
        self.keeper.hear(News::Answer(ticket, Ok(Reply::Company(company.into()))));
        if !files {
            return None;
        }
        let (ticket, _, request) = self.wanted().expect("what the server has");
        assert_eq!(request, Request::Drafts);
        Some(ticket)
    }

    fn told(&self) -> News {
        self.news.recv_timeout(PATIENCE).expect("the program is told")
    }

    fn wanted(&self) -> Option<(Ticket, Slot, Request)> {
        self.keeper.own(self.wants.recv_timeout(PATIENCE).expect("the keeper asks"))
    }

    fn keep(&mut self, id: Uuid, payload: Json) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.keeper.asks(ticket, &Request::KeepDraft(id, "order".into(), payload));
        ticket
    }

    /// The store answers, and the program hears this.
    fn answer(&self, ticket: Ticket, answer: Result<Reply, StoreError>) -> Result<Reply, StoreError> {
        self.keeper.hear(News::Answer(ticket, answer));
        match self.told() {
            News::Answer(it, answer) if it == ticket => answer,
            other => panic!("{other:?}"),
        }
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(&self.dir)
            .into_iter()
            .flatten()
            .flatten()
            .map(|it| it.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn until_no_file(&self) {
        let end = System.now() + PATIENCE;
        while !self.files().is_empty() {
            assert!(System.now() < end, "{:?}", self.files());
            thread::sleep(Duration::from_millis(2));
        }
    }
}

fn session() -> Session {
    Session {
        operator_id: 9,
        login: "zhout".into(),
        name: "周婷".into(),
        role: Role::Ab,
        dept_id: 3,
        dept: String::new(),
        today: "2002-03-13".parse().unwrap(),
    }
}

fn kept(id: Uuid, payload: Json) -> KeptDraft {
    KeptDraft { id, form: "order".into(), payload, saved_at: "2002-03-13T01:00:00Z".parse().unwrap() }
}

#[test]
fn what_the_server_takes_leaves_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let ticket = world.keep(Uuid::new_v4(), json!("a"));
    assert_eq!(world.answer(ticket, Ok(Reply::Done)), Ok(Reply::Done));
    assert!(world.files().is_empty());
}

#[test]
fn what_the_server_does_not_take_is_kept_here_and_sent_when_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let id = Uuid::new_v4();
    let ticket = world.keep(id, json!("a"));
    assert_eq!(world.answer(ticket, Ok(Reply::Done)), Ok(Reply::Done));
    for (payload, error) in [(json!("ab"), StoreError::Unknown), (json!("abc"), StoreError::Offline)] {
        let ticket = world.keep(id, payload);
        assert_eq!(world.answer(ticket, Err(error)), Ok(Reply::KeptHere));
    }
    assert_eq!(world.files(), [format!("{id}.json")]);
    let ticket = world.signed_in("c", true).unwrap();
    world.keeper.hear(News::Answer(ticket, Ok(Reply::Drafts(vec![kept(id, json!("a"))]))));
    let (ticket, _, request) = world.wanted().expect("it is sent");
    assert_eq!(request, Request::KeepDraft(id, "order".into(), json!("abc")));
    world.keeper.hear(News::Answer(ticket, Ok(Reply::Done)));
    world.until_no_file();
}

#[test]
fn another_run_of_the_program_offers_it_and_sends_it() {
    let dir = tempfile::tempdir().unwrap();
    let id = Uuid::new_v4();
    {
        let mut world = World::at(dir.path());
        world.signed_in("c", false);
        let ticket = world.keep(id, json!("abc"));
        assert_eq!(world.answer(ticket, Err(StoreError::Offline)), Ok(Reply::KeptHere));
    }
    // At another company, though by the same login on the same server, it is nobody's.
    let mut other = World::at(dir.path());
    other.signed_in("d", false);
    other.keeper.asks(Ticket(1), &Request::Drafts);
    assert_eq!(other.answer(Ticket(1), Ok(Reply::Drafts(Vec::new()))), Ok(Reply::Drafts(Vec::new())));

    let mut world = World::at(dir.path());
    let asked = world.signed_in("c", true).unwrap();
    for answer in [Ok(Reply::Drafts(Vec::new())), Err(StoreError::Offline)] {
        world.keeper.asks(Ticket(1), &Request::Drafts);
        let Ok(Reply::Drafts(list)) = world.answer(Ticket(1), answer) else { panic!("a list") };
        assert_eq!(
            list.iter().map(|it| (it.id, it.payload.clone())).collect::<Vec<_>>(),
            [(id, json!("abc"))]
        );
    }
    // Gone on with before it was sent: what is newer is not written over.
    let ticket = world.keep(id, json!("abcd"));
    world.keeper.hear(News::Answer(asked, Ok(Reply::Drafts(Vec::new()))));
    assert!(world.wanted().is_none(), "the older text is not sent");
    assert_eq!(world.answer(ticket, Ok(Reply::Done)), Ok(Reply::Done));
    world.until_no_file();
}

#[test]
fn what_somebody_went_on_with_elsewhere_is_put_aside_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let id = Uuid::new_v4();
    let ticket = world.keep(id, json!("abc"));
    assert_eq!(world.answer(ticket, Err(StoreError::Offline)), Ok(Reply::KeptHere));
    let ticket = world.signed_in("c", true).unwrap();
    world.keeper.hear(News::Answer(ticket, Ok(Reply::Drafts(vec![kept(id, json!("elsewhere"))]))));
    let News::Draft(DraftNews::Elsewhere(path)) = world.told() else { panic!("it is told") };
    assert!(std::fs::read_to_string(path).unwrap().contains("abc"));
}

#[test]
fn a_dropped_draft_leaves_no_file_even_where_the_server_is_away() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let id = Uuid::new_v4();
    let ticket = world.keep(id, json!("abc"));
    assert_eq!(world.answer(ticket, Err(StoreError::Offline)), Ok(Reply::KeptHere));
    world.keeper.asks(Ticket(9), &Request::DropDraft(id));
    assert_eq!(world.answer(Ticket(9), Err(StoreError::Offline)), Err(StoreError::Offline));
    assert!(world.files().is_empty());
}

/// The line is dead without a word: nobody answers, and what was typed is on the disk all the same; at the latest when the
/// program ends.
#[test]
fn what_nobody_answers_is_written_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let (late, last) = (Uuid::new_v4(), Uuid::new_v4());
    let ticket = world.keep(late, json!("abc"));
    let end = System.now() + PATIENCE;
    while world.files().is_empty() {
        assert!(System.now() < end, "it was not written");
        thread::sleep(Duration::from_millis(2));
    }
    world.keep(last, json!("x"));
    world.keeper.rescue();
    assert!(world.files().contains(&format!("{last}.json")));
    // It comes after all.
    assert_eq!(world.answer(ticket, Ok(Reply::Done)), Ok(Reply::Done));
    assert_eq!(world.files(), [format!("{last}.json")]);
}

#[test]
fn where_no_file_can_be_written_it_is_said_once_and_nothing_is_called_kept() {
    let dir = tempfile::tempdir().unwrap();
    // A file stands where the directory is to be: root, too, cannot write into it.
    let blocked = dir.path().join("drafts");
    std::fs::write(&blocked, "").unwrap();
    std::fs::set_permissions(&blocked, std::fs::Permissions::from_mode(0o400)).unwrap();
    let mut world = World::at(&blocked);
    world.signed_in("c", false);
    let id = Uuid::new_v4();
    let ticket = world.keep(id, json!("abc"));
    world.keeper.hear(News::Answer(ticket, Err(StoreError::Offline)));
    assert!(matches!(world.told(), News::Draft(DraftNews::Off(_))));
    assert!(matches!(world.told(), News::Answer(_, Err(StoreError::Offline))));
    let ticket = world.keep(id, json!("abcd"));
    assert_eq!(world.answer(ticket, Err(StoreError::Offline)), Err(StoreError::Offline));
    // The server is there: it is kept as ever.
    let ticket = world.keep(id, json!("abcde"));
    assert_eq!(world.answer(ticket, Ok(Reply::Done)), Ok(Reply::Done));
}

#[test]
fn a_list_that_comes_before_the_company_waits_for_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let id = Uuid::new_v4();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let ticket = world.keep(id, json!("a"));
    assert_eq!(world.answer(ticket, Err(StoreError::Offline)), Ok(Reply::KeptHere));

    let world = World::at(dir.path());
    let list = Ticket(1000);
    world.keeper.asks(list, &Request::Drafts);
    world.keeper.hear(News::Answer(Ticket(0), Ok(Reply::SignedIn(session()))));
    assert!(matches!(world.told(), News::Answer(_, Ok(Reply::SignedIn(_)))));
    world.keeper.hear(News::Answer(list, Ok(Reply::Drafts(Vec::new()))));
    let (company, _, _) = world.wanted().expect("the company");
    world.keeper.hear(News::Answer(company, Ok(Reply::Company("c".into()))));
    let News::Answer(told, Ok(Reply::Drafts(drafts))) = world.told() else { panic!("no list") };
    assert_eq!((told, drafts.len()), (list, 1));
}

#[test]
fn who_enters_brings_the_company_along() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = World::at(dir.path());
    world.signed_in("c", false);
    let ticket = world.keep(Uuid::new_v4(), json!("a"));
    assert_eq!(world.answer(ticket, Err(StoreError::Offline)), Ok(Reply::KeptHere));

    let world = World::at(dir.path());
    let (prefs, words) = Default::default();
    let entry = Entry { session: session(), company: "c".into(), prefs, words };
    world.keeper.hear(News::Answer(Ticket(0), Ok(Reply::Entered(Box::new(entry)))));
    assert!(matches!(world.told(), News::Answer(_, Ok(Reply::Entered(_)))));
    let (_, _, request) = world.wanted().expect("what the server has");
    assert_eq!(request, Request::Drafts, "the files are found without another question");
}
