//! What the forms of the desk share: keeping what was typed as a draft, drawing lists of suggestions, the commands they
//! take.

mod hold;
mod keys;
mod paint;

pub use hold::{Heard, Hold};
pub use keys::takes;
pub use paint::{list, put};
