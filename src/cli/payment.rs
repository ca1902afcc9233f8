//! `kehu payment add TEXT`: a payment in words without the screen, by the same rules, rights and refusals as the form.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    desk::{self, How},
    outcome::say,
    print::json as script,
};
use crate::{
    domain::{
        kind::Kind,
        money::grouped,
        order_draft::PaymentDraft,
        payment_text::{self, PaymentText, Pays},
        value::Link,
    },
    entry::{
        payment::{
            typed::Typed,
            words,
            work::{self, Due, Known, Work, work_out},
        },
        words as entry_words,
    },
    i18n::Msg,
    store::{Booked, Reply, Request},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Add(Add),
}

#[derive(Debug, clap::Args)]
struct Add {
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    how: How,
    #[arg(long, value_name = "UUID")]
    intent: Option<Uuid>,
}

/// A payment that can be booked.
struct Prepared {
    payer: String,
    rows: Vec<Due>,
    work: Work,
    draft: PaymentDraft,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let Action::Add(add) = &args.action;
    desk::told(one(add, cx), add.how)
}

fn one(args: &Add, cx: &Context) -> anyhow::Result<Exit> {
    let text = payment_text::parse(&args.text)
        .map_err(|e| Failure::usage(entry_words::payment_text(&e, cx.lang)))?;
    let mut ask = Ask::open(cx)?;
    let prepared = prepare(&text, args.intent.unwrap_or_else(Uuid::new_v4), &mut ask, cx)?;
    let book = Request::Book(Box::new(prepared.draft.clone()));
    if args.how.check {
        ask.try_out(&book)?;
        if args.how.json {
            say(script::text(&object(&prepared, None)))?;
        } else {
            show(&prepared, cx)?;
            say(cx.lang.tr(Msg::SaidChecked))?;
        }
        return Ok(Exit::Ok);
    }
    let booked = match ask.once(&book, &book, cx)? {
        Reply::Booked(booked) => booked,
        other => return Err(strange(&other)),
    };
    if args.how.json {
        say(script::text(&object(&prepared, Some(&booked))))?;
    } else {
        let paid = prepared.draft.amount;
        say(cx.lang.fmt(
            Msg::PayBooked,
            &[
                &clean(&booked.code),
                &grouped(paid),
                &clean(&prepared.payer),
                &grouped(booked.allocated),
                &grouped(paid - booked.allocated),
                &booked.closed_todos,
            ],
        ))?;
    }
    Ok(Exit::Ok)
}

/// Finds the payer and what he pays, and works everything out. What is wrong is said as in the form.
fn prepare(text: &PaymentText, intent: Uuid, ask: &mut Ask, cx: &Context) -> anyhow::Result<Prepared> {
    let payer = desk::customer(ask, &text.payer, cx.lang)?;
    let mut rows = rows(ask, Request::List(work::open_of(payer.id)))?;
    let mut marked = Vec::new();
    for pays in &text.pays {
        marked.extend(marks(pays, &mut rows, ask, cx)?);
    }
    let mut typed = Typed::new(Some(Link { id: payer.id, label: payer.label.clone() }), marked, None);
    typed.intent = intent;
    typed.amount = text.amount.as_ref().map(|amount| amount.words.clone()).unwrap_or_default();
    typed.received = text.received.as_ref().map(|day| day.words.clone()).unwrap_or_default();
    typed.method.clone_from(&text.method);
    typed.bank_ref.clone_from(&text.bank_ref);
    typed.note.clone_from(&text.note);
    let methods = match ask.ask(&Request::Dictionaries)? {
        Reply::Dictionaries(words) => words.get("method").cloned().unwrap_or_default(),
        other => return Err(strange(&other)),
    };
    let mut proposal = Vec::new();
    if let Ok(amount) = work::amount(&typed, &rows)
        && amount > 0.into()
    {
        let instalments = typed.marked.clone();
        proposal = match ask.ask(&Request::Propose { payer: payer.id, amount, instalments })? {
            Reply::Proposal(parts) => parts,
            other => return Err(strange(&other)),
        };
    }
    // A payer may pay for another customer's order.
    for part in &proposal {
        if rows.iter().all(|row| row.id != part.instalment_id)
            && let Reply::Record(row) = ask.ask(&Request::Record(Kind::Instalment, part.instalment_id))?
        {
            rows.push(Due::from(&row));
        }
    }
    let known = Known { today: ask.session.today, rows: &rows, proposal: &proposal, methods: &methods };
    let work = work_out(&typed, &known);
    if let Some((_, wrong)) = work.wrong.first() {
        return Err(Failure::refused(words::say(wrong, cx.lang)).into());
    }
    let draft = work.draft(&typed, &rows);
    let draft = draft.ok_or_else(|| Failure::refused(cx.lang.tr(Msg::PayNoPayer)))?;
    Ok(Prepared { payer: payer.label, rows, work, draft })
}

