//! Fills the form from what is stored: the customer at the desk, his last order, an order that is changed.

use uuid::Uuid;

use super::{
    OrderForm, Start,
    field::Field,
    place::Place,
    typed::{Typed, TypedLine},
};
use crate::{
    domain::{
        discount,
        order_draft::{DraftInstalment, DraftLine, OrderDraft},
        plan::{Due, Plan, Share, Split, SplitPlan, When},
        value::Link,
    },
    i18n::Msg,
    screen::Cx,
    store::{Catalogue, Desk, Request},
};

impl OrderForm {
    /// The form was opened.
    pub(super) fn opened(&mut self, cx: &mut Cx) -> bool {
        self.again = self.again && cx.session.role.keeps_orders();
        self.ask_media(cx);
        if let Some(customer) = &self.typed.customer {
            let id = customer.id;
            self.ask_desk(id, cx);
        }
        match self.start {
            Start::Edit(id) => self.asked.order = Some(cx.ask("order", Request::LoadOrder(id))),
            Start::Resumed if self.typed.existing.is_none() => {
                self.asked.before = Some(cx.ask("before", Request::AskOrder(self.typed.intent)));
            }
            _ => {}
        }
        true
    }

    pub(super) fn ask_media(&mut self, cx: &mut Cx) {
        self.asked.catalogue = Some(cx.ask("catalogue", Request::Catalogue));
    }

    fn ask_desk(&mut self, customer: i64, cx: &mut Cx) {
        self.desk = None;
        self.asked.desk = Some(cx.ask("desk", Request::Desk(customer)));
    }

    /// This customer is meant.
    pub(super) fn set_customer(&mut self, id: i64, label: String, cx: &mut Cx) {
        let same = self.typed.customer.as_ref().is_some_and(|customer| customer.id == id);
        self.typed.customer_text = label.clone();
        self.typed.customer = Some(Link { id, label });
        if !same {
            self.typed.salesperson = None;
            self.ask_desk(id, cx);
        }
        self.changed = true;
    }

    /// The customer's facts have come: his usual plan is proposed where none was typed.
    pub(super) fn desk_came(&mut self, desk: Box<Desk>, cx: &mut Cx) {
        let untouched = self.typed.plan.trim().is_empty() || self.typed.plan_from.is_some();
        if untouched && self.typed.existing.is_none() {
            let last = desk.last_order.as_ref();
            self.typed.plan = last.map(|last| last.plan_text.clone()).unwrap_or_default();
            self.typed.plan_from =
                last.filter(|last| !last.plan_text.is_empty()).map(|last| last.code.clone());
            self.typed.parts.clear();
            if self.field() == Field::Plan {
                self.go(Field::Plan, cx);
            }
        }
        self.desk = Some(desk);
    }

    /// Lines and plan of the customer's last order, with as many next issues.
    pub(super) fn copy_last(&mut self, cx: &mut Cx) {
        if self.typed.customer.is_none() {
            self.said = Some((Field::Customer, cx.lang.tr(Msg::DeskPickCustomerFirst).to_owned()));
            return;
        }
        let Some(last) = self.desk.as_ref().and_then(|desk| desk.last_order.clone()) else {
            self.told = Some(cx.lang.tr(Msg::DeskNoLastOrder).to_owned());
            return;
        };
        self.typed.lines = last.draft.lines.iter().map(|line| copied(line, &self.catalogue)).collect();
        self.typed.plan = last.plan_text.clone();
        self.typed.plan_from = Some(last.code.clone());
        self.typed.parts.clear();
        self.changed = true;
        self.work();
        self.go(Field::Issues(0), cx);
        cx.info(cx.lang.fmt(Msg::DeskCopied, &[&last.code]));
    }

    /// The order that is to be changed has come; it waits for the catalogue.
    pub(super) fn order_came(&mut self, order: Box<OrderDraft>, cx: &mut Cx) {
        self.start = Start::Loaded(order);
        if self.asked.catalogue.is_none() {
            self.load(cx);
        }
    }

