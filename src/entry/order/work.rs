//! What follows from what was typed: prices, issues, the plan to the fen, and everything that is wrong. Worked out anew after
//! each key, from data alone.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    field::{Field, Shape},
    place::{self, Place},
    typed::{Typed, TypedLine},
};
use crate::{
    domain::{
        amount::Name,
        date::{self, DateError, Toward},
        discount::{self, DiscountError},
        issue_choice::{self, Ahead, ChoiceError},
        money::{self, AmountError},
        order_draft::{DraftInsertion, DraftInstalment, DraftLine, OrderDraft},
        plan::{self, Ground, Part, PlanError, Planned},
    },
    store::{Catalogue, CatalogueIssue, LastOrder},
};

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No customer was picked.
    NoCustomer,
    /// No line was typed.
    NoLines,
    /// The text names no position that is sold today.
    NoPlace(String),
    /// The text names positions, and none was taken yet.
    PlaceNotTaken(String),
    /// The issues.
    Issues(ChoiceError),
    /// The discount.
    Discount(DiscountError),
    /// A date.
    Date(DateError),
    /// Signed after today.
    SignedLater,
    /// The plan.
    Plan(PlanError),
    /// So much of the order is not in the plan; below zero: too much is.
    Left(Decimal),
    /// An amount.
    Amount(AmountError),
}

/// A line, worked out.
#[derive(Debug, Clone, Default)]
pub struct LineWork {
    /// The position.
    pub place: Option<Place>,
    /// List price per insertion.
    pub list_price: Decimal,
    /// The pay ratio.
    pub discount: Decimal,
    /// Per insertion (M2).
    pub unit_price: Decimal,
    /// The line (M2).
    pub amount: Decimal,
    /// The chosen issues.
    pub issues: Vec<CatalogueIssue>,
    /// The pay ratio is below what may be given without approval.
    pub below_floor: bool,
}

/// A part of the plan, worked out.
#[derive(Debug, Clone)]
pub struct PartWork {
    /// As the plan says, or as changed by hand.
    pub part: Part,
    /// The amount was changed by hand.
    pub amount_changed: bool,
    /// The date was changed by hand.
    pub due_changed: bool,
}

/// The whole form, worked out.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// The signing date.
    pub signed: NaiveDate,
    /// One per typed line, empty ones too.
    pub lines: Vec<LineWork>,
    /// At list price.
    pub gross: Decimal,
    /// The sum of the lines.
    pub net: Decimal,
    /// The plan.
    pub parts: Vec<PartWork>,
    /// What the plan leaves over.
    pub left: Decimal,
    /// What is wrong, by field, from top to bottom.
    pub wrong: Vec<(Field, Wrong)>,
}

/// What the form knows besides what was typed.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The business date.
    pub today: NaiveDate,
    /// The media.
    pub catalogue: &'a Catalogue,
    /// The customer's last order.
    pub last: Option<&'a LastOrder>,
}

/// Works everything out.
pub fn work_out(typed: &Typed, known: Known) -> Work {
    let mut work = Work { signed: known.today, ..Work::default() };
    if typed.customer.is_none() {
        work.wrong.push((Field::Customer, Wrong::NoCustomer));
    }
    signed(typed, known, &mut work);
    for n in 0..typed.lines.len() {
        let line =
            if typed.lines[n].is_empty() { LineWork::default() } else { line(typed, n, known, &mut work) };
        work.gross += money::line_amount(line.list_price, line.issues.len());
        work.net += line.amount;
        work.lines.push(line);
    }
    if typed.lines.iter().all(TypedLine::is_empty) {
        work.wrong.push((Field::Place(0), Wrong::NoLines));
    }
    plan_work(typed, known, &mut work);
    work
}

fn signed(typed: &Typed, known: Known, work: &mut Work) {
    if typed.signed.trim().is_empty() {
        return;
    }
    match date::parse(&typed.signed).and_then(|word| word.resolve(known.today, Toward::Past)) {
        Ok(day) => {
            work.signed = day;
            if day > known.today {
                work.wrong.push((Field::Signed, Wrong::SignedLater));
            }
        }
        Err(e) => work.wrong.push((Field::Signed, Wrong::Date(e))),
    }
}

