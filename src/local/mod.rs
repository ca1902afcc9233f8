//! The private PostgreSQL: finds the server's programs on this machine, makes a cluster, starts it, attaches to one that
//! runs, stops it when the last program leaves, and loads a fixture. It must not know screens, nor what a user may see:
//! the rights are the database's.

mod account;
mod cluster;
mod database;
mod demo;
mod error;
mod fixture;
mod load;
mod locks;
mod place;
mod programs;
mod server;

pub use account::is_root;
pub use cluster::{Cluster, Stopped, running_place, stop};
pub use database::{Prepared, logins, prepare, prepare_telling};
pub use error::LocalError;
pub use fixture::{Fixture, UnknownFixture};
pub use load::{Size, Step};
pub use place::Place;
pub use programs::{Programs, Search};
pub use server::{Durability, SUPERUSER};
