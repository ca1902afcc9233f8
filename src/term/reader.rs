//! Reads the terminal on a thread of its own, so that nothing pressed is ever missed.

use std::{collections::VecDeque, io, sync::mpsc::Sender, thread, time::Duration};

use crossterm::event::{Event, KeyEvent, poll, read};

use super::{burst, happening::Happening, probe};
use crate::{app::Msg, input::Key};

/// Starts the reader. With `probing` it first finds out what the terminal does, and says so.
pub fn start(to: Sender<Happening>, probing: bool) -> std::io::Result<()> {
    let read_on = move || {
        if probing && to.send(Happening::Terminal(probe::probe())).is_err() {
            return;
        }
        let mut waiting = Waiting::default();
        loop {
            if waiting.take_in().is_err() {
                _ = to.send(Happening::Lost);
                return;
            }
            while let Some(msg) = waiting.next() {
                if to.send(Happening::Msg(msg)).is_err() {
                    return;
                }
            }
        }
    };
    thread::Builder::new().name("kehu-keys".to_owned()).spawn(read_on).map(drop)
}

/// A pasted text comes in pieces; between two of them lies no more.
const PIECES: Duration = Duration::from_millis(30);
/// More is not held back to see what it is.
const MOST: usize = 65_536;

/// What has come and is not passed on yet.
#[derive(Default)]
struct Waiting {
    events: VecDeque<Event>,
    /// So many at the front are keys that were typed.
    typed: usize,
    /// Something has come before. What was typed before the terminal was ours has line feeds too, and is no paste.
    began: bool,
}

impl Waiting {
    /// Waits for what comes next, and takes everything that has come with it. Only what looks like a paste is waited for.
    fn take_in(&mut self) -> io::Result<()> {
        self.events.push_back(read()?);
        if !self.began {
            self.began = true;
            while poll(Duration::ZERO)? {
                self.events.push_back(read()?);
            }
            self.typed = self.events.len();
            return Ok(());
        }
        loop {
            let patience = if burst::pasted(&self.keys()).is_some() { PIECES } else { Duration::ZERO };
            if self.events.len() >= MOST || !poll(patience)? {
                return Ok(());
            }
            self.events.push_back(read()?);
            while self.events.len() < MOST && poll(Duration::ZERO)? {
                self.events.push_back(read()?);
            }
        }
    }

    /// The keys up to the next event that is none.
    fn keys(&self) -> Vec<KeyEvent> {
        let key = |event: &Event| if let Event::Key(key) = event { Some(*key) } else { None };
        self.events.iter().map_while(key).collect()
    }

    /// The first of what has come.
    fn next(&mut self) -> Option<Msg> {
        if self.typed == 0 {
            let keys = self.keys();
            if let Some((pasted, text)) = burst::pasted(&keys) {
                self.events.drain(..pasted);
                return Some(Msg::Paste(text));
            }
            self.typed = burst::run(&keys);
        }
        while let Some(event) = self.events.pop_front() {
            self.typed = self.typed.saturating_sub(1);
            if let Some(msg) = message(event) {
                return Some(msg);
            }
        }
        None
    }
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Key::of_event(&key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}
