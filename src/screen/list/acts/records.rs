//! Opening, making and changing records from a list, and what is begun from the customer under the cursor.

use uuid::Uuid;

use super::{On, Step, Wait, columns, told, unless_creating};
use crate::{
    domain::{
        field::{Edit, FieldDef},
        kind::Kind,
        operation::{Move, Target},
        policy,
        record::{Row, Values},
        value::{Link, Value},
    },
    i18n::Msg,
    screen::{Cx, offered, open},
    store::{Request, Save},
    text::clean,
};

pub fn open(on: &On, cx: &mut Cx) -> Step {
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    cx.push(open::row(on.kind, row));
    Step::Done
}

/// The order that the row belongs to.
pub fn open_order(on: &On, cx: &mut Cx) -> Step {
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    match (on.kind, row.get("order")) {
        (Kind::Order, _) => cx.push(open::record(Kind::Order, row.id)),
        (_, Value::Link(order)) => cx.push(open::record(Kind::Order, order.id)),
        _ => return told(Msg::ListNoOrder, cx),
    }
    Step::Done
}

/// The customer that the row is about: how to reach him, and all that he has.
pub fn open_customer(on: &On, cx: &mut Cx) -> Step {
    match on.here.and_then(|row| customer(on.kind, row)) {
        Some(link) => cx.push(open::record(Kind::Customer, link.id)),
        None => return told(Msg::ListNoCustomer, cx),
    }
    Step::Done
}

pub fn new(on: &On, cx: &mut Cx) -> Step {
    if matches!(
        on.kind,
        Kind::OrderChange | Kind::Line | Kind::Insertion | Kind::Instalment | Kind::Allocation
    ) {
        return told(Msg::ListPartOfOrder, cx);
    }
    if matches!(on.kind, Kind::Inbox | Kind::Event | Kind::Reference) {
        return told(Msg::ListNotHere, cx);
    }
    if let Some(refused) = unless_creating(on.kind, cx) {
        return refused;
    }
    cx.push(match on.kind {
        Kind::Order => open::order(None),
        Kind::Payment => open::payment(None, Vec::new(), None),
        Kind::DupCandidate => open::operate(Move::FindDuplicates, Vec::new(), Values::new()),
        Kind::Operator => open::operate(Move::CreateOperator, Vec::new(), Values::new()),
        Kind::Activity => open::create(Kind::Activity, whose(on, cx)),
        kind => open::create(kind, Values::new()),
    });
    Step::Done
}

pub fn edit(on: &On, cx: &mut Cx) -> Step {
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    if !policy::can_edit(cx.session, on.kind) {
        cx.bad(offered::edit_not_to_you(cx, on.kind));
        return Step::Done;
    }
    match on.kind {
        Kind::Order if matches!(row.get("state").str(), "completed" | "cancelled" | "terminated") => {
            return told(Msg::NoticeOrderOver, cx);
        }
        Kind::Order
            if !matches!(row.get("state").str(), "draft" | "requested")
                && !cx.session.role.keeps_orders() =>
        {
            return told(Msg::NoticeOrderFixed, cx);
        }
        Kind::Order => cx.push(open::edit_order(row.id)),
        Kind::Operator => {
            let asked = Move::ChangeOperator.def().fields;
            let preset = asked
                .iter()
                .fold(Values::new(), |all, field| all.with(field.name, row.get(field.name).clone()));
            let target = (Target { id: row.id, version: row.version }, row.get("name").plain());
            cx.push(open::operate(Move::ChangeOperator, vec![target], preset));
        }
        Kind::Insertion => return super::correct(on, cx),
        _ if on.def().fields.iter().all(|field| field.edit == Edit::Never) => {
            return told(Msg::ListNotHere, cx);
        }
        kind => cx.push(open::edit(kind, row.id)),
    }
    Step::Done
}

/// Another value for a field that the record's form lets one type into; none: there is none on that side.
pub fn set(on: &On, field: &FieldDef, value: Option<Value>, cx: &mut Cx) -> Step {
    let [row] = on.rows.as_slice() else {
        return told(if on.rows.is_empty() { Msg::ListNoRow } else { Msg::ModeOneCard }, cx);
    };
    let Some(value) = value else { return told(Msg::ModeLastLane, cx) };
    // These are changed by forms and moves of their own.
    let own = matches!(on.kind, Kind::Order | Kind::Operator | Kind::Insertion);
    let label = cx.lang.field(on.kind.name(), field.name);
    if own || field.edit != Edit::Always {
        cx.info(cx.lang.fmt(Msg::ModeNotMoved, &[&label]));
        return Step::Done;
    }
    if !policy::can_edit(cx.session, on.kind) || !policy::can_edit_field(cx.session, on.kind, field.name) {
        cx.bad(offered::edit_not_to_you(cx, on.kind));
        return Step::Done;
    }
    if value.is_empty() && field.required {
        return told(Msg::ModeLastLane, cx);
    }
    let name = columns::label(on.def(), row);
    let said = cx.lang.fmt(Msg::ModeMoved, &[&clean(&name), &label]);
    let values = Values::new().with(field.name, value);
    let save = Save { kind: on.kind, existing: Some((row.id, row.version)), values, intent: Uuid::new_v4() };
    Step::Asked(cx.ask("move", Request::Save(save)), Wait::Set(said))
}

