//! The only room that talks SQL.

pub mod answer;
mod catalogue;
pub mod connect;
mod conninfo;
pub mod constraint;
mod desk;
mod dictionaries;
mod drafts;
pub mod health;
mod history;
mod lane;
pub mod migrate;
mod moves;
mod order;
pub mod password;
mod payment;
mod prefs;
pub mod setup;
mod sign_in;
pub mod trouble;

pub use lane::Lanes;