fn rows(ask: &mut Ask, list: Request) -> anyhow::Result<Vec<Due>> {
    match ask.ask(&list)? {
        Reply::Page(page) => Ok(page.rows.iter().map(Due::from).collect()),
        other => Err(strange(&other)),
    }
}

/// The instalments that are named; all that is open of an order without parts.
fn marks(pays: &Pays, known: &mut Vec<Due>, ask: &mut Ask, cx: &Context) -> anyhow::Result<Vec<i64>> {
    let no_order = || Failure::refused(cx.lang.fmt(Msg::CliNoSuchCode, &[&clean(&pays.order)]));
    let order = match ask.find(&Request::ByCode(Kind::Order, pays.order.clone()))? {
        Some(Reply::Record(row)) => row.id,
        Some(other) => return Err(strange(&other)),
        None => return Err(no_order().into()),
    };
    let open = rows(ask, Request::List(work::open_of_order(order)))?;
    let named: Vec<i64> = if pays.parts.is_empty() {
        open.iter().map(|row| row.id).collect()
    } else {
        let find = |n: &u32| {
            let row = open.iter().find(|row| row.seq == i64::from(*n)).map(|row| row.id);
            row.ok_or_else(|| Failure::refused(cx.lang.fmt(Msg::SaidNothingOpen, &[&clean(&pays.order), n])))
        };
        pays.parts.iter().map(find).collect::<Result<_, _>>()?
    };
    for row in open {
        if named.contains(&row.id) && known.iter().all(|other| other.id != row.id) {
            known.push(row);
        }
    }
    Ok(named)
}

fn paid(prepared: &Prepared) -> impl Iterator<Item = (&Due, rust_decimal::Decimal)> {
    let pays = prepared.rows.iter().zip(prepared.work.pays.iter().copied());
    pays.filter(|(_, amount)| !amount.is_zero())
}

fn show(prepared: &Prepared, cx: &Context) -> anyhow::Result<()> {
    let draft = &prepared.draft;
    say(format_args!(
        "{}  {}  {}  {}",
        clean(&prepared.payer),
        grouped(draft.amount),
        draft.received_on,
        clean(&draft.method)
    ))?;
    for (row, amount) in paid(prepared) {
        let due = row.due_on.map(|day| day.to_string()).unwrap_or_default();
        say(format_args!("  {} {}  {due}  {}", clean(&row.order), row.seq, grouped(amount)))?;
    }
    let advance = draft.amount - prepared.work.allocated;
    say(cx
        .lang
        .fmt(Msg::PaySum, &[&grouped(draft.amount), &grouped(prepared.work.allocated), &grouped(advance)]))
}

fn object(prepared: &Prepared, booked: Option<&Booked>) -> Json {
    let draft = &prepared.draft;
    let pays = paid(prepared).map(|(row, amount)| {
        json!({ "instalment_id": row.id, "order": row.order, "seq": row.seq, "due_on": row.due_on, "amount": amount })
    });
    json!({
        "stored": booked.map(|booked| json!({
            "id": booked.id, "code": booked.code, "closed_todos": booked.closed_todos,
        })),
        "intent": draft.intent,
        "payer": prepared.payer,
        "payer_id": draft.payer_id,
        "amount": draft.amount,
        "received_on": draft.received_on,
        "method": draft.method,
        "bank_ref": draft.bank_ref,
        "note": draft.note,
        "pays": pays.collect::<Vec<_>>(),
        "allocated": prepared.work.allocated,
        "advance": draft.amount - prepared.work.allocated,
    })
}
