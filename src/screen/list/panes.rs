//! The table of panes: receivables, delivery, todos, orders, payments, and one plain list for every kind.

mod duplicates;
mod plain_lists;
mod whole;

pub use whole::whole;

use super::pane::{Below, Pane, Tab};
use crate::{
    command::{Cmd, Context},
    domain::{
        filter::{Filter, Op},
        kind::Kind,
        session::{Role, Session},
        value::Value,
        window,
    },
    i18n::Msg,
    store::TabSet,
};

/// What is to be collected, by due window (P2).
pub fn receivables() -> &'static Pane {
    &RECEIVABLES
}

/// What is to appear, by planned date (P20).
pub fn delivery() -> &'static Pane {
    &DELIVERY
}

/// What was assigned to me, what I assigned.
pub fn todos() -> &'static Pane {
    &TODOS
}

/// The orders that wait to be entered.
pub fn to_enter() -> &'static Pane {
    &TO_ENTER
}

/// The invoices that wait to be issued.
pub fn to_issue() -> &'static Pane {
    &TO_ISSUE
}

/// The list of a kind.
pub fn of(kind: Kind) -> &'static Pane {
    match kind {
        Kind::Order => &ORDERS,
        Kind::Payment => &PAYMENTS,
        Kind::OrderChange => &CHANGES,
        Kind::Customer => &CUSTOMERS,
        Kind::Invoice => &INVOICES,
        Kind::Contract => &CONTRACTS,
        Kind::DupCandidate => &duplicates::DUPLICATES,
        Kind::Opportunity => &OPPORTUNITIES,
        Kind::Quote => &QUOTES,
        _ => plain_lists::PLAIN.iter().find(|pane| pane.kind == kind).unwrap_or(&CUSTOMERS),
    }
}

fn every(_: &Session) -> Filter {
    Filter::All
}

fn any_state(states: &[&str]) -> Filter {
    Filter::Or(states.iter().map(|state| Filter::eq("state", Value::Code((*state).into()))).collect())
}

fn me(session: &Session) -> Value {
    Value::link(session.operator_id.into(), "")
}

fn due(name: &str, session: &Session) -> Filter {
    window::receivable_tab(name, session.today).unwrap_or(Filter::All)
}

fn to_appear(name: &str, session: &Session) -> Filter {
    window::delivery_tab(name, session.today).unwrap_or(Filter::All)
}

fn todo_between(from: chrono::NaiveDate, to: chrono::NaiveDate) -> Filter {
    open_todo().and(Filter::between("due_on", Value::Date(from), Value::Date(to)))
}

fn open_todo() -> Filter {
    any_state(&["planned", "in_progress"])
}

const fn tab(name: &'static str, label: Msg, filter: fn(&Session) -> Filter) -> Tab {
    Tab { name, label, filter, alarm: false, same: &[] }
}

const fn alarm(name: &'static str, label: Msg, filter: fn(&Session) -> Filter) -> Tab {
    Tab { name, label, filter, alarm: true, same: &[] }
}

const fn below(kind: Kind, field: &'static str, from: &'static str) -> Below {
    Below { kind, field, from, columns: &[] }
}

const fn plain(key: &'static str, kind: Kind, title: Msg) -> Pane {
    Pane {
        key,
        kind,
        title,
        context: None,
        base: every,
        tabs: &[],
        first: |_| 0,
        counts: None,
        columns: &[],
        sort: &[],
        sums: &[],
        below: &[],
        also: &[],
        ageing: false,
        wide: false,
        hints: &[],
        main: None,
    }
}

