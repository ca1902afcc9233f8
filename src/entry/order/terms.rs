//! What is seldom touched in an order: who sold it, the agency and its share, who is billed under which title, the tax, the
//! contract. What
//! was typed wins; else the customer's last order, else the company's usual. `-` is none, whatever the default.

use rust_decimal::Decimal;

use super::{
    field::Field,
    typed::Typed,
    work::{Known, Work, Wrong},
};
use crate::{
    domain::{
        fold::fold,
        order_draft::{DraftNames, OrderDraft, usual_tax},
        rate,
        value::Link,
    },
    store::DeskContract,
};

/// Who is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BillTo {
    /// The customer himself.
    #[default]
    Advertiser,
    /// The agency.
    Agency,
    /// Another customer.
    Other,
}

impl BillTo {
    /// All of them, in the order of their digits.
    pub const ALL: [BillTo; 3] = [BillTo::Advertiser, BillTo::Agency, BillTo::Other];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            BillTo::Advertiser => "advertiser",
            BillTo::Agency => "agency",
            BillTo::Other => "other",
        }
    }

    fn words(self) -> [&'static str; 4] {
        match self {
            BillTo::Advertiser => ["1", "advertiser", "广告主", "ggz"],
            BillTo::Agency => ["2", "agency", "代理公司", "dlgs"],
            BillTo::Other => ["3", "other", "其他", "qt"],
        }
    }

    /// The one whose whole name this is.
    pub fn named(text: &str) -> Option<BillTo> {
        let text = fold(text.trim()).to_lowercase();
        BillTo::ALL.into_iter().find(|one| one.words()[1..3].contains(&text.as_str()))
    }

    /// The one that a text means: its digit, or how its name begins in either language.
    pub fn parse(text: &str) -> Option<BillTo> {
        let text = fold(text.trim()).to_lowercase();
        let means = |one: &BillTo| one.words().iter().any(|word| word.starts_with(&text));
        let mut fit = BillTo::ALL.into_iter().filter(means);
        let first = fit.next().filter(|_| !text.is_empty())?;
        // `a` may be both.
        fit.next().is_none().then_some(first)
    }
}

/// Where a value came from that nobody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is the business date.
    Today,
    /// Whose customer it is.
    Owner,
    /// The customer's last order.
    LastOrder,
    /// The customer's usual invoice title.
    UsualTitle,
    /// The company's usual.
    Company,
    /// The rate card in force, without discount.
    RateCard,
    /// The only contract that holds, where the customer needs one.
    OnlyContract,
}

/// The terms, worked out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Who sold it.
    pub seller: Option<Link>,
    /// The agency.
    pub agency: Option<Link>,
    /// Its share of the net amount.
    pub commission: Decimal,
    /// Who is billed.
    pub bill_to: BillTo,
    /// The customer that is billed, where it is another one.
    pub payer: Option<Link>,
    /// The invoice title.
    pub title: Option<Link>,
    /// The tax inside the price (M7).
    pub tax: Decimal,
    /// What was agreed on how it is paid.
    pub pay_note: String,
    /// The contract that the order is part of.
    pub contract: Option<Link>,
}

/// Works the terms out; what is wrong and where a default came from is noted in `work`.
pub fn terms(typed: &Typed, known: Known, work: &mut Work) -> Terms {
    // Only a new order inherits: one that is changed has its own terms, also where they are empty.
    let last = known.last().filter(|_| typed.existing.is_none()).map(|last| &last.draft);
    let mut out = Terms { seller: seller(typed, known, work), ..Terms::default() };
    out.agency =
        link(typed, Field::Agency, last.and_then(|last| Some(named(last.agency_id?, last, agency))), work);
    let same_agency = last.is_some_and(|last| last.agency_id == out.agency.as_ref().map(|it| it.id));
    let usual_share = last.filter(|_| same_agency).map(|last| last.commission_rate);
    out.commission = rate_of(typed, Field::Commission, usual_share, Decimal::ZERO, work);
    out.bill_to = bill_to(typed, last, out.agency.is_some(), work);
    if out.bill_to == BillTo::Other {
        let usual = last.and_then(|last| Some(named(last.bill_to_customer_id?, last, payer)));
        out.payer = link(typed, Field::Payer, usual, work);
        if out.payer.is_none() && work.wrong_at(Field::Payer).is_none() {
            work.wrong.push((Field::Payer, Wrong::NoPayer));
        }
    }
    out.title = title(typed, known, last, &out, work);
    out.tax = rate_of(typed, Field::Tax, last.map(|last| last.tax_rate), usual_tax(), work);
    out.pay_note = typed.pay_note.trim().to_owned();
    out.contract = contract(typed, known, last, work);
    out
}

fn agency(names: &DraftNames) -> &String {
    &names.agency
}

fn payer(names: &DraftNames) -> &String {
    &names.payer
}

fn named(id: i64, draft: &OrderDraft, of: fn(&DraftNames) -> &String) -> Link {
    Link { id, label: of(&draft.names).clone() }
}

fn seller(typed: &Typed, known: Known, work: &mut Work) -> Option<Link> {
    let owner = known.desk.map(|desk| {
        let (id, name) = &desk.salesperson;
        Link { id: i64::from(*id), label: name.clone() }
    });
    let chosen = link(typed, Field::Salesperson, owner, work);
    // Nobody else is the default but the owner; an order has a salesperson in any case.
    if work.reasons.contains_key(&Field::Salesperson) {
        work.reasons.insert(Field::Salesperson, Reason::Owner);
    }
    chosen
}

