//! Fills the form from what is stored: the customer at the desk, his last order, an order that is changed.

use std::sync::Arc;

use super::{OrderForm, Start, field::Field, typed::TypedLine};
use crate::{
    domain::{
        discount,
        order_draft::{DraftLine, OrderDraft},
        value::Link,
    },
    entry::order::loaded::{line_of, typed_of},
    i18n::Msg,
    screen::{Cx, desk::Hold},
    store::{Catalogue, Desk, Request},
};

impl OrderForm {
    /// The form was opened.
    pub(super) fn opened(&mut self, cx: &mut Cx) -> bool {
        self.again = self.again && cx.session.role.keeps_orders();
        self.ask_pins(cx);
        self.ask_media(cx);
        if let Some(customer) = &self.typed.customer {
            let id = customer.id;
            self.ask_desk(id, cx);
        }
        match self.start {
            Start::Edit(id) => {
                self.asked.order = Some(cx.ask("order", Request::LoadOrder(id)));
                self.ask_editors(id, cx);
            }
            Start::Won(id) => self.ask_won(id, cx),
            Start::Said(_) => {
                self.changed = true;
                let text = self.typed.customer_text.clone();
                self.look_up(&text, cx);
            }
            Start::Resumed if self.typed.existing.is_none() => {
                self.asked.before = Some(cx.ask("before", Request::AskOrder(self.typed.intent)));
            }
            _ => {}
        }
        if let (Start::Resumed, Some((id, _))) = (&self.start, self.typed.existing) {
            self.ask_editors(id, cx);
        }
        true
    }

    /// Who else is changing this order?
    fn ask_editors(&mut self, order: i64, cx: &mut Cx) {
        self.asked.editors = Some(cx.ask("editors", Request::Editors(order)));
    }

    pub(super) fn ask_media(&mut self, cx: &mut Cx) {
        self.asked.catalogue = Some(cx.ask("catalogue", Request::Catalogue));
    }

    pub(super) fn ask_desk(&mut self, customer: i64, cx: &mut Cx) {
        self.desk = None;
        self.asked.desk = Some(cx.ask("desk", Request::Desk(customer)));
    }

    /// This customer is meant.
    pub(super) fn set_customer(&mut self, id: i64, label: String, cx: &mut Cx) {
        let same = self.typed.customer.as_ref().is_some_and(|customer| customer.id == id);
        if self.typed.customer.is_some() && !same {
            // Another company's contract says nothing about this one.
            self.typed.contract = Default::default();
        }
        self.typed.customer_text = label.clone();
        self.typed.customer = Some(Link { id, label });
        if !same {
            // Whoever was pinned stays; else it is the new customer's salesperson.
            if !self.typed.pinned.contains(&Field::Salesperson) && self.typed.existing.is_some() {
                self.typed.seller = Default::default();
            }
            self.ask_desk(id, cx);
        }
        self.changed = true;
    }

    /// The customer's facts have come: his usual plan is proposed where none was typed.
    pub(super) fn desk_came(&mut self, desk: Box<Desk>, cx: &mut Cx) {
        let before = self.typed.plan.clone();
        self.typed.propose_plan(desk.last_order.as_ref());
        if self.typed.plan != before && self.field() == Field::Plan {
            self.go(Field::Plan, cx);
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
        self.remember();
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
        self.show(*order, cx);
        self.go(Field::Place(0), cx);
        self.opened_as = Some(Box::new(self.typed.clone()));
        // Others see that it is being changed.
        self.hold.keep(&self.typed, cx);
    }

    /// Puts a stored order into the form. A save of a change has an intent of its own: the first one's was used up when the
    /// order was made.
    pub(super) fn show(&mut self, order: OrderDraft, cx: &mut Cx) {
        let mut typed = typed_of(&order, &self.catalogue, self.today);
        typed.pinned = std::mem::take(&mut self.typed.pinned);
        self.hold = Hold::new(typed.intent, "order");
        self.undo.clear();
        if let Some(customer) = order.customer_id {
            if self.typed.customer.as_ref().map(|known| known.id) != Some(customer) || self.desk.is_none() {
                self.ask_desk(customer, cx);
            }
            if order.names.customer.is_empty() {
                typed.customer = Some(Link { id: customer, label: String::new() });
            }
        }
        typed.base = Some(Box::new(order));
        self.typed = typed;
        self.work();
    }
}

/// A line of the last order: as many next issues.
fn copied(line: &DraftLine, catalogue: &Arc<Catalogue>) -> TypedLine {
    let issues = match &line.surcharge_kind {
        Some(kind) => kind.clone(),
        None => line.insertions.len().to_string(),
    };
    TypedLine { issues, discount: discount::shown(line.discount), ..line_of(line, catalogue) }
}