static RECEIVABLES: Pane = Pane {
    context: Some(Context::Receivables),
    tabs: &[
        tab("today", Msg::TabToday, |s| due("today", s)),
        tab("week", Msg::TabWeek, |s| due("week", s)),
        tab("month", Msg::TabMonth, |s| due("month", s)),
        alarm("overdue", Msg::TabOverdue, |s| due("overdue", s)),
        tab("notdue", Msg::TabNotdue, |s| due("notdue", s)),
        tab("all", Msg::TabAll, |s| due("all", s)),
    ],
    first: |_| 1,
    counts: Some(TabSet::Receivables),
    columns: DUE_COLUMNS,
    sums: &["outstanding"],
    below: &[
        below(Kind::Instalment, "order", "order"),
        Below { columns: ANSWERS, ..below(Kind::Activity, "instalment", "id") },
        Below { columns: REACH, ..below(Kind::Contact, "customer", "customer") },
        below(Kind::Allocation, "instalment", "id"),
        below(Kind::Insertion, "order", "order"),
    ],
    also: &[Kind::Payment, Kind::Order, Kind::Activity],
    ageing: true,
    wide: true,
    hints: DUE_HINTS,
    main: Some(Cmd::Receive),
    ..plain("receivables", Kind::Instalment, Msg::PaneReceivables)
};

const DUE_COLUMNS: &[&str] = &[
    "order",
    "customer",
    "seq",
    "due_on",
    "amount",
    "received",
    "outstanding",
    "overdue_days",
    "salesperson",
    "promised_on",
    "promise",
    "todo",
    "blocked_until",
];
/// How to reach the people of a customer.
const REACH: &[&str] = &["name", "job_title", "mobile", "phone", "wechat", "is_payer", "is_key"];
/// What became of the collection todos of an instalment.
const ANSWERS: &[&str] =
    &["due_on", "owner", "state", "promised_on", "promised_amount", "answer", "assigned_by"];
const DUE_HINTS: &[Cmd] = &[
    Cmd::Dun,
    Cmd::Receive,
    Cmd::ReceiveRest,
    Cmd::Promise,
    Cmd::PutOff,
    Cmd::WriteOff,
    Cmd::Refund,
    Cmd::OpenOrder,
    Cmd::OpenCustomer,
];

static DELIVERY: Pane = Pane {
    context: Some(Context::Delivery),
    tabs: &[
        tab("today", Msg::TabToday, |s| to_appear("today", s)),
        tab("week", Msg::TabWeek, |s| to_appear("week", s)),
        tab("month", Msg::TabMonth, |s| to_appear("month", s)),
        alarm("late", Msg::TabLate, |s| to_appear("late", s)),
        alarm("no_material", Msg::TabNoMaterial, |s| to_appear("no_material", s)),
        alarm("missed", Msg::TabMissed, |s| to_appear("missed", s)),
        tab("all", Msg::TabAll, |s| to_appear("all", s)),
    ],
    first: |_| 1,
    counts: Some(TabSet::Delivery),
    columns: &[
        "planned_on",
        "publication",
        "issue",
        "position",
        "customer",
        "order",
        "state",
        "material_deadline_on",
        "amount",
        "overdue_days",
        "salesperson",
    ],
    below: &[
        below(Kind::Insertion, "order", "order"),
        below(Kind::Instalment, "order", "order"),
        Below { columns: REACH, ..below(Kind::Contact, "customer", "customer") },
        below(Kind::Activity, "insertion", "id"),
    ],
    also: &[Kind::Order],
    wide: true,
    hints: MARK_HINTS,
    main: Some(Cmd::NextState),
    ..plain("delivery", Kind::Insertion, Msg::PaneDelivery)
};

const MARK_HINTS: &[Cmd] =
    &[Cmd::NextState, Cmd::PickState, Cmd::PreviousState, Cmd::OpenOrder, Cmd::OpenCustomer];

