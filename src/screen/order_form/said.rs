//! An order in words in the form: filled in as soon as customer and media are known. What is certain is taken, what fits
//! several is shown with its list open; with `!` at its end it is finished as by F10, unless something was not certain.

use super::{OrderForm, Start, field::Field, suggest::Found, typed::Typed};
use crate::{
    command::Cmd,
    domain::order_text::OrderText,
    entry::{
        meant::{self, Meant},
        order::{place, said},
    },
    i18n::Msg,
    screen::{Cx, Event},
    text::clean,
};

impl OrderForm {
    /// A new order, filled in from words.
    pub fn said(order: OrderText) -> OrderForm {
        let mut typed = Typed::new();
        typed.customer_text.clone_from(&order.customer);
        OrderForm::with(typed, Start::Said(Box::new(order)))
    }

    /// Fills the form in once the media and the customers are there.
    pub(super) fn hear(&mut self, cx: &mut Cx) {
        if self.asked.catalogue.is_some() || self.suggestions.asked.is_some() {
            return;
        }
        let order = match std::mem::replace(&mut self.start, Start::Begun) {
            Start::Said(order) => order,
            start => {
                self.start = start;
                return;
            }
        };
        let picks = match std::mem::take(&mut self.suggestions.found) {
            Found::Records(picks) => picks,
            _ => Vec::new(),
        };
        self.typed = Typed { intent: self.typed.intent, ..said::typed(&order, &self.catalogue) };
        self.changed = true;
        let wrong = match meant::customer(&order.customer, &picks) {
            Meant::One(pick) => {
                self.set_customer(pick.id, pick.label.clone(), cx);
                self.unsure_place(cx)
            }
            Meant::Several(picks) => {
                let labels = picks.iter().map(|pick| pick.label.clone()).collect();
                Some((Field::Customer, several(&order.customer, labels, cx)))
            }
            Meant::Nothing => {
                let text = cx.lang.fmt(Msg::DeskNothingFound, &[&clean(&order.customer)]);
                Some((Field::Customer, text))
            }
        };
        self.work();
        match wrong {
            Some((field, text)) => {
                self.go(field, cx);
                if let Field::Place(n) = field {
                    let words = self.typed.lines[n].place_text.clone();
                    self.look_up_place(&words);
                    self.changed = true;
                }
                self.said = Some((field, text));
            }
            None => {
                self.start = Start::Finding(said::to_find(&self.typed).into(), order.finish);
                self.find_next(cx);
            }
        }
    }

    /// Looks up the next record that was named, or is done with the words.
    fn find_next(&mut self, cx: &mut Cx) {
        self.work();
        let Start::Finding(fields, finish) = &mut self.start else { return };
        if let Some(field) = fields.front().copied() {
            // The list of what may be meant opens below the field.
            return self.go(field, cx);
        }
        let finish = *finish;
        self.start = Start::Begun;
        let wrong = self.work.wrong.iter().map(|(field, _)| *field).find(|field| field.line().is_some());
        self.go(wrong.unwrap_or(Field::Plan), cx);
        if finish {
            self.held.push_front(Event::Command(Cmd::Finish));
        }
    }

    /// What was found for a record that was named: certain, it is taken; else its list stays open.
    pub(super) fn found(&mut self, cx: &mut Cx) {
        let Start::Finding(fields, _) = &mut self.start else { return };
        if self.suggestions.asked.is_some() {
            return;
        }
        let Some(field) = fields.pop_front() else { return };
        let words = self.typed.text(field).trim().to_owned();
        let picks = match &self.suggestions.found {
            Found::Records(picks) => picks.clone(),
            _ => Vec::new(),
        };
        let wrong = match meant::customer(&words, &picks) {
            _ if self.suggestions.failed => None,
            Meant::One(pick) => {
                self.choose(field, pick.id, pick.label.clone(), cx);
                return self.find_next(cx);
            }
            Meant::Several(picks) => {
                Some(several(&words, picks.iter().map(|pick| pick.label.clone()).collect(), cx))
            }
            Meant::Nothing => Some(cx.lang.fmt(Msg::DeskNothingFound, &[&clean(&words)])),
        };
        self.start = Start::Begun;
        self.held.clear();
        if let Some(wrong) = wrong {
            self.said = Some((field, wrong));
        }
    }

    /// The first position that fits nothing or several.
    fn unsure_place(&self, cx: &Cx) -> Option<(Field, String)> {
        let lines = self.typed.lines.iter().enumerate();
        let (n, line) = lines.into_iter().find(|(_, line)| !line.is_empty() && line.place.is_none())?;
        let text = match place::meant(&self.catalogue, &line.place_text) {
            Meant::Several(places) => {
                let labels = places.iter().map(|place| place.label(&self.catalogue)).collect();
                several(&line.place_text, labels, cx)
            }
            _ => cx.lang.fmt(Msg::DeskNoSuchPlace, &[&clean(&line.place_text)]),
        };
        Some((Field::Place(n), text))
    }
}

fn several(words: &str, labels: Vec<String>, cx: &Cx) -> String {
    let labels = labels.iter().map(|label| clean(label).to_string()).collect::<Vec<_>>();
    cx.lang.fmt(Msg::SaidSeveral, &[&clean(words), &labels.join(cx.lang.tr(Msg::SaidOr))])
}