/// What was chosen, nothing where `-` was typed, else the default.
fn link(typed: &Typed, field: Field, default: Option<Link>, work: &mut Work) -> Option<Link> {
    let text = typed.link(field)?;
    if let Some(link) = &text.link {
        return Some(link.clone());
    }
    if text.text.trim().is_empty() {
        if default.is_some() {
            work.reasons.insert(field, Reason::LastOrder);
        }
        return default;
    }
    if !text.is_none() {
        work.wrong.push((field, Wrong::NotChosen(text.text.trim().to_owned())));
    }
    None
}

fn rate_of(typed: &Typed, field: Field, last: Option<Decimal>, usual: Decimal, work: &mut Work) -> Decimal {
    let text = typed.text(field).trim();
    if text.is_empty() {
        work.reasons.insert(field, if last.is_some() { Reason::LastOrder } else { Reason::Company });
        return last.unwrap_or(usual);
    }
    rate::parse(text).unwrap_or_else(|e| {
        work.wrong.push((field, Wrong::Rate(e)));
        usual
    })
}

fn bill_to(typed: &Typed, last: Option<&OrderDraft>, has_agency: bool, work: &mut Work) -> BillTo {
    let text = typed.bill_to.trim();
    if text.is_empty() {
        let usual = last.and_then(|last| BillTo::ALL.into_iter().find(|one| one.code() == last.bill_to));
        work.reasons.insert(Field::BillTo, if usual.is_some() { Reason::LastOrder } else { Reason::Company });
        // Without the agency of last time nobody bills it.
        return usual.filter(|one| *one != BillTo::Agency || has_agency).unwrap_or_default();
    }
    match BillTo::parse(text) {
        Some(BillTo::Agency) if !has_agency => {
            work.wrong.push((Field::BillTo, Wrong::NoAgency));
            BillTo::Agency
        }
        Some(one) => one,
        None => {
            work.wrong.push((Field::BillTo, Wrong::BillTo(text.to_owned())));
            BillTo::Advertiser
        }
    }
}

/// The title of last time goes with the companies of last time only.
fn title(
    typed: &Typed,
    known: Known,
    last: Option<&OrderDraft>,
    terms: &Terms,
    work: &mut Work,
) -> Option<Link> {
    let id = |link: &Option<Link>| link.as_ref().map(|link| link.id);
    let same = |last: &&OrderDraft| {
        last.bill_to == terms.bill_to.code()
            && last.agency_id == id(&terms.agency)
            && last.bill_to_customer_id == id(&terms.payer)
    };
    let of_last = last
        .filter(same)
        .and_then(|last| Some(Link { id: last.invoice_title_id?, label: last.names.title.clone() }));
    let his_own = terms.bill_to == BillTo::Advertiser && typed.existing.is_none();
    let usual = known
        .desk
        .and_then(|desk| desk.title.clone())
        .filter(|_| his_own)
        .map(|(id, label)| Link { id, label });
    let by_usual = of_last.is_none();
    let chosen = link(typed, Field::Title, of_last.or(usual), work);
    if by_usual && work.reasons.contains_key(&Field::Title) {
        work.reasons.insert(Field::Title, Reason::UsualTitle);
    }
    chosen
}

/// The contract of last time while it holds; else, where he needs one, the only one that holds. Confirming needs one then, an
/// order that is confirmed already has been through that.
fn contract(typed: &Typed, known: Known, last: Option<&OrderDraft>, work: &mut Work) -> Option<Link> {
    let holding: Vec<&DeskContract> = known
        .desk
        .iter()
        .flat_map(|desk| &desk.contracts)
        .filter(|contract| contract.holds_on(work.signed))
        .collect();
    let of_last = last.and_then(|last| holding.iter().find(|one| Some(one.id) == last.contract_id).copied());
    let needed = known.desk.is_some_and(|desk| desk.needs_contract);
    let only = match holding.as_slice() {
        [one] if needed && typed.existing.is_none() => Some(*one),
        _ => None,
    };
    let usual = of_last.or(only).map(|one| Link { id: one.id, label: one.code.clone() });
    let chosen = link(typed, Field::Contract, usual, work);
    if of_last.is_none() && work.reasons.contains_key(&Field::Contract) {
        work.reasons.insert(Field::Contract, Reason::OnlyContract);
    }
    if needed && !typed.amends && chosen.is_none() && work.wrong_at(Field::Contract).is_none() {
        work.wrong.push((Field::Contract, Wrong::NoContract));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_billed_by_digit_or_by_how_the_name_begins() {
        for (text, one) in [
            ("1", BillTo::Advertiser),
            ("adv", BillTo::Advertiser),
            ("广告", BillTo::Advertiser),
            ("2", BillTo::Agency),
            ("ag", BillTo::Agency),
            ("代理", BillTo::Agency),
            ("３", BillTo::Other),
            ("O", BillTo::Other),
            ("其他", BillTo::Other),
        ] {
            assert_eq!(BillTo::parse(text), Some(one), "{text}");
        }
        for text in ["", "a", "x", "4"] {
            assert_eq!(BillTo::parse(text), None, "{text}");
        }
        for one in BillTo::ALL {
            assert_eq!(BillTo::parse(one.code()), Some(one));
        }
    }
}