static TODOS: Pane = Pane {
    context: Some(Context::Todos),
    tabs: &[
        Tab {
            same: &["owner"],
            ..tab("mine", Msg::TabMine, |s| open_todo().and(Filter::eq("owner", me(s))))
        },
        Tab {
            same: &["assigned_by"],
            ..tab("given", Msg::TabGiven, |s| {
                let others = Filter::Not(Box::new(Filter::eq("owner", me(s))));
                open_todo().and(Filter::eq("assigned_by", me(s))).and(others)
            })
        },
        tab("today", Msg::TabToday, |s| open_todo().and(Filter::eq("due_on", Value::Date(s.today)))),
        tab("week", Msg::TabWeek, |s| {
            let (monday, sunday) = window::week(s.today);
            todo_between(monday, sunday)
        }),
        alarm("late", Msg::TabOverdue, |s| {
            open_todo().and(Filter::is("due_on", Op::Lt, Value::Date(s.today)))
        }),
        tab("answered", Msg::TabAnswered, |_| {
            let ever = Value::Moment(chrono::DateTime::UNIX_EPOCH);
            open_todo().and(Filter::is("answered_at", Op::Ge, ever))
        }),
        // What the director is copied on: nobody answered, a promise was broken, thirty days overdue.
        alarm("raised", Msg::TabRaised, |_| {
            open_todo().and(Filter::eq("kind", Value::Code("dunning".into()))).and(Filter::is(
                "level",
                Op::Ge,
                Value::Int(2),
            ))
        }),
        tab("all", Msg::TabAll, |_| open_todo()),
        tab("ended", Msg::TabEnded, |_| any_state(&["done", "cancelled"])),
    ],
    first: |s| match s.role {
        // An assistant looks at what he has handed out, a director at what his people have to do.
        role if role.is_assistant() => 1,
        Role::Gm | Role::Md | Role::Sd => 7,
        _ => 0,
    },
    columns: TODO_COLUMNS,
    // What is to be done: the longest due first. The list of all activities begins with the newest.
    sort: &[("due_on", false)],
    below: &[
        below(Kind::Activity, "customer", "customer"),
        below(Kind::Instalment, "order", "order"),
        below(Kind::Contact, "customer", "customer"),
    ],
    also: &[Kind::Instalment],
    wide: true,
    hints: TODO_HINTS,
    main: Some(Cmd::Done),
    ..plain("todos", Kind::Activity, Msg::PaneTodos)
};

const TODO_COLUMNS: &[&str] = &[
    "unread",
    "due_on",
    "overdue_days",
    "kind",
    "title",
    "customer",
    "contact",
    "state",
    "outstanding",
    "promised_on",
    "level",
    "owner",
    "assigned_by",
    "priority",
];
const TODO_HINTS: &[Cmd] = &[
    Cmd::Done,
    Cmd::Promise,
    Cmd::PutOff,
    Cmd::PickState,
    Cmd::PlanActivity,
    Cmd::OpenOrder,
    Cmd::OpenCustomer,
];

const ORDERS: Pane = Pane {
    context: Some(Context::Orders),
    tabs: &[
        tab("running", Msg::TabRunning, |_| any_state(&["confirmed", "executing", "suspended"])),
        tab("to_enter", Msg::TabToEnter, |_| any_state(&["requested"])),
        tab("drafts", Msg::TabDrafts, |_| any_state(&["draft"])),
        tab("ended", Msg::TabEnded, |_| any_state(&["completed", "cancelled", "terminated"])),
        tab("all", Msg::TabAll, every),
    ],
    columns: ORDER_COLUMNS,
    sums: &["net_amount", "outstanding"],
    also: ORDER_PARTS,
    hints: ORDER_HINTS,
    main: Some(Cmd::NextState),
    ..plain("orders", Kind::Order, Msg::PaneOrders)
};

static TO_ENTER: Pane = Pane {
    context: Some(Context::Orders),
    base: |_| any_state(&["requested"]),
    columns: ORDER_COLUMNS,
    sums: &["net_amount"],
    also: ORDER_PARTS,
    hints: ORDER_HINTS,
    main: Some(Cmd::NextState),
    ..plain("to_enter", Kind::Order, Msg::PaneToEnter)
};

const ORDER_COLUMNS: &[&str] = &[
    "code",
    "customer",
    "state",
    "signed_on",
    "salesperson",
    "net_amount",
    "received",
    "outstanding",
    "overdue",
    "delivered",
];
const ORDER_PARTS: &[Kind] = &[Kind::Insertion, Kind::Instalment, Kind::Payment];
const ORDER_HINTS: &[Cmd] = &[Cmd::NewOrder, Cmd::CopyLastOrder, Cmd::NextState, Cmd::PickState];

