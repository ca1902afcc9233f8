//! What is answered.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use uuid::Uuid;

use super::{import::Imported, view::SavedView};
use crate::domain::{
    alike::Alike,
    calendar::Calendar,
    deed::Deed,
    handing::Share,
    kind::Kind,
    order_draft::{DraftAllocation, OrderDraft},
    paper::PaperSources,
    pivot::Crosstab,
    record::Row,
    replan::Standing,
    session::Session,
    value::Value,
};

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To `SignIn`.
    SignedIn(Session),
    /// To `Enter`.
    Entered(Box<Entry>),
    /// To `SeeAs`.
    Seen(Box<Seen>),
    /// To `List`.
    Page(Page),
    /// To `Count`: rows (10,001 means "more than 10,000") and the sums in the order asked; none where there are more rows than
    /// that and each sum is looked up row by row.
    Count { rows: i64, sums: Vec<Decimal> },
    /// To `Counts`, in the order asked; 10,001 means "more than 10,000".
    Counts(Vec<i64>),
    /// To `Figures`.
    Figures(Box<Crosstab>),
    /// To `Report`: its rows, a value for each column, and those of its headline.
    Report { rows: Vec<Vec<Value>>, headline: Vec<Vec<Value>> },
    /// To `Explain`.
    Explained(Explained),
    /// To `Windows`, in the order asked: rows (10,001 means "more than 10,000") and their sum.
    Windows(Vec<(i64, Decimal)>),
    /// To `Record` and `ByCode`.
    Record(Row),
    /// To `Pick`.
    Picks(Vec<Pick>),
    /// To `Tabs`.
    Tabs(Vec<Tab>),
    /// To `Save`.
    Saved(Saved),
    /// To `Operate`: how many records were changed.
    Moved(usize),
    /// To `Bulk`: how many records were changed; others were changed by somebody else meanwhile.
    Bulked(usize),
    /// To `ReadTable`: the file's name and its text.
    Text(String, String),
    /// To `Import`, line by line.
    Imported(Vec<Imported>),
    /// To `Changeable`, in any order.
    Changeable(Vec<i64>),
    /// To `Deeds`, the newest first.
    Deeds(Vec<Deed>),
    /// To `Operate` with `Move::Dun`.
    Dunned(Vec<DunResult>),
    /// To `Catalogue`.
    Catalogue(Arc<Catalogue>),
    /// To `Desk`.
    Desk(Box<Desk>),
    /// To `SaveOrder` and `AskOrder`.
    OrderSaved(OrderSaved),
    /// To `LoadOrder`.
    Order(Box<OrderDraft>),
    /// To `Standing`.
    Standing(Box<Standing>),
    /// To `Shares`, in the order of the receivers.
    Shares(Vec<Share>),
    /// To `Sides`.
    Sides(Vec<Side>),
    /// To `Alike`, the surest first.
    Alike(Vec<Alike>),
    /// To `Editors`.
    Editors(Vec<Editor>),
    /// To `Book`.
    Booked(Booked),
    /// To `Propose`.
    Proposal(Vec<DraftAllocation>),
    /// To `Drafts`.
    Drafts(Vec<KeptDraft>),
    /// To `Templates`, by name.
    Templates(Vec<Template>),
    /// To `Views`, one's own first.
    Views(Vec<SavedView>),
    /// To `Prefs`.
    Prefs(BTreeMap<String, Json>),
    /// To `History`.
    History(Vec<Change>),
    /// To `WhoSees`.
    Seers(Vec<Seer>),
    /// To `Paper`.
    Paper(Box<PaperSources>),
    /// To `Dictionaries`: per dictionary its items as (code, Chinese label, English label), in their order.
    Dictionaries(Arc<Words>),
    /// To `KeepDraft` where the server does not answer: it is in a file of this machine.
    KeptHere,
    /// To `Company`.
    Company(String),
    /// It is done, and there is nothing to tell.
    Done,
}

