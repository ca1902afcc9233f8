//! What follows from what was typed: prices, issues, the plan to the fen, and everything that is wrong. Worked out anew after
//! each key, from data alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    field::{Field, LineShape, Shape},
    issues,
    place::{self, Place},
    terms::{self, Reason, Terms},
    typed::{Typed, TypedLine},
};
use crate::{
    domain::{
        amount::Name,
        date::{self, DateError, Toward},
        discount::{self, DiscountError},
        entity::custom,
        field::FieldDef,
        issue_choice::ChoiceError,
        kind::Kind,
        money::{self, AmountError},
        plan::{self, Ground, Part, PlanError, Planned},
        rate::RateError,
        surcharge,
    },
    store::{Catalogue, CatalogueIssue, Desk, LastOrder},
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
    /// The exclusive position is sold in the issue of that number; by which order, where that may be known.
    Sold { no: u32, by: Option<String> },
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
    /// A commission or a tax.
    Rate(RateError),
    /// A text for which nothing was chosen.
    NotChosen(String),
    /// A text that says nobody who could be billed.
    BillTo(String),
    /// The agency is billed, and there is none.
    NoAgency,
    /// Another customer is billed, and none was chosen.
    NoPayer,
    /// A text that is no colour.
    Colour(String),
    /// The customer orders only under a contract, and none was chosen.
    NoContract,
    /// A field that the administrator added and that is needed.
    Added(&'static str),
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
    /// It is a surcharge, which has a price and no issues.
    pub surcharge: Option<&'static str>,
    /// Whether the position leaves size and colour open.
    pub open: (bool, bool),
    /// The size, where the position leaves it open.
    pub size: Option<String>,
    /// The colour, where the position leaves it open.
    pub colour: Option<&'static str>,
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
    /// Who takes part, who is billed, the tax.
    pub terms: Terms,
    /// Where the values came from that nobody typed.
    pub reasons: BTreeMap<Field, Reason>,
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
    /// The customer: his salesperson, his last order.
    pub desk: Option<&'a Desk>,
}

impl<'a> Known<'a> {
    /// The customer's last order.
    pub fn last(self) -> Option<&'a LastOrder> {
        self.desk.and_then(|desk| desk.last_order.as_ref())
    }
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
        work.gross += match line.surcharge {
            Some(_) => line.list_price,
            None => money::line_amount(line.list_price, line.issues.len()),
        };
        work.net += line.amount;
        work.lines.push(line);
    }
    if typed.lines.iter().all(TypedLine::is_empty) {
        work.wrong.push((Field::Place(0), Wrong::NoLines));
    }
    plan_work(typed, known, &mut work);
    work.terms = terms::terms(typed, known, &mut work);
    // What is handed in already had to be whole by then; what came up since is not asked for again.
    let begun = typed.base.as_ref().is_none_or(|base| base.state == "draft");
    let needed = |field: &&FieldDef| begun && field.required && typed.added.get(field.name).is_empty();
    if let Some(field) = custom::of(Kind::Order).iter().find(needed) {
        work.wrong.push((Field::Added, Wrong::Added(field.name)));
    }
    work
}

