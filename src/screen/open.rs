//! The ways into the screens, one function each, so that no screen needs to know another's insides.

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{
    Screen,
    list::{List, panes},
};
use crate::{
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        operation::{Move, Target},
        order_text::OrderText,
        query::Query,
        record::{Row, Values},
        value::{Link, Value},
    },
    entry::book::View,
    i18n::Msg,
    store::KeptDraft,
};

/// The list of a kind.
pub fn list(kind: Kind) -> Box<dyn Screen> {
    Box::new(List::of(panes::of(kind)))
}

/// What is to be collected, by due window (P2).
pub fn receivables() -> Box<dyn Screen> {
    Box::new(List::of(panes::receivables()))
}

/// What is to appear, by planned date (P20).
pub fn delivery() -> Box<dyn Screen> {
    Box::new(List::of(panes::delivery()))
}

/// What was assigned to me, what I assigned.
pub fn todos() -> Box<dyn Screen> {
    Box::new(List::of(panes::todos()))
}

/// The orders that wait to be entered (待录单).
pub fn orders_to_enter() -> Box<dyn Screen> {
    Box::new(List::of(panes::to_enter()))
}

/// The invoices that were asked for and wait to be issued.
pub fn invoices_to_issue() -> Box<dyn Screen> {
    Box::new(List::of(panes::to_issue()))
}

/// One record, whole.
pub fn record(kind: Kind, id: i64) -> Box<dyn Screen> {
    Box::new(super::record::Record::new(kind, id))
}

/// What stands behind a row: the record itself; of a line of a timeline the record that it tells of.
pub fn row(kind: Kind, row: &Row) -> Box<dyn Screen> {
    let link = |name: &str, kind| match row.get(name) {
        Value::Link(link) => Some((kind, link.id)),
        _ => None,
    };
    match (kind, row.get("what").str(), row.get("customer")) {
        (Kind::Event, "change", _) => {
            let all = [Kind::Customer, Kind::Lead, Kind::Opportunity];
            let changed = all.into_iter().find_map(|kind| match row.get(kind.name()) {
                Value::Link(link) => Some((kind, link)),
                _ => None,
            });
            match changed {
                Some((kind, of)) => history(kind, of.id, of.label.clone()),
                None => record(kind, row.id),
            }
        }
        (Kind::Event, ..) => {
            let behind = link("comment", Kind::Comment)
                .or(link("file", Kind::File))
                .or(link("payment", Kind::Payment))
                .or(link("activity", Kind::Activity))
                .or(link("order", Kind::Order))
                .or(link("quote", Kind::Quote))
                .or(link("opportunity", Kind::Opportunity));
            let (kind, id) = behind.unwrap_or((kind, row.id));
            record(kind, id)
        }
        // Whoever reads the customer has the whole of it.
        (Kind::Reference, _, Value::Link(customer)) if !customer.label.is_empty() => {
            record(Kind::Customer, customer.id)
        }
        _ => record(kind, row.id),
    }
}

/// The form of a new record; `preset` holds what is known already.
pub fn create(kind: Kind, preset: Values) -> Box<dyn Screen> {
    super::form::create(kind, preset)
}

/// The form of an existing record.
pub fn edit(kind: Kind, id: i64) -> Box<dyn Screen> {
    super::form::edit(kind, id)
}

/// The form of an existing record, with the focus on one field.
pub fn edit_field(kind: Kind, id: i64, name: &'static str) -> Box<dyn Screen> {
    super::form::edit_field(kind, id, name)
}

/// The form of a business move on records, each with its label; a move that asks nothing is a question, or done at once.
pub fn operate(what: Move, targets: Vec<(Target, String)>, preset: Values) -> Box<dyn Screen> {
    Box::new(super::form::MoveForm::new(what, targets, preset))
}

/// A record to pick; ends in `Outcome::Picked`.
pub fn pick_record(kind: Kind, typed: String) -> Box<dyn Screen> {
    super::picker::among(kind, typed, Filter::All)
}

