//! The only room that talks SQL.

pub mod connect;
mod conninfo;
pub mod health;
pub mod migrate;
pub mod setup;
