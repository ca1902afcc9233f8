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
use crate::domain::{filter::Filter, kind::Kind};

/// A record to pick among those that the filter lets through.
pub fn among(kind: Kind, typed: String, filter: Filter) -> Box<dyn Screen> {
    Box::new(PickRecord::new(kind, typed, filter))
}
