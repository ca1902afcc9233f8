//! The write lane: in the order they were asked, never cancelled but for changes of many records and tables that are imported, each whole in one transaction. When the connection breaks
//! while one is on its way, nobody knows whether it was written: that is the answer, and the next question is by intent.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::Duration,
};

use super::{
    Job, Shared,
    control::Word,
    line::{self, End, Line},
};
use crate::{
    db::{answer::answer, bulk, import, trouble::Trouble, trouble::busy},
    store::{News, Reply, Request, Slot, StoreError, Ticket},
};

/// How often a transaction is done that collided with another and was taken back.
const TRIES: u32 = 5;

/// What waits, and whether one is on its way.
#[derive(Default)]
pub struct Writes {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    busy: bool,
    closed: bool,
    /// For which place one is on its way, and whether it was given up.
    running: Option<(Slot, bool)>,
}

impl Writes {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a write at the end.
    pub fn put(&self, job: Job) {
        self.lock().waiting.push_back(job);
        self.changed.notify_all();
    }

    /// Gives up the change of many records of this place, before it begins or while it runs.
    pub fn stop(&self, slot: Slot) -> Vec<Ticket> {
        let mut queue = self.lock();
        if let Some((running, stopped)) = &mut queue.running {
            *stopped |= *running == slot;
        }
        let many =
            |job: &Job| job.slot == slot && matches!(job.request, Request::Bulk(_) | Request::Import(_));
        let (given_up, rest): (Vec<Job>, Vec<Job>) = queue.waiting.drain(..).partition(many);
        queue.waiting = rest.into();
        given_up.into_iter().map(|job| job.ticket).collect()
    }

    /// Whether what is on its way was given up.
    fn stopped(&self) -> bool {
        self.lock().running.is_some_and(|(_, stopped)| stopped)
    }

    /// Ends the lane once all is written, and waits for that at most so long.
    pub fn close(&self, patience: Duration) {
        let mut queue = self.lock();
        queue.closed = true;
        self.changed.notify_all();
        let done = |queue: &mut Queue| queue.busy || !queue.waiting.is_empty();
        drop(self.changed.wait_timeout_while(queue, patience, done));
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.lock();
        queue.busy = false;
        queue.running = None;
        self.changed.notify_all();
        loop {
            if let Some(job) = queue.waiting.pop_front() {
                queue.busy = true;
                queue.running = Some((job.slot, false));
                return Some(job);
            }
            if queue.closed {
                return None;
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The connection of the lane, opened by the first write, and the server's end of the one that broke before it.
#[derive(Default)]
struct Way {
    line: Option<Line>,
    broken: Option<End>,
}

/// The thread of the lane.
pub fn run(shared: &Shared, control: &mpsc::Sender<Word>) {
    let mut way = Way::default();
    while let Some(job) = shared.writes.next() {
        let seen = shared.reach.now();
        let result = if seen.is_away() { Err(StoreError::Offline) } else { write(shared, &mut way, &job) };
        let word = match result {
            Err(StoreError::Offline) => Some(Word::Silent(seen)),
            Err(StoreError::Unknown) => Some(Word::Lost),
            _ => None,
        };
        shared.tell(job.ticket, result);
        // After the answer: the news that it is back must not come before it.
        if let Some(word) = word {
            let _ = control.send(word);
        }
    }
}

fn write(shared: &Shared, way: &mut Way, job: &Job) -> Result<Reply, StoreError> {
    let request = &job.request;
    match once(shared, way, job) {
        Err(Trouble::Cut) if harmless_twice(request) => once(shared, way, job),
        other => other,
    }
    .map_err(|trouble| match trouble {
        Trouble::Cut if harmless_twice(request) => StoreError::Offline,
        Trouble::Cut => StoreError::Unknown,
        other => other.into(),
    })
}

/// Writes that come to the same when they are done twice, what is only tried, and the question whether one was done.
fn harmless_twice(request: &Request) -> bool {
    match request {
        Request::AskOrder(_) | Request::KeepDraft(..) | Request::DropDraft(_) | Request::SetPref(..) => true,
        // Only judged: nothing is kept.
        Request::Import(lines) => !lines.keep,
        _ => false,
    }
}

fn once(shared: &Shared, way: &mut Way, job: &Job) -> Result<Reply, Trouble> {
    let line = way.open(shared)?;
    for attempt in 0..TRIES {
        let done = match &job.request {
            Request::Bulk(bulk) => {
                let mut goes_on = |gone| {
                    (shared.news)(News::Progress(job.ticket, gone, bulk.targets.len()));
                    !shared.writes.stopped()
                };
                bulk::change(&mut line.conn, bulk, &mut goes_on).map(Reply::Bulked)
            }
            Request::Import(lines) => {
                let mut goes_on = |gone| {
                    (shared.news)(News::Progress(job.ticket, gone, lines.lines.len()));
                    !shared.writes.stopped()
                };
                import::import(&mut line.conn, shared.lang, lines, &mut goes_on).map(Reply::Imported)
            }
            request => answer(&mut line.conn, shared.lang, request),
        };
        match done {
            Err(Trouble::Again) => thread::sleep(Duration::from_millis(fastrand::u64(1..=20 << attempt))),
            Err(Trouble::Cut) => {
                way.broken = way.line.take().map(|line| line.end);
                return Err(Trouble::Cut);
            }
            other => return other,
        }
    }
    Err(busy().into())
}

impl Way {
    /// A connection that is not known to be broken, and nothing of a broken one still at work behind it.
    fn open(&mut self, shared: &Shared) -> Result<&mut Line, Trouble> {
        let old = self.line.take().and_then(|mut line| line.is_open().then_some(line));
        let mut line = match old {
            Some(line) => line,
            None => Line::open(shared).map_err(|error| line::no_way_in(&error, shared))?,
        };
        if let Some(end) = &self.broken {
            // A connection on which this fails is as good as cut: the next write has another one.
            if !line.finish(end).unwrap_or(false) {
                return Err(StoreError::Offline.into());
            }
            self.broken = None;
        }
        Ok(self.line.insert(line))
    }
}
