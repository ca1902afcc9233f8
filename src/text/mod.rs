//! Text as people see it: what may reach the terminal, how many cells it takes, how it is shortened. Knows nothing of
//! records, colours or terminals.

mod clean;
mod width;

pub use clean::{Clean, clean, harmless, typed};
pub use width::{cut, fit, fit_right, graphemes, width};
