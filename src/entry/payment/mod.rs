//! A payment as it is entered: what was typed, what is worked out from that, and what is wrong in words.

pub mod typed;
pub mod words;
pub mod work;