/// Somebody who can see a record, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seer {
    /// The operator.
    pub id: i64,
    /// His name.
    pub name: String,
    /// The name of his department.
    pub department: String,
    /// The code of his role.
    pub role: String,
    /// `owner`, `superior`, `share` and so on: `value.sees_why`.
    pub why: String,
    /// He may change its fields too.
    pub writes: bool,
    /// The last day it holds.
    pub until: Option<NaiveDate>,
    /// Why it was lent.
    pub note: String,
}

/// A code with its Chinese and its English label.
pub type Word = (String, String, String);

/// The directory among the company's lists: logins and names.
pub const PEOPLE: &str = "operator";
/// The same people by their ids: ids and logins.
pub const PEOPLE_BY_ID: &str = "operator_id";

/// The company's lists: the items of each dictionary, and the directory.
pub type Words = BTreeMap<String, Vec<Word>>;

/// What a program that starts needs to know before it can show anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who is signed in.
    pub session: Session,
    /// The company, as `Company` answers.
    pub company: String,
    /// What the operator set for himself, as `Prefs` answers.
    pub prefs: BTreeMap<String, Json>,
    /// The company's lists, as `Dictionaries` answers.
    pub words: Arc<Words>,
}

/// How rows are asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The question, with numbers in the place of values.
    pub sql: String,
    /// The values.
    pub binds: String,
    /// How the server would go about it for whoever asks, with what it reckons that to cost.
    pub plan: Vec<String>,
}

/// One of one's people, to look at his home page and his views.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Who he is.
    pub session: Session,
    /// How he arranged his home page, what he pinned.
    pub prefs: BTreeMap<String, Json>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether there are more after them.
    pub more: bool,
}

/// A row to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The record's id.
    pub id: i64,
    /// What it is called.
    pub label: String,
    /// What tells it from others: code, owner, city.
    pub detail: String,
}

/// A due window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// `today`, `week`, `month`, `overdue`, `notdue`, `all`, `late`, `no_material`.
    pub name: String,
    /// How many rows.
    pub rows: i64,
    /// Their outstanding money (deliveries: their amount), in yuan.
    pub sum: Decimal,
}

/// A record that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The kind.
    pub kind: Kind,
    /// Its id.
    pub id: i64,
    /// Its version now.
    pub version: i32,
}

/// What became of one instalment that was to be dunned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DunResult {
    /// The instalment.
    pub instalment_id: i64,
    /// Whether a todo was made.
    pub made: bool,
    /// Why not: `exists`, `blocked`, `paid`, `not_due`, `not_yours`.
    pub reason: String,
}

/// The media, as the order form needs them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// Active publications.
    pub publications: Vec<CataloguePublication>,
    /// The days that are worked, by which dates are counted.
    pub calendar: Calendar,
}

/// One publication with its positions and the issues ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CataloguePublication {
    /// Its id.
    pub id: i64,
    /// Its name, with edition.
    pub name: String,
    /// Pinyin initials and full pinyin of the name, for searching.
    pub initials: String,
    /// Full pinyin.
    pub pinyin: String,
    /// The lowest pay ratio without approval.
    pub discount_floor: Decimal,
    /// Industries it is limited to (a warning, R67); empty: all.
    pub industry_limit: Vec<String>,
    /// Positions that have a list price today.
    pub positions: Vec<CataloguePosition>,
    /// Issues that have not appeared yet and whose booking deadline has passed: never offered, but whoever names one means it.
    pub late: Vec<CatalogueIssue>,
    /// Issues that can still be booked, the next first.
    pub issues: Vec<CatalogueIssue>,
}

/// A position with the list price in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CataloguePosition {
    /// Its id.
    pub id: i64,
    /// Its name: 封底.
    pub name: String,
    /// Pinyin initials.
    pub initials: String,
    /// Full pinyin.
    pub pinyin: String,
    /// Its size as shown; empty: agreed with each order.
    pub size: String,
    /// Its colour: `colour`, `mono`, `spot`; empty: agreed with each order.
    pub colour: String,
    /// One advertiser per issue.
    pub exclusive: bool,
    /// List price per insertion in yuan.
    pub list_price: Decimal,
}

