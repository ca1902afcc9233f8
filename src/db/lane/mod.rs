//! The store over threads: reads on one connection, writes on another, hints and cancelling on a third. Nothing here blocks
//! the caller, and nothing waits for a query when the program ends.
//!
//! What a request means is `answer`'s business; here is only who runs when, what is given up, and what is known of an answer
//! that did not come.

mod control;
mod line;
mod pulse;
mod reach;
mod reads;
mod timing;
mod writes;

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

pub use self::timing::Timing;
use self::{control::Word, pulse::Pulse, reach::Reach, reads::Reads, writes::Writes};
use super::connect::Target;
use crate::{
    i18n::Lang,
    store::{News, Reason, Request, Slot, Store, StoreError, Ticket},
};

/// How long the end of the program waits for writes that were asked before it.
const LAST_WRITES: Duration = Duration::from_millis(800);

/// The store of a program that runs: three threads, at most three connections.
pub struct Lanes {
    shared: Arc<Shared>,
    control: mpsc::Sender<Word>,
}

/// What the threads have in common.
struct Shared {
    target: Target,
    lang: Lang,
    news: Box<dyn Fn(News) + Send + Sync>,
    timing: Timing,
    /// Changed by the control thread, and for it while it waits.
    reach: Reach,
    pulse: Pulse,
    reads: Reads,
    writes: Writes,
}

/// A request on its way.
struct Job {
    ticket: Ticket,
    slot: Slot,
    request: Request,
}

impl Lanes {
    /// Starts the lanes. Returns at once: the first connection is opened by the first request, which should be
    /// [`Request::Enter`]. Answers and hints go to `news`, from other threads; what the server says of a sign-in is worded in
    /// `lang`.
    pub fn open(
        target: Target,
        lang: Lang,
        timing: Timing,
        news: impl Fn(News) + Send + Sync + 'static,
    ) -> Lanes {
        let shared = Arc::new(Shared {
            target,
            lang,
            news: Box::new(news),
            timing,
            reach: Reach::default(),
            pulse: Pulse::default(),
            reads: Reads::default(),
            writes: Writes::default(),
        });
        let (control, words) = mpsc::channel();
        spawn("control", &shared, move |shared| control::run(shared, &words));
        spawn("pulse", &shared, |shared| shared.pulse.watch(shared.timing.silence, || shared.is_silent()));
        let to_control = control.clone();
        spawn("reads", &shared, move |shared| reads::run(shared, &to_control));
        let to_control = control.clone();
        spawn("writes", &shared, move |shared| writes::run(shared, &to_control));
        Lanes { shared, control }
    }
}

/// A thread that cannot be started leaves its requests unanswered; the log says so.
fn spawn(name: &str, shared: &Arc<Shared>, run: impl FnOnce(&Shared) + Send + 'static) {
    let shared = Arc::clone(shared);
    let started = thread::Builder::new().name(format!("kehu-{name}")).spawn(move || run(&shared));
    if let Err(error) = started {
        tracing::error!("the thread for {name} did not start: {error}");
    }
}

impl Shared {
    fn tell(&self, ticket: Ticket, answer: Result<crate::store::Reply, StoreError>) {
        if let Err(StoreError::Bug(text)) = &answer {
            tracing::error!("unexpected: {text}");
        }
        // What keeps it away makes no difference to the lanes, but to people.
        let answer = match answer {
            Err(StoreError::Offline) if self.reach.is_full() => Err(StoreError::Full),
            answer => answer,
        };
        (self.news)(News::Answer(ticket, answer));
    }

    /// The server is there and does not answer.
    fn is_silent(&self) {
        if self.reach.set(false) {
            (self.news)(News::Offline);
        }
    }
}

impl Store for Lanes {
    fn ask(&mut self, ticket: Ticket, slot: Slot, request: Request) {
        let job = Job { ticket, slot, request };
        if job.request.writes() {
            self.shared.writes.put(job);
            return;
        }
        let (replaced, running) = self.shared.reads.put(job);
        self.give_up(replaced, running);
    }

    fn stop(&mut self, slot: Slot) {
        for ticket in self.shared.writes.stop(slot) {
            self.shared.tell(ticket, Err(StoreError::Refused(Reason::rule("stopped"))));
        }
        let (replaced, running) = self.shared.reads.stop(slot);
        self.give_up(replaced, running);
    }
}

impl Lanes {
    fn give_up(&self, waiting: Option<Ticket>, running: Option<Ticket>) {
        if let Some(ticket) = waiting {
            self.shared.tell(ticket, Err(StoreError::Replaced));
        }
        if let Some(ticket) = running {
            let _ = self.control.send(Word::Cancel(ticket));
        }
    }
}

impl Drop for Lanes {
    /// A read that runs is cancelled; writes that were asked get a moment; nothing else is waited for.
    fn drop(&mut self) {
        if let Some(ticket) = self.shared.reads.close() {
            let _ = self.control.send(Word::Cancel(ticket));
        }
        self.shared.writes.close(LAST_WRITES);
        let _ = self.control.send(Word::Close);
        self.shared.pulse.close();
    }
}
