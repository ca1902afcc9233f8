//! What can be asked.

use chrono::NaiveDate;
use serde_json::Value as Json;
use uuid::Uuid;

use super::{bulk::Bulk, import::Import, view::KeepView};
use crate::domain::{
    alike,
    filter::{Filter, ListQuery},
    handing::Asked as Handing,
    kind::Kind,
    operation::Operation,
    order_draft::{OrderDraft, PaymentDraft},
    pivot::Asked,
    record::Values,
    report,
};

/// A question or an order to the data.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Who am I, which day is it. Answer: `SignedIn`.
    SignIn,
    /// The same at the start of a program, with what its first screen needs. Answer: `Entered`.
    Enter,
    /// Look at the home page and the views of one of one's people; it is logged. Answer: `Seen`.
    SeeAs(i64),
    /// A page of rows. Answer: `Page`.
    List(ListQuery),
    /// How many rows (at most 10,001 are counted) and the sums of these fields. Answer: `Count`.
    Count(ListQuery, Vec<&'static str>),
    /// How many rows each of these lists has (at most 10,001 are counted), in one question. Answer: `Counts`.
    Counts(Vec<ListQuery>),
    /// A table of figures: rows against columns, with totals. Answer: `Figures`.
    Figures(Box<Asked>),
    /// A report that the database defines. Answer: `Report`.
    Report(report::Asked),
    /// How a page of rows is asked of the server, and what that costs; no row is read. Answer: `Explained`.
    Explain(ListQuery),
    /// How many rows each of several parts of a list has and what they add up to, in one pass. Answer: `Windows`.
    Windows(Windows),
    /// One whole record. Answer: `Record`.
    Record(Kind, i64),
    /// The record with this human code. Answer: `Record`.
    ByCode(Kind, String),
    /// Rows to pick from by typed text. Answer: `Picks`.
    Pick(PickQuery),
    /// Rows and sums per due window of this business date, that of the rows beside them, within a filter on instalments or
    /// insertions. Answer: `Tabs`.
    Tabs(TabSet, Filter, NaiveDate),
    /// Create or change one record. Answer: `Saved`.
    Save(Save),
    /// A business move. Answer: `Moved`, or `Dunned` for collection todos.
    Operate(Operation),
    /// Change many records in one transaction, with news of its progress. Answer: `Bulked`.
    Bulk(Box<Bulk>),
    /// The text of the file at a path, in whatever encoding of an office. Answer: `Text`.
    ReadTable(String),
    /// Judge the lines of a table, and store them if they are to be kept: one transaction, with news of its progress. Answer: `Imported`.
    Import(Box<Import>),
    /// Those of these records that one may change. Answer: `Changeable`.
    Changeable(Kind, Vec<i64>),
    /// What one did of late. Answer: `Deeds`.
    Deeds,
    /// Take one of one's own deeds back, all of it. Answer: `Moved`.
    Undo(i64),
    /// Everything the order form needs of the media: publications, positions with the list price in force, issues ahead.
    /// Answer: `Catalogue`.
    Catalogue,
    /// What the order form needs of a customer: salesperson, open money, last order. Answer: `Desk`.
    Desk(i64),
    /// Save an order. Answer: `OrderSaved`.
    SaveOrder(Box<OrderDraft>),
    /// Change an order that is confirmed: its document as it is to be, and why. Answer: `OrderSaved`.
    ChangeOrder(Box<OrderDraft>, String),
    /// An order as a draft to go on with: before it is confirmed, or to change it after. Answer: `Order`.
    LoadOrder(i64),
    /// What an order still asks for, over which a new plan is laid. Answer: `Standing`.
    Standing(i64),
    /// What receivers would get of a person's records. Answer: `Shares`.
    Shares(Handing),
    /// In which fields the two customers of a pair differ. Answer: `Sides`.
    Sides(i64),
    /// Who may be the one being entered, across rights. Answer: `Alike`.
    Alike(alike::Asked),
    /// Who else is changing this order, as far as their kept drafts tell. Answer: `Editors`.
    Editors(i64),
    /// Book a payment. Answer: `Booked`.
    Book(Box<PaymentDraft>),
    /// How an amount from a payer would be split, these instalments first, then the oldest due. Answer: `Proposal`.
    Propose { payer: i64, amount: rust_decimal::Decimal, instalments: Vec<i64> },
    /// Was this order saved, after its outcome was unknown? Answer: `OrderSaved` with the version it has now, or `NotYours` when
    /// it was not, and will not be by that save any more. An order that is changed has a fresh intent for each save.
    AskOrder(Uuid),
    /// Keep what was typed. Answer: `Done`.
    KeepDraft(Uuid, String, Json),
    /// What was kept. Answer: `Drafts`.
    Drafts,
    /// Throw a kept draft away. Answer: `Done`.
    DropDraft(Uuid),
    /// Remember something for this operator. Answer: `Done`.
    SetPref(String, Json),
    /// What is remembered. Answer: `Prefs`.
    Prefs,
    /// The templates of orders that one may use. Answer: `Templates`.
    Templates,
    /// Keep a template, or change one's own. Answer: `Done`.
    KeepTemplate(KeepTemplate),
    /// Throw away one of one's own. Answer: `Done`.
    DropTemplate(i64),
    /// The saved views that one may use. Answer: `Views`.
    Views,
    /// Keep a view, or change one's own. Answer: `Done`.
    KeepView(KeepView),
    /// Throw away one of one's own. Answer: `Done`.
    DropView(i64),
    /// Who changed what, when. Answer: `History`.
    History(Kind, i64),
    /// Who can see this record, and why. Answer: `Seers`.
    WhoSees(Kind, i64),
    /// What fills the templates of this record. Answer: `Paper`.
    Paper(Kind, i64),
    /// Which company is it? Answer: `Company`, by which this company's drafts in files are told from another's; empty: it has no
    /// name.
    Company,
    /// The words of all dictionaries. Answer: `Dictionaries`.
    Dictionaries,
}

