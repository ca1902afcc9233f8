//! Watches the control thread while it waits for the server: one that is there and says nothing (stopped, swapped out, behind a
//! line that swallows) answers no question and ends no wait, so somebody else must look at the clock.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Whether an answer is waited for, and how many were.
#[derive(Debug, Default)]
pub struct Pulse {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waits: bool,
    count: u64,
    closed: bool,
}

impl Pulse {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the server something.
    pub fn during<T>(&self, ask: impl FnOnce() -> T) -> T {
        self.turn(true);
        let answer = ask();
        self.turn(false);
        answer
    }

    fn turn(&self, waits: bool) {
        let mut state = self.lock();
        state.waits = waits;
        state.count += u64::from(waits);
        self.changed.notify_all();
    }

    /// Nobody is watched any more.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The thread that watches: calls `silent` once for each wait that is longer than `patience`, and before its answer is heard
    /// of.
    pub fn watch(&self, patience: Duration, silent: impl Fn()) {
        let mut state = self.lock();
        while !state.closed {
            let count = state.count;
            let goes_on = |state: &State| state.waits && state.count == count && !state.closed;
            if !goes_on(&state) {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.changed.wait_timeout_while(state, patience, |state| goes_on(state));
            let (now, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            state = now;
            if timeout.timed_out() {
                silent();
                state = self
                    .changed
                    .wait_while(state, |state| goes_on(state))
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::*;

    #[test]
    fn only_a_wait_that_does_not_end_is_told_and_only_once() {
        let (pulse, (told, silences)) = (Pulse::default(), mpsc::channel());
        thread::scope(|scope| {
            scope.spawn(|| pulse.watch(Duration::from_millis(1), || told.send(()).expect("heard")));
            for _ in 0..3 {
                pulse.during(|| silences.recv().expect("told"));
            }
            pulse.close();
        });
        assert!(silences.try_recv().is_err());
    }
}
