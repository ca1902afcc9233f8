//! Enter in the order form: takes what is typed, or says why it cannot be taken. A list of what may be meant is open below
//! fields that name another record; the highlighted row is taken.

use super::{
    OrderForm,
    field::Field,
    place::{self},
    suggest::Found,
    typed::{TypedLine, TypedLink},
    words,
};
use crate::{
    entry::order::among::among,
    i18n::Msg,
    screen::Cx,
    store::{PickQuery, Request},
    text::clean,
};

impl OrderForm {
    /// Whether what a field holds is looked up on the server while it is typed.
    pub(super) fn looks_up(&self, field: Field) -> bool {
        field == Field::Customer || self.typed.link(field).is_some()
    }

    /// Looks up what the text under the cursor may mean.
    pub(super) fn look_up(&mut self, text: &str, cx: &mut Cx) {
        let text = text.trim();
        if text.is_empty() || text == "-" {
            self.suggestions.close();
            return;
        }
        let (kind, filter) = among(self.field(), &self.typed, &self.work);
        let query = PickQuery { kind, text: text.to_owned(), filter, limit: 6 };
        self.suggestions.cursor = 0;
        self.suggestions.failed = false;
        self.suggestions.asked = Some(cx.ask("pick", Request::Pick(query)));
    }

    pub(super) fn look_up_place(&mut self, text: &str) {
        self.suggestions.cursor = 0;
        self.suggestions.found = Found::Places(place::find(&self.catalogue, text));
    }

    /// Enter: takes what is typed and goes on; what cannot be read is said, and the cursor stays. Tab leaves it as it is.
    pub(super) fn accept(&mut self, cx: &mut Cx) {
        let field = self.field();
        let taken = self.settle(cx);
        self.work();
        if let Field::Place(n) = field
            && self.typed.lines.get(n).is_none_or(TypedLine::is_empty)
        {
            self.go(Field::Plan, cx);
        } else if taken && !self.stays(field) {
            let onward = field.onward(&self.work.shape());
            self.go(onward, cx);
        } else if let (None, Some(wrong)) = (&self.said, self.work.wrong_at(field)) {
            self.said = Some((field, words::say(wrong, cx.lang)));
        }
    }

    /// Whether Enter cannot go on from here. A plan that leaves something over is seen, and may be meant.
    fn stays(&self, field: Field) -> bool {
        match field {
            Field::Customer | Field::Place(_) | Field::Note => false,
            Field::Plan => !self.plan_reads(),
            field => self.work.wrong_at(field).is_some(),
        }
    }

    /// Whether the plan's words can be read; what they leave over is seen and may be meant.
    fn plan_reads(&self) -> bool {
        self.typed.plan.trim().is_empty() || crate::domain::plan::parse(&self.typed.plan).is_ok()
    }

    /// Takes what is typed in the field under the cursor, as Enter would, without going on; `false` when it cannot.
    pub(super) fn settle(&mut self, cx: &mut Cx) -> bool {
        match self.field() {
            field if self.looks_up(field) => !self.changed || self.take_record(field, cx),
            Field::Place(n) => {
                let open = self.typed.lines.get(n).is_some_and(|line| line.place.is_none());
                self.edit.text().trim().is_empty()
                    || !(open || self.suggestions.len() > 0)
                    || self.take_place(n)
            }
            _ => true,
        }
    }

    /// The highlighted record is taken; `false` when there is none.
    fn take_record(&mut self, field: Field, cx: &mut Cx) -> bool {
        let rows = self.suggestions.len();
        let text = self.edit.text().trim().to_owned();
        match self.suggestions.picked().cloned() {
            Some(pick) => {
                if rows > 1 && self.suggestions.cursor == 0 && !self.held.is_empty() {
                    cx.info(cx.lang.fmt(Msg::DeskUnsure, &[&clean(&pick.label)]));
                }
                self.choose(field, pick.id, pick.label, cx);
                true
            }
            // Nothing, `-`, or what is chosen already.
            None if text.is_empty() => true,
            None if self.typed.link(field).is_some_and(|it| it.link.is_some() || it.is_none()) => true,
            // Nobody has looked: it is looked up again, and nothing is said of what there is.
            None if self.suggestions.failed => {
                self.look_up(&text, cx);
                self.said = Some((field, cx.lang.tr(Msg::OrderNotLookedUp).to_owned()));
                false
            }
            None => {
                self.said = Some((field, cx.lang.fmt(Msg::DeskNothingFound, &[&clean(&text)])));
                false
            }
        }
    }

    /// This record is meant.
    pub(super) fn choose(&mut self, field: Field, id: i64, label: String, cx: &mut Cx) {
        if field == Field::Customer {
            self.set_customer(id, label, cx);
        } else if let Some(link) = self.typed.link_mut(field) {
            *link = TypedLink::to(id, &label);
            self.changed = true;
        }
        self.suggestions.close();
    }

    /// The highlighted position is taken, with what the text says of an open size and colour; `false` when there is none.
    fn take_place(&mut self, n: usize) -> bool {
        let text = self.edit.text().to_owned();
        if self.suggestions.len() == 0 {
            self.look_up_place(&text);
        }
        let Some(place) = self.suggestions.place() else { return self.typed.lines[n].place.is_some() };
        let (size, colour) = place::open_words(&text, place.position(&self.catalogue));
        let label = place.label(&self.catalogue);
        let ids = (place.publication(&self.catalogue).id, place.position(&self.catalogue).id);
        self.typed.set(Field::Place(n), &label);
        let line = &mut self.typed.lines[n];
        line.place = Some(ids);
        line.size = size.unwrap_or_else(|| line.size.clone());
        line.colour = colour.map_or_else(|| line.colour.clone(), str::to_owned);
        true
    }

    /// What was typed and not chosen is looked up again when the cursor comes back.
    pub(super) fn look_again(&mut self, cx: &mut Cx) {
        let field = self.field();
        let open = match field {
            Field::Customer => self.typed.customer.is_none(),
            field => self.typed.link(field).is_some_and(|it| it.link.is_none() && !it.is_none()),
        };
        if open && !self.edit.is_empty() {
            self.changed = true;
            let text = self.edit.text().to_owned();
            self.look_up(&text, cx);
        }
    }
}
