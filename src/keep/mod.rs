//! Drafts on this machine: what could not be kept on the server is kept in a file until it can be. It stands between the program
//! and the store, looks at questions on their way and at answers on theirs, and knows neither screens nor SQL. Files are touched
//! on a thread of its own: a slow disk stops no key.

mod draft;
mod files;
mod keeper;
mod memory;

pub use keeper::{Keeper, Own};
