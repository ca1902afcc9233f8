//! Changing an order that is confirmed: the same form holds lines and plan as they are to be; at the end it asks why, and sends
//! a change instead of a save. What is booked, has appeared or came in stays: the database says so where it is forgotten.

use super::{OrderForm, save::Saving};
use crate::{
    i18n::Msg,
    screen::{Cx, open},
    store::Request,
};

impl OrderForm {
    /// The document is whole; a change needs a reason.
    pub(super) fn ask_why(&self, cx: &mut Cx) {
        cx.push(open::line(cx.lang.tr(Msg::ChangeWhy).to_owned(), Msg::ChangeWhyNeeded));
    }

    /// The reason was given: the change is sent.
    pub(super) fn because(&mut self, reason: &str, cx: &mut Cx) {
        if self.saving.is_some() {
            return;
        }
        let order = self.work.draft(&self.typed, &self.catalogue, "change");
        self.hold.flush(&self.typed, cx);
        self.changed = false;
        self.suggestions.close();
        let ticket = cx.ask("save", Request::ChangeOrder(Box::new(order.clone()), reason.trim().to_owned()));
        self.saving = Some(Saving { ticket, order, asking: false, stays: false });
        self.said = None;
    }
}
