//! What one person did in one go, and how it is taken back: fields by writing back what they held, everything else by the move that goes the other
//! way. Knows no SQL; the audit says what was done.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::{
    counter::{Counter, counter},
    entity::custom,
    kind::Kind,
    operation::Move,
    record::Values,
    value::Value,
};

/// One deed: a transaction of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// By which it is found again.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The kind of the records that it is about.
    pub kind: Kind,
    /// What it did to them.
    pub did: Did,
    /// How many of them.
    pub records: i64,
    /// What one of them is called; empty: it is not seen any more.
    pub label: String,
    /// Which columns were changed.
    pub fields: Vec<String>,
    /// What became of it.
    pub fate: Fate,
    /// Why it is never taken back, by the word of [`Back::Never`]; none: it can be, as far as is known.
    pub never: Option<&'static str>,
}

/// What was done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// It was made.
    Made,
    /// It was changed.
    Changed,
    /// It was deleted.
    Deleted,
}

impl Did {
    /// By the name that the audit gives it.
    pub fn named(name: &str) -> Did {
        match name {
            "insert" => Did::Made,
            "delete" => Did::Deleted,
            _ => Did::Changed,
        }
    }
}

/// What became of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It holds.
    Holds,
    /// It was taken back.
    Undone,
    /// It holds, and took another one back: taking it back does that one again.
    Undoes,
}

impl Deed {
    /// The deed that undo is about, or redo.
    pub fn next(deeds: &[Deed], again: bool) -> Option<&Deed> {
        let fate = if again { Fate::Undoes } else { Fate::Holds };
        deeds.iter().find(|deed| deed.fate == fate)
    }

    /// Whether somebody should be asked before it is taken back: many records, or money.
    pub fn weighs(&self) -> bool {
        self.records > 1 || matches!(self.kind, Kind::Payment | Kind::Allocation | Kind::Order)
    }
}

/// What a deed did to one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: i64,
    /// What was done.
    pub did: Did,
    /// The columns that were changed, as they were.
    pub old: Json,
    /// The same as they are.
    pub new: Json,
    /// Who changed the same since, what and when.
    pub since: Option<(String, String, DateTime<Utc>)>,
}

/// How a deed is taken back.
#[derive(Debug, Clone, PartialEq)]
pub enum Back {
    /// By writing back what the fields held.
    Fields,
    /// By moves on these records, in this order.
    Moves(Vec<Step>),
    /// By the server, which knows what goes the other way.
    Server,
    /// By nothing: the word of why not.
    Never(&'static str),
}

/// A move the other way.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which.
    pub what: Move,
    /// On these records.
    pub ids: Vec<i64>,
    /// With this.
    pub values: Values,
}

/// No way back is known.
const OTHER: &str = "other";

/// Columns that rights and sums keep in step by themselves.
const CARRIED: [&str; 6] =
    ["owner_id", "dept_id", "order_dept_id", "salesperson_id", "sales_dept_id", "assistant_id"];

impl Trace {
    pub(super) fn has(&self, column: &str) -> bool {
        self.new.get(column).is_some()
    }

    pub(super) fn was(&self, column: &str) -> &str {
        self.old[column].as_str().unwrap_or_default()
    }

    pub(super) fn is(&self, column: &str) -> &str {
        self.new[column].as_str().unwrap_or_default()
    }

    /// Whether nothing but fields were changed that the administrator added.
    fn added(&self) -> bool {
        self.new.as_object().is_some_and(|all| all.keys().all(|key| custom::is(key)))
    }

    /// Whether nothing but fields of an opportunity were changed that a person types.
    fn typed(&self) -> bool {
        const TYPED: [&str; 8] = [
            "name",
            "intent_evidence",
            "class_id",
            "importance",
            "amount",
            "own_win_rate",
            "is_key_project",
            "expected_close_on",
        ];
        let typed = |key: &String| TYPED.contains(&key.as_str()) || custom::is(key);
        self.new.as_object().is_some_and(|all| all.keys().all(typed))
    }

    fn carried(&self) -> bool {
        self.new.as_object().is_some_and(|all| all.keys().all(|key| CARRIED.contains(&key.as_str())))
    }
}

