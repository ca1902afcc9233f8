//! Saves of every sort, done until the server says so, and an account of what was said: in the end the database must hold
//! exactly that.

use std::{collections::BTreeSet, fmt};

use diesel::PgConnection;
use kehu::{
    domain::{
        kind::Kind,
        order_draft::{
            DraftAllocation, DraftInsertion, DraftInstalment, DraftLine, OrderDraft, PaymentDraft,
            PaymentKind,
        },
        record::Values,
        value::Value,
    },
    store::{News, Reply, Request, Save, StoreError},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::{
    lanes::Program,
    support::{unsound, values},
};

/// How often one save is tried: a server that comes back takes a while, a broken one must fail the test.
const TRIES: u32 = 500;
/// What the rows of these tests are known by.
const MARK: &str = "故障测试";

/// Fails where anything is false that must never be.
pub fn assert_sound(conn: &mut PgConnection) {
    let broken = unsound(conn);
    assert!(broken.is_empty(), "broken invariants:\n{}", broken.join("\n"));
}

/// Asks until the server answers.
fn answered(program: &Program, request: &Request) -> Reply {
    for _ in 0..TRIES {
        match program.get(request.clone()) {
            Ok(reply) => return reply,
            Err(StoreError::Offline) => {
                program.wait("the server to be back", |news| matches!(news, News::Online));
            }
            Err(other) => panic!("{request:?}: {other:?}"),
        }
    }
    panic!("{TRIES} times {request:?} was not answered")
}

/// What 周婷 of 上海 saves: orders that are confirmed at once, receipts put on an instalment, and contacts.
pub struct Desk {
    page: OrderDraft,
    instalment: i64,
}

/// One save, by an intent of its own.
#[derive(Clone)]
pub struct Work {
    sort: Sort,
    request: Request,
    intent: Uuid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Order,
    Payment,
    Contact,
}

impl Work {
    /// What is asked.
    pub fn request(self) -> Request {
        self.request
    }
}

impl Desk {
    /// Signs in, and looks up what the orders are made of.
    pub fn of(program: &Program, conn: &mut PgConnection) -> Desk {
        answered(program, &Request::SignIn);
        let Reply::Catalogue(catalogue) = answered(program, &Request::Catalogue) else {
            panic!("a catalogue")
        };
        let publication = catalogue.publications.iter().find(|it| it.name == "三联生活周刊").expect("三联");
        let position = publication.positions.iter().find(|it| !it.exclusive).expect("a page");
        let insertions: Vec<_> = publication.issues.iter().take(2).map(|it| it.id).collect();
        let unit = position.list_price;
        let amount = unit * Decimal::from(insertions.len());
        let part = |day: &str, amount| DraftInstalment {
            due_on: day.parse().expect("a date"),
            amount,
            insertion: None,
        };
        let page = OrderDraft {
            customer_id: Some(1),
            note: MARK.into(),
            state: "confirmed".into(),
            plan_text: "50/50".into(),
            lines: vec![DraftLine {
                publication_id: publication.id,
                position_id: position.id,
                list_price: unit,
                discount: Decimal::ONE,
                unit_price: unit,
                amount,
                insertions: insertions
                    .into_iter()
                    .map(|issue_id| DraftInsertion { issue_id, amount: unit })
                    .collect(),
                ..DraftLine::default()
            }],
            instalments: vec![part("2002-04-08", unit), part("2002-05-08", amount - unit)],
            ..OrderDraft::new()
        };
        let open = "select i.id::text as v from kehu.instalment i where i.customer_id = 1 and i.counted and i.outstanding > 1000 \
                    order by i.outstanding desc limit 1";
        let instalment = values(conn, open).pop().and_then(|id| id.parse().ok()).expect("something is owed");
        Desk { page, instalment }
    }

    /// The next save: one of the three sorts.
    pub fn next(&self, dice: &mut fastrand::Rng) -> Work {
        let intent = Uuid::new_v4();
        let (sort, request) = match dice.u32(0..5) {
            0..=2 => (Sort::Order, Request::SaveOrder(Box::new(OrderDraft { intent, ..self.page.clone() }))),
            3 => (Sort::Payment, Request::Book(Box::new(self.receipt(intent)))),
            _ => (Sort::Contact, Request::Save(contact(intent))),
        };
        Work { sort, request, intent }
    }

    fn receipt(&self, intent: Uuid) -> PaymentDraft {
        PaymentDraft {
            intent,
            kind: PaymentKind::Receipt,
            payer_id: 1,
            received_on: "2002-03-13".parse().expect("a date"),
            // One fen for the instalment, two stay an advance: any number of them fits.
            amount: Decimal::new(3, 2),
            method: "transfer".into(),
            bank_ref: String::new(),
            note: MARK.into(),
            allocations: vec![DraftAllocation { instalment_id: self.instalment, amount: Decimal::new(1, 2) }],
        }
    }
}

fn contact(intent: Uuid) -> Save {
    let values = Values::new().with("customer", Value::link(1, "")).with("name", Value::text(MARK));
    Save { kind: Kind::Contact, existing: None, values, intent }
}

/// What was said.
#[derive(Default)]
pub struct Ledger {
    /// Sort and id of everything that was called saved.
    saved: BTreeSet<(Sort, i64)>,
    said: usize,
    /// How often nobody knew.
    pub unknown: u32,
    /// How often there was no server.
    pub offline: u32,
}

impl Ledger {
    /// Saves until the server says so: after "unknown" an order is asked for, the others are sent again by the same intent.
    pub fn save(&mut self, program: &Program, work: &Work) {
        for _ in 0..TRIES {
            match program.get(work.request.clone()).map(id) {
                Ok(id) => return self.note(work.sort, id),
                Err(StoreError::Unknown) => {
                    self.unknown += 1;
                    if work.sort == Sort::Order
                        && let Ok(reply) = program.get(Request::AskOrder(work.intent))
                    {
                        return self.note(work.sort, id(reply));
                    }
                }
                Err(StoreError::Offline) => {
                    self.offline += 1;
                    program.wait("the server to be back", |news| matches!(news, News::Online));
                }
                // Others had it locked for too long: said to the person, who tries again.
                Err(StoreError::Refused(reason)) if reason.rule == "busy" => {}
                Err(other) => panic!("{:?}: {other:?}", work.request),
            }
        }
        panic!("{TRIES} times {:?} was not saved", work.sort)
    }

    fn note(&mut self, sort: Sort, id: i64) {
        self.said += 1;
        self.saved.insert((sort, id));
    }

    /// What another program was told.
    pub fn add(&mut self, other: Ledger) {
        self.count(&other);
        self.saved.extend(other.saved);
    }

    /// The figures alone: what was saved elsewhere has ids of its own.
    pub fn count(&mut self, other: &Ledger) {
        self.said += other.said;
        self.unknown += other.unknown;
        self.offline += other.offline;
    }

    /// The database holds what was said, once and whole, and nothing else of these tests.
    pub fn assert_true(&self, conn: &mut PgConnection) {
        assert_eq!(self.saved.len(), self.said, "each save is a record of its own");
        let there = [
            (
                Sort::Order,
                "select o.id::text as v from kehu.sales_order o join kehu.order_card c on c.order_id = o.id where c.note = $$",
            ),
            (Sort::Payment, "select id::text as v from kehu.payment where note = $$"),
            (Sort::Contact, "select id::text as v from kehu.contact where name = $$"),
        ];
        for (sort, query) in there {
            let found: BTreeSet<i64> = values(conn, &query.replace("$$", &format!("'{MARK}'")))
                .iter()
                .map(|id| id.parse().expect("a number"))
                .collect();
            let told: BTreeSet<i64> =
                self.saved.iter().filter(|(it, _)| *it == sort).map(|(_, id)| *id).collect();
            let lost: Vec<_> = told.difference(&found).collect();
            let extra: Vec<_> = found.difference(&told).collect();
            assert!(
                lost.is_empty() && extra.is_empty(),
                "{sort:?}: lost {lost:?}, nobody was told of {extra:?}"
            );
        }
        let half = values(
            conn,
            &format!(
                "select o.id::text as v from kehu.sales_order o join kehu.order_card c on c.order_id = o.id and c.note = '{MARK}' \
                  where o.state <> 'confirmed' or (select count(*) from kehu.order_line where order_id = o.id) <> 1 \
                     or (select count(*) from kehu.insertion where order_id = o.id) <> 2 or (select count(*) from kehu.instalment where order_id = o.id) <> 2 \
                 union all select p.id::text from kehu.payment p where p.note = '{MARK}' and p.allocated <> 0.01"
            ),
        );
        assert!(half.is_empty(), "half saved: {half:?}");
        assert_sound(conn);
    }
}

/// The figures.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { said, unknown, offline, .. } = self;
        write!(f, "{said} saves, {unknown} times unknown, {offline} times offline")
    }
}

fn id(reply: Reply) -> i64 {
    match reply {
        Reply::OrderSaved(saved) => saved.id,
        Reply::Booked(booked) => booked.id,
        Reply::Saved(saved) => saved.id,
        other => panic!("{other:?}"),
    }
}