/// An issue ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueIssue {
    /// Its id.
    pub id: i64,
    /// Its year.
    pub year: i32,
    /// Its number in the year.
    pub no: i32,
    /// When it appears.
    pub publish_on: NaiveDate,
    /// Until when it can be booked.
    pub booking_deadline_on: NaiveDate,
    /// Until when the material has to be in.
    pub material_deadline_on: NaiveDate,
    /// Exclusive positions that are sold already.
    pub taken: Vec<TakenPosition>,
}

/// An exclusive position that is sold in an issue: a confirmed order has it, whether it is booked with the publisher yet or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenPosition {
    /// The position.
    pub position: i64,
    /// Id and code of the order that has it; none: an order that is not for these eyes.
    pub by: Option<(i64, String)>,
}

impl CatalogueIssue {
    /// Who has an exclusive position in it, if anybody other than this order has.
    pub fn taken_from(&self, own: Option<i64>, position: i64) -> Option<&TakenPosition> {
        let own = |it: &TakenPosition| it.by.as_ref().is_some_and(|(id, _)| Some(*id) == own);
        self.taken.iter().find(|it| it.position == position && !own(it))
    }
}

/// A customer at the order desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Who owns the customer and will be the salesperson.
    pub salesperson: (i32, String),
    /// His industry, a code of the dictionary `industry`; empty: not known.
    pub industry: String,
    /// How much he may owe, in yuan; none: any amount.
    pub credit_limit: Option<Decimal>,
    /// His orders are confirmed with a contract only.
    pub needs_contract: bool,
    /// His contracts that are signed and not over, the one that ends first before others.
    pub contracts: Vec<DeskContract>,
    /// His usual invoice title.
    pub title: Option<(i64, String)>,
    /// Orders of his that were entered in the last ten minutes: code and net amount.
    pub recent: Vec<(String, Decimal)>,
    /// Not yet received on counted orders, in yuan.
    pub outstanding: Decimal,
    /// Of it overdue, in yuan.
    pub overdue: Decimal,
    /// The plan's words of the last order.
    pub last_order: Option<LastOrder>,
}

/// A contract that an order may be part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskContract {
    /// Its id.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// Its first day.
    pub start_on: NaiveDate,
    /// Its last day; none: until it is ended.
    pub end_on: Option<NaiveDate>,
}

impl DeskContract {
    /// Whether an order signed on this day is under it.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.start_on <= day && self.end_on.is_none_or(|end| day <= end)
    }
}

/// A customer's last order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOrder {
    /// Its code.
    pub code: String,
    /// Its plan in words.
    pub plan_text: String,
    /// When it was signed.
    pub signed_on: Option<NaiveDate>,
    /// Its lines, to copy.
    pub draft: OrderDraft,
}

/// An order that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSaved {
    /// Its id.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// Its version now.
    pub version: i32,
    /// Its state now.
    pub state: String,
    /// It had been saved before by the same intent.
    pub existed: bool,
    /// With it a director was asked to agree, or did agree himself.
    pub asked: bool,
}

/// Somebody who is changing a record. Nothing is locked by that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// Who.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A payment that was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Its id.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// How much of it pays instalments, in yuan.
    pub allocated: Decimal,
    /// Collection todos that closed by themselves.
    pub closed_todos: i64,
}

/// Something typed that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDraft {
    /// The draft's id: the intent of its form.
    pub id: Uuid,
    /// Which form.
    pub form: String,
    /// What was typed.
    pub payload: Json,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// Lines, plan and terms that orders begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its id.
    pub id: i64,
    /// Its version.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub owner: String,
    /// It is one's own.
    pub own: bool,
    /// The owner's department uses it too.
    pub shared: bool,
    /// What it holds.
    pub body: Json,
}

/// A field in which two customers differ, as the database writes both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Which field; `keep`: which record stays, by their codes.
    pub field: String,
    /// The first's.
    pub first: String,
    /// The second's.
    pub second: String,
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// `insert`, `update`, `delete`.
    pub action: String,
    /// Which field.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}
