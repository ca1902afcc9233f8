//! Whether the server answers, as all threads see it; and how often that changed, so that what a lane saw can be told from what
//! is so by now.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Whether the server answers: at first, and after an even number of changes. And whether it last turned a connection away since
/// it had no room for one more.
#[derive(Debug, Default)]
pub struct Reach {
    changes: AtomicU64,
    full: AtomicBool,
}

/// What was so at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen(u64);

impl Reach {
    /// What is so now.
    pub fn now(&self) -> Seen {
        Seen(self.changes.load(Ordering::Acquire))
    }

    /// Remembers what is so; tells whether that is a change.
    pub fn set(&self, answers: bool) -> bool {
        let changed = |count: u64| (Seen(count).is_away() == answers).then_some(count + 1);
        self.changes.fetch_update(Ordering::AcqRel, Ordering::Acquire, changed).is_ok()
    }

    /// Remembers whether a connection was turned away for want of room.
    pub fn set_full(&self, full: bool) {
        self.full.store(full, Ordering::Release);
    }

    /// Whether there was no room when it was last tried.
    pub fn is_full(&self) -> bool {
        self.full.load(Ordering::Acquire)
    }
}

impl Seen {
    /// The server did not answer.
    pub fn is_away(self) -> bool {
        self.0 % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_went_and_came_back_is_not_what_it_was() {
        let reach = Reach::default();
        let first = reach.now();
        assert!(!first.is_away() && !reach.set(true), "it answers from the start");
        assert!(reach.set(false) && !reach.set(false));
        let away = reach.now();
        assert!(away.is_away() && reach.set(true) && !reach.now().is_away());
        assert!(reach.now() != first && reach.now() != away);
    }
}