fn line(typed: &Typed, n: usize, known: Known, work: &mut Work) -> LineWork {
    let text = &typed.lines[n];
    let Some(place) = text.place.and_then(|ids| Place::of(known.catalogue, ids)) else {
        let named = text.place_text.trim().to_owned();
        let found = !named.is_empty() && !place::find(known.catalogue, &named).is_empty();
        let wrong = if found { Wrong::PlaceNotTaken(named) } else { Wrong::NoPlace(named) };
        work.wrong.push((Field::Place(n), wrong));
        return LineWork { discount: Decimal::ONE, ..LineWork::default() };
    };
    let list_price = text.kept_price.unwrap_or(place.position(known.catalogue).list_price);
    let issues = match issues(text, place, known, work) {
        Ok(issues) => issues,
        Err(e) => {
            work.wrong.push((Field::Issues(n), Wrong::Issues(e)));
            Vec::new()
        }
    };
    let default_discount = default_discount(place, known);
    let names = |name| match name {
        Name::List => Some(list_price),
        Name::Issues => Some(Decimal::from(issues.len())),
        Name::Last => Some(default_discount),
        _ => None,
    };
    let typed = if text.discount.trim().is_empty() {
        Ok(default_discount)
    } else {
        discount::parse(&text.discount).and_then(|typed| typed.value(&names, default_discount))
    };
    let discount = typed.unwrap_or_else(|e| {
        work.wrong.push((Field::Discount(n), Wrong::Discount(e)));
        default_discount
    });
    let unit_price = money::unit_price(list_price, discount);
    LineWork {
        place: Some(place),
        list_price,
        discount,
        unit_price,
        amount: money::line_amount(unit_price, issues.len()),
        issues,
        below_floor: discount < place.publication(known.catalogue).discount_floor,
    }
}

/// The issues ahead of a position; an exclusive one is taken where another order, or a line above, has it.
pub fn ahead(place: Place, catalogue: &Catalogue, above: &[LineWork]) -> Vec<Ahead> {
    let position = place.position(catalogue);
    place
        .publication(catalogue)
        .issues
        .iter()
        .map(|issue| Ahead {
            id: issue.id,
            no: issue.no.unsigned_abs(),
            on: issue.publish_on,
            taken: position.exclusive
                && (issue.taken.contains(&position.id)
                    || above.iter().any(|line| {
                        line.place == Some(place) && line.issues.iter().any(|other| other.id == issue.id)
                    })),
        })
        .collect()
}

fn issues(
    text: &TypedLine,
    place: Place,
    known: Known,
    work: &Work,
) -> Result<Vec<CatalogueIssue>, ChoiceError> {
    let publication = place.publication(known.catalogue);
    let find = |id: &i64| {
        publication.issues.iter().find(|issue| issue.id == *id).cloned().unwrap_or(CatalogueIssue {
            id: *id,
            year: 0,
            no: 0,
            publish_on: known.today,
            booking_deadline_on: known.today,
            material_deadline_on: known.today,
            taken: Vec::new(),
        })
    };
    if !text.kept_issues.is_empty() {
        return Ok(text.kept_issues.iter().map(find).collect());
    }
    let past = text.past_issues.iter().map(find);
    if text.issues.trim().is_empty() && !text.past_issues.is_empty() {
        return Ok(past.collect());
    }
    let ahead = ahead(place, known.catalogue, &work.lines);
    let chosen = issue_choice::parse(&text.issues)?.choose(&ahead, known.today)?;
    Ok(past.chain(chosen.into_iter().map(|i| publication.issues[i].clone())).collect())
}

/// As last time for this position, else for this publication, else for anything; else the list price.
fn default_discount(place: Place, known: Known) -> Decimal {
    let Some(last) = known.last else { return Decimal::ONE };
    let lines = &last.draft.lines;
    let publication = place.publication(known.catalogue).id;
    let position = place.position(known.catalogue).id;
    lines
        .iter()
        .find(|line| line.position_id == position)
        .or_else(|| lines.iter().find(|line| line.publication_id == publication))
        .or_else(|| lines.first())
        .map_or(Decimal::ONE, |line| line.discount)
}