const PAYMENTS: Pane = Pane {
    context: Some(Context::Payments),
    tabs: &[
        tab("all", Msg::TabAll, every),
        tab("month", Msg::TabMonth, |s| {
            let (first, last) = window::month(s.today);
            Filter::between("received_on", Value::Date(first), Value::Date(last))
        }),
        tab("advance", Msg::TabAdvance, |_| {
            let rest = Filter::is("unallocated", Op::Gt, Value::Money(0.into()));
            any_state(&["recorded", "confirmed"]).and(rest)
        }),
    ],
    sums: &["amount", "unallocated"],
    hints: &[Cmd::New, Cmd::NextState, Cmd::PickState, Cmd::Refund, Cmd::Remove],
    ..plain("payments", Kind::Payment, Msg::PanePayments)
};

const CHANGES: Pane = Pane {
    tabs: &[
        alarm("to_approve", Msg::TabToApprove, |_| any_state(&["requested"])),
        tab("agreed", Msg::TabAgreed, |_| any_state(&["approved"])),
        tab("made", Msg::TabMade, |_| any_state(&["applied"])),
        tab("refused", Msg::TabRefused, |_| any_state(&["rejected", "withdrawn"])),
        tab("all", Msg::TabAll, every),
    ],
    columns: &[
        "order",
        "kind",
        "state",
        "customer",
        "net_before",
        "net_after",
        "reason",
        "requested_by",
        "requested_at",
        "decided_by",
    ],
    below: &[
        below(Kind::Instalment, "order", "order"),
        below(Kind::Insertion, "order", "order"),
        below(Kind::OrderChange, "order", "order"),
    ],
    also: &[Kind::Order],
    wide: true,
    hints: &[Cmd::NextState, Cmd::Remove],
    main: Some(Cmd::NextState),
    ..plain("changes", Kind::OrderChange, Msg::PaneChanges)
};

const INVOICES: Pane = Pane {
    tabs: &[
        tab("to_issue", Msg::TabToIssue, |_| any_state(&["requested"])),
        tab("to_deliver", Msg::TabToDeliver, |_| any_state(&["issued"])),
        tab("month", Msg::TabMonth, |s| {
            let (first, last) = window::month(s.today);
            Filter::between("issued_on", Value::Date(first), Value::Date(last))
        }),
        tab("all", Msg::TabAll, every),
    ],
    sums: &["amount", "tax"],
    also: &[Kind::Order],
    hints: INVOICE_HINTS,
    main: Some(Cmd::NextState),
    ..plain("invoices", Kind::Invoice, Msg::PaneInvoices)
};

static TO_ISSUE: Pane = Pane {
    base: |_| any_state(&["requested"]),
    sums: &["amount", "tax"],
    also: &[Kind::Order],
    hints: INVOICE_HINTS,
    main: Some(Cmd::NextState),
    ..plain("to_issue", Kind::Invoice, Msg::PaneToIssue)
};

const INVOICE_HINTS: &[Cmd] = &[Cmd::New, Cmd::NextState, Cmd::PickState, Cmd::Remove];

const CONTRACTS: Pane = Pane {
    tabs: &[
        tab("all", Msg::TabAll, every),
        tab("in_work", Msg::TabInWork, |_| any_state(&["draft", "in_review"])),
        tab("binding", Msg::TabBinding, |_| any_state(&["signed", "in_force"])),
        tab("expiring", Msg::TabExpiring, |s| {
            let (first, last) = window::month(s.today);
            let ends = Filter::between("end_on", Value::Date(first), Value::Date(last));
            any_state(&["signed", "in_force"]).and(ends)
        }),
    ],
    sums: &["amount"],
    also: &[Kind::Order],
    hints: &[Cmd::New, Cmd::NextState, Cmd::PickState, Cmd::Remove],
    main: Some(Cmd::NextState),
    ..plain("contracts", Kind::Contract, Msg::PaneContracts)
};

