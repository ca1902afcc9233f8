//! The desk's forms without a screen: what was typed, what follows from it to the fen, and what is wrong with it in words. The
//! screens and the command line both work with these, so that both say and store the same. Knows no drawing, no keys, no SQL.

pub mod alike;
pub mod board;
pub mod book;
pub mod complete;
pub mod examples;
pub mod explained;
pub mod faults;
pub mod figures;
pub mod home;
pub mod lexicon;
pub mod meant;
pub mod order;
pub mod payment;
pub mod pins;
pub mod report;
pub mod sentence;
mod synonyms;
pub mod view_merge;
pub mod words;
