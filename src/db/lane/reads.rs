//! The read lane: one read at a time, per place on the screen only the newest. A read that is superseded while it runs is
//! cancelled from the control connection; that it was is decided by our own mark, never by the server's words. What counts and
//! adds up gives way to what somebody looks at: it is cancelled too, and asked again when nothing else waits.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    time::Duration,
};

use super::{
    Job, Shared,
    control::Word,
    line::{self, Line},
};
use crate::{
    db::{answer::answer, trouble::Trouble, trouble::busy},
    store::{Reply, Request, Slot, StoreError, Ticket},
};

/// How long a read, or a sign-in itself, waits until the hints are listened to: what changes after it is not missed.
const EARS: Duration = Duration::from_secs(2);
/// How often a read is asked again that collided with somebody's write.
const TRIES: u32 = 5;

/// What waits, what runs.
#[derive(Default)]
pub struct Reads {
    queue: Mutex<Queue>,
    filled: Condvar,
    /// What runs on which process of the server. Held while it is being cancelled, so that the next one is not hit.
    aim: Mutex<Option<(Ticket, i32)>>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    running: Option<Running>,
    closed: bool,
}

struct Running {
    ticket: Ticket,
    slot: Slot,
    gives_way: bool,
    cut_short: Option<CutShort>,
}

/// Why a read is cancelled that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CutShort {
    /// Nobody wants it any more.
    Replaced,
    /// Another one is wanted sooner.
    GaveWay,
}

impl Queue {
    fn supersede(&mut self, slot: Slot) -> (Option<Ticket>, Option<Ticket>) {
        let at = self.waiting.iter().position(|job| job.slot == slot);
        let waiting = at.and_then(|at| self.waiting.remove(at)).map(|job| job.ticket);
        let running =
            self.running.as_mut().filter(|it| it.slot == slot).and_then(|it| it.cut(CutShort::Replaced));
        (waiting, running)
    }

    /// What is wanted soonest: the oldest of those that give way to none, else the oldest.
    fn pop(&mut self) -> Option<Job> {
        let soonest = self.waiting.iter().position(|job| !job.request.gives_way()).unwrap_or(0);
        self.waiting.remove(soonest)
    }
}

impl Running {
    /// Marks it; tells which one to cancel, unless it is being cancelled.
    fn cut(&mut self, why: CutShort) -> Option<Ticket> {
        let first = self.cut_short.is_none();
        if self.cut_short != Some(CutShort::Replaced) {
            self.cut_short = Some(why);
        }
        first.then_some(self.ticket)
    }
}

impl Reads {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn aim(&self) -> MutexGuard<'_, Option<(Ticket, i32)>> {
        self.aim.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a read; tells which waiting one it replaces and which running one is to be cancelled.
    pub fn put(&self, job: Job) -> (Option<Ticket>, Option<Ticket>) {
        let mut queue = self.lock();
        let (waiting, mut running) = queue.supersede(job.slot);
        if !job.request.gives_way()
            && let Some(it) = queue.running.as_mut().filter(|it| it.gives_way)
        {
            running = running.or_else(|| it.cut(CutShort::GaveWay));
        }
        queue.waiting.push_back(job);
        self.filled.notify_one();
        (waiting, running)
    }

    /// Gives up what is asked for a place.
    pub fn stop(&self, slot: Slot) -> (Option<Ticket>, Option<Ticket>) {
        self.lock().supersede(slot)
    }

    /// Ends the lane; tells which running read is to be cancelled.
    pub fn close(&self) -> Option<Ticket> {
        let mut queue = self.lock();
        queue.closed = true;
        queue.waiting.clear();
        self.filled.notify_one();
        queue.running.as_mut().and_then(|it| it.cut(CutShort::Replaced))
    }

    /// Runs `cancel` on the process that runs this read, if it still does and is not wanted: one that gave way runs again.
    pub fn hit(&self, ticket: Ticket, cancel: impl FnOnce(i32)) {
        let aim = self.aim();
        if let Some((running, pid)) = *aim
            && running == ticket
            && self.unwanted() == Some(ticket)
        {
            cancel(pid);
        }
    }

