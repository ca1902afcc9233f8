//! The generic questions, with the same body for every kind, on the golden company and by its own logins.

mod conditions;
mod opportunity_reports;
mod pages;
mod pivots;
mod queries;
mod registry;
mod reports;
mod rights;
mod saves;
mod searches;
mod windows;