const OPPORTUNITIES: Pane = Pane {
    tabs: &[
        tab("open", Msg::TabOpen, |_| any_state(&["open"])),
        alarm("stale", Msg::TabStale, |_| Filter::eq("stale", Value::Flag(true))),
        alarm("over", Msg::TabOver, |_| Filter::eq("pace", Value::Code("over".into()))),
        tab("closing", Msg::TabClosing, |_| Filter::eq("closing", Value::Flag(true))),
        tab("won", Msg::TabWon, |_| any_state(&["won"])),
        tab("lost", Msg::TabLost, |_| any_state(&["lost", "invalid"])),
        tab("all", Msg::TabAll, every),
    ],
    sums: &["amount", "weighted"],
    also: &[Kind::OpportunityLine, Kind::Activity],
    hints: &[Cmd::New, Cmd::NextState, Cmd::PreviousState, Cmd::PickState, Cmd::Transfer, Cmd::Remove],
    main: Some(Cmd::NextState),
    ..plain("opportunities", Kind::Opportunity, Msg::KindsOpportunity)
};

const QUOTES: Pane = Pane {
    tabs: &[
        tab("in_work", Msg::TabInWork, |_| any_state(&["draft", "submitted", "approved"])),
        alarm("to_approve", Msg::TabToApprove, |_| any_state(&["submitted"])),
        tab("quoted", Msg::TabQuoted, |_| any_state(&["sent"])),
        alarm("expired", Msg::TabExpired, |_| any_state(&["expired"])),
        tab("accepted", Msg::TabAccepted, |_| any_state(&["accepted"])),
        tab("all", Msg::TabAll, every),
    ],
    sums: &["total"],
    also: &[Kind::QuoteLine, Kind::Opportunity],
    hints: &[Cmd::NextState, Cmd::PreviousState, Cmd::PickState, Cmd::NewOrder, Cmd::Remove],
    main: Some(Cmd::NextState),
    ..plain("quotes", Kind::Quote, Msg::KindsQuote)
};

const CUSTOMERS: Pane = Pane {
    // What is archived is looked for where it is (R29).
    tabs: &[
        tab("live", Msg::TabLive, |_| {
            Filter::Not(Box::new(Filter::eq("status", Value::Code("archived".into()))))
        }),
        tab("key", Msg::TabKey, |_| Filter::eq("is_key", Value::Flag(true))),
        tab("archived", Msg::TabArchived, |_| Filter::eq("status", Value::Code("archived".into()))),
        tab("all", Msg::TabAll, every),
    ],
    also: &[Kind::Order, Kind::Instalment, Kind::Payment],
    hints: &[Cmd::NewOrder, Cmd::CopyLastOrder],
    ..plain("customers", Kind::Customer, Msg::PaneCustomers)
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::entity::def;

    fn all() -> Vec<&'static Pane> {
        let own = [receivables(), delivery(), todos(), to_enter(), to_issue()];
        own.into_iter().chain(Kind::ALL.map(of)).collect()
    }

    #[test]
    fn every_kind_has_a_list_and_every_pane_a_key_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(of(kind).kind, kind);
            assert!(whole(kind).kind == kind && whole(kind).tabs.is_empty(), "{kind:?}");
        }
        let keys: BTreeSet<_> = all().iter().map(|pane| pane.key).collect();
        assert_eq!(keys.len(), all().len());
    }

    #[test]
    fn panes_name_fields_of_their_kind() {
        for pane in all() {
            let def = def(pane.kind);
            let sorts = pane.sort.iter().map(|(name, _)| name);
            for name in pane.columns.iter().chain(pane.sums).chain(sorts) {
                assert!(def.field(name).is_some(), "{}: {name}", pane.key);
            }
            for name in pane.columns {
                assert!(def.columns.contains(name), "{}: {name} has no rank among columns", pane.key);
            }
            for below in pane.lists_below() {
                for name in below.columns {
                    assert!(
                        crate::domain::entity::def(below.kind).field(name).is_some(),
                        "{below:?}: {name}"
                    );
                }
                assert!(below.from == "id" || def.field(below.from).is_some(), "{}: {below:?}", pane.key);
                let links = crate::domain::entity::def(below.kind).field(below.field).is_some();
                assert!(links, "{}: {below:?}", pane.key);
            }
        }
    }
}
