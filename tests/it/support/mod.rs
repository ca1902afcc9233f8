//! What the tests stand on: one private PostgreSQL for the whole run, and a database of its own for each test.

mod database;
mod hired;
mod look;
mod server;
mod told;

pub use database::TestDb;
pub use hired::Hired;
pub use look::{count, one, refusal, unsound, values};
pub use told::told;
