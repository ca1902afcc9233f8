//! Saving an order: what may be a slip is asked first, then it is sent once with its intent, never said to be saved before the server said so. What was typed stays until
//! then, and a refusal is shown at the field it is about.

use super::{
    OrderForm,
    field::Field,
    warn::{Warning, warnings},
    words,
};
use crate::{
    domain::{
        entity::custom,
        kind::Kind,
        money,
        order_draft::{DraftNames, OrderDraft},
        session::Role,
    },
    i18n::Msg,
    screen::{Cx, Outcome, open, trouble},
    store::{OrderSaved, Reason, Reply, Request, StoreError, Ticket},
};

/// A save that is on its way.
#[derive(Debug)]
pub(super) struct Saving {
    pub ticket: Ticket,
    /// What was sent.
    pub order: OrderDraft,
    /// The outcome is unknown, and the server is asked by the intent.
    pub asking: bool,
    /// The form goes on with this order.
    pub stays: bool,
}

/// A question that is asked about a save.
#[derive(Debug)]
pub(super) enum Question {
    /// Something may be a slip; yes saves it all the same.
    Warned { state: String, stays: bool, warned: Vec<Warning> },
    /// It needs a director; why he should agree hands it in and asks him.
    Approval { warned: Vec<Warning> },
}

impl OrderForm {
    /// F10: the desk confirms, a salesperson hands in.
    pub(super) fn finish(&mut self, cx: &mut Cx) {
        let state = if cx.session.role.keeps_orders() { "confirmed" } else { "requested" };
        self.save_as(state, false, cx);
    }

    /// Ctrl-S: the order is kept as it stands and can be found by others; the form stays. Without a customer there is no
    /// order yet, and the draft is kept.
    pub(super) fn save_draft(&mut self, cx: &mut Cx) {
        let state = self.typed.base.as_ref().map_or_else(|| "draft".to_owned(), |base| base.state.clone());
        // A change of a confirmed order needs its reason: it is finished, or kept as a draft.
        if !self.typed.amends && self.settle(cx) && self.typed.customer.is_some() {
            self.work();
            self.save_as(&state, true, cx);
        } else {
            self.keep_draft(cx);
        }
    }

    /// What nobody at the desk may give: it is said, and why he should agree is asked for the director.
    fn ask_approval(&mut self, about: &str, warned: Vec<Warning>, cx: &mut Cx) {
        let title = match cx.session.role {
            Role::Sd => Msg::OrderAgreeWhy,
            _ => Msg::OrderAskWhy,
        };
        self.question = Some(Question::Approval { warned });
        cx.push(open::line(cx.lang.tr(title).to_owned(), about.to_owned(), Msg::OrderAskWhyNeeded));
    }

    /// Whether it cannot be confirmed without a director, as far as can be told here.
    fn needs_director(&self) -> bool {
        let over = |desk: &crate::store::Desk| {
            desk.credit_limit.is_some_and(|limit| desk.outstanding + self.work.net > limit)
        };
        self.work.lines.iter().any(|line| line.below_floor) || self.desk.as_deref().is_some_and(over)
    }

    fn save_as(&mut self, state: &str, stays: bool, cx: &mut Cx) {
        if self.saving.is_some() {
            return;
        }
        let settled = self.settle(cx);
        self.work();
        if !settled {
            return;
        }
        if let Some((field, wrong)) = self.work.hindrance(state) {
            let (field, text) = (*field, words::say(wrong, cx.lang));
            self.go(field, cx);
            // What was typed is shown, not what it would have replaced.
            self.fresh = false;
            self.said = Some((field, text));
            return;
        }
        // The general manager's own confirmation is his approval; to everybody else the server says no.
        let refuses = state == "confirmed" && cx.session.role != Role::Gm;
        let warned = match state {
            "draft" => Vec::new(),
            _ => warnings(&self.typed, &self.work, self.known(), refuses),
        };
        let text: Vec<String> = warned.iter().map(|warning| words::warn(warning, cx.lang)).collect();
        let text = text.join(" ");
        if self.typed.amends {
            return self.ask_why(text, cx);
        }
        if state == "requested" && self.needs_director() {
            let mut about = text;
            if self.work.lines.iter().any(|line| line.below_floor) {
                about = format!("{} {about}", cx.lang.tr(Msg::OrderBelowFloor));
            }
            return self.ask_approval(&about, warned, cx);
        }
        if warned.is_empty() {
            return self.send(state, stays, None, &warned, cx);
        }
        self.question = Some(Question::Warned { state: state.to_owned(), stays, warned });
        cx.push(open::confirm(cx.lang.fmt(Msg::OrderGoOn, &[&text])));
    }