fn signed(typed: &Typed, known: Known, work: &mut Work) {
    if typed.signed.trim().is_empty() {
        work.reasons.insert(Field::Signed, Reason::Today);
        return;
    }
    let calendar = &known.catalogue.calendar;
    match date::parse(&typed.signed).and_then(|word| word.resolve_by(known.today, Toward::Past, calendar)) {
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
    let position = place.position(known.catalogue);
    let surcharge = surcharge::parse(&text.issues).filter(|_| text.kept_issues.is_empty());
    let list_price = match surcharge {
        Some(_) => price(text, n, work),
        None => text.kept_price.unwrap_or(position.list_price),
    };
    let issues = match surcharge {
        Some(_) => Vec::new(),
        None => issues::of(text, place, known, typed.own(), &work.lines).unwrap_or_else(|wrong| {
            work.wrong.push((Field::Issues(n), wrong));
            Vec::new()
        }),
    };
    if !text.kept_issues.is_empty()
        && let Some(wrong) = issues::sold_meanwhile(&issues, position, typed.own())
    {
        work.wrong.push((Field::Issues(n), wrong));
    }
    let (usual, reason) = match surcharge {
        Some(_) => (Decimal::ONE, Reason::RateCard),
        None => default_discount(place, known),
    };
    let discount = discount_of(text, n, (list_price, issues.len(), usual), work);
    if text.discount.trim().is_empty() {
        work.reasons.insert(Field::Discount(n), reason);
    }
    let unit_price = money::unit_price(list_price, discount);
    let colour = Some(text.colour.trim()).filter(|text| position.colour.is_empty() && !text.is_empty());
    if let Some(wrong) = colour.filter(|text| place::colour(text).is_none()) {
        work.wrong.push((Field::Colour(n), Wrong::Colour(wrong.to_owned())));
    }
    LineWork {
        place: Some(place),
        list_price,
        discount,
        unit_price,
        amount: match surcharge {
            Some(_) => unit_price,
            None => money::line_amount(unit_price, issues.len()),
        },
        issues,
        below_floor: surcharge.is_none() && discount < place.publication(known.catalogue).discount_floor,
        surcharge,
        open: (position.size.is_empty(), position.colour.is_empty()),
        size: Some(text.size.trim().to_owned()).filter(|size| position.size.is_empty() && !size.is_empty()),
        colour: colour.and_then(place::colour),
    }
}

/// What a surcharge costs.
fn price(text: &TypedLine, n: usize, work: &mut Work) -> Decimal {
    money::parse_with(&text.price, &|_| None, None).unwrap_or_else(|e| {
        work.wrong.push((Field::Price(n), Wrong::Amount(e)));
        Decimal::ZERO
    })
}

fn discount_of(
    text: &TypedLine,
    n: usize,
    (list_price, issues, usual): (Decimal, usize, Decimal),
    work: &mut Work,
) -> Decimal {
    if text.discount.trim().is_empty() {
        return usual;
    }
    let names = |name| match name {
        Name::List => Some(list_price),
        Name::Issues => Some(Decimal::from(issues)),
        Name::Last => Some(usual),
        _ => None,
    };
    let typed = discount::parse(&text.discount).and_then(|typed| typed.value(&names, usual));
    typed.unwrap_or_else(|e| {
        work.wrong.push((Field::Discount(n), Wrong::Discount(e)));
        usual
    })
}

/// As last time for this position, else for this publication, else for anything; else the list price.
fn default_discount(place: Place, known: Known) -> (Decimal, Reason) {
    let publication = place.publication(known.catalogue).id;
    let position = place.position(known.catalogue).id;
    let lines = || {
        let lines = known.last().map_or(&[][..], |last| last.draft.lines.as_slice());
        lines.iter().filter(|line| line.surcharge_kind.is_none())
    };
    lines()
        .find(|line| line.position_id == position)
        .or_else(|| lines().find(|line| line.publication_id == publication))
        .or_else(|| lines().next())
        .map_or((Decimal::ONE, Reason::RateCard), |line| (line.discount, Reason::LastOrder))
}

fn plan_work(typed: &Typed, known: Known, work: &mut Work) {
    work.left = work.net;
    let calendar = &known.catalogue.calendar;
    let insertions = planned(typed, work);
    let ground = Ground { net: work.net, signed: work.signed, today: known.today, insertions: &insertions };
    let laid = match plan::parse(&typed.plan).and_then(|plan| plan.lay_by(&ground, calendar)) {
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
                match date::parse(&text.due)
                    .and_then(|word| word.resolve_by(known.today, Toward::Future, calendar))
                {
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

pub(super) fn sent<'a>(typed: &'a Typed, work: &'a Work) -> impl Iterator<Item = &'a LineWork> {
    typed.lines.iter().zip(&work.lines).filter(|(text, _)| !text.is_empty()).map(|(_, line)| line)
}

impl Work {
    /// How many lines and parts there are to walk through.
    pub fn shape(&self) -> Shape {
        let open = |line: &LineWork| LineShape {
            size: line.open.0,
            colour: line.open.1,
            surcharge: line.surcharge.is_some(),
        };
        let mut lines: Vec<LineShape> = self.lines.iter().map(open).collect();
        if lines.is_empty() {
            lines.push(LineShape::default());
        }
        let other_payer = self.terms.bill_to == terms::BillTo::Other;
        let any = !custom::of(Kind::Order).is_empty();
        let added = any.then(|| self.wrong_at(Field::Added).is_some());
        Shape { lines, parts: self.parts.len(), other_payer, added }
    }

    /// What is wrong with a field.
    pub fn wrong_at(&self, field: Field) -> Option<&Wrong> {
        self.wrong.iter().find(|(at, _)| *at == field).map(|(_, wrong)| wrong)
    }

    /// The first thing that keeps the order from being saved in this state. A request may still leave something unplanned;
    /// a plan of hardly anything (20/40/30, which is 90 yuan) is a slip.
    pub fn hindrance(&self, state: &str) -> Option<&(Field, Wrong)> {
        let bears = |(field, wrong): &(Field, Wrong)| match wrong {
            Wrong::Left(left) => {
                let planned = self.net - *left;
                let slip = !self.parts.is_empty() && planned * Decimal::ONE_HUNDRED < self.net;
                *left > Decimal::ZERO && (state == "draft" || (state != "confirmed" && !slip))
            }
            Wrong::Plan(PlanError::Empty) | Wrong::NoContract => state != "confirmed",
            // What is not finished is kept as far as it can be read.
            Wrong::NoLines | Wrong::Added(_) | Wrong::Plan(PlanError::NoIssues) => state == "draft",
            // Issues that a draft has had from before stay in it until others are typed.
            Wrong::Sold { .. } => {
                let line = field.line().and_then(|n| self.lines.get(n));
                state == "draft" && line.is_some_and(|line| !line.issues.is_empty())
            }
            _ => false,
        };
        self.wrong.iter().find(|wrong| !bears(wrong))
    }
}
