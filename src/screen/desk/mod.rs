//! What the forms of the desk share: keeping what was typed as a draft, and saying what is wrong with dates and amounts.

mod hold;
mod words;

pub use hold::Hold;
pub use words::{amount, date};
