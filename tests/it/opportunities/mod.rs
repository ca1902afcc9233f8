//! Opportunities under people: random boards with three of them moving cards at once.

mod boards;
mod closing;
mod pipelines;
mod sale;
mod team;
