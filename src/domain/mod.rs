//! Words and rules of the trade: kinds, fields, values, money, dates, plans, filters, states, rights as the screen offers
//! them. No I/O, no clock, no SQL, no screen.

pub mod entity;
pub mod field;
pub mod filter;
pub mod kind;
pub mod operation;
pub mod order_draft;
pub mod record;
pub mod session;
pub mod value;
pub mod window;
