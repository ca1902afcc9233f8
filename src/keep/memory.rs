//! What is on its way, and what was heard: which questions are about drafts, which of them is the newest of its draft, what the
//! server last had.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use serde_json::Value as Json;
use uuid::Uuid;

use super::draft::Whose;
use crate::store::{Reply, Request, StoreError, Ticket};

/// A question about drafts.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Keep this.
    Keep(Keeping),
    /// Throw this away.
    Drop(Uuid),
    /// What is kept?
    List {
        /// Asked here, to learn what becomes of the files.
        own: bool,
    },
    /// Which company is it? Asked here.
    Company,
}

/// A draft on its way to the server.
#[derive(Debug, Clone, PartialEq)]
pub struct Keeping {
    /// The draft.
    pub id: Uuid,
    /// Which form.
    pub form: String,
    /// What was typed.
    pub payload: Json,
    /// When it was sent.
    pub since: Instant,
    /// A file that is sent after: nobody waits for the answer.
    pub own: bool,
    /// The newest question about the draft when this one was asked, which is this one itself unless it is our own.
    pub newest: Option<Ticket>,
    /// It could not be written to a file: once more only when the server refuses it, or with the next key.
    pub tried: bool,
}

/// Everything remembered. One at a time looks at it.
#[derive(Debug, Default)]
pub struct Memory {
    /// Who is signed in.
    pub whose: Whose,
    /// Questions without an answer.
    pub asked: HashMap<Ticket, Asked>,
    /// The newest question about a draft that a form asked.
    newest: HashMap<Uuid, Ticket>,
    /// Of which question the file of a draft is, where this program wrote it.
    pub filed: HashMap<Uuid, Ticket>,
    /// Drafts of which a file was found.
    pub seen: HashSet<Uuid>,
    /// What the server had of a draft when it last said so.
    pub has: HashMap<Uuid, Json>,
    /// How many questions were our own.
    own: u64,
    /// It was told that files cannot be written.
    pub told_off: bool,
    /// Somebody signed in, and it is not known yet at which company: no file can be called his.
    company_comes: bool,
    /// Lists that the server answered meanwhile.
    held: Vec<(Ticket, Answer)>,
}

/// What the server said.
type Answer = Result<Reply, StoreError>;

impl Memory {
    /// Nobody is signed in at this server yet.
    pub fn of(server: String) -> Memory {
        Memory { whose: Whose { server, ..Whose::default() }, ..Memory::default() }
    }

    /// Somebody signed in.
    pub fn signed_in(&mut self, login: &str) {
        login.clone_into(&mut self.whose.login);
        self.company_comes = true;
    }

    /// Somebody signed in at a company that is known.
    pub fn entered(&mut self, login: &str, company: &str) {
        login.clone_into(&mut self.whose.login);
        company.clone_into(&mut self.whose.company);
        self.company_comes = false;
    }

    /// The answer, unless it is a list that must wait until the company is known.
    pub fn hold_back(&mut self, ticket: Ticket, asked: &Asked, answer: Answer) -> Option<Answer> {
        if self.company_comes && *asked == (Asked::List { own: false }) {
            self.held.push((ticket, answer));
            return None;
        }
        Some(answer)
    }

    /// The company is known from here on, or will not be; tells whether it is.
    pub fn company_known(&mut self, answer: Answer) -> bool {
        self.company_comes = false;
        let Ok(Reply::Company(company)) = answer else { return false };
        self.whose.company = company;
        true
    }

    /// The lists that waited for it.
    pub fn let_go(&mut self) -> Vec<(Ticket, Answer)> {
        std::mem::take(&mut self.held)
    }

    /// A form asks.
    pub fn note(&mut self, ticket: Ticket, request: &Request, now: Instant) {
        let asked = match request {
            Request::KeepDraft(id, form, payload) => {
                self.newest.insert(*id, ticket);
                Asked::Keep(Keeping {
                    id: *id,
                    form: form.clone(),
                    payload: payload.clone(),
                    since: now,
                    own: false,
                    newest: Some(ticket),
                    tried: false,
                })
            }
            Request::DropDraft(id) => Asked::Drop(*id),
            Request::Drafts => Asked::List { own: false },
            _ => return,
        };
        self.asked.insert(ticket, asked);
    }

    /// We ask ourselves. Nothing, where a form has sent something newer than the file meanwhile.
    pub fn note_own(&mut self, request: &Request, now: Instant) -> Option<Ticket> {
        let asked = match request {
            Request::KeepDraft(id, form, payload) => {
                let newest = self.newest.get(id).copied();
                if newest != self.filed.get(id).copied() {
                    return None;
                }
                let (id, form, payload) = (*id, form.clone(), payload.clone());
                Asked::Keep(Keeping { id, form, payload, since: now, own: true, newest, tried: false })
            }
            Request::Drafts => Asked::List { own: true },
            Request::Company => Asked::Company,
            _ => return None,
        };
        let ticket = Ticket(u64::MAX - self.own);
        self.own += 1;
        self.asked.insert(ticket, asked);
        Some(ticket)
    }

    /// Whether no form has asked anything newer about the draft.
    pub fn is_newest(&self, keeping: &Keeping) -> bool {
        self.newest.get(&keeping.id).copied() == keeping.newest
    }

    /// The draft is gone.
    pub fn forget(&mut self, id: Uuid) {
        self.newest.remove(&id);
        self.filed.remove(&id);
        self.has.remove(&id);
        self.seen.remove(&id);
    }

    /// This one could not be written.
    pub fn tried(&mut self, ticket: Ticket) {
        if let Some(Asked::Keep(it)) = self.asked.get_mut(&ticket) {
            it.tried = true;
        }
    }

    /// Drafts that forms sent at least so long ago and of which no file has as much, the oldest first.
    pub fn waiting(&self, longer_than: Duration, now: Instant) -> Vec<(Ticket, Keeping)> {
        let mut waiting: Vec<_> = self
            .unfiled()
            .filter(|(_, it)| now.saturating_duration_since(it.since) >= longer_than)
            .map(|(ticket, it)| (ticket, it.clone()))
            .collect();
        waiting.sort_by_key(|(ticket, _)| *ticket);
        waiting
    }

    /// When the oldest of them was sent.
    pub fn waits_since(&self) -> Option<Instant> {
        self.unfiled().map(|(_, it)| it.since).min()
    }

    fn unfiled(&self) -> impl Iterator<Item = (Ticket, &Keeping)> {
        self.asked.iter().filter_map(|(ticket, asked)| match asked {
            Asked::Keep(it) if !it.own && !it.tried && self.filed.get(&it.id) < Some(ticket) => {
                Some((*ticket, it))
            }
            _ => None,
        })
    }
}