/// How a deed is taken back; `reason` is noted where a move asks for one.
pub fn back(traces: &[Trace], reason: &str) -> Back {
    match counter(traces) {
        Some(Counter::Server) => return Back::Server,
        Some(Counter::Never(why)) => return Back::Never(why),
        None => {}
    }
    let made =
        |kind: Kind| traces.iter().filter(|it| it.kind == kind && it.did == Did::Made).collect::<Vec<_>>();
    let because = || Values::new().with("reason", Value::text(reason));
    let step = |what: Move, of: &[&Trace], values: Values| {
        Back::Moves(vec![Step { what, ids: of.iter().map(|it| it.id).collect(), values }])
    };
    // Posted money is undone by its counter-entry.
    let payments = made(Kind::Payment);
    if !payments.is_empty() {
        return step(Move::VoidAllocatedPayment, &payments, because());
    }
    let mut paid: Vec<i64> =
        made(Kind::Allocation).iter().filter_map(|it| it.new["payment_id"].as_i64()).collect();
    paid.sort_unstable();
    paid.dedup();
    if !paid.is_empty() {
        return Back::Moves(vec![Step { what: Move::UnallocatePayment, ids: paid, values: Values::new() }]);
    }
    let orders = made(Kind::Order);
    if !orders.is_empty() {
        return step(Move::CancelOrder, &orders, because());
    }
    if traces.iter().any(|it| it.did == Did::Made) {
        return unmade(traces, reason);
    }
    if traces.is_empty() || traces.iter().any(|it| it.did == Did::Deleted) {
        return Back::Never(OTHER);
    }
    let steps = changed(traces, reason);
    match steps {
        Some(steps) if steps.is_empty() => Back::Fields,
        Some(steps) => Back::Moves(steps),
        None => Back::Never(OTHER),
    }
}

/// What was made is deleted; a collection todo is cancelled, since it was sent.
fn unmade(traces: &[Trace], reason: &str) -> Back {
    let because = || Values::new().with("reason", Value::text(reason));
    let mut steps: Vec<Step> = Vec::new();
    let made = || traces.iter().filter(|it| it.did == Did::Made);
    let quoted: Vec<i64> =
        made().filter(|it| it.kind == Kind::Quote && !it.has("quote_id")).map(|it| it.id).collect();
    // A line or a contact of an opportunity is told as a part of it, and taken out by hand; its tasks go with it.
    let offered = |it: &Trace| it.kind == Kind::Opportunity && it.has("intent_evidence");
    let whole = made().any(offered);
    for trace in made() {
        let (what, values) = match trace.kind {
            Kind::Opportunity if offered(trace) => (Move::DeleteOpportunity, Values::new()),
            Kind::Activity if whole => continue,
            Kind::Customer => (Move::DeleteCustomer, Values::new()),
            Kind::Contact => (Move::DeleteContact, Values::new()),
            Kind::InvoiceTitle => (Move::DeleteInvoiceTitle, Values::new()),
            Kind::Contract => (Move::DeleteContract, Values::new()),
            // Its lines go with it; a line alone is taken out by hand.
            Kind::Quote if trace.has("quote_id") && quoted.contains(&trace.id) => continue,
            Kind::Quote if !trace.has("quote_id") => (Move::DeleteQuote, Values::new()),
            Kind::Lead => (Move::DeleteLead, Values::new()),
            Kind::Activity if trace.is("kind") == "dunning" => (Move::CancelActivity, because()),
            Kind::Activity => (Move::DeleteActivity, Values::new()),
            Kind::HandOver => (Move::HandBack, because()),
            _ => return Back::Never(OTHER),
        };
        add(&mut steps, what, trace.id, values);
    }
    Back::Moves(steps)
}

