//! A program as far as the data sees it: it asks the lanes and keeps what they say.

use std::{
    cell::RefCell,
    collections::VecDeque,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use kehu::{
    db::{Lanes, Timing, connect::Target},
    domain::session::Session,
    i18n::Lang,
    store::{News, Reply, Request, Slot, Store, StoreError, Ticket},
};

use crate::support::TestDb;

/// A wait that fails the test: far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Program {
    lanes: RefCell<Lanes>,
    news: Receiver<News>,
    /// What came while the test waited for something else.
    aside: RefCell<VecDeque<News>>,
    tickets: RefCell<u64>,
}

impl Program {
    /// Starts, and signs nobody in.
    pub fn start(url: &str) -> Self {
        Self::timed(url, Timing::default())
    }

    /// The same with another patience.
    pub fn timed(url: &str, timing: Timing) -> Self {
        let (told, news) = channel();
        let target = Target::parse(url).expect("a URL");
        let lanes = Lanes::open(target, Lang::En, timing, move |it| {
            let _ = told.send(it);
        });
        Self { lanes: RefCell::new(lanes), news, aside: RefCell::default(), tickets: RefCell::default() }
    }

    /// Starts and signs in.
    pub fn signed_in(db: &TestDb, login: &str) -> (Self, Session) {
        let program = Self::start(&db.url(login));
        match program.get(Request::SignIn) {
            Ok(Reply::SignedIn(session)) => (program, session),
            other => panic!("{login}: {other:?}"),
        }
    }

    /// The same where the session does not matter.
    pub fn of(db: &TestDb, login: &str) -> Self {
        Self::signed_in(db, login).0
    }

    /// Asks for a part of the one screen.
    pub fn ask(&self, part: &'static str, request: Request) -> Ticket {
        *self.tickets.borrow_mut() += 1;
        let ticket = Ticket(*self.tickets.borrow());
        self.lanes.borrow_mut().ask(ticket, Slot { screen: 1, part }, request);
        ticket
    }

    pub fn stop(&self, part: &'static str) {
        self.lanes.borrow_mut().stop(Slot { screen: 1, part });
    }

    /// The answer to this ticket.
    pub fn answer(&self, ticket: Ticket) -> Result<Reply, StoreError> {
        let news = self.wait(
            &format!("the answer to {ticket:?}"),
            |news| matches!(news, News::Answer(it, _) if *it == ticket),
        );
        match news {
            News::Answer(_, answer) => answer,
            other => panic!("{other:?} is no answer"),
        }
    }

    /// Asks, and waits for the answer.
    pub fn get(&self, request: Request) -> Result<Reply, StoreError> {
        let ticket = self.ask("only", request);
        self.answer(ticket)
    }

    /// The tickets of the next so many answers, as they come.
    pub fn next_answers(&self, count: usize) -> Vec<(Ticket, Result<Reply, StoreError>)> {
        (0..count)
            .map(|_| match self.wait("an answer", |news| matches!(news, News::Answer(..))) {
                News::Answer(ticket, answer) => (ticket, answer),
                other => panic!("{other:?} is no answer"),
            })
            .collect()
    }

    /// The first news of which this is true; others are kept for later.
    pub fn wait(&self, what: &str, wanted: impl Fn(&News) -> bool) -> News {
        let mut aside = self.aside.borrow_mut();
        if let Some(at) = aside.iter().position(&wanted) {
            return aside.remove(at).expect("it was just found");
        }
        let until = Instant::now() + PATIENCE;
        loop {
            match self.news.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(news) if wanted(&news) => return news,
                Ok(news) => aside.push_back(news),
                Err(RecvTimeoutError::Timeout) => panic!("waited in vain for {what}; came: {aside:?}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the lanes are gone before {what}"),
            }
        }
    }
}
