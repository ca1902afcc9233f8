//! The control connection: hears what others changed, cancels superseded reads, knows whether the server answers and which
//! day it is there. It opens with the first sign-in, or when a lane found the server silent, and then keeps trying.

use std::{
    collections::BTreeSet,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Integer};

use super::{
    Shared,
    line::{self, Line},
    reach::Seen,
};
use crate::{
    db::connect::ConnectError,
    domain::kind::Kind,
    store::{News, Ticket},
};

/// What the other threads want of this one.
pub enum Word {
    /// Cancel this read, if it still runs.
    Cancel(Ticket),
    /// Listen from now on; say so when it is so.
    Watch(Sender<()>),
    /// A lane lost its connection.
    Lost,
    /// Whoever asked a lane was told that the server does not answer; the lane found no connection, or had seen that there is
    /// none.
    Silent(Seen),
    /// The program ends.
    Close,
}

/// More records of one kind at once are "many".
const MANY: usize = 16;

/// The thread of the connection.
pub fn run(shared: &Shared, words: &Receiver<Word>) {
    let mut control = Control {
        shared,
        line: None,
        asked_at: Instant::now(),
        next: None,
        wait: shared.timing.first_wait,
        online_since: None,
        owed: false,
        day: None,
    };
    loop {
        let word = match control.patience() {
            Some(patience) => words.recv_timeout(patience),
            None => words.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        if matches!(word, Err(RecvTimeoutError::Disconnected)) {
            return;
        }
        for word in word.into_iter().chain(words.try_iter()) {
            if matches!(word, Word::Close) {
                return;
            }
            control.heed(word);
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
    /// When the server was last found to answer again.
    online_since: Option<Instant>,
    /// Somebody may not know yet that the server answers again.
    owed: bool,
    /// The company's business day when it was last asked.
    day: Option<NaiveDate>,
}

impl Control<'_> {
    fn heed(&mut self, word: Word) {
        match word {
            Word::Cancel(ticket) => self.cancel(ticket),
            Word::Watch(told) => {
                if self.line.is_none() {
                    self.open();
                    // The first rows wait for this, and for nothing else.
                    let _ = told.send(());
                    self.look_at_day();
                } else {
                    let _ = told.send(());
                }
            }
            Word::Lost => self.check(),
            Word::Silent(seen) => self.owe_news(seen),
            Word::Close => {}
        }
    }

    fn patience(&self) -> Option<Duration> {
        let poll = self.shared.timing.poll;
        let next = self.next.map(|at| at.saturating_duration_since(Instant::now()));
        match &self.line {
            Some(_) => Some(next.map_or(poll, |next| next.min(poll))),
            None => next,
        }
    }

    fn turn(&mut self) {
        if std::mem::take(&mut self.owed) && !self.shared.reach.now().is_away() {
            (self.shared.news)(News::Online);
        }
        // A cancel that came before the server had begun was lost: once more.
        if let Some(ticket) = self.shared.reads.unwanted() {
            self.cancel(ticket);
        }
        if self.next.is_some_and(|at| at <= Instant::now()) {
            self.connect();
        } else if self.line.is_some() {
            self.hear();
        }
        // It was silent for so long that it was called away, and then it answered.
        if self.next.is_none() && self.line.is_some() {
            self.answers(true);
        }
    }

    /// Is the server still there?
    fn check(&mut self) {
        if self.next.is_none() && !self.is_alive() {
            self.lose();
        }
    }

    /// Whoever was told that the server does not answer is owed the news that it does again. If it came back since the lane looked,
    /// that news may have gone out before the answer did: it is given again. Where it answers here all the time, it only had no
    /// room for the lane: that is tried again after a wait, not at once and for ever.
    fn owe_news(&mut self, seen: Seen) {
        let now = self.shared.reach.now();
        if now.is_away() {
            return;
        }
        if now != seen {
            self.owed = true;
        } else if self.is_alive() {
            self.answers(false);
            self.plan();
        } else {
            self.lose();
        }
    }

    fn is_alive(&mut self) -> bool {
        let Some(line) = &mut self.line else { return false };
        self.asked_at = Instant::now();
        self.shared.pulse.during(|| line.alive())
    }

    /// Tries at once, and learns which day it is.
    fn connect(&mut self) {
        self.open();
        if self.next.is_none() {
            self.look_at_day();
        }
    }

    /// Tries at once; where the server stays silent, plans the next try.
    fn open(&mut self) {
        self.next = None;
        let shared = self.shared;
        match shared.pulse.during(|| self.listen()) {
            Ok(line) => {
                self.line = Some(line);
                self.asked_at = Instant::now();
                self.answers(true);
            }
            Err(error) if line::is_silent(&error) => {
                self.answers(false);
                self.plan();
            }
            Err(error) => {
                tracing::warn!("no control connection: {error}");
                self.next = Some(Instant::now() + self.shared.timing.refused_wait);
                self.answers(true);
            }
        }
    }

    /// The connection that is there, if it lives, or a new one.
    fn listen(&mut self) -> Result<Line, ConnectError> {
        if let Some(mut line) = self.line.take()
            && line.alive()
        {
            return Ok(line);
        }
        let mut line = Line::open(self.shared)?;
        line.conn.batch_execute("listen kehu").map_err(|error| ConnectError::Unreachable {
            host: self.shared.target.host(),
            said: error.to_string(),
        })?;
        Ok(line)
    }

    /// When to try next: the longer it is silent, the later. A server that was well for a while is hoped to be back soon.
    fn plan(&mut self) {
        let timing = self.shared.timing;
        if self.online_since.is_some_and(|at| at.elapsed() > timing.longest_wait) {
            self.wait = timing.first_wait;
        }
        self.next = Some(Instant::now() + self.wait.mul_f64(0.8 + 0.4 * fastrand::f64()));
        self.wait = (self.wait * 2).min(timing.longest_wait);
    }

    /// Remembers whether the server answers, and tells when that changed.
    fn answers(&mut self, answers: bool) {
        if !self.shared.reach.set(answers) {
            return;
        }
        if answers {
            self.online_since = Some(Instant::now());
            (self.shared.news)(News::Online);
        } else {
            (self.shared.news)(News::Offline);
        }
    }

    /// The connection is gone. If the server is there, hints may have been missed: that is news too.
    fn lose(&mut self) {
        self.line = None;
        self.answers(false);
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
        let due = self.asked_at.elapsed() >= self.shared.timing.sign_of_life;
        if (broken || due) && !self.is_alive() {
            self.lose();
        } else if due {
            self.look_at_day();
        }
    }

    /// Midnight, at the company, is not heard of in any other way.
    fn look_at_day(&mut self) {
        let Some(line) = &mut self.line else { return };
        let day = self.shared.pulse.during(|| line.day());
        if self.day.is_some() && day.is_some() && day != self.day {
            (self.shared.news)(News::NewDay);
        }
        self.day = day.or(self.day);
    }

    fn cancel(&mut self, ticket: Ticket) {
        let Some(line) = &mut self.line else { return };
        self.shared.reads.hit(ticket, |pid| {
            let cancel = sql_query("select pg_cancel_backend($1)").bind::<Integer, _>(pid);
            let sent = self.shared.pulse.during(|| cancel.execute(&mut line.conn));
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