    /// Shows the order that is to be changed, once the catalogue is there.
    pub(super) fn load(&mut self, cx: &mut Cx) {
        let start = std::mem::replace(&mut self.start, Start::Begun);
        let Start::Loaded(order) = start else {
            self.start = start;
            return;
        };
        let mut typed = Typed::new();
        // A save of a change has an intent of its own: the first one's was used up when the order was made.
        typed.intent = Uuid::new_v4();
        self.hold = crate::screen::desk::Hold::new(typed.intent, "order");
        typed.existing = order.id.zip(order.version);
        typed.amends = !matches!(order.state.as_str(), "draft" | "requested");
        typed.salesperson = order.salesperson_id;
        typed.signed = order.signed_on.map(|day| day.to_string()).unwrap_or_default();
        typed.note = order.note.clone();
        typed.plan = order.plan_text.clone();
        typed.lines = order.lines.iter().map(|line| loaded(line, &self.catalogue)).collect();
        typed.field = Field::Place(0);
        if let Some(id) = order.customer_id {
            typed.customer = Some(Link { id, label: String::new() });
            self.asked.name = Some(cx.ask("name", Request::Record(crate::domain::kind::Kind::Customer, id)));
            self.ask_desk(id, cx);
        }
        self.typed = typed;
        self.work();
        // What was agreed stays, even where the words alone would date it anew.
        let same = self.work.parts.len() == order.instalments.len()
            && self
                .work
                .parts
                .iter()
                .zip(&order.instalments)
                .all(|(part, kept)| (part.part.amount, part.part.due_on) == (kept.amount, kept.due_on));
        if !same && !order.instalments.is_empty() {
            self.typed.plan = written_out(&order.instalments).to_string();
        }
        self.go(Field::Place(0), cx);
    }
}

fn place_of(line: &DraftLine, catalogue: &Catalogue) -> TypedLine {
    let ids = (line.publication_id, line.position_id);
    let place = Place::of(catalogue, ids);
    TypedLine {
        place_text: place.map_or_else(String::new, |place| place.label(catalogue)),
        place: Some(ids),
        discount: discount::shown(line.discount),
        ..TypedLine::default()
    }
}

/// A line of the last order: as many next issues.
fn copied(line: &DraftLine, catalogue: &Catalogue) -> TypedLine {
    TypedLine { issues: line.insertions.len().to_string(), ..place_of(line, catalogue) }
}

/// A line of an order that is changed: its issues stay until other ones are typed.
fn loaded(line: &DraftLine, catalogue: &Catalogue) -> TypedLine {
    let issues = catalogue
        .publications
        .iter()
        .find(|publication| publication.id == line.publication_id)
        .map(|publication| publication.issues.as_slice())
        .unwrap_or_default();
    let number = |id: i64| issues.iter().find(|issue| issue.id == id).map(|issue| format!("#{}", issue.no));
    let all: Vec<i64> = line.insertions.iter().map(|insertion| insertion.issue_id).collect();
    let ahead: Vec<String> = all.iter().filter_map(|id| number(*id)).collect();
    TypedLine {
        issues: if ahead.is_empty() { all.len().to_string() } else { ahead.join(",") },
        past_issues: all.iter().copied().filter(|id| number(*id).is_none()).collect(),
        kept_issues: all,
        kept_price: Some(line.list_price),
        ..place_of(line, catalogue)
    }
}

/// The instalments as a plan that says each amount and each day.
fn written_out(instalments: &[DraftInstalment]) -> Plan {
    let days = instalments.iter().map(|part| {
        Due::On(crate::domain::date::DateWord::plain(crate::domain::date::Day::Full(part.due_on)))
    });
    Plan::Split(SplitPlan {
        split: Split::Parts(instalments.iter().map(|part| Share::Yuan(part.amount)).collect()),
        when: Some(When::At(days.collect())),
        from: None,
        day: None,
    })
}
