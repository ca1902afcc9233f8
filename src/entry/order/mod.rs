//! An order as it is entered: its fields, what was typed into them, and what is worked out from that.

pub mod among;
pub mod field;
pub mod issues;
pub mod loaded;
pub mod merge;
pub mod pins;
pub mod place;
pub mod said;
#[cfg(test)]
pub(crate) mod sample;
mod sent;
pub mod template;
pub mod terms;
pub mod typed;
pub mod warn;
pub mod words;
pub mod work;
