//! Words and rules of the trade: kinds, fields, values, money, dates, plans, filters, states, rights as the screen offers
//! them. No I/O, no clock, no SQL, no screen.

/// A decimal in a test, as written.
#[cfg(test)]
macro_rules! dec {
    ($digits:literal) => {
        stringify!($digits).parse::<rust_decimal::Decimal>().expect("digits")
    };
    (-$digits:literal) => {
        -dec!($digits)
    };
}

pub mod alike;
pub mod amount;
pub mod calendar;
pub mod capital;
pub mod chinese;
pub mod counter;
pub mod credit_code;
pub mod date;
pub mod deed;
pub mod discount;
pub mod entity;
pub mod field;
pub mod filter;
pub mod fold;
pub mod handing;
pub mod in_place;
pub mod issue_choice;
pub mod kind;
pub mod money;
pub mod named;
mod number;
pub mod operation;
pub mod order_draft;
pub mod order_picture;
pub mod order_text;
pub mod paper;
pub mod payment_text;
pub mod pivot;
pub mod plan;
pub mod policy;
pub mod query;
pub mod rate;
pub mod record;
pub mod replan;
pub mod report;
pub mod said;
pub mod session;
pub mod surcharge;
pub mod value;
pub mod window;
