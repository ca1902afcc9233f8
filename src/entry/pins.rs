//! The views that somebody pinned: each stands on his home page and is opened by a digit, from any place. The first takes 9, the next
//! 8, so that the places of his role keep theirs as long as there is room.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Under this name they are remembered.
pub const NAME: &str = "pins";
/// The digits that may be taken, the first one first.
const DIGITS: [u8; 5] = [9, 8, 7, 6, 5];

/// A pinned view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Its key in the book.
    pub key: String,
    /// What it was called when it was pinned.
    pub name: String,
}

/// The pinned views, by their digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pins(BTreeMap<u8, Pin>);

/// What became of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinned {
    /// It is opened by this digit.
    On(u8),
    /// No longer by this one.
    Off(u8),
    /// Every digit is taken.
    Full,
}

impl Pins {
    /// As they are remembered; what is none is left out.
    pub fn of(prefs: &BTreeMap<String, Json>) -> Pins {
        let kept = prefs.get(NAME).cloned().and_then(|json| serde_json::from_value::<Pins>(json).ok());
        let mut pins = kept.unwrap_or_default();
        pins.0.retain(|digit, _| DIGITS.contains(digit));
        pins
    }

    /// The view of a digit.
    pub fn at(&self, digit: u8) -> Option<&Pin> {
        self.0.get(&digit)
    }

    /// The digit of a view.
    pub fn digit(&self, key: &str) -> Option<u8> {
        self.0.iter().find(|(_, pin)| pin.key == key).map(|(digit, _)| *digit)
    }

    /// The keys of all, the first digit taken first.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.values().rev().map(|pin| pin.key.as_str())
    }

    /// Pins a view, or takes it off.
    pub fn turn(&mut self, key: &str, name: &str) -> Pinned {
        if let Some(digit) = self.digit(key) {
            self.0.remove(&digit);
            return Pinned::Off(digit);
        }
        let Some(digit) = DIGITS.into_iter().find(|digit| !self.0.contains_key(digit)) else {
            return Pinned::Full;
        };
        self.0.insert(digit, Pin { key: key.to_owned(), name: name.to_owned() });
        Pinned::On(digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_keeps_its_digit_until_it_is_taken_off() {
        let mut pins = Pins::default();
        for (n, key) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
            assert_eq!(pins.turn(key, key), Pinned::On(9 - n as u8));
        }
        assert_eq!(pins.turn("f", "f"), Pinned::Full);
        assert_eq!(pins.turn("b", "b"), Pinned::Off(8));
        assert_eq!((pins.digit("c"), pins.turn("f", "f")), (Some(7), Pinned::On(8)));
        assert_eq!(pins.keys().collect::<Vec<_>>(), ["a", "f", "c", "d", "e"]);
        let kept = BTreeMap::from([(NAME.to_owned(), serde_json::to_value(&pins).unwrap())]);
        assert_eq!(Pins::of(&kept), pins);
        let odd = serde_json::json!({ "1": { "key": "a", "name": "a" }, "9": { "key": "b", "name": "b" } });
        assert_eq!(Pins::of(&BTreeMap::from([(NAME.to_owned(), odd)])).keys().collect::<Vec<_>>(), ["b"]);
    }
}
