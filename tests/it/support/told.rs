//! What the environment tells a test: how long to go on, which seed to repeat.

use std::str::FromStr;

/// The number of this name. A name without a number is a mistake of whoever set it.
#[expect(clippy::disallowed_methods, reason = "a test is told by the environment how long to go on")]
pub fn told<T: FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}
