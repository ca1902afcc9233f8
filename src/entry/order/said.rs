//! An order in words as the form holds it: what is certain in the catalogue is taken, what is not stays as it was typed.

use super::{
    place::{self, Place},
    typed::{Typed, TypedLine},
};
use crate::{
    domain::order_text::{LineText, OrderText},
    entry::meant::Meant,
    store::{Catalogue, LastOrder},
};

/// The form with these words typed into it; the customer is still to be found.
pub fn typed(order: &OrderText, catalogue: &Catalogue) -> Typed {
    let mut typed = Typed::new();
    typed.customer_text = order.customer.clone();
    typed.signed = order.signed.as_ref().map(|day| day.words.clone()).unwrap_or_default();
    typed.lines = order.lines.iter().map(|said| line(said, catalogue)).collect();
    typed.plan = order.plan.as_ref().map(|plan| plan.words.clone()).unwrap_or_default();
    typed.note = order.note.clone();
    typed.tidy();
    typed
}

fn line(said: &LineText, catalogue: &Catalogue) -> TypedLine {
    TypedLine {
        issues: said.issues.words.clone(),
        discount: said.discount.as_ref().map(|ratio| ratio.words.clone()).unwrap_or_default(),
        ..at_place(&said.place, catalogue)
    }
}

/// A line of which only the position was typed: taken where it is certain.
pub fn at_place(words: &str, catalogue: &Catalogue) -> TypedLine {
    let mut line = TypedLine { place_text: words.to_owned(), ..TypedLine::default() };
    if let Meant::One(place) = place::meant(catalogue, words) {
        let (size, colour) = place::open_words(words, place.position(catalogue));
        line.size = size.unwrap_or_default();
        line.colour = colour.unwrap_or_default().to_owned();
        take(&mut line, place, catalogue);
    }
    line
}

fn take(line: &mut TypedLine, place: Place, catalogue: &Catalogue) {
    line.place_text = place.label(catalogue);
    line.place = Some((place.publication(catalogue).id, place.position(catalogue).id));
}

impl Typed {
    /// Proposes the plan of the customer's last order where none was typed.
    pub fn propose_plan(&mut self, last: Option<&LastOrder>) {
        let untouched = self.plan.trim().is_empty() || self.plan_from.is_some();
        if untouched && self.existing.is_none() {
            self.plan = last.map(|last| last.plan_text.clone()).unwrap_or_default();
            self.plan_from = last.filter(|last| !last.plan_text.is_empty()).map(|last| last.code.clone());
            self.parts.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{domain::order_text, entry::order::sample::catalogue};

    #[test]
    fn what_is_certain_is_taken_and_the_rest_stays_as_typed() {
        let order = order_text::parse("shyy; sl fd 3 75; sl 2; xx fd 1; 三四三 每月").expect("an order");
        let typed = super::typed(&order, &catalogue());
        assert_eq!(typed.customer_text, "shyy");
        let lines: Vec<_> = typed.lines.iter().map(|line| (line.place_text.as_str(), line.place)).collect();
        assert_eq!(
            lines,
            [("三联生活周刊 封底", Some((4, 41))), ("sl", None), ("xx fd", None), ("", None)],
            "one word fits both positions"
        );
        assert_eq!((typed.lines[0].issues.as_str(), typed.lines[0].discount.as_str()), ("3", "75"));
        assert_eq!(typed.plan, "三四三 每月");
    }
}
