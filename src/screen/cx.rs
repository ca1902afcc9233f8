//! What a screen can do to the world: ask the data, open and close screens, tell the user something. All as data, carried
//! out after `update` has returned.

use std::{collections::BTreeMap, time::Instant};

use serde_json::Value as Json;

use super::{Screen, personal::Own};
use crate::{
    command::Cmd,
    domain::{kind::Kind, operation::Operation, session::Session},
    entry::{book::View, pins::Pins},
    i18n::Lang,
    store::{Request, Seen, Slot, Ticket, Words},
};

/// How a screen ended, told to the one below.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Nothing was done.
    Cancelled,
    /// A record was picked: its id and label.
    Picked { kind: Kind, id: i64, label: String },
    /// A code of a list was picked.
    PickedCode(String),
    /// The typed text was taken as it stands.
    Typed(String),
    /// The question was answered with yes.
    Confirmed,
    /// A record was created or changed.
    Saved { kind: Kind, id: i64 },
    /// A conflict was settled: save these values over that version.
    Settled { values: crate::domain::record::Values, version: i32 },
    /// Fields were filled in.
    Filled(crate::domain::record::Values),
    /// A template was chosen: its name and what it holds.
    Template(String, serde_json::Value),
    /// The palette chose a command for the screen below.
    Run(Cmd),
}

/// What a form tells the screen below while it stays open itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// This was sent; whether it is so the server has not said yet.
    Sent(Operation),
    /// It was refused.
    Refused,
}

/// How loud a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Worth knowing.
    Info,
    /// It did not work; stays until the next key.
    Bad,
}

/// One line for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How loud.
    pub tone: Tone,
    /// In the user's language.
    pub text: String,
}

/// What is to be done after `update`.
pub enum Effect {
    /// Ask the data.
    Ask(Ticket, Slot, Request),
    /// Put a screen on top.
    Push(Box<dyn Screen>),
    /// Put a screen in place of this one.
    Replace(Box<dyn Screen>),
    /// Take this screen away and tell the one below.
    Pop(Outcome),
    /// Tell the screen below.
    Below(Heard),
    /// Tell the user.
    Notice(Notice),
    /// Run a command as if its key were pressed.
    Run(Cmd),
    /// Give up what this screen asked for one of its parts.
    Stop(Slot),
    /// Send `Event::Woken` to this screen at the instant.
    Wake(Instant),
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Write a file of this name; the user is told which one it became.
    Write(String, Vec<u8>),
    /// Pin a view of the book, by its key and name, or take it off.
    Pin(String, String),
    /// Show the home page and the views of somebody else.
    SeeAs(Box<Seen>),
    /// Put what the operator set for himself into force.
    Wear(Own),
}

/// For whom what is typed is read: who he is, and the words of his company.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Who is signed in.
    pub session: &'a Session,
    /// The company's dictionaries.
    pub words: &'a Words,
    /// The views that a filter may look into.
    pub views: &'a [View],
}

/// The world, as a screen sees it during `update`.
pub struct Cx<'a> {
    /// Who is signed in.
    pub session: &'a Session,
    /// The company's dictionaries.
    pub words: &'a Words,
    /// The language.
    pub lang: Lang,
    /// Now, for deadlines.
    pub now: Instant,
    /// What the operator set for himself, as far as it came along when he signed in: the first screen need not ask.
    pub(crate) brought: Option<&'a BTreeMap<String, Json>>,
    /// The views that a filter may look into.
    pub views: &'a [View],
    /// The views that the operator pinned.
    pub pins: &'a Pins,
    /// The number of this screen.
    pub(crate) screen: u64,
    /// The next ticket.
    pub(crate) tickets: &'a mut u64,
    /// What was decided so far.
    pub(crate) effects: Vec<Effect>,
}

impl<'a> Cx<'a> {
    /// For whom what is typed is read.
    pub fn reader(&self) -> Reader<'a> {
        Reader { session: self.session, words: self.words, views: self.views }
    }

    /// Ask the data for one part of this screen; a newer read of the same part replaces this one.
    pub fn ask(&mut self, part: &'static str, request: Request) -> Ticket {
        *self.tickets += 1;
        let ticket = Ticket(*self.tickets);
        self.effects.push(Effect::Ask(ticket, Slot { screen: self.screen, part }, request));
        ticket
    }

    /// Give up a change of many records that was asked for a part of this screen: of it nothing is done then.
    pub fn stop(&mut self, part: &'static str) {
        self.effects.push(Effect::Stop(Slot { screen: self.screen, part }));
    }

    /// Open a screen (see [`super::open`]) on top of this one; its end comes back as `Event::Resume`.
    pub fn push(&mut self, screen: Box<dyn Screen>) {
        self.effects.push(Effect::Push(screen));
    }

    /// Open a screen in place of this one.
    pub fn replace(&mut self, screen: Box<dyn Screen>) {
        self.effects.push(Effect::Replace(screen));
    }

    /// Tell the screen below, as `Event::Heard`.
    pub fn below(&mut self, heard: Heard) {
        self.effects.push(Effect::Below(heard));
    }

    /// End this screen.
    pub fn pop(&mut self, outcome: Outcome) {
        self.effects.push(Effect::Pop(outcome));
    }

    /// Tell the user that something worked.
    pub fn good(&mut self, text: impl Into<String>) {
        self.effects.push(Effect::Notice(Notice { tone: Tone::Good, text: text.into() }));
    }

    /// Tell the user something.
    pub fn info(&mut self, text: impl Into<String>) {
        self.effects.push(Effect::Notice(Notice { tone: Tone::Info, text: text.into() }));
    }

    /// Tell the user that something did not work.
    pub fn bad(&mut self, text: impl Into<String>) {
        self.effects.push(Effect::Notice(Notice { tone: Tone::Bad, text: text.into() }));
    }

    /// Run a command as if its key were pressed.
    pub fn run(&mut self, cmd: Cmd) {
        self.effects.push(Effect::Run(cmd));
    }

    /// Be woken at an instant.
    pub fn wake(&mut self, at: Instant) {
        self.effects.push(Effect::Wake(at));
    }

    /// Pin a view of the book, or take it off.
    pub fn pin(&mut self, view: &View) {
        self.effects.push(Effect::Pin(view.key.clone(), view.name.clone()));
    }

    /// Write a file of this name; the user is told which one it became.
    pub fn write(&mut self, name: String, bytes: Vec<u8>) {
        self.effects.push(Effect::Write(name, bytes));
    }

    /// Show the home page and the views of somebody else, until one has seen enough.
    pub fn see_as(&mut self, seen: Seen) {
        self.effects.push(Effect::SeeAs(Box::new(seen)));
    }

    /// Hand a text to the terminal's clipboard.
    pub fn copy(&mut self, text: String) {
        self.effects.push(Effect::Copy(text));
    }
}