/// A record to pick among some; ends in `Outcome::Picked`.
pub fn pick_among(kind: Kind, typed: String, filter: Filter) -> Box<dyn Screen> {
    super::picker::among(kind, typed, filter)
}

/// A code to pick from (code, label); ends in `Outcome::PickedCode`.
pub fn pick_code(title: String, choices: Vec<(String, String)>, typed: String) -> Box<dyn Screen> {
    Box::new(super::picker::PickCode::new(title, choices, &typed))
}

/// One line to be typed about something, and why it is needed; ends in `Outcome::Typed`.
pub fn line(title: String, about: String, needed: Msg) -> Box<dyn Screen> {
    Box::new(super::picker::AskLine::new(title, about, needed))
}

/// A question; yes ends in `Outcome::Confirmed`.
pub fn confirm(question: String) -> Box<dyn Screen> {
    super::system::confirm(question)
}

/// Somebody else changed the record first: field by field mine or theirs; ends in `Outcome::Settled`.
pub fn conflict(kind: Kind, base: Values, mine: Values, theirs: Row) -> Box<dyn Screen> {
    Box::new(super::conflict::Conflict::new(kind, &base, &mine, &theirs))
}

/// Somebody else changed the same parts first: each is a label with three texts, before, mine and theirs. Ends in
/// `Outcome::Settled`, whose values hold the places of those that stay mine.
pub fn conflict_of_texts(title: String, parts: Vec<(String, [String; 3])>) -> Box<dyn Screen> {
    Box::new(super::conflict::Conflict::of_texts(title, parts))
}

/// Two customers become one: what is right in each field, then the merge.
pub fn merging(pair: Target, label: String) -> Box<dyn Screen> {
    Box::new(super::merging::Merging::new(pair, label))
}

/// Two records that become one: field by field the first or the second; ends in `Outcome::Settled` with the fields of the first.
pub fn pair(kind: Kind, title: String, fields: Vec<(String, Option<String>, [Value; 2])>) -> Box<dyn Screen> {
    Box::new(super::conflict::Conflict::of_pair(kind, title, fields))
}

/// The form of a new order, for this customer if one is given.
pub fn order(customer: Option<Link>) -> Box<dyn Screen> {
    Box::new(super::order_form::OrderForm::new(customer))
}

/// The form of a new order, filled in from words; with `!` they are finished if all is certain.
pub fn order_said(order: OrderText) -> Box<dyn Screen> {
    Box::new(super::order_form::OrderForm::said(order))
}

/// A line to say an order in, with this text in it already.
pub fn say_order(typed: &str) -> Box<dyn Screen> {
    Box::new(super::say::Say::new(typed))
}

/// The form of a new order, copied from the last one of this customer.
pub fn copy_last_order(customer: Link) -> Box<dyn Screen> {
    Box::new(super::order_form::OrderForm::copy(customer))
}

/// The form of the order of an opportunity: its customer, its lines.
pub fn order_of(opportunity: i64) -> Box<dyn Screen> {
    Box::new(super::order_form::OrderForm::won(opportunity))
}

/// The form of an order that is not confirmed yet.
pub fn edit_order(id: i64) -> Box<dyn Screen> {
    Box::new(super::order_form::OrderForm::edit(id))
}

/// The templates of orders; F6 keeps this order as one. Ends in `Outcome::Template`.
pub fn templates(order: Option<serde_json::Value>) -> Box<dyn Screen> {
    Box::new(super::templates::Templates::new(order))
}

/// A form as it was kept.
pub fn resume(draft: KeptDraft) -> Box<dyn Screen> {
    super::drafts::resume(draft)
}

/// The form of a report of one's own, about rows of this kind at first.
pub fn report(kind: Kind) -> Box<dyn Screen> {
    Box::new(super::form::ReportForm::new(kind))
}