    /// Sends the order: why a director should agree, where he has to, and what was accepted go with it.
    pub(super) fn send(
        &mut self,
        state: &str,
        stays: bool,
        ask: Option<String>,
        warned: &[Warning],
        cx: &mut Cx,
    ) {
        let accepted = warned.iter().map(Warning::logged).collect();
        let order = OrderDraft { ask, accepted, ..self.work.draft(&self.typed, &self.catalogue, state) };
        self.hold.flush(&self.typed, cx);
        self.changed = false;
        self.suggestions.close();
        let ticket = cx.ask("save", Request::SaveOrder(Box::new(order.clone())));
        self.saving = Some(Saving { ticket, order, asking: false, stays });
        self.said = None;
    }

    /// The answer to a save, or to the question whether it was saved.
    pub(super) fn save_answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        let Some(saving) = self.saving.take_if(|saving| saving.ticket == ticket) else { return };
        match answer {
            Ok(Reply::OrderSaved(saved)) if saving.stays => self.goes_on(saved, saving.order, cx),
            Ok(Reply::OrderSaved(saved)) => self.was_saved(saved, cx),
            Err(StoreError::Stale) if saving.order.id.is_some() => self.ask_theirs(saving.order.id, cx),
            Err(StoreError::Unknown) if !saving.asking => self.ask_whether(saving, cx),
            Err(StoreError::NotYours) if saving.asking => {
                self.held.clear();
                self.told = Some(cx.lang.tr(Msg::DeskNotSaved).to_owned());
            }
            Err(StoreError::Offline | StoreError::Full | StoreError::Unknown) if saving.asking => {
                self.in_doubt = true;
                self.held.clear();
                self.told = Some(cx.lang.tr(Msg::DeskInDoubt).to_owned());
            }
            Err(StoreError::Refused(reason)) => self.refused(&reason, &saving.order, cx),
            Err(e) => {
                self.held.clear();
                self.told = Some(trouble::say(&e, cx.lang));
            }
            Ok(_) => {}
        }
    }

    fn ask_whether(&mut self, saving: Saving, cx: &mut Cx) {
        let ticket = cx.ask("save", Request::AskOrder(saving.order.intent));
        self.saving = Some(Saving { ticket, asking: true, ..saving });
    }

    /// The server is back: what became of a save whose outcome is unknown?
    pub(super) fn ask_again(&mut self, cx: &mut Cx) {
        if self.in_doubt && self.saving.is_none() {
            self.in_doubt = false;
            let order = self.work.draft(&self.typed, &self.catalogue, "confirmed");
            let ticket = cx.ask("save", Request::AskOrder(self.typed.intent));
            self.saving = Some(Saving { ticket, order, asking: true, stays: false });
        }
    }

    /// The order is stored: say so, drop the draft, and go on with the next or back.
    pub(super) fn was_saved(&mut self, saved: OrderSaved, cx: &mut Cx) {
        let customer = crate::text::clean(&self.typed.customer_text);
        let net = money::grouped(self.work.net);
        let parts = self.work.parts.len();
        cx.good(match saved.state.as_str() {
            _ if self.typed.amends => cx.lang.fmt(Msg::ChangeMade, &[&saved.code, &customer, &net]),
            _ if saved.existed => cx.lang.fmt(Msg::DeskExisted, &[&saved.code, &customer]),
            "requested" if saved.asked => {
                let msg = if cx.session.role == Role::Sd { Msg::OrderAgreed } else { Msg::OrderAsked };
                cx.lang.fmt(msg, &[&saved.code, &customer, &net])
            }
            "requested" => cx.lang.fmt(Msg::DeskRequested, &[&saved.code, &customer, &net]),
            _ => cx.lang.fmt(Msg::DeskConfirmed, &[&saved.code, &customer, &net, &parts]),
        });
        self.hold.drop_kept(cx);
        if !self.typed.pinned.is_empty() {
            self.keep_pins(cx);
        }
        if self.again {
            self.begin_again(cx);
        } else {
            self.held.clear();
            cx.pop(Outcome::Saved { kind: Kind::Order, id: saved.id });
        }
    }

    /// The order is stored as it stands, and the form goes on with it.
    fn goes_on(&mut self, saved: OrderSaved, order: OrderDraft, cx: &mut Cx) {
        let customer = crate::text::clean(&self.typed.customer_text);
        cx.good(cx.lang.fmt(Msg::OrderKept, &[&saved.code, &customer]));
        self.hold.drop_kept(cx);
        let terms = &self.work.terms;
        let label = |link: &Option<crate::domain::value::Link>| {
            link.as_ref().map(|link| link.label.clone()).unwrap_or_default()
        };
        let names = DraftNames {
            customer: self.typed.customer_text.clone(),
            salesperson: self.typed.seller.text.clone(),
            agency: label(&terms.agency),
            payer: label(&terms.payer),
            title: label(&terms.title),
            contract: label(&terms.contract),
        };
        let field = self.field();
        self.again = false;
        let (id, version) = (Some(saved.id), Some(saved.version));
        self.show(OrderDraft { id, version, state: saved.state, names, ..order }, cx);
        self.go(field, cx);
        self.opened_as = Some(Box::new(self.typed.clone()));
    }

    /// An empty form for the next order, with the same signing date and salesperson and what is pinned. Keys typed meanwhile
    /// are for it.
    fn begin_again(&mut self, cx: &mut Cx) {
        let mut next = OrderForm::with(self.typed.next(), super::Start::New);
        next.today = self.today;
        next.catalogue = self.catalogue.clone();
        next.again = true;
        next.held = std::mem::take(&mut self.held);
        next.area = self.area;
        *self = next;
        // Positions may be taken by now.
        self.ask_media(cx);
        if let Some(customer) = &self.typed.customer {
            let id = customer.id;
            self.ask_desk(id, cx);
        }
    }

    /// A rule refused it: the field it is about gets the cursor and the sentence.
    fn refused(&mut self, reason: &Reason, order: &OrderDraft, cx: &mut Cx) {
        self.held.clear();
        let text = trouble::say(&StoreError::Refused(reason.clone()), cx.lang);
        let field = self.field_of(reason);
        self.go(field, cx);
        self.said = Some((field, text.clone()));
        match reason.rule.as_str() {
            "position_taken" | "unknown_issue" => self.ask_media(cx),
            // Nobody at the desk may give these; a director may.
            "discount_floor" | "over_credit" if order.state == "confirmed" => {
                let warned = order.accepted.iter().filter_map(|logged| Warning::read(logged)).collect();
                self.ask_approval(&text, warned, cx);
            }
            _ => {}
        }
    }

    /// Which field a refusal is about. Refusals about a line carry its number, counted as it was sent.
    fn field_of(&self, reason: &Reason) -> Field {
        let sent: Vec<usize> =
            (0..self.typed.lines.len()).filter(|&n| !self.typed.lines[n].is_empty()).collect();
        let numbered = reason.detail.parse::<usize>().ok().and_then(|n| sent.get(n.checked_sub(1)?)).copied();
        let first = sent.first().copied().unwrap_or(0);
        let low = || (0..self.work.lines.len()).find(|&n| self.work.lines[n].below_floor);
        match reason.field.as_deref().unwrap_or_default() {
            field if custom::is(field) => Field::Added,
            "signed_on" => Field::Signed,
            "publication" | "position" | "list_price" | "unit_price" | "amount" | "lines" => {
                Field::Place(numbered.unwrap_or(first))
            }
            "issue" | "issues" | "insertions" => Field::Issues(numbered.unwrap_or(first)),
            "discount" => Field::Discount(low().or(numbered).unwrap_or(first)),
            "instalments" | "due_on" | "plan_text" => Field::Plan,
            "note" => Field::Note,
            "customer" => Field::Customer,
            "salesperson" => Field::Salesperson,
            "agency" => Field::Agency,
            "commission_rate" => Field::Commission,
            "bill_to" => Field::BillTo,
            "bill_to_customer" => Field::Payer,
            "invoice_title" => Field::Title,
            "tax_rate" => Field::Tax,
            "contract" => Field::Contract,
            "pay_note" => Field::PayNote,
            "surcharge_kind" => Field::Issues(numbered.unwrap_or(first)),
            _ => self.field(),
        }
    }
}
