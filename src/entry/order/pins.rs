//! Fields that every new order begins with: kept for the person, so that they are there on any terminal.

use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    typed::{Typed, TypedLink},
};

/// The name they are kept under.
pub const NAME: &str = "order.pins";

/// What is pinned.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Pins(Vec<Pin>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pin {
    field: Field,
    held: TypedLink,
}

impl Pins {
    /// The pinned fields of a form with what they hold.
    pub fn of(typed: &Typed) -> Pins {
        let pin = |field: &Field| {
            let link = if *field == Field::Customer { typed.customer.clone() } else { None };
            let text = TypedLink { text: typed.text(*field).to_owned(), link };
            Pin { field: *field, held: typed.link(*field).cloned().unwrap_or(text) }
        };
        Pins(typed.pinned.iter().map(pin).collect())
    }

    /// Puts them into a new form, where nothing was typed meanwhile.
    pub fn into(self, typed: &mut Typed) {
        for Pin { field, held } in self.0 {
            typed.pinned.insert(field);
            if !typed.text(field).is_empty() {
                continue;
            }
            match typed.link_mut(field) {
                Some(link) => *link = held,
                None => {
                    typed.set(field, &held.text);
                    if field == Field::Customer {
                        typed.customer = held.link;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Link;

    #[test]
    fn what_is_pinned_comes_back_and_never_over_what_was_typed() {
        let mut typed = Typed::new();
        typed.agency = TypedLink::to(8, "精诚广告");
        typed.note = "年框".into();
        typed.customer_text = "雅韵".into();
        typed.customer = Some(Link { id: 1, label: "雅韵".into() });
        typed.tax = "3%".into();
        typed.pinned = [Field::Agency, Field::Note, Field::Customer].into();
        let kept = serde_json::to_value(Pins::of(&typed)).expect("JSON");
        let pins: Pins = serde_json::from_value(kept).expect("pins");
        let mut next = Typed::new();
        next.note = "急".into();
        pins.into(&mut next);
        assert_eq!((next.agency.clone(), next.note.as_str(), next.tax.as_str()), (typed.agency, "急", ""));
        assert_eq!((next.customer, next.pinned), (typed.customer, typed.pinned));
    }
}
