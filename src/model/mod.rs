//! Row structs, one file per kind: what is read, what is inserted, what is patched. They follow the schema and know no query.

pub mod activity;
pub mod allocation;
pub mod contact;
pub mod contract;
pub mod customer;
pub mod department;
pub mod dict_item;
pub mod dup_candidate;
pub mod hand_over;
pub mod holiday;
pub mod insertion;
pub mod instalment;
pub mod invoice;
pub mod invoice_title;
pub mod issue;
pub mod line;
pub mod operator;
pub mod order;
pub mod order_change;
pub mod payment;
pub mod position;
pub mod publication;
pub mod rate;
pub mod setting;
pub mod sharing_rule;