impl Request {
    /// Whether it changes data: then it keeps its place in the write lane and is never cancelled.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            Request::Save(_)
                | Request::Operate(_)
                | Request::Bulk(_)
                | Request::Import(_)
                | Request::Undo(_)
                | Request::SaveOrder(_)
                | Request::ChangeOrder(..)
                | Request::Book(_)
                | Request::KeepDraft(..)
                | Request::DropDraft(_)
                | Request::SetPref(..)
                | Request::KeepTemplate(_)
                | Request::DropTemplate(_)
                | Request::KeepView(_)
                | Request::DropView(_)
                | Request::AskOrder(_)
        )
    }
}

/// A template to be kept: a new one takes the place of one's own of the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct KeepTemplate {
    /// The template and the version that was seen; none: a new one.
    pub existing: Option<(i64, i32)>,
    /// Its name; none: as it is.
    pub name: Option<String>,
    /// Whether one's department uses it too; none: as it is.
    pub shared: Option<bool>,
    /// What it holds; none: as it is.
    pub body: Option<Json>,
}

/// Create or change one record by its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Save {
    /// The kind.
    pub kind: Kind,
    /// The record and the version the person saw; none: a new one.
    pub existing: Option<(i64, i32)>,
    /// The changed fields only.
    pub values: Values,
    /// Made when the form opened; the same intent creates one record.
    pub intent: Uuid,
}

/// Parts of a list that are counted and added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Windows {
    /// The list.
    pub all: ListQuery,
    /// The parts: those of its rows that pass.
    pub windows: Vec<Filter>,
    /// The number that is added up.
    pub sum: &'static str,
}

/// Rows to pick from.
#[derive(Debug, Clone, PartialEq)]
pub struct PickQuery {
    /// The kind.
    pub kind: Kind,
    /// What was typed; empty: the likeliest.
    pub text: String,
    /// Only among these.
    pub filter: Filter,
    /// How many at most.
    pub limit: u32,
}

/// Which due windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabSet {
    /// Instalments by due date (P2): today, week, month, overdue, notdue, all.
    Receivables,
    /// Insertions by planned date (P20): today, week, month, late, no_material, missed.
    Delivery,
}
