//! What the book is made of, as it arrives: the reader's people, the views that are kept, and what he is to be reminded of. For
//! every screen that shows views.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::{
    entry::book::{self, Person, View},
    screen::Cx,
    store::{Reply, Request, SavedView, StoreError, Ticket},
};

/// The parts of the book, as far as they are known.
#[derive(Default)]
pub struct Loading {
    people: Option<Vec<Person>>,
    saved: Option<Vec<SavedView>>,
    prefs: Option<BTreeMap<String, Json>>,
    asked: [Option<Ticket>; 3],
}

/// What became of an answer.
#[derive(Debug, PartialEq)]
pub enum Taken {
    /// It was to something else.
    Not,
    /// It is in its place.
    In,
    /// Something of the book could not be read.
    Failed(StoreError),
}

impl Loading {
    /// Asks for everything.
    pub fn ask(&mut self, cx: &mut Cx) {
        self.asked[0] = Some(cx.ask("people", Request::List(book::people())));
        self.asked[2] = Some(cx.ask("prefs", Request::Prefs));
        self.ask_saved(cx);
    }

    /// Asks for the views that are kept.
    pub fn ask_saved(&mut self, cx: &mut Cx) {
        self.asked[1] = Some(cx.ask("views", Request::Views));
    }

    /// Takes an answer.
    pub fn take(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> Taken {
        let Some(asked) = self.asked.iter_mut().find(|asked| **asked == Some(ticket)) else {
            return Taken::Not;
        };
        *asked = None;
        match answer {
            Ok(Reply::Page(page)) => self.people = Some(page.rows.iter().map(Person::of).collect()),
            Ok(Reply::Views(saved)) => self.saved = Some(saved.clone()),
            Ok(Reply::Prefs(prefs)) => self.prefs = Some(prefs.clone()),
            Ok(_) => {}
            Err(StoreError::Replaced) => {}
            Err(error) => return Taken::Failed(error.clone()),
        }
        Taken::In
    }

    /// The whole book, once everything is known.
    pub fn views(&self, cx: &Cx) -> Option<Vec<View>> {
        let (people, saved) = (self.people.as_ref()?, self.saved.as_ref()?);
        self.prefs.as_ref()?;
        Some(book::views(cx.session, people, saved, cx.lang))
    }

    /// The reader's people, as far as they are known.
    pub fn people(&self) -> &[Person] {
        self.people.as_deref().unwrap_or_default()
    }

    /// All that is remembered, as far as it is known.
    pub fn prefs(&self) -> &BTreeMap<String, Json> {
        static NONE: BTreeMap<String, Json> = BTreeMap::new();
        self.prefs.as_ref().unwrap_or(&NONE)
    }

    /// What is remembered under this name.
    pub fn pref(&self, name: &str) -> &Json {
        self.prefs.as_ref().and_then(|prefs| prefs.get(name)).unwrap_or(&Json::Null)
    }
}
