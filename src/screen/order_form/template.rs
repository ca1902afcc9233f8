//! Templates in the order form: an order begins from one, or is kept as one.

use super::{OrderForm, field::Field};
use crate::{
    entry::order::template::Body,
    i18n::Msg,
    screen::{Cx, open},
    text::clean,
};

impl OrderForm {
    /// Opens the list; what the form holds can be kept from there.
    pub(super) fn templates(&mut self, cx: &mut Cx) {
        self.settle(cx);
        self.work();
        let body = Body::of(&self.typed, &self.work).and_then(|body| serde_json::to_value(body).ok());
        self.suggestions.close();
        cx.push(open::templates(body));
    }

    /// Lines, plan and terms of a template, instead of those that are there.
    pub(super) fn begin_from(&mut self, name: &str, body: serde_json::Value, cx: &mut Cx) {
        let Ok(body) = serde_json::from_value::<Body>(body) else { return };
        self.remember();
        body.into(&mut self.typed, &self.catalogue);
        self.changed = true;
        self.work();
        let field = if self.typed.customer.is_some() { Field::Issues(0) } else { Field::Customer };
        self.go(field, cx);
        cx.info(cx.lang.fmt(Msg::TemplateTaken, &[&clean(name)]));
    }
}