/// Another day for an activity.
pub fn put_off(on: &On, cx: &mut Cx) -> Step {
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    if policy::can_edit(cx.session, on.kind) {
        cx.push(open::edit_field(on.kind, row.id, "due_on"));
    } else {
        cx.bad(offered::edit_not_to_you(cx, on.kind));
    }
    Step::Done
}

pub fn new_order(on: &On, cx: &mut Cx) -> Step {
    if let Some(refused) = unless_creating(Kind::Order, cx) {
        return refused;
    }
    // What was won is ordered as it was won.
    let won = on.here.and_then(|row| match (on.kind, row.get("state").str()) {
        (Kind::Opportunity, "won") => Some(row.id),
        (Kind::Quote, "accepted") => row.get("opportunity").id(),
        _ => None,
    });
    cx.push(match won {
        Some(opportunity) => open::order_of(opportunity),
        None => open::order(on.here.and_then(|row| customer(on.kind, row))),
    });
    Step::Done
}

pub fn copy_last_order(on: &On, cx: &mut Cx) -> Step {
    if let Some(refused) = unless_creating(Kind::Order, cx) {
        return refused;
    }
    let Some(customer) = on.here.and_then(|row| customer(on.kind, row)) else {
        return told(Msg::ListNoCustomer, cx);
    };
    cx.push(open::copy_last_order(customer));
    Step::Done
}

/// Something that is to be done.
pub fn plan_activity(on: &On, cx: &mut Cx) -> Step {
    cx.push(open::create(Kind::Activity, whose(on, cx)));
    Step::Done
}

/// Something that was done.
pub fn log_activity(on: &On, cx: &mut Cx) -> Step {
    cx.push(open::create(Kind::Activity, whose(on, cx).with("state", Value::Code("done".into()))));
    Step::Done
}

/// An invoice of the order under the cursor, or of the order that the row is part of: all that is left of it, unless less is typed.
pub fn request_invoice(on: &On, cx: &mut Cx) -> Step {
    if let Some(refused) = unless_creating(Kind::Invoice, cx) {
        return refused;
    }
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    let order = match (on.kind, row.get("order")) {
        (Kind::Order, _) => Value::link(row.id, super::columns::label(on.def(), row)),
        (_, Value::Link(link)) => Value::Link(link.clone()),
        _ => return told(Msg::ListNoOrderToInvoice, cx),
    };
    let mut preset = Values::new().with("order", order);
    // With an agency or another payer in it, the title may be theirs.
    let alone = |name: &str| row.get(name).is_empty();
    if on.kind == Kind::Order && alone("agency") && alone("bill_to_customer") {
        preset.set("customer", row.get("customer").clone());
    }
    cx.push(open::create(Kind::Invoice, preset));
    Step::Done
}

pub fn history(on: &On, cx: &mut Cx) -> Step {
    let Some(row) = on.here else { return told(Msg::ListNoRow, cx) };
    cx.push(open::history(on.kind, row.id, super::columns::label(on.def(), row)));
    Step::Done
}

/// The customer that a row is about.
pub fn customer(kind: Kind, row: &Row) -> Option<Link> {
    if kind == Kind::Customer {
        return Some(Link { id: row.id, label: row.get("name").plain() });
    }
    ["customer", "payer"].into_iter().find_map(|name| match row.get(name) {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    })
}

/// An activity of mine, today, about the row under the cursor.
fn whose(on: &On, cx: &Cx) -> Values {
    let me = Value::link(cx.session.operator_id.into(), cx.session.name.clone());
    let mut preset = Values::new().with("owner", me).with("due_on", Value::Date(cx.session.today));
    let Some(row) = on.here else { return preset };
    if let Some(link) = customer(on.kind, row) {
        preset.set("customer", Value::Link(link));
    }
    let itself = || Value::link(row.id, super::columns::label(on.def(), row));
    match on.kind {
        Kind::Contact => preset.set("contact", itself()),
        Kind::Order => preset.set("order", itself()),
        Kind::Opportunity => preset.set("opportunity", itself()),
        Kind::Insertion => preset.set("insertion", itself()),
        _ => {}
    }
    for name in ["order", "contact"] {
        if let Value::Link(link) = row.get(name) {
            preset.set(name, Value::Link(link.clone()));
        }
    }
    preset
}

/// Records from a table.
pub(super) fn import(on: &On, cx: &mut Cx) -> Step {
    cx.push(open::import(on.kind));
    Step::Done
}

/// The marked rows, or the one under the cursor, are changed at once.
pub(super) fn bulk(on: &On, cx: &mut Cx) -> Step {
    let Some(here) = on.here.or(on.rows.first().copied()) else { return told(Msg::ListNoRow, cx) };
    cx.push(open::bulk(on.kind, on.rows.iter().map(|row| (*row).clone()).collect(), here.id));
    Step::Done
}
