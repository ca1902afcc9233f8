//! Text as people see it: what may reach the terminal, how many cells it takes, how it is shortened. Knows nothing of
//! records, colours or terminals.

mod clean;
mod matches;
mod office;
mod pinyin;
mod width;
mod wrap;

pub use clean::{Clean, clean, harmless, pasted, typed};
pub use matches::{Named, Rank, rank};
pub use office::decoded;
pub use pinyin::{NameKeys, keys};
pub use width::{cut, fit, fit_right, graphemes, shortened, whole, width};
pub use wrap::wrap;
