//! Small windows to pick from: a record found by name, pinyin, initials or code while it is typed, or a code of a list.

mod code;
mod line;
mod list;
mod record;
#[cfg(test)]
mod tests;

pub use code::PickCode;
pub use line::AskLine;
pub use list::{Choice, Picking};
pub use record::PickRecord;

use super::Screen;
use crate::domain::{filter::Filter, kind::Kind, value::Value};

/// A record to pick among those that the filter lets through.
pub fn among(kind: Kind, typed: String, filter: Filter) -> Box<dyn Screen> {
    let filter = match kind {
        // What is archived is out of the way until it is taken up again (R29).
        Kind::Customer => {
            Filter::Not(Box::new(Filter::eq("status", Value::Code("archived".into())))).and(filter)
        }
        _ => filter,
    };
    Box::new(PickRecord::new(kind, typed, filter))
}
