//! Shows an order: line by line for the eye, as one object for scripts.

use serde_json::{Value as Json, json};

use super::clerk::{Clerk, Prepared};
use crate::{
    cli::outcome::say,
    domain::{capital::capital, discount, entity::custom, kind::Kind, money::grouped, rate, value::Link},
    entry::order::{terms::BillTo, words, work::LineWork},
    i18n::{Lang, Msg},
    store::OrderSaved,
    text::clean,
};

/// Everything that would be stored.
pub fn order(prepared: &Prepared, clerk: &Clerk) -> anyhow::Result<()> {
    let (lang, work) = (clerk.lang(), &prepared.work);
    let state = lang.tr(match clerk.state {
        "confirmed" => Msg::SaidWouldConfirm,
        _ => Msg::SaidWouldHandIn,
    });
    say(format_args!("{}  {state}", clean(&prepared.typed.customer_text)))?;
    say(format_args!(
        "{} {}  {} {}",
        lang.tr(Msg::DeskSigned),
        work.signed,
        lang.tr(Msg::DeskSalesperson),
        clean(work.terms.seller.as_ref().map_or("", |link| &link.label))
    ))?;
    for line in lines(prepared) {
        let Some(place) = line.place else { continue };
        let issues: Vec<String> = line
            .issues
            .iter()
            .map(|issue| format!("{} {}", issue.no, issue.publish_on.format("%m-%d")))
            .collect();
        let surcharge = line.surcharge.map(|kind| lang.value("surcharge", kind).to_owned());
        say(format_args!(
            "  {}  {}  {} x {} = {}  {}",
            clean(&place.label(&clerk.catalogue)),
            surcharge.unwrap_or_else(|| issues.join(", ")),
            grouped(line.list_price),
            discount::shown(line.discount),
            grouped(line.unit_price),
            grouped(line.amount)
        ))?;
    }
    say(format_args!(
        "{}  {}",
        lang.fmt(
            Msg::DeskTotals,
            &[&grouped(work.gross), &grouped(work.gross - work.net), &grouped(work.net)]
        ),
        capital(work.net)
    ))?;
    let from = prepared.typed.plan_from.as_ref().map(|code| lang.fmt(Msg::DeskPlanFrom, &[code]));
    say(format_args!("{} {}", clean(&prepared.order.plan_text), from.unwrap_or_default())
        .to_string()
        .trim_end())?;
    for part in &prepared.order.instalments {
        say(format_args!("  {}  {}", part.due_on, grouped(part.amount)))?;
    }
    for (label, text) in terms(prepared, lang) {
        say(format_args!("{label} {}", clean(&text)))?;
    }
    if !prepared.order.note.is_empty() {
        say(format_args!("{} {}", lang.tr(Msg::DeskNote), clean(&prepared.order.note)))?;
    }
    for warning in warnings(prepared, clerk) {
        say(lang.fmt(Msg::SaidWarning, &[&warning]))?;
    }
    Ok(())
}

/// What else was agreed, each with its name.
fn terms(prepared: &Prepared, lang: Lang) -> Vec<(&'static str, String)> {
    let terms = &prepared.work.terms;
    let name = |link: &Option<Link>| link.as_ref().map(|link| link.label.clone()).unwrap_or_default();
    let share =
        terms.agency.as_ref().map(|_| format!("{} {}", name(&terms.agency), rate::shown(terms.commission)));
    let billed = match terms.bill_to {
        BillTo::Advertiser => String::new(),
        BillTo::Other => name(&terms.payer),
        BillTo::Agency => lang.value("bill_to", "agency").to_owned(),
    };
    let all = [
        (Msg::OrderAgency, share.unwrap_or_default()),
        (Msg::OrderBillTo, billed),
        (Msg::OrderTitle, name(&terms.title)),
        (Msg::FieldContract, name(&terms.contract)),
        (Msg::OrderTax, rate::shown(terms.tax)),
        (Msg::OrderPayNote, terms.pay_note.clone()),
    ];
    let added = custom::of(Kind::Order)
        .iter()
        .map(|def| (lang.field(Kind::Order.name(), def.name), prepared.typed.added.get(def.name).plain()));
    let all = all.into_iter().map(|(msg, text)| (lang.tr(msg), text)).chain(added);
    all.filter(|(_, text)| !text.is_empty()).collect()
}

