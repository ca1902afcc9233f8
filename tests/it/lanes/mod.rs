//! The lanes against a real server: who signs in, what is cancelled, what stays in order, what is said when the line is cut.

mod personal;
mod program;
mod reading;

use program::Program;
