//! An order as it is entered: its fields, what was typed into them, and what is worked out from that.

pub mod field;
pub mod place;
#[cfg(test)]
pub(crate) mod sample;
pub mod typed;
pub mod words;
pub mod work;