fn lines(prepared: &Prepared) -> impl Iterator<Item = &LineWork> {
    prepared.work.lines.iter().filter(|line| line.place.is_some())
}

/// What does not keep the order from being stored and is worth a look.
pub fn warnings(prepared: &Prepared, clerk: &Clerk) -> Vec<String> {
    let lang = clerk.lang();
    let low = lines(prepared).filter(|line| line.below_floor).filter_map(|line| line.place).map(|place| {
        let floor = discount::shown(place.publication(&clerk.catalogue).discount_floor);
        format!("{}: {}", clean(&place.label(&clerk.catalogue)), lang.fmt(Msg::DeskBelowFloor, &[&floor]))
    });
    let left = (!prepared.work.left.is_zero() && !prepared.work.parts.is_empty())
        .then(|| lang.fmt(Msg::DeskPlanLeft, &[&grouped(prepared.work.left)]));
    let overdue = (!prepared.desk.overdue.is_zero())
        .then(|| lang.fmt(Msg::DeskOverdue, &[&grouped(prepared.desk.overdue)]));
    let warned = prepared.warned.iter().map(|warning| words::warn(warning, lang));
    low.chain(left).chain(overdue).chain(warned).collect()
}

/// One line about an order that is stored.
pub fn stored(prepared: &Prepared, saved: &OrderSaved, lang: Lang) -> String {
    let customer = clean(&prepared.typed.customer_text);
    let net = grouped(prepared.work.net);
    match saved.state.as_str() {
        _ if saved.existed => lang.fmt(Msg::DeskExisted, &[&saved.code, &customer]),
        "requested" => lang.fmt(Msg::DeskRequested, &[&saved.code, &customer, &net]),
        _ => lang.fmt(Msg::DeskConfirmed, &[&saved.code, &customer, &net, &prepared.work.parts.len()]),
    }
}

/// As scripts read it: amounts as texts, dates as ISO.
pub fn object(prepared: &Prepared, clerk: &Clerk, saved: Option<&OrderSaved>) -> Json {
    let lines = lines(prepared).filter_map(|line| {
        let place = line.place?;
        let issues =
            line.issues.iter().map(|issue| json!({ "no": issue.no, "publish_on": issue.publish_on }));
        Some(json!({
            "publication": place.publication(&clerk.catalogue).name,
            "position": place.position(&clerk.catalogue).name,
            "issues": issues.collect::<Vec<_>>(),
            "list_price": line.list_price,
            "discount": line.discount,
            "unit_price": line.unit_price,
            "amount": line.amount,
            "surcharge": line.surcharge,
        }))
    });
    let parts = prepared.order.instalments.iter();
    json!({
        "stored": saved.map(|saved| json!({
            "id": saved.id, "code": saved.code, "state": saved.state, "version": saved.version, "existed": saved.existed,
        })),
        "intent": prepared.order.intent,
        "state": prepared.order.state,
        "customer": prepared.typed.customer_text,
        "customer_id": prepared.order.customer_id,
        "salesperson": prepared.work.terms.seller.as_ref().map(|link| &link.label),
        "signed_on": prepared.work.signed,
        "lines": lines.collect::<Vec<_>>(),
        "net_amount": prepared.work.net,
        "plan": prepared.order.plan_text,
        "instalments": parts.map(|part| json!({ "due_on": part.due_on, "amount": part.amount })).collect::<Vec<_>>(),
        "agency_id": prepared.order.agency_id,
        "commission_rate": prepared.order.commission_rate,
        "bill_to": prepared.order.bill_to,
        "bill_to_customer_id": prepared.order.bill_to_customer_id,
        "invoice_title_id": prepared.order.invoice_title_id,
        "contract_id": prepared.order.contract_id,
        "tax_rate": prepared.order.tax_rate,
        "note": prepared.order.note,
        "ext": prepared.order.ext,
        "warnings": warnings(prepared, clerk),
    })
}
