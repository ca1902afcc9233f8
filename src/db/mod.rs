//! The only room that talks SQL.

pub mod connect;
pub mod migrate;
