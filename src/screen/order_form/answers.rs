//! What the order form does with answers and news.

use super::{OrderForm, Start, field::Field, suggest::Found};
use crate::{
    domain::kind::Kind,
    i18n::Msg,
    screen::{Cx, Outcome, desk::Heard, trouble},
    store::{Reply, StoreError, Ticket},
};

impl OrderForm {
    /// The answer to one of this form's questions; older ones are dropped.
    pub(super) fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) -> bool {
        match self.hold.answer(ticket, &answer) {
            Heard::NotMine => {}
            Heard::GoOn => return true,
            Heard::Leave => {
                self.gone(cx);
                return true;
            }
            Heard::Stay => {
                self.told = Some(cx.lang.tr(Msg::DeskStays).to_owned());
                return true;
            }
        }
        let mine = |asked: &mut Option<Ticket>| asked.take_if(|asked| *asked == ticket).is_some();
        if mine(&mut self.suggestions.asked) {
            self.picks_came(answer, cx);
        } else if mine(&mut self.asked.catalogue) {
            match answer {
                Ok(Reply::Catalogue(catalogue)) => self.catalogue = catalogue,
                Ok(_) => {}
                Err(e) => self.told = Some(trouble::say(&e, cx.lang)),
            }
            self.catalogue_came(cx);
        } else if mine(&mut self.asked.desk) {
            match answer {
                Ok(Reply::Desk(desk)) => self.desk_came(desk, cx),
                Ok(_) => {}
                Err(e) => self.told = Some(trouble::say(&e, cx.lang)),
            }
            if matches!(self.start, Start::CopyLast) && self.asked.catalogue.is_none() {
                self.start_copy(cx);
            }
        } else if mine(&mut self.asked.order) {
            match answer {
                Ok(Reply::Order(order)) => self.order_came(order, cx),
                Ok(_) => {}
                Err(e) => {
                    cx.bad(trouble::say(&e, cx.lang));
                    cx.pop(Outcome::Cancelled);
                }
            }
        } else if mine(&mut self.asked.theirs) {
            self.theirs_came(answer, cx);
        } else if mine(&mut self.asked.editors) {
            if let Ok(Reply::Editors(editors)) = answer {
                self.editors = editors;
            }
        } else if mine(&mut self.asked.pins) {
            self.pins_came(answer, cx);
        } else if mine(&mut self.asked.won) {
            self.won_came(answer, cx);
        } else if let Some((_, opportunity)) = self.asked.quoted.take_if(|(asked, _)| *asked == ticket) {
            self.quoted_came(opportunity, answer, cx);
        } else if mine(&mut self.asked.wished) {
            self.wished_came(answer, cx);
        } else if mine(&mut self.asked.before) {
            if let Ok(Reply::OrderSaved(saved)) = answer {
                self.was_saved(saved, cx);
            }
        } else {
            self.save_answer(ticket, answer, cx);
        }
        self.hear(cx);
        self.found(cx);
        self.work();
        self.replay(cx);
        true
    }

    fn picks_came(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Picks(picks)) if self.looks_up(self.field()) && self.changed => {
                self.suggestions.found = Found::Records(picks);
                self.suggestions.cursor = 0;
            }
            Ok(_) | Err(StoreError::Replaced) => {}
            Err(e) => {
                self.suggestions.failed = true;
                self.said = Some((self.field(), trouble::say(&e, cx.lang)));
            }
        }
    }

    fn catalogue_came(&mut self, cx: &mut Cx) {
        match self.start {
            Start::Loaded(_) => self.load(cx),
            Start::Wished(_) => self.fill_wished(cx),
            Start::CopyLast if self.asked.desk.is_none() => self.start_copy(cx),
            _ => {}
        }
        if let (Field::Place(_), true) = (self.field(), self.changed) {
            let text = self.edit.text().to_owned();
            self.look_up_place(&text);
        }
    }

    fn start_copy(&mut self, cx: &mut Cx) {
        self.start = Start::Begun;
        self.copy_last(cx);
    }

    /// Somebody changed the media: prices and issues are read again. What was typed stays.
    pub(super) fn changed_elsewhere(&mut self, kind: Kind, cx: &mut Cx) -> bool {
        if matches!(kind, Kind::Publication | Kind::Issue | Kind::Position | Kind::Rate) {
            self.ask_media(cx);
        }
        true
    }

    /// The server is back.
    pub(super) fn online(&mut self, cx: &mut Cx) -> bool {
        self.told = None;
        self.hold.flush(&self.typed, cx);
        self.ask_media(cx);
        if let (None, Some(customer)) = (&self.desk, self.typed.customer.clone()) {
            self.asked.desk = Some(cx.ask("desk", crate::store::Request::Desk(customer.id)));
        }
        self.ask_again(cx);
        true
    }
}
