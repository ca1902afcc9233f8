//! What follows from what was typed: the amount, the date, the method, what each instalment gets, and what is wrong.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::typed::{Field, Typed};
use crate::{
    domain::{
        amount::Name,
        date::{self, DateError, Toward},
        filter::{Filter, ListQuery, Sort},
        kind::Kind,
        money::{self, AmountError},
        order_draft::{DraftAllocation, PaymentDraft, PaymentKind},
        record::Row,
        value::Value,
        window::collectable,
    },
    store::Word,
    text::{Named, keys, rank},
};

/// Open instalments that are shown of one payer.
const MOST: u32 = 200;

/// An instalment that can be paid.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// Its id.
    pub id: i64,
    /// The order's code.
    pub order: String,
    /// Which part of the plan.
    pub seq: i64,
    /// When it is due.
    pub due_on: Option<NaiveDate>,
    /// What is still to come, of a refund what has come: the most that a payment can put onto it or take off it, in yuan.
    pub outstanding: Decimal,
}

impl From<&Row> for Due {
    fn from(row: &Row) -> Due {
        Due {
            id: row.id,
            order: row.get("order").str().to_owned(),
            seq: row.get("seq").id().unwrap_or_default(),
            due_on: row.get("due_on").date(),
            outstanding: row.get("outstanding").decimal().unwrap_or_default(),
        }
    }
}

/// The open instalments of a payer, the oldest due first.
pub fn open_of(payer: i64) -> ListQuery {
    let filter = collectable().and(Filter::eq("customer", Value::link(payer, "")));
    ListQuery::of(Kind::Instalment).filter(filter).sort(vec![Sort::up("due_on")]).limit(MOST)
}

/// The open instalments of an order, the oldest due first.
pub fn open_of_order(order: i64) -> ListQuery {
    let filter = collectable().and(Filter::eq("order", Value::link(order, "")));
    ListQuery::of(Kind::Instalment).filter(filter).sort(vec![Sort::up("due_on")]).limit(MOST)
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No payer was picked.
    NoPayer,
    /// The amount cannot be read.
    Amount(AmountError),
    /// Nothing, or less.
    NotPositive,
    /// The date cannot be read.
    Date(DateError),
    /// Received after today.
    Later,
    /// No method fits the text.
    NoMethod(String),
    /// An instalment would get more than is outstanding.
    TooMuch(Decimal),
    /// More is allocated than was paid, by so many yuan.
    Over(Decimal),
    /// So many yuan of a refund are taken from no instalment.
    NotWhole(Decimal),
    /// More would go back than an instalment received.
    NotReceived(Decimal),
}

/// What the form knows besides what was typed.
pub struct Known<'a> {
    /// The business date.
    pub today: NaiveDate,
    /// The payer's open instalments.
    pub rows: &'a [Due],
    /// What the server proposes.
    pub proposal: &'a [DraftAllocation],
    /// The methods: code, Chinese, English.
    pub methods: &'a [Word],
}

/// The form, worked out.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// In yuan.
    pub amount: Decimal,
    /// When it came in.
    pub received_on: NaiveDate,
    /// The method's code.
    pub method: String,
    /// What each row gets.
    pub pays: Vec<Decimal>,
    /// The sum of that.
    pub allocated: Decimal,
    /// What is wrong, from top to bottom.
    pub wrong: Vec<(Field, Wrong)>,
}

/// The amount when none is typed: what was proposed, else what the marked instalments owe.
pub fn default_amount(typed: &Typed, rows: &[Due]) -> Option<Decimal> {
    typed.given.or_else(|| {
        let marked: Decimal =
            rows.iter().filter(|row| typed.marked.contains(&row.id)).map(|row| row.outstanding).sum();
        (marked > Decimal::ZERO).then_some(marked)
    })
}

/// The amount that is meant; `total` and `left` name what is outstanding.
pub fn amount(typed: &Typed, rows: &[Due]) -> Result<Decimal, AmountError> {
    let default = default_amount(typed, rows);
    if typed.amount.trim().is_empty() {
        return default.ok_or(AmountError::Empty);
    }
    let all = rows.iter().map(|row| row.outstanding).sum();
    let names = |name| match name {
        Name::Total => Some(all),
        Name::Left => default,
        _ => None,
    };
    money::parse_with(&typed.amount, &names, default)
}

