//! The one integration binary: everything here runs against a real PostgreSQL, as operators' own logins.

mod attacks;
mod cli_records;
mod commands;
mod demo;
mod desk;
mod fuzz;
mod lanes;
mod lint;
mod load;
mod matrix;
mod migrate;
mod model;
mod money;
mod mutants;
mod paint;
mod policy;
mod private_server;
mod pty;
mod readme;
mod records;
mod rooms;
mod shell;
mod stage;
mod support;
mod terminal;
mod texts;