/// The moves that take changes back; none are needed for fields alone. Nothing: some of it cannot be taken back.
fn changed(traces: &[Trace], reason: &str) -> Option<Vec<Step>> {
    let because = || Values::new().with("reason", Value::text(reason));
    let given = |kind: Kind| traces.iter().any(|it| it.kind == kind && it.has("owner_id"));
    let (moved, sold) = (given(Kind::Customer), given(Kind::Opportunity));
    let appeared = traces.iter().any(|it| it.kind == Kind::Insertion && it.has("state"));
    let mut steps = Vec::new();
    let mut plain = 0;
    for trace in traces {
        // Restored, which is taken back by deleting it once more; what hangs on a customer, an opportunity, a lead goes with it.
        if trace.has("deleted_at") {
            let back =
                |kinds: &[Kind]| traces.iter().any(|it| kinds.contains(&it.kind) && it.has("deleted_at"));
            let what = match trace.kind {
                Kind::Customer => Move::DeleteCustomer,
                _ if back(&[Kind::Customer]) => continue,
                Kind::Lead => Move::DeleteLead,
                Kind::Opportunity => Move::DeleteOpportunity,
                _ if back(&[Kind::Lead, Kind::Opportunity]) => continue,
                Kind::Contact => Move::DeleteContact,
                Kind::InvoiceTitle => Move::DeleteInvoiceTitle,
                Kind::Activity => Move::DeleteActivity,
                Kind::Contract => Move::DeleteContract,
                Kind::Comment => Move::DeleteComment,
                _ => return None,
            };
            add(&mut steps, what, trace.id, Values::new());
            continue;
        }
        match trace.kind {
            Kind::Customer if trace.has("owner_id") => {
                let to = trace.old["owner_id"].as_i64()?;
                add(&mut steps, Move::TransferCustomer, trace.id, because().with("to", Value::link(to, "")));
            }
            // An order begins with its first appearance that moves on.
            Kind::Order if appeared => {}
            // Contacts and orders follow their customer.
            _ if moved && trace.carried() => {}
            Kind::Customer if trace.has("status") => {
                let status = Value::Code(trace.was("status").to_owned());
                add(&mut steps, Move::SetCustomerStatus, trace.id, because().with("status", status));
            }
            // Why it was archived goes with the status.
            Kind::Activity if trace.has("state") => {
                let open = |state: &str| ["planned", "in_progress"].contains(&state);
                let (what, values) = match (trace.was("state"), trace.is("state")) {
                    (was, "done" | "cancelled") if open(was) => (Move::ReopenActivity, Values::new()),
                    ("done", is) if open(is) => (Move::CompleteActivity, result(&trace.old)),
                    ("cancelled", is) if open(is) => (Move::CancelActivity, because()),
                    ("in_progress", "planned") => (Move::StartActivity, Values::new()),
                    _ => return None,
                };
                add(&mut steps, what, trace.id, values);
            }
            Kind::Quote if trace.has("state") => {
                let (what, values) = match (trace.was("state"), trace.is("state")) {
                    ("draft", "submitted") => (Move::ReturnQuote, because()),
                    ("submitted", "draft") => (Move::SubmitQuote, Values::new()),
                    _ => return None,
                };
                add(&mut steps, what, trace.id, values);
            }
            Kind::Lead if trace.has("owner_id") => {
                let to = trace.old["owner_id"].as_i64()?;
                add(&mut steps, Move::TransferLead, trace.id, because().with("to", Value::link(to, "")));
            }
            Kind::Lead if trace.has("state") => match (trace.was("state"), trace.is("state")) {
                (_, "dropped") => add(&mut steps, Move::ReopenLead, trace.id, Values::new()),
                ("dropped", _) => add(&mut steps, Move::DropLead, trace.id, because()),
                _ => return None,
            },
            // It stands in one stage; its end is no field.
            Kind::Opportunity if trace.has("owner_id") => {
                let to = trace.old["owner_id"].as_i64()?;
                let values = because().with("to", Value::link(to, ""));
                add(&mut steps, Move::TransferOpportunity, trace.id, values);
            }
            // What is planned of it went along.
            Kind::Activity if sold && trace.carried() => {}
            Kind::Opportunity if trace.typed() => plain += 1,
            Kind::Order if trace.added() => plain += 1,
            Kind::Order if trace.has("state") => {
                let (what, values) = match (trace.was("state"), trace.is("state")) {
                    (_, "suspended") => (Move::ResumeOrder, Values::new()),
                    ("suspended", "confirmed" | "executing") => (Move::SuspendOrder, because()),
                    _ => return None,
                };
                add(&mut steps, what, trace.id, values);
            }
            Kind::Insertion if trace.has("state") => {
                let what = match (trace.was("state"), trace.is("state")) {
                    ("planned", "booked") => Move::UnbookInsertion,
                    ("booked", "planned") => Move::BookInsertion,
                    ("material_in", "published") => Move::UnpublishInsertion,
                    _ => return None,
                };
                add(&mut steps, what, trace.id, Values::new());
            }
            Kind::Customer
            | Kind::Contact
            | Kind::Activity
            | Kind::InvoiceTitle
            | Kind::Lead
            | Kind::Publication
            | Kind::Issue
            | Kind::Position => plain += 1,
            // Sums that follow from the rest.
            _ if !steps.is_empty() => {}
            _ => return None,
        }
    }
    // Fields and moves at once were no deed of a person.
    (plain == 0 || steps.is_empty()).then_some(steps)
}

/// What was said when a todo was done.
fn result(old: &Json) -> Values {
    let mut values = Values::new();
    for name in ["result", "customer_feedback", "next_step"] {
        if let Some(text) = old[name].as_str() {
            values.set(name, Value::text(text));
        }
    }
    values
}

