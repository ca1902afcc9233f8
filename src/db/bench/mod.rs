//! What the program is measured against: the same SQL through plain libpq, without row security but for the same rows, and a
//! listener on the wire that hears what was sent and counts the round trips. Knows nothing of screens.

mod people;
mod raw;
mod rights;
mod saves;
mod tap;

pub use people::{Person, people};
pub use raw::{Raw, RawError};
pub use rights::{Rights, rights, table};
pub use saves::{RawSave, sweep, typical_order};
pub use tap::{Heard, Statement, Tap, trips};
