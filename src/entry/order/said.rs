//! An order in words as the form holds it: what is certain in the catalogue is taken, what is not stays as it was typed.

use super::{
    field::Field,
    place::{self, Place},
    terms::BillTo,
    typed::{Typed, TypedLine, TypedLink},
};
use crate::{
    domain::order_text::{LineText, OrderText, TermsText},
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
    typed.lines.extend(order.surcharges.iter().map(|said| TypedLine {
        issues: said.kind.to_owned(),
        price: said.price.clone(),
        ..at_place(&said.place, catalogue)
    }));
    typed.note = order.note.clone();
    terms(&order.terms, &mut typed);
    typed.tidy();
    typed
}

fn terms(said: &TermsText, typed: &mut Typed) {
    let named = |words: &str| TypedLink { text: words.to_owned(), link: None };
    typed.seller = named(&said.seller);
    typed.agency = named(&said.agency);
    typed.commission.clone_from(&said.commission);
    typed.title = named(&said.title);
    typed.contract = named(&said.contract);
    typed.tax.clone_from(&said.tax);
    typed.pay_note.clone_from(&said.pay_note);
    // Who is neither the advertiser nor the agency is another customer.
    match BillTo::named(&said.bill_to) {
        Some(one) => typed.bill_to = one.code().to_owned(),
        None if said.bill_to.is_empty() => {}
        None => {
            typed.bill_to = BillTo::Other.code().to_owned();
            typed.payer = named(&said.bill_to);
        }
    }
}

/// The fields that name another record which is still to be found, in the order in which they can be.
pub fn to_find(typed: &Typed) -> Vec<Field> {
    let open = |field: &Field| {
        typed.link(*field).is_some_and(|it| it.link.is_none() && !it.text.trim().is_empty() && !it.is_none())
    };
    let fields = [Field::Salesperson, Field::Agency, Field::Payer, Field::Title, Field::Contract];
    fields.into_iter().filter(open).collect()
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
    use crate::{
        domain::order_text,
        entry::order::{field::Field, sample::catalogue},
    };

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

    #[test]
    fn terms_are_typed_and_names_are_still_to_be_found() {
        let text = "shyy; sl fd design 500; agency jc 15%; bill cg; tax 3; contract -";
        let typed = super::typed(&order_text::parse(text).expect("an order"), &catalogue());
        let line = &typed.lines[0];
        assert_eq!((line.place, line.issues.as_str(), line.price.as_str()), (Some((4, 41)), "design", "500"));
        assert_eq!((typed.bill_to.as_str(), typed.payer.text.as_str()), ("other", "cg"));
        assert_eq!((typed.commission.as_str(), typed.tax.as_str()), ("15%", "3"));
        assert_eq!(super::to_find(&typed), [Field::Agency, Field::Payer]);
    }
}