/// One more record of a move; those that ask for the same go together.
fn add(steps: &mut Vec<Step>, what: Move, id: i64, values: Values) {
    match steps.iter_mut().find(|step| step.what == what && step.values == values) {
        Some(step) => step.ids.push(id),
        None => steps.push(Step { what, ids: vec![id], values }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn trace(kind: Kind, id: i64, did: Did, old: Json, new: Json) -> Trace {
        Trace { kind, id, did, old, new, since: None }
    }

    #[test]
    fn each_sort_of_deed_has_its_way_back() {
        let changed = |kind, old: Json, new: Json| back(&[trace(kind, 1, Did::Changed, old, new)], "undo");
        assert_eq!(changed(Kind::Customer, json!({ "city": "a" }), json!({ "city": "b" })), Back::Fields);
        let what = |back: Back| match back {
            Back::Moves(steps) => steps.into_iter().map(|step| (step.what, step.ids)).collect(),
            _ => Vec::new(),
        };
        let state =
            |kind, was: &str, is: &str| what(changed(kind, json!({ "state": was }), json!({ "state": is })));
        assert_eq!(state(Kind::Activity, "planned", "done"), [(Move::ReopenActivity, vec![1])]);
        assert_eq!(state(Kind::Activity, "done", "planned"), [(Move::CompleteActivity, vec![1])]);
        assert_eq!(state(Kind::Order, "executing", "suspended"), [(Move::ResumeOrder, vec![1])]);
        assert_eq!(state(Kind::Insertion, "planned", "booked"), [(Move::UnbookInsertion, vec![1])]);
        assert_eq!(state(Kind::Quote, "draft", "submitted"), [(Move::ReturnQuote, vec![1])]);
        // A quote is made with its lines, and superseded the one before.
        let made = |new: Json| trace(Kind::Quote, 2, Did::Made, json!({}), new);
        let before =
            trace(Kind::Quote, 1, Did::Changed, json!({ "state": "sent" }), json!({ "state": "superseded" }));
        let whole = [before, made(json!({ "code": "Q-00002" })), made(json!({ "quote_id": 2 }))];
        assert_eq!(what(back(&whole, "undo")), [(Move::DeleteQuote, vec![2])]);
        assert_eq!(back(&[made(json!({ "quote_id": 2 }))], "undo"), Back::Never(OTHER));
        assert_eq!(changed(Kind::Order, json!({ "x_no": null }), json!({ "x_no": 1 })), Back::Fields);
        let server = |traces: &[Trace]| assert_eq!(back(traces, "undo"), Back::Server, "{traces:?}");
        let never = |why, traces: &[Trace]| assert_eq!(back(traces, "undo"), Back::Never(why), "{traces:?}");
        let of = |kind, was: &str, is: &str| {
            [trace(kind, 1, Did::Changed, json!({ "state": was }), json!({ "state": is }))]
        };
        server(&of(Kind::Order, "requested", "confirmed"));
        server(&of(Kind::Order, "draft", "cancelled"));
        server(&of(Kind::Instalment, "open", "written_off"));
        server(&of(Kind::Payment, "recorded", "confirmed"));
        server(&of(Kind::Contract, "draft", "in_review"));
        server(&of(Kind::Invoice, "issued", "delivered"));
        server(&[trace(
            Kind::Customer,
            1,
            Did::Made,
            json!(null),
            json!({ "operator_id": 5, "access": "read" }),
        )]);
        server(&[trace(
            Kind::Contact,
            1,
            Did::Changed,
            json!({ "deleted_at": null }),
            json!({ "deleted_at": "2002-03-13" }),
        )]);
        never("red", &of(Kind::Invoice, "issued", "red"));
        never("terminated", &of(Kind::Order, "executing", "terminated"));
        let asked = |kind: &str| {
            trace(Kind::OrderChange, 2, Did::Made, json!(null), json!({ "kind": kind, "state": "applied" }))
        };
        server(&[asked("replan")]);
        never("amend", &[asked("amend")]);
        let restored = trace(
            Kind::Contact,
            3,
            Did::Changed,
            json!({ "deleted_at": "2002-03-13" }),
            json!({ "deleted_at": null }),
        );
        assert_eq!(what(back(&[restored], "undo")), [(Move::DeleteContact, vec![3])]);
        let made = |kind| what(back(&[trace(kind, 4, Did::Made, json!(null), json!({}))], "undo"));
        assert_eq!(made(Kind::Payment), [(Move::VoidAllocatedPayment, vec![4])]);
        assert_eq!(made(Kind::Contact), [(Move::DeleteContact, vec![4])]);
        never("media", &[trace(Kind::Publication, 4, Did::Made, json!(null), json!({}))]);
    }

    #[test]
    fn a_transfer_goes_back_to_each_owner_and_takes_along_what_followed() {
        let owner = |kind, id, was: i64| {
            trace(kind, id, Did::Changed, json!({ "owner_id": was }), json!({ "owner_id": 9 }))
        };
        let traces = [
            owner(Kind::Customer, 1, 4),
            owner(Kind::Customer, 2, 5),
            owner(Kind::Customer, 3, 4),
            owner(Kind::Contact, 7, 4),
        ];
        let Back::Moves(steps) = back(&traces, "undo") else { panic!("moves") };
        let ids: Vec<_> = steps.iter().map(|step| (step.what, step.ids.clone())).collect();
        assert_eq!(ids, [(Move::TransferCustomer, vec![1, 3]), (Move::TransferCustomer, vec![2])]);
    }
}
