//! The lanes against a real server: who signs in, what is cancelled, what stays in order, what is said when the line is cut;
//! and what each request answers.

mod collecting;
mod cuts;
mod documents;
mod hints;
mod moves;
mod personal;
mod program;
mod reading;
mod server;
pub mod wire;
mod words;

pub use program::Program;
pub use wire::Wire;