    /// The read that runs although it was given up.
    pub fn unwanted(&self) -> Option<Ticket> {
        self.lock().running.as_ref().filter(|it| it.cut_short.is_some()).map(|it| it.ticket)
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.lock();
        loop {
            if queue.closed {
                return None;
            }
            if let Some(job) = queue.pop() {
                queue.running = Some(Running {
                    ticket: job.ticket,
                    slot: job.slot,
                    gives_way: job.request.gives_way(),
                    cut_short: None,
                });
                return Some(job);
            }
            queue = self.filled.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The read has ended; tells why before its time, if it was. Nothing: it gave way, and waits again before those that were
    /// asked after it.
    fn end(&self, job: Job, failed: bool) -> Option<(Job, Option<CutShort>)> {
        let mut queue = self.lock();
        let cut_short = queue.running.take().and_then(|it| it.cut_short);
        if failed && cut_short == Some(CutShort::GaveWay) {
            queue.waiting.push_front(job);
            return None;
        }
        Some((job, cut_short))
    }
}

/// The thread of the lane.
pub fn run(shared: &Shared, control: &mpsc::Sender<Word>) {
    let mut line = None;
    let mut ears = None;
    while let Some(job) = shared.reads.next() {
        let seen = shared.reach.now();
        let result = if seen.is_away() {
            Err(StoreError::Offline)
        } else {
            read(shared, control, &mut line, &mut ears, &job)
        };
        // From here on nothing is aimed at this read any more; a cancel that is being sent is waited for.
        *shared.reads.aim() = None;
        let late = shared.reads.unwanted().is_some();
        let ended = shared.reads.end(job, result.is_err());
        // A cancel that comes late hits this statement, and not the next read.
        if late && line.as_mut().is_some_and(|line: &mut Line| !line.alive() && !line.alive()) {
            line = None;
        }
        match ended {
            None => {}
            Some((job, Some(CutShort::Replaced))) => shared.tell(job.ticket, Err(StoreError::Replaced)),
            Some((job, _)) => {
                let silent = result == Err(StoreError::Offline);
                shared.tell(job.ticket, result);
                // After the answer: the news that it is back must not come before it.
                if silent {
                    let _ = control.send(Word::Silent(seen));
                }
            }
        }
    }
}

fn read(
    shared: &Shared,
    control: &mpsc::Sender<Word>,
    line: &mut Option<Line>,
    ears: &mut Option<Ears>,
    job: &Job,
) -> Result<Reply, StoreError> {
    // A connection that died since the last read says nothing of the server: once more on a new one.
    let had_line = line.is_some();
    for _ in 0..1 + u32::from(had_line) {
        match once(shared, control, line, ears, job) {
            Err(Trouble::Cut) => *line = None,
            Err(Trouble::Told(StoreError::Offline)) => break,
            result => return Ok(result?),
        }
    }
    Err(StoreError::Offline)
}

fn once(
    shared: &Shared,
    control: &mpsc::Sender<Word>,
    line: &mut Option<Line>,
    ears: &mut Option<Ears>,
    job: &Job,
) -> Result<Reply, Trouble> {
    let line = match line {
        Some(line) => line,
        None => line.insert(Line::open(shared).map_err(|error| line::no_way_in(&error, shared))?),
    };
    // What is read from here on may change, and that must be heard.
    wait_for(ears);
    *shared.reads.aim() = Some((job.ticket, line.end.pid));
    if shared.reads.unwanted().is_some() {
        return Err(StoreError::Replaced.into());
    }
    // The server lets us in: while it looks who this is, the other connection is opened.
    if matches!(job.request, Request::SignIn | Request::Enter) {
        *ears = Some(open_ears(control));
    }
    for _ in 0..TRIES {
        match answer(&mut line.conn, shared.lang, &job.request) {
            Err(Trouble::Again) => {}
            Ok(reply) => {
                // Whoever enters shows nothing yet that could change: he is told at once, and his first read waits.
                if job.request == Request::SignIn {
                    wait_for(ears);
                }
                return Ok(reply);
            }
            Err(trouble) => return Err(trouble),
        }
    }
    Err(busy().into())
}

/// Tells when the hints are listened to.
type Ears = mpsc::Receiver<()>;

/// Begins to listen.
fn open_ears(control: &mpsc::Sender<Word>) -> Ears {
    let (told, listening) = mpsc::channel();
    let _ = control.send(Word::Watch(told));
    listening
}

/// Waits until they are, once.
fn wait_for(ears: &mut Option<Ears>) {
    if let Some(listening) = ears.take() {
        let _ = listening.recv_timeout(EARS);
    }
}
