//! Fields that the next order begins with: pinned by hand, kept for the person with what they hold.

use super::{OrderForm, Start, field::Field};
use crate::{
    entry::order::pins::{NAME, Pins},
    i18n::Msg,
    screen::Cx,
    store::{Reply, Request, StoreError},
};

impl OrderForm {
    /// Whether the next order begins with what this field holds.
    pub(super) fn pin(&mut self, cx: &mut Cx) {
        let field = self.field();
        let pinnable = field.line().is_none()
            && !matches!(field, Field::PartAmount(_) | Field::PartDue(_) | Field::Added);
        if !pinnable {
            cx.info(cx.lang.tr(Msg::OrderNotPinned));
            return;
        }
        if !self.typed.pinned.remove(&field) {
            self.typed.pinned.insert(field);
        }
        self.keep_pins(cx);
        self.hold.touch(cx);
    }

    /// Remembers them as they are.
    pub(super) fn keep_pins(&self, cx: &mut Cx) {
        if let Ok(pins) = serde_json::to_value(Pins::of(&self.typed)) {
            cx.ask("pin", Request::SetPref(NAME.to_owned(), pins));
        }
    }

    /// A new order begins with them.
    pub(super) fn ask_pins(&mut self, cx: &mut Cx) {
        if matches!(self.start, Start::New | Start::CopyLast) {
            self.asked.pins = Some(cx.ask("pins", Request::Prefs));
        }
    }

    /// They have come; what was typed meanwhile stays.
    pub(super) fn pins_came(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        let Ok(Reply::Prefs(mut prefs)) = answer else { return };
        let Some(pins) = prefs.remove(NAME).and_then(|kept| serde_json::from_value::<Pins>(kept).ok()) else {
            return;
        };
        let customer = self.typed.customer.clone();
        pins.into(&mut self.typed);
        let field = self.field();
        if !self.changed {
            self.go(field, cx);
        }
        match &self.typed.customer {
            Some(pinned) if customer.is_none() => {
                let id = pinned.id;
                self.ask_desk(id, cx);
            }
            _ => {}
        }
    }
}
