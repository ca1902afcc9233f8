//! The places that are open, each with its own stack of screens: going elsewhere and coming back finds everything as it
//! was. Knows nothing of what the screens do.

use crate::{command::Cmd, screen::Screen};

/// A screen with its number, which no other screen ever has.
pub(super) struct Open {
    pub id: u64,
    pub screen: Box<dyn Screen>,
}

/// A place with what was opened in it, the newest last.
pub(super) struct Tab {
    /// The command that opens it.
    pub place: Cmd,
    pub stack: Vec<Open>,
    /// Something changed while it was not seen.
    pub stale: bool,
}

/// All open places. There is always one, with one screen at least.
pub(super) struct Tabs {
    tabs: Vec<Tab>,
    current: usize,
    /// The places seen before, the last one last.
    history: Vec<Cmd>,
}

const REMEMBERED: usize = 20;

impl Tabs {
    pub fn new(place: Cmd, first: Open) -> Tabs {
        let tab = Tab { place, stack: vec![first], stale: false };
        Tabs { tabs: vec![tab], current: 0, history: Vec::new() }
    }

    pub fn current(&self) -> &Tab {
        &self.tabs[self.current]
    }

    pub fn current_mut(&mut self) -> &mut Tab {
        &mut self.tabs[self.current]
    }

    /// The screen that has the keys.
    pub fn top(&self) -> &Open {
        let stack = &self.current().stack;
        &stack[stack.len() - 1]
    }

    /// What is seen of the place: its top screen, under small windows also what is below.
    pub fn seen(&self) -> &[Open] {
        let stack = &self.current().stack;
        let from = stack.iter().rposition(|open| !open.screen.floats()).unwrap_or(0);
        &stack[from..]
    }

    pub fn is_open(&self, place: Cmd) -> bool {
        self.tabs.iter().any(|tab| tab.place == place)
    }

    /// Goes to a place that is open. Gives whether something changed there meanwhile.
    pub fn go(&mut self, place: Cmd) -> bool {
        let Some(to) = self.tabs.iter().position(|tab| tab.place == place) else { return false };
        if to != self.current {
            if self.history.len() == REMEMBERED {
                self.history.remove(0);
            }
            self.history.push(self.current().place);
            self.current = to;
        }
        std::mem::take(&mut self.current_mut().stale)
    }

    /// Opens a place and goes there.
    pub fn add(&mut self, place: Cmd, first: Open) {
        self.tabs.push(Tab { place, stack: vec![first], stale: false });
        self.go(place);
    }

    /// Forgets a place, unless it is the one that is seen.
    pub fn close_unseen(&mut self, place: Cmd) {
        let Some(at) = self.tabs.iter().position(|tab| tab.place == place).filter(|at| *at != self.current)
        else {
            return;
        };
        self.tabs.remove(at);
        self.history.retain(|seen| *seen != place);
        if at < self.current {
            self.current -= 1;
        }
    }

    /// Goes back to the place seen before this one. Gives whether something changed there meanwhile; none: there is none.
    pub fn back(&mut self) -> Option<bool> {
        let place = self.history.pop()?;
        self.current = self.tabs.iter().position(|tab| tab.place == place)?;
        Some(std::mem::take(&mut self.current_mut().stale))
    }

    /// The place that was seen before this one.
    pub fn last(&self) -> Option<Cmd> {
        self.history.last().copied()
    }

    pub fn find(&mut self, id: u64) -> Option<&mut Open> {
        self.tabs.iter_mut().flat_map(|tab| &mut tab.stack).find(|open| open.id == id)
    }

    /// The stack that holds a screen, and its place in it.
    pub fn stack_of(&mut self, id: u64) -> Option<(&mut Vec<Open>, usize)> {
        self.tabs.iter_mut().find_map(|tab| {
            let at = tab.stack.iter().position(|open| open.id == id)?;
            Some((&mut tab.stack, at))
        })
    }

    pub fn each(&mut self) -> impl Iterator<Item = &mut Open> {
        self.tabs.iter_mut().flat_map(|tab| &mut tab.stack)
    }

    /// The screens of the place that is seen, from the bottom.
    pub fn here(&self) -> Vec<u64> {
        self.current().stack.iter().map(|open| open.id).collect()
    }

    pub fn everywhere(&self) -> Vec<u64> {
        self.tabs.iter().flat_map(|tab| &tab.stack).map(|open| open.id).collect()
    }

    /// The places that are not seen must be read again when they are.
    pub fn spoil_others(&mut self) {
        let current = self.current;
        for (_, tab) in self.tabs.iter_mut().enumerate().filter(|(n, _)| *n != current) {
            tab.stale = true;
        }
    }
}
