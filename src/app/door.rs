//! Before anybody is signed in: connecting, a server that is silent, and asking who is there, only if the server wants to
//! know.

use super::{App, Order};
use crate::{
    command::Cmd,
    i18n::Msg,
    input::{Key, Pending, Resolved},
    screen::{Event, system::SignIn},
    store::{Request, StoreError},
};

/// What stands between the program and the data.
pub(super) enum Door {
    /// The question is on its way; keys pressed meanwhile are for the first screen.
    Knocking(Vec<Key>),
    /// There is no connection, as these words say. The store keeps trying.
    Silent(Msg),
    /// The server wants a login or a password.
    Asking(Box<SignIn>),
}

impl Default for Door {
    fn default() -> Door {
        Door::Knocking(Vec::new())
    }
}

/// More keys than this nobody presses ahead.
const AHEAD: usize = 256;

impl App {
    /// Asks who is signed in, and which day it is.
    pub(super) fn knock(&mut self) {
        let request = if self.inside.is_some() { Request::SignIn } else { Request::Enter };
        self.ask("session", request);
    }

    /// The sign-in did not succeed.
    pub(super) fn refused(&mut self, error: StoreError) {
        match error {
            StoreError::SignIn(said) => match &mut self.door {
                Door::Asking(form) => form.refused(said),
                _ => self.door = Door::Asking(Box::new(SignIn::new(self.login.clone(), said))),
            },
            StoreError::Replaced => {}
            StoreError::Offline | StoreError::Full | StoreError::Unknown => {
                self.online = false;
                let words = if error == StoreError::Full { Msg::ShellFull } else { Msg::ShellSilent };
                match &mut self.door {
                    Door::Asking(form) => form.waits(),
                    door => *door = Door::Silent(words),
                }
            }
            other => {
                let said = crate::screen::trouble::say(&other, self.lang);
                self.door = Door::Asking(Box::new(SignIn::new(self.login.clone(), said)));
            }
        }
    }

    /// Something was typed or commanded while the server is silent or asks who is there.
    pub(super) fn at_the_door(&mut self, event: Event) {
        if let Event::Command(cmd) = event {
            let asking = matches!(self.door, Door::Asking(_));
            if matches!(cmd, Cmd::Quit | Cmd::StopQuery) || (asking && cmd == Cmd::Cancel) {
                return self.leave();
            }
            if self.anywhere(cmd) {
                return;
            }
        }
        if let Door::Asking(form) = &mut self.door
            && let Some((login, password)) = form.update(event)
        {
            self.login.clone_from(&login);
            self.orders.push(Order::Enter { login, password });
            self.knock();
        }
    }

    /// Whether the first question is on its way.
    pub(super) fn knocks(&self) -> bool {
        self.inside.is_none() && matches!(self.door, Door::Knocking(_))
    }

    /// A key pressed while the program connects: kept for the first screen, unless it is about the program itself.
    pub(super) fn press_ahead(&mut self, key: Key) {
        let (contexts, types) = self.contexts();
        match self.keymap.resolve(&contexts, types, &mut Pending::default(), key) {
            Resolved::Command(Cmd::StopQuery) => self.leave(),
            Resolved::Command(cmd @ (Cmd::Suspend | Cmd::Redraw)) => {
                self.anywhere(cmd);
            }
            _ => match &mut self.door {
                Door::Knocking(keys) if keys.len() < AHEAD => keys.push(key),
                _ => {}
            },
        }
    }

    /// The keys that were pressed while the program connected.
    pub(super) fn catch_up(&mut self) {
        if let Door::Knocking(keys) = std::mem::take(&mut self.door) {
            for key in keys {
                self.key(key);
            }
        }
    }
}