/// Works everything out.
pub fn work_out(typed: &Typed, known: &Known) -> Work {
    let mut work = Work { received_on: known.today, ..Work::default() };
    if typed.payer.is_none() {
        work.wrong.push((Field::Payer, Wrong::NoPayer));
    }
    match amount(typed, known.rows) {
        Ok(amount) if amount > Decimal::ZERO => work.amount = amount,
        Ok(_) => work.wrong.push((Field::Amount, Wrong::NotPositive)),
        Err(e) => work.wrong.push((Field::Amount, Wrong::Amount(e))),
    }
    if !typed.received.trim().is_empty() {
        match date::parse(&typed.received).and_then(|word| word.resolve(known.today, Toward::Past)) {
            Ok(day) if day <= known.today => work.received_on = day,
            Ok(_) => work.wrong.push((Field::Received, Wrong::Later)),
            Err(e) => work.wrong.push((Field::Received, Wrong::Date(e))),
        }
    }
    match method(typed.method.trim(), known.methods) {
        Some(code) => work.method = code,
        None => work.wrong.push((Field::Method, Wrong::NoMethod(typed.method.trim().to_owned()))),
    }
    for (n, row) in known.rows.iter().enumerate() {
        let pays = pays(typed, known, row, work.amount - work.allocated).unwrap_or_else(|e| {
            work.wrong.push((Field::Pays(n), Wrong::Amount(e)));
            Decimal::ZERO
        });
        if pays > row.outstanding {
            let wrong = match typed.kind {
                PaymentKind::Receipt => Wrong::TooMuch(row.outstanding),
                PaymentKind::Refund => Wrong::NotReceived(row.outstanding),
            };
            work.wrong.push((Field::Pays(n), wrong));
        } else if pays < Decimal::ZERO {
            work.wrong.push((Field::Pays(n), Wrong::NotPositive));
        }
        work.allocated += pays;
        work.pays.push(pays);
    }
    if work.allocated > work.amount {
        work.wrong.push((Field::Ready, Wrong::Over(work.allocated - work.amount)));
    } else if typed.kind == PaymentKind::Refund && work.allocated < work.amount {
        work.wrong.push((Field::Ready, Wrong::NotWhole(work.amount - work.allocated)));
    }
    work
}

/// How a refund is taken off: from the marked instalments first, then from the latest due, since the oldest stay paid.
pub fn take_back(amount: Decimal, marked: &[i64], rows: &[Due]) -> Vec<DraftAllocation> {
    let (first, then): (Vec<&Due>, Vec<&Due>) = rows.iter().rev().partition(|row| marked.contains(&row.id));
    let mut left = amount;
    let mut parts = Vec::new();
    for row in first.into_iter().chain(then) {
        let part = left.min(row.outstanding);
        if part > Decimal::ZERO {
            parts.push(DraftAllocation { instalment_id: row.id, amount: part });
            left -= part;
        }
    }
    parts
}

/// What a row gets: by hand, else as proposed.
fn pays(typed: &Typed, known: &Known, row: &Due, left: Decimal) -> Result<Decimal, AmountError> {
    let proposed = known.proposal.iter().find(|part| part.instalment_id == row.id).map(|part| part.amount);
    let proposed = proposed.unwrap_or_default();
    let Some(text) = typed.pays.get(&row.id).filter(|text| !text.trim().is_empty()) else {
        return Ok(proposed);
    };
    let names = |name| match name {
        Name::Left => Some(left),
        Name::Total => Some(row.outstanding),
        Name::Last => Some(proposed),
        _ => None,
    };
    money::parse_with(text, &names, Some(proposed))
}

/// The method of a text: its code, its words, their initials; nothing typed is the first of the list.
fn method(typed: &str, methods: &[Word]) -> Option<String> {
    if typed.is_empty() {
        return Some(methods.first().map_or_else(|| "transfer".to_owned(), |(code, ..)| code.clone()));
    }
    let fit = |(code, zh, en): &Word| {
        let keys = keys(zh);
        let chinese =
            Named { code, name: zh, pinyin: &keys.pinyin, initials: &keys.initials, others: &keys.others };
        let english = Named { name: en, pinyin: "", initials: "", others: &[], ..chinese };
        [rank(typed, chinese), rank(typed, english)]
            .into_iter()
            .flatten()
            .min()
            .map(|fit| (fit, code.clone()))
    };
    let best = methods.iter().filter_map(fit).min_by_key(|(fit, _)| *fit);
    best.map(|(_, code)| code)
}

impl Work {
    /// What is wrong with a field.
    pub fn wrong_at(&self, field: Field) -> Option<&Wrong> {
        self.wrong.iter().find(|(at, _)| *at == field).map(|(_, wrong)| wrong)
    }

    /// The payment as one booking sends it; none without a payer.
    pub fn draft(&self, typed: &Typed, rows: &[Due]) -> Option<PaymentDraft> {
        let allocations = rows.iter().zip(&self.pays).filter(|(_, amount)| !amount.is_zero());
        Some(PaymentDraft {
            intent: typed.intent,
            kind: typed.kind,
            payer_id: typed.payer.as_ref()?.id,
            received_on: self.received_on,
            amount: self.amount,
            method: self.method.clone(),
            bank_ref: typed.bank_ref.trim().to_owned(),
            note: typed.note.trim().to_owned(),
            allocations: allocations
                .map(|(row, amount)| DraftAllocation { instalment_id: row.id, amount: *amount })
                .collect(),
        })
    }
}
