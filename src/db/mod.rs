//! The only room that talks SQL.

pub mod answer;
pub mod connect;
mod conninfo;
mod constraint;
mod dictionaries;
mod drafts;
pub mod health;
mod lane;
pub mod migrate;
mod prefs;
pub mod setup;
mod sign_in;
pub mod trouble;

pub use lane::Lanes;
