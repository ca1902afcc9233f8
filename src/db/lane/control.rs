//! The control connection: hears what others changed, cancels superseded reads, and knows whether the server answers. It
//! opens with the first sign-in, or when a lane found the server silent, and then keeps trying.

use std::{
    collections::BTreeSet,
    sync::{
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant},
};

use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Integer};

use super::{
    Shared,
    line::{self, Line},
};
use crate::{
    domain::kind::Kind,
    store::{News, Ticket},
};

/// What the other threads want of this one.
pub enum Word {
    /// Cancel this read, if it still runs.
    Cancel(Ticket),
    /// Listen from now on; say so when it is so.
    Watch(Sender<()>),
    /// A lane lost its connection or found none.
    Lost,
    /// The program ends.
    Close,
}

/// The server does not tell a client that it has something for it in any other way than by being asked.
const POLL: Duration = Duration::from_millis(200);
/// A dead connection looks like silence.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// The first and the longest wait between two attempts to connect: a server that is back is noticed within five seconds.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(4);
/// Where the server answers and refuses this login, trying often would only fill its log.
const REFUSED_WAIT: Duration = Duration::from_secs(15);
/// More records of one kind at once are "many".
const MANY: usize = 16;

/// The thread of the connection.
pub fn run(shared: &Shared, words: &Receiver<Word>) {
    let mut control = Control { shared, line: None, asked_at: Instant::now(), next: None, wait: FIRST_WAIT };
    loop {
        let word = match control.patience() {
            Some(patience) => words.recv_timeout(patience),
            None => words.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match word {
            Ok(Word::Close) | Err(RecvTimeoutError::Disconnected) => return,
            Ok(Word::Cancel(ticket)) => control.cancel(ticket),
            Ok(Word::Watch(told)) => {
                if control.line.is_none() {
                    control.connect();
                }
                let _ = told.send(());
            }
            Ok(Word::Lost) => control.check(),
            Err(RecvTimeoutError::Timeout) => {}
        }
        control.turn();
    }
}

struct Control<'a> {
    shared: &'a Shared,
    line: Option<Line>,
    /// When the server last gave a sign of life here.
    asked_at: Instant,
    /// When to try to connect; nothing: not until somebody asks.
    next: Option<Instant>,
    wait: Duration,
}

impl Control<'_> {
    fn patience(&self) -> Option<Duration> {
        if self.line.is_some() {
            return Some(POLL);
        }
        self.next.map(|at| at.saturating_duration_since(Instant::now()))
    }

    fn turn(&mut self) {
        // A cancel that came before the server had begun was lost: once more.
        if let Some(ticket) = self.shared.reads.unwanted() {
            self.cancel(ticket);
        }
        if self.line.is_some() {
            self.hear();
        } else if self.next.is_some_and(|at| at <= Instant::now()) {
            self.connect();
        }
    }

    /// Somebody else found the server silent: is it? Where it is not any more, that is news: who asked was told that it is.
    fn check(&mut self) {
        let silent = self.line.as_mut().is_none_or(|line| !line.alive());
        if silent && self.next.is_none() {
            self.lose();
        }
    }

    /// Tries at once; where the server stays silent, plans the next try.
    fn connect(&mut self) {
        let opened =
            Line::open(self.shared).and_then(|mut line| match line.conn.batch_execute("listen kehu") {
                Ok(()) => Ok(line),
                Err(error) => Err(crate::db::connect::ConnectError::Other(error.to_string())),
            });
        match opened {
            Ok(line) => {
                self.line = Some(line);
                self.asked_at = Instant::now();
                self.next = None;
                self.wait = FIRST_WAIT;
                self.answers(true);
            }
            Err(error) if line::is_silent(&error) => {
                self.answers(false);
                self.next = Some(Instant::now() + self.wait.mul_f64(0.8 + 0.4 * fastrand::f64()));
                self.wait = (self.wait * 2).min(LONGEST_WAIT);
            }
            Err(error) => {
                tracing::warn!("no control connection: {error}");
                self.next = Some(Instant::now() + REFUSED_WAIT);
                self.answers(true);
            }
        }
    }

    /// Remembers whether the server answers, and tells when that changed.
    fn answers(&self, answers: bool) {
        let was_offline = self.shared.offline.swap(!answers, Ordering::AcqRel);
        match (was_offline, answers) {
            (false, false) => (self.shared.news)(News::Offline),
            (true, true) => (self.shared.news)(News::Online),
            _ => {}
        }
    }

    /// The connection is gone. If the server is there, hints may have been missed: that is news too.
    fn lose(&mut self) {
        self.line = None;
        self.answers(false);
        self.wait = FIRST_WAIT;
        self.connect();
    }

    /// Passes on what others changed; asks for a sign of life when it was quiet for long.
    fn hear(&mut self) {
        let Some(line) = &mut self.line else { return };
        let mut broken = false;
        let mut hints: BTreeSet<(Kind, i64)> = BTreeSet::new();
        for notification in line.conn.notifications_iter() {
            match notification {
                Ok(note) => hints.extend(hint(&note.payload)),
                Err(_) => {
                    broken = true;
                    break;
                }
            }
        }
        for (kind, id) in few(hints) {
            (self.shared.news)(News::Changed(kind, id));
        }
        let due = self.asked_at.elapsed() >= SIGN_OF_LIFE;
        if due {
            self.asked_at = Instant::now();
        }
        if (broken || due) && !line.alive() {
            self.lose();
        }
    }

    fn cancel(&mut self, ticket: Ticket) {
        let Some(line) = &mut self.line else { return };
        self.shared.reads.hit(ticket, |pid| {
            let sent =
                sql_query("select pg_cancel_backend($1)").bind::<Integer, _>(pid).execute(&mut line.conn);
            if let Err(error) = sent {
                tracing::warn!("a read could not be cancelled: {error}");
            }
        });
    }
}

/// `kind:id`. Anybody can send anything here, so what is no hint is nothing.
fn hint(payload: &str) -> Option<(Kind, i64)> {
    let (kind, id) = payload.split_once(':')?;
    let id = id.parse().ok().filter(|id| *id >= 0)?;
    Some((Kind::find(kind)?, id))
}

/// One hint for many records of a kind.
fn few(hints: BTreeSet<(Kind, i64)>) -> Vec<(Kind, i64)> {
    let mut few = Vec::new();
    for kind in Kind::ALL {
        let of_kind: Vec<_> = hints.iter().filter(|(it, _)| *it == kind).copied().collect();
        if of_kind.len() > MANY || of_kind.contains(&(kind, 0)) {
            few.push((kind, 0));
        } else {
            few.extend(of_kind);
        }
    }
    few
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_kinds_with_an_id_are_hints() {
        assert_eq!(hint("order:7"), Some((Kind::Order, 7)));
        assert_eq!(hint("customer:0"), Some((Kind::Customer, 0)));
        for forged in ["", "order", "order:", "order:-1", "order:x", "secret:1", "order:99999999999999999999"]
        {
            assert_eq!(hint(forged), None, "{forged}");
        }
    }

    #[test]
    fn many_records_of_a_kind_are_one_hint() {
        let flood = (1..=10_000).map(|id| (Kind::Order, id)).chain([(Kind::Customer, 3)]).collect();
        assert_eq!(few(flood), [(Kind::Customer, 3), (Kind::Order, 0)]);
    }
}
