//! Leaving the order form: what was typed is kept first. Keys pressed meanwhile are for the screen below.

use super::OrderForm;
use crate::{
    i18n::Msg,
    screen::{Cx, Outcome},
};

impl OrderForm {
    /// Keeps what was typed, wherever the cursor is.
    pub(super) fn keep_draft(&mut self, cx: &mut Cx) {
        if !self.is_untouched() {
            self.hold.keep(&self.typed, cx);
            cx.info(cx.lang.tr(Msg::DeskKeptByHand));
        }
    }

    /// Whether nothing was typed: in an order that is changed, nothing besides what it was.
    pub(super) fn is_untouched(&self) -> bool {
        let field = self.typed.field;
        self.typed.is_empty()
            || self.opened_as.as_ref().is_some_and(|opened| {
                let mut opened = opened.clone();
                opened.field = field;
                *opened == self.typed
            })
    }

    /// Esc: closes the list, then leaves; what was typed is kept.
    pub(super) fn cancel(&mut self, cx: &mut Cx) {
        if self.saving.is_some() {
            self.told = Some(cx.lang.tr(Msg::DeskWait).to_owned());
            return;
        }
        if self.suggestions.len() > 0 {
            self.suggestions.close();
            return;
        }
        if self.is_untouched() {
            if self.hold.state().is_some() {
                self.hold.drop_kept(cx);
            }
            cx.pop(Outcome::Cancelled);
        } else if self.hold.may_leave(&self.typed, cx) {
            self.gone(cx);
        }
    }

    /// Ends; says that it can be gone on with where that is so.
    pub(super) fn gone(&mut self, cx: &mut Cx) {
        if !self.typed.is_empty() && self.hold.state() == Some(true) {
            cx.info(cx.lang.tr(Msg::DeskLeft));
        }
        cx.pop(Outcome::Cancelled);
    }
}
