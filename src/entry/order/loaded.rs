//! A stored order as it would have been typed, to go on with: its issues by number, its agreed parts by amount and day where
//! the words alone would lay them differently now.

use chrono::NaiveDate;

use super::{
    field::Field,
    place::Place,
    typed::{Typed, TypedLine, TypedLink},
    work::{Known, work_out},
};
use crate::{
    domain::{
        date::{DateWord, Day},
        discount,
        entity::custom,
        kind::Kind,
        order_draft::{DraftInstalment, DraftLine, OrderDraft},
        plan::{Due, Plan, Share, Split, SplitPlan, When},
        rate,
        record::Values,
        value::Link,
    },
    store::Catalogue,
};

/// The order as typed; its next save has an intent of its own.
pub fn typed_of(order: &OrderDraft, catalogue: &Catalogue, today: NaiveDate) -> Typed {
    let names = &order.names;
    let link = |id: Option<i64>, label: &str| id.map(|id| TypedLink::to(id, label)).unwrap_or_default();
    let amends = order.id.is_some() && !matches!(order.state.as_str(), "draft" | "requested");
    let mut typed = Typed {
        existing: order.id.zip(order.version),
        amends,
        customer: order.customer_id.map(|id| Link { id, label: names.customer.clone() }),
        customer_text: names.customer.clone(),
        seller: link(order.salesperson_id.map(i64::from), &names.salesperson),
        signed: order.signed_on.map(|day| day.to_string()).unwrap_or_default(),
        agency: link(order.agency_id, &names.agency),
        commission: rate::shown(order.commission_rate),
        bill_to: order.bill_to.clone(),
        payer: link(order.bill_to_customer_id, &names.payer),
        title: link(order.invoice_title_id, &names.title),
        tax: rate::shown(order.tax_rate),
        pay_note: order.pay_note.clone(),
        contract: link(order.contract_id, &names.contract),
        added: added(order),
        note: order.note.clone(),
        plan: order.plan_text.clone(),
        lines: order.lines.iter().map(|line| loaded(line, amends, catalogue)).collect(),
        field: Field::Place(0),
        ..Typed::new()
    };
    let work = work_out(&typed, Known { today, catalogue, desk: None });
    let parts = work.parts.iter().map(|part| (part.part.amount, part.part.due_on));
    if !order.instalments.is_empty()
        && !parts.eq(order.instalments.iter().map(|kept| (kept.amount, kept.due_on)))
    {
        typed.plan = written_out(&order.instalments).to_string();
    }
    typed
}

fn added(order: &OrderDraft) -> Values {
    let mut values = Values::new();
    for field in custom::of(Kind::Order) {
        let held = custom::value(order.ext.get(field.name), field);
        if !held.is_empty() {
            values.set(field.name, held);
        }
    }
    values
}

/// Position, size, colour and price of a line; its issues are another matter.
pub fn line_of(line: &DraftLine, catalogue: &Catalogue) -> TypedLine {
    let ids = (line.publication_id, line.position_id);
    TypedLine {
        place_text: Place::of(catalogue, ids).map_or_else(String::new, |place| place.label(catalogue)),
        place: Some(ids),
        size: line.size.clone().unwrap_or_default(),
        colour: line.colour.clone().unwrap_or_default(),
        discount: discount::shown(line.discount),
        price: line.surcharge_kind.as_ref().map(|_| format!("{:.2}", line.list_price)).unwrap_or_default(),
        ..TypedLine::default()
    }
}

/// A line of an order that is changed: its issues stay until other ones are typed; in a confirmed order those that can no
/// longer be booked stay in any case.
fn loaded(line: &DraftLine, amends: bool, catalogue: &Catalogue) -> TypedLine {
    if let Some(kind) = &line.surcharge_kind {
        return TypedLine { issues: kind.clone(), ..line_of(line, catalogue) };
    }
    let publication = catalogue.publications.iter().find(|it| it.id == line.publication_id);
    let ahead = || publication.into_iter().flat_map(|it| &it.issues);
    let late = || publication.into_iter().filter(|_| !amends).flat_map(|it| &it.late);
    let number =
        |id: i64| late().chain(ahead()).find(|issue| issue.id == id).map(|issue| format!("#{}", issue.no));
    let all: Vec<i64> = line.insertions.iter().map(|insertion| insertion.issue_id).collect();
    let numbers: Vec<String> = all.iter().filter_map(|id| number(*id)).collect();
    TypedLine {
        issues: if numbers.is_empty() { all.len().to_string() } else { numbers.join(",") },
        past_issues: all.iter().copied().filter(|id| amends && number(*id).is_none()).collect(),
        kept_issues: all,
        kept_price: Some(line.list_price),
        ..line_of(line, catalogue)
    }
}

/// The instalments as a plan that says each amount and each day.
fn written_out(instalments: &[DraftInstalment]) -> Plan {
    let days = instalments.iter().map(|part| Due::On(DateWord::plain(Day::Full(part.due_on))));
    Plan::Split(SplitPlan {
        split: Split::Parts(instalments.iter().map(|part| Share::Yuan(part.amount)).collect()),
        when: Some(When::At(days.collect())),
        from: None,
        day: None,
    })
}
