//! A store for screen tests: it records what was asked; the test answers.

use std::collections::VecDeque;

use super::{Request, Slot, Store, Ticket};

/// Records requests in order.
#[derive(Debug, Default)]
pub struct Scripted {
    /// What was asked and not yet answered by the test.
    pub asked: VecDeque<(Ticket, Slot, Request)>,
}

impl Store for Scripted {
    fn ask(&mut self, ticket: Ticket, slot: Slot, request: Request) {
        if !request.writes() {
            self.asked.retain(|(_, other, older)| *other != slot || older.writes());
        }
        self.asked.push_back((ticket, slot, request));
    }

    fn stop(&mut self, slot: Slot) {
        self.asked.retain(|(_, other, request)| *other != slot || request.writes());
    }
}