/// The fields that the administrator added to a kind, with what they hold; ends in `Outcome::Filled`.
pub fn added(kind: Kind, held: Values) -> Box<dyn Screen> {
    Box::new(super::form::AddedForm::new(kind, held))
}

/// The form of a new view of these rows; ends in `Outcome::Typed` with its name when it is kept.
pub fn keep_view(kind: Kind, query: String) -> Box<dyn Screen> {
    Box::new(super::form::ViewForm::new(kind, query))
}

/// The form of a view of one's own: its name, who uses it, whether it is locked.
pub fn share_view(view: View) -> Box<dyn Screen> {
    Box::new(super::form::ViewForm::of(view))
}

/// The book of views.
pub fn book() -> Box<dyn Screen> {
    Box::new(super::book::Book::default())
}

/// One view of the book, as a list.
pub fn view(book: std::sync::Arc<Vec<View>>, at: usize) -> Box<dyn Screen> {
    Box::new(List::of_view(book, at))
}

/// One view of the book, as it was left, as far as that is among what is remembered.
pub fn view_again(book: Arc<Vec<View>>, at: usize, prefs: &BTreeMap<String, Json>) -> Box<dyn Screen> {
    Box::new(List::of_view(book, at).taking_up(prefs))
}

/// A change of many records of a kind; the list below stands on `here`. Ends in `Outcome::Saved`.
pub fn bulk(kind: Kind, rows: Vec<Row>, here: i64) -> Box<dyn Screen> {
    Box::new(super::bulk::BulkEdit::new(kind, rows, here))
}

/// Records from a table, begun on a list of this kind. Ends in `Outcome::Saved` where something was stored.
pub fn import(from: Kind) -> Box<dyn Screen> {
    Box::new(super::import::Importing::new(from))
}

/// What was done last is taken back; `again`: what was taken back last is done again.
pub fn undo(again: bool) -> Box<dyn Screen> {
    Box::new(super::undo::Undo::new(again))
}

/// What one did of late, to take it back.
pub fn deeds() -> Box<dyn Screen> {
    Box::new(super::undo::Deeds::default())
}

/// Whose home page is looked at.
pub fn see_as() -> Box<dyn Screen> {
    Box::new(super::see_as::SeeAs::default())
}

/// The home page.
pub fn home() -> Box<dyn Screen> {
    Box::new(super::home::Home::default())
}

/// A view that is pinned, by its key and name.
pub fn pinned(key: String, name: String) -> Box<dyn Screen> {
    Box::new(super::book::PinnedView::new(key, name))
}

/// What was kept and not saved; ends by itself with a new order when there is none.
pub fn drafts() -> Box<dyn Screen> {
    Box::new(super::drafts::Drafts::new())
}

/// The form of a payment, for these instalments if any, with this amount proposed.
pub fn payment(payer: Option<Link>, instalments: Vec<i64>, amount: Option<Decimal>) -> Box<dyn Screen> {
    Box::new(super::payment_form::PaymentForm::new(payer, instalments, amount))
}

/// The form of a refund, taken from these instalments if any, with this amount proposed.
pub fn refund(payer: Option<Link>, instalments: Vec<i64>, amount: Option<Decimal>) -> Box<dyn Screen> {
    Box::new(super::payment_form::PaymentForm::refund(payer, instalments, amount))
}

/// What a list is asked for, explained.
pub fn explain(query: Query, list: ListQuery) -> Box<dyn Screen> {
    Box::new(super::explain::Explain::new(query, list))
}

/// Who can see a record, and why.
pub fn sees(kind: Kind, target: Target, label: String) -> Box<dyn Screen> {
    Box::new(super::sees::Sees::new(kind, target, label))
}

/// Who changed what of a record, when.
pub fn history(kind: Kind, id: i64, label: String) -> Box<dyn Screen> {
    Box::new(super::history::History::new(kind, id, label))
}
