//! From keys to commands and text, in the contexts of the screen that has the keys.

use std::time::{Duration, Instant};

use super::{App, door::Door};
use crate::{
    command::{Cmd, Context},
    i18n::Msg,
    input::{self, Continuation, Key, Pending, Resolved},
    screen::Event,
    screen::Tone,
    text::pasted,
};

/// Keys of a command that is not complete.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pending: Pending,
    since: Option<Instant>,
    /// Keys that wait until a screen has ended, and which.
    ahead: Vec<Key>,
    ending: Option<u64>,
    /// How long the window of what can follow waits.
    patience: Duration,
    pub next: Vec<Continuation>,
}

/// More keys than this nobody presses ahead.
const AHEAD: usize = 256;
/// The window of what can follow opens after so long: whoever knows the keys never sees it. Where nothing is to come by itself
/// it opens with the key.
const PATIENCE: Duration = Duration::from_millis(250);

impl Keys {
    /// When the window of what can follow is due.
    pub fn window_at(&self) -> Option<Instant> {
        self.since.map(|since| since + self.patience)
    }

    /// Whether the window comes by itself, after a while.
    pub fn wait(&mut self, motion: bool) {
        self.patience = if motion { PATIENCE } else { Duration::ZERO };
    }

    /// What was pressed so far.
    pub fn label(&self) -> String {
        self.pending.label()
    }

    pub fn forget(&mut self) {
        self.pending.clear();
        self.since = None;
        self.next.clear();
    }
}

impl App {
    /// Where keys are looked up now, and whether printable ones are text.
    pub(super) fn contexts(&self) -> (Vec<Context>, bool) {
        match (&self.inside, &self.door) {
            (Some(inside), _) => {
                let top = &inside.tabs.top().screen;
                let types = top.types();
                (input::stack(&top.contexts(), types), types)
            }
            (None, Door::Asking(form)) => (input::stack(&form.contexts(), true), true),
            (None, _) => (input::stack(&[], false), false),
        }
    }

    pub(super) fn key(&mut self, key: Key) {
        self.seen();
        if self.knocks() {
            return self.press_ahead(key);
        }
        if self.waits_for_end(key) {
            return;
        }
        let (contexts, types) = self.contexts();
        let resolved = self.keymap.resolve(&contexts, types, &mut self.keys.pending, key);
        let since = self.keys.since.take();
        self.keys.next.clear();
        match resolved {
            Resolved::Pending(next) => {
                self.keys.since = since.or(Some(self.now));
                self.keys.next = next;
            }
            // Nobody should give commands to what he cannot see.
            Resolved::Command(cmd) if self.is_too_small() && !blind(cmd) => {}
            Resolved::Text(_) | Resolved::Times(..) if self.is_too_small() => {}
            Resolved::Command(cmd) if self.inside.is_some() => self.run(cmd),
            Resolved::Times(cmd, times) => self.run_times(cmd, times),
            Resolved::Command(cmd) => self.at_the_door(Event::Command(cmd)),
            Resolved::Text(c) => self.type_in(Event::Text(c)),
            Resolved::Left | Resolved::Unknown | Resolved::Count(_) => {}
        }
        self.carry();
        self.check_day();
    }

    /// The same command several times, each on what the one before has left.
    fn run_times(&mut self, cmd: Cmd, times: u16) {
        for _ in 0..times {
            self.run(cmd);
            self.carry();
        }
    }

    /// A key pressed while the top screen is about to end: it was meant for the one below, and waits for it.
    fn waits_for_end(&mut self, key: Key) -> bool {
        let Some(inside) = &self.inside else { return false };
        let top = inside.tabs.top();
        if !top.screen.ends() {
            return false;
        }
        let ending = top.id;
        let (contexts, types) = self.contexts();
        match self.keymap.resolve(&contexts, types, &mut Pending::default(), key) {
            Resolved::Command(cmd) if blind(cmd) => return false,
            _ if self.keys.ahead.len() < AHEAD => self.keys.ahead.push(key),
            _ => {}
        }
        self.keys.ending = Some(ending);
        true
    }

    /// The screen that was about to end has ended, and the keys are done by the one below; or it stays, and says why: the
    /// keys were not meant for it.
    pub(super) fn go_on_below(&mut self) {
        let (Some(ending), Some(inside)) = (self.keys.ending, &self.inside) else { return };
        let top = inside.tabs.top();
        if top.id == ending && top.screen.ends() {
            return;
        }
        let stays = top.id == ending;
        self.keys.ending = None;
        let keys = std::mem::take(&mut self.keys.ahead);
        if !stays {
            for key in keys {
                self.key(key);
            }
        }
    }

    fn type_in(&mut self, event: Event) {
        match &self.inside {
            Some(inside) => {
                let top = inside.tabs.top().id;
                self.tell(top, event);
            }
            None => self.at_the_door(event),
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        let (text, left) = bounded(pasted(text));
        let ending = self.inside.as_ref().is_some_and(|inside| inside.tabs.top().screen.ends());
        if text.is_empty() || self.is_too_small() || ending {
            return;
        }
        self.seen();
        self.keys.forget();
        if left > 0 {
            self.say(Tone::Bad, self.lang.fmt(Msg::AppPastedPart, &[&PASTED, &left]));
        }
        self.type_in(Event::Paste(text));
    }
}

/// More characters than these are not pasted: nothing that is typed here is as long.
const PASTED: usize = 20_000;

/// The beginning of a text, and how many characters are left out.
fn bounded(text: String) -> (String, usize) {
    match text.char_indices().nth(PASTED) {
        None => (text, 0),
        Some((at, _)) => (text[..at].to_owned(), text[at..].chars().count()),
    }
}

/// Commands that need no eye on the screen.
pub(super) fn blind(cmd: Cmd) -> bool {
    matches!(cmd, Cmd::Quit | Cmd::StopQuery | Cmd::Suspend | Cmd::Redraw)
}
