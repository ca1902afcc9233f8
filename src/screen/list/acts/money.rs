//! Collecting: collection todos, payments, promises, putting off, writing off.

use rust_decimal::Decimal;

use super::{On, Step, Wait, move_on, records, told, unless_creating, unless_offered};
use crate::{
    domain::{
        filter::{Filter, ListQuery},
        kind::Kind,
        money,
        operation::{Move, Operation, Target},
        order_draft::{DraftAllocation, PaymentDraft, PaymentKind},
        record::{Row, Values},
        value::{Link, Value},
    },
    i18n::Msg,
    screen::{Cx, list::columns::owed, open},
    store::Request,
};

/// One collection todo per row; the answer tells how many, for whom, and why not.
pub fn dun(on: &On, cx: &mut Cx) -> Step {
    if let Some(refused) = unless_instalments(on, cx) {
        return refused;
    }
    if let Some(refused) = unless_offered(Move::Dun, cx) {
        return refused;
    }
    let people = on.rows.iter().map(|row| (row.id, row.get("salesperson").plain())).collect();
    let targets = on.rows.iter().map(|row| Target { id: row.id, version: row.version }).collect();
    let operation =
        Operation { what: Move::Dun, targets, values: Values::new(), intent: uuid::Uuid::new_v4() };
    Step::Asked(cx.ask("move", Request::Operate(operation)), Wait::Dun(people))
}

/// The payment form, for what the rows still owe.
pub fn receive(on: &On, cx: &mut Cx) -> Step {
    let Some((payer, rows)) = payer_of(on, cx) else { return Step::Done };
    let amount = rows.iter().map(|row| owed(row)).sum();
    cx.push(open::payment(Some(payer), rows.iter().map(|row| row.id).collect(), Some(amount)));
    Step::Done
}

/// The form of a refund: of what the rows have received, or of what this payer has paid.
pub fn refund(on: &On, cx: &mut Cx) -> Step {
    if let Some(refused) = unless_creating(Kind::Payment, cx) {
        return refused;
    }
    if on.kind == Kind::Payment {
        let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
        cx.push(open::refund(records::customer(Kind::Payment, row), Vec::new(), None));
        return Step::Done;
    }
    let received = |row: &Row| row.get("received").decimal().unwrap_or_default();
    let Some((payer, rows)) = one_payer(on, received, Msg::ListNothingReceived, cx) else {
        return Step::Done;
    };
    let amount = rows.iter().map(|row| received(row)).sum();
    cx.push(open::refund(Some(payer), rows.iter().map(|row| row.id).collect(), Some(amount)));
    Step::Done
}

/// All that the rows still owe, received today: asked once, then booked.
pub fn receive_rest(on: &On, cx: &mut Cx) -> Step {
    let Some((payer, rows)) = payer_of(on, cx) else { return Step::Done };
    let amount: Decimal = rows.iter().map(|row| owed(row)).sum();
    let question = cx.lang.fmt(
        Msg::ListReceiveRest,
        &[&money::grouped(amount), &crate::text::clean(&payer.label), &rows.len()],
    );
    cx.push(open::confirm(question));
    let part = |row: &&Row| DraftAllocation { instalment_id: row.id, amount: owed(row) };
    let draft = PaymentDraft {
        intent: uuid::Uuid::new_v4(),
        kind: PaymentKind::Receipt,
        payer_id: payer.id,
        received_on: cx.session.today,
        amount,
        method: "transfer".into(),
        bank_ref: String::new(),
        note: String::new(),
        allocations: rows.iter().map(part).collect(),
    };
    Step::Question(Request::Book(Box::new(draft)), Wait::Book)
}

/// The form of the answer to a collection todo; of an instalment, its open todo is looked up first.
pub fn promise(on: &On, cx: &mut Cx) -> Step {
    let row = match on.rows.as_slice() {
        [row] => row,
        [] => return told(Msg::ListNoRow, cx),
        _ => return told(Msg::ListOneRowOnly, cx),
    };
    if let Some(refused) = unless_offered(Move::AnswerDunning, cx) {
        return refused;
    }
    match on.kind {
        Kind::Activity if row.get("kind").str() == "dunning" => answer(row, cx),
        Kind::Instalment => {
            let open = |state: &str| Filter::eq("state", Value::Code(state.into()));
            let filter = Filter::eq("instalment", Value::link(row.id, ""))
                .and(Filter::eq("kind", Value::Code("dunning".into())))
                .and(Filter::Or(vec![open("planned"), open("in_progress")]));
            let ticket =
                cx.ask("promise", Request::List(ListQuery::of(Kind::Activity).filter(filter).limit(1)));
            Step::Asked(ticket, Wait::Promise)
        }
        _ => told(Msg::ListNotHere, cx),
    }
}

/// The form of the answer to this collection todo.
pub fn answer(todo: &Row, cx: &mut Cx) -> Step {
    let rest = todo.get("outstanding").clone();
    let preset = ["promised_on", "promised_amount", "reason_code", "answer"]
        .iter()
        .fold(Values::new(), |all, name| all.with(name, todo.get(name).clone()));
    let preset =
        if preset.get("promised_amount").is_empty() { preset.with("promised_amount", rest) } else { preset };
    let target = Target { id: todo.id, version: todo.version };
    cx.push(open::operate(Move::AnswerDunning, vec![(target, todo.get("title").plain())], preset));
    Step::Done
}

/// No collection todo before a day; of a todo of one's own: another day.
pub fn put_off(on: &On, cx: &mut Cx) -> Step {
    match on.kind {
        Kind::Instalment => move_on(Move::BlockDunning, on, Values::new(), cx),
        Kind::Activity => records::put_off(on, cx),
        _ => told(Msg::ListNotHere, cx),
    }
}

pub fn write_off(on: &On, cx: &mut Cx) -> Step {
    match unless_instalments(on, cx) {
        Some(refused) => refused,
        None => move_on(Move::WriteOff, on, Values::new(), cx),
    }
}

fn unless_instalments(on: &On, cx: &mut Cx) -> Option<Step> {
    if on.kind != Kind::Instalment {
        return Some(told(Msg::ListNotHere, cx));
    }
    on.rows.is_empty().then(|| told(Msg::ListNoRow, cx))
}

/// Who pays, and the rows that still owe something.
fn payer_of<'a>(on: &On<'a>, cx: &mut Cx) -> Option<(Link, Vec<&'a Row>)> {
    if unless_creating(Kind::Payment, cx).is_some() {
        return None;
    }
    one_payer(on, owed, Msg::ListNothingOwed, cx)
}

/// The rows of which there is some amount; one payment comes from, or goes to, one payer. None: the person was told why not.
fn one_payer<'a>(
    on: &On<'a>,
    amount: impl Fn(&Row) -> Decimal,
    nothing: Msg,
    cx: &mut Cx,
) -> Option<(Link, Vec<&'a Row>)> {
    if unless_instalments(on, cx).is_some() {
        return None;
    }
    let rows: Vec<&Row> = on.rows.iter().copied().filter(|row| amount(row) > Decimal::ZERO).collect();
    let payers: Vec<Link> = rows.iter().filter_map(|row| records::customer(Kind::Instalment, row)).collect();
    let why = match payers.first() {
        None => nothing,
        Some(first) if payers.iter().any(|payer| payer.id != first.id) => Msg::NoticeOnePayer,
        Some(first) => return Some((first.clone(), rows)),
    };
    told(why, cx);
    None
}
