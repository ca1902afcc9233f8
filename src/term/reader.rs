//! Reads the terminal on a thread of its own, so that nothing pressed is ever missed.

use std::{sync::mpsc::Sender, thread};

use crossterm::event::{Event, read};

use super::{happening::Happening, probe};
use crate::{app::Msg, input::Key};

/// Starts the reader. With `probing` it first finds out what the terminal does, and says so.
pub fn start(to: Sender<Happening>, probing: bool) -> std::io::Result<()> {
    let read_on = move || {
        if probing && to.send(Happening::Terminal(probe::probe())).is_err() {
            return;
        }
        loop {
            let happening = match read() {
                Ok(event) => match message(event) {
                    Some(msg) => Happening::Msg(msg),
                    None => continue,
                },
                Err(_) => Happening::Lost,
            };
            let lost = matches!(happening, Happening::Lost);
            if to.send(happening).is_err() || lost {
                return;
            }
        }
    };
    thread::Builder::new().name("kehu-keys".to_owned()).spawn(read_on).map(drop)
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Key::of_event(&key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}