fn plan_work(typed: &Typed, known: Known, work: &mut Work) {
    work.left = work.net;
    let insertions = planned(typed, work);
    let ground = Ground { net: work.net, signed: work.signed, today: known.today, insertions: &insertions };
    let laid = match plan::parse(&typed.plan).and_then(|plan| plan.lay(&ground)) {
        Ok(laid) => laid,
        Err(e) => {
            work.wrong.push((Field::Plan, Wrong::Plan(e)));
            return;
        }
    };
    let mut later: Decimal = laid.iter().map(|part| part.amount).sum();
    let mut earlier = Decimal::ZERO;
    let mut wrong = Vec::new();
    for (n, part) in laid.into_iter().enumerate() {
        let mut part = PartWork { part, amount_changed: false, due_changed: false };
        later -= part.part.amount;
        if let Some(text) = typed.parts.get(&n) {
            let left = work.net - earlier - later;
            let names = |name| match name {
                Name::Total => Some(work.net),
                Name::Left => Some(left),
                Name::Last => Some(part.part.amount),
                _ => None,
            };
            if !text.amount.trim().is_empty() {
                match money::parse_with(&text.amount, &names, Some(part.part.amount)) {
                    Ok(amount) => (part.part.amount, part.amount_changed) = (amount, true),
                    Err(e) => wrong.push((Field::PartAmount(n), Wrong::Amount(e))),
                }
            }
            if !text.due.trim().is_empty() {
                match date::parse(&text.due).and_then(|word| word.resolve(known.today, Toward::Future)) {
                    Ok(day) => (part.part.due_on, part.due_changed) = (day, true),
                    Err(e) => wrong.push((Field::PartDue(n), Wrong::Date(e))),
                }
            }
        }
        earlier += part.part.amount;
        work.parts.push(part);
    }
    work.wrong.append(&mut wrong);
    work.left = work.net - work.parts.iter().map(|part| part.part.amount).sum::<Decimal>();
    if !work.left.is_zero() {
        work.wrong.push((Field::Plan, Wrong::Left(work.left)));
    }
}

/// The insertions, lines counted without the empty ones, as they are sent.
fn planned(typed: &Typed, work: &Work) -> Vec<Planned> {
    sent(typed, work)
        .enumerate()
        .flat_map(|(n, line)| {
            line.issues.iter().enumerate().map(move |(i, issue)| Planned {
                at: (n, i),
                on: issue.publish_on,
                amount: line.unit_price,
            })
        })
        .collect()
}

fn sent<'a>(typed: &'a Typed, work: &'a Work) -> impl Iterator<Item = &'a LineWork> {
    typed.lines.iter().zip(&work.lines).filter(|(text, _)| !text.is_empty()).map(|(_, line)| line)
}

impl Work {
    /// How many lines and parts there are to walk through.
    pub fn shape(&self) -> Shape {
        Shape { lines: self.lines.len().max(1), parts: self.parts.len() }
    }

    /// What is wrong with a field.
    pub fn wrong_at(&self, field: Field) -> Option<&Wrong> {
        self.wrong.iter().find(|(at, _)| *at == field).map(|(_, wrong)| wrong)
    }

    /// The first thing that keeps the order from being saved in this state. A request may still leave something unplanned;
    /// a plan of hardly anything (20/40/30, which is 90 yuan) is a slip.
    pub fn hindrance(&self, state: &str) -> Option<&(Field, Wrong)> {
        let bears = |wrong: &Wrong| match wrong {
            Wrong::Left(left) => {
                let planned = self.net - *left;
                let slip = !self.parts.is_empty() && planned * Decimal::ONE_HUNDRED < self.net;
                state != "confirmed" && *left > Decimal::ZERO && !slip
            }
            Wrong::Plan(PlanError::Empty) => state != "confirmed",
            _ => false,
        };
        self.wrong.iter().find(|(_, wrong)| !bears(wrong))
    }

    /// The order as one save sends it.
    pub fn draft(&self, typed: &Typed, catalogue: &Catalogue, state: &str) -> OrderDraft {
        let lines = sent(typed, self).filter_map(|line| {
            let place = line.place?;
            Some(DraftLine {
                publication_id: place.publication(catalogue).id,
                position_id: place.position(catalogue).id,
                list_price: line.list_price,
                discount: line.discount,
                unit_price: line.unit_price,
                amount: line.amount,
                insertions: line
                    .issues
                    .iter()
                    .map(|issue| DraftInsertion { issue_id: issue.id, amount: line.unit_price })
                    .collect(),
                ..DraftLine::default()
            })
        });
        let instalments = self.parts.iter().map(|part| DraftInstalment {
            due_on: part.part.due_on,
            amount: part.part.amount,
            insertion: part.part.insertion,
        });
        OrderDraft {
            intent: typed.intent,
            id: typed.existing.map(|(id, _)| id),
            version: typed.existing.map(|(_, version)| version),
            customer_id: typed.customer.as_ref().map(|customer| customer.id),
            salesperson_id: typed.salesperson,
            signed_on: Some(self.signed),
            plan_text: typed.plan.trim().to_owned(),
            note: typed.note.trim().to_owned(),
            state: state.to_owned(),
            lines: lines.collect(),
            instalments: instalments.collect(),
            ..OrderDraft::new()
        }
    }
}
