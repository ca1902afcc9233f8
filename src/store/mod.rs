//! The contract between the screens and the data: what can be asked, what is answered, what can go wrong. Types only; the
//! database room and a scripted store for tests both speak it.

mod bulk;
mod error;
mod import;
mod reply;
mod request;
mod scripted;
mod view;

pub use bulk::{Bulk, BulkChange};
pub use error::{Reason, StoreError};
pub use import::{FieldChange, Import, ImportLine, Imported, NotStored};
pub use reply::{
    Booked, Catalogue, CatalogueIssue, CataloguePosition, CataloguePublication, Change, Desk, DeskContract,
    DunResult, Editor, Entry, Explained, KeptDraft, LastOrder, OrderSaved, PEOPLE, PEOPLE_BY_ID, Page, Pick,
    Reply, Saved, Seen, Seer, Side, Tab, TakenPosition, Template, Word, Words,
};
pub use request::{KeepTemplate, PickQuery, Request, Save, TabSet, Windows};
pub use scripted::Scripted;
pub use view::{KeepView, SavedView, Scope};

use crate::domain::kind::Kind;

/// Tells the answer to a request from the answer to an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// The place that a read is for. A newer request for the same place replaces, and cancels, the older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    /// The screen that asks, by the number of its place on the stack of all screens ever opened.
    pub screen: u64,
    /// What for.
    pub part: &'static str,
}

/// What the data tells without being asked, or after being asked.
#[derive(Debug)]
pub enum News {
    /// The answer to a request.
    Answer(Ticket, Result<Reply, StoreError>),
    /// Somebody changed a record; a hint, to be read again. Id 0: many.
    Changed(Kind, i64),
    /// A change of many records is so far: how many were gone through, of how many.
    Progress(Ticket, usize, usize),
    /// The server answers again; everything shown may be old.
    Online,
    /// The server does not answer.
    Offline,
    /// The company's business day is another one than a moment ago.
    NewDay,
    /// Something about drafts on this machine that the user must know.
    Draft(DraftNews),
}

/// What became of drafts on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftNews {
    /// The server is away and no file can be written; why.
    Off(String),
    /// A file could not be read; where it is now.
    Unreadable(String),
    /// Somebody went on with the draft elsewhere; where this machine's text of it is now.
    Elsewhere(String),
}

/// Whoever answers requests.
pub trait Store {
    /// Ask. Reads replace an unanswered read of the same slot; writes are done in order and never dropped. The answer
    /// comes as [`News::Answer`] with this ticket.
    fn ask(&mut self, ticket: Ticket, slot: Slot, request: Request);

    /// Give up the running read of a slot, or the change of many records: of it nothing is done then.
    fn stop(&mut self, slot: Slot);
}
