//! What the forms of the desk share: keeping what was typed as a draft, saying what is wrong with dates and amounts, drawing
//! lists of suggestions, the commands they take.

mod hold;
mod keys;
mod paint;
mod words;

pub use hold::{Heard, Hold};
pub use keys::takes;
pub use paint::{list, put};
pub use words::{amount, date};
