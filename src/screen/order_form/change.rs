//! Changing an order that is confirmed: the same form holds lines and plan as they are to be; at the end it asks why, and sends
//! a change instead of a save. What is booked, has appeared or came in stays: the database says so where it is forgotten.

use super::{
    OrderForm,
    save::Saving,
    warn::{Warning, warnings},
};
use crate::{
    domain::{order_draft::OrderDraft, session::Role},
    i18n::Msg,
    screen::{Cx, open},
    store::Request,
};

impl OrderForm {
    /// The document is whole; a change needs a reason. What may be a slip is read with the question.
    pub(super) fn ask_why(&self, about: String, cx: &mut Cx) {
        cx.push(open::line(cx.lang.tr(Msg::ChangeWhy).to_owned(), about, Msg::ChangeWhyNeeded));
    }

    /// The reason was given: the change is sent.
    pub(super) fn because(&mut self, reason: &str, cx: &mut Cx) {
        if self.saving.is_some() {
            return;
        }
        let warned = warnings(&self.typed, &self.work, self.known(), cx.session.role != Role::Gm);
        let accepted = warned.iter().map(Warning::logged).collect();
        let order = OrderDraft { accepted, ..self.work.draft(&self.typed, &self.catalogue, "change") };
        self.hold.flush(&self.typed, cx);
        self.changed = false;
        self.suggestions.close();
        let ticket = cx.ask("save", Request::ChangeOrder(Box::new(order.clone()), reason.trim().to_owned()));
        self.saving = Some(Saving { ticket, order, asking: false, stays: false });
        self.said = None;
    }
}
