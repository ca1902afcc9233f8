//! The only room that talks SQL.

pub mod answer;
mod catalogue;
mod cell;
mod column;
mod condition;
pub mod connect;
mod conninfo;
pub mod constraint;
mod desk;
mod dictionaries;
mod drafts;
mod filter;
mod given;
pub mod health;
mod history;
mod keyset;
mod lane;
mod lookup;
pub mod migrate;
mod moves;
mod order;
pub mod password;
mod payment;
mod pick;
mod prefs;
mod records;
mod search;
pub mod setup;
mod sign_in;
mod table;
mod totals;
pub mod trouble;

pub use lane::Lanes;
pub use pick::pick;
pub use records::{by_code, count, list, names, record, save, tabs, today};
