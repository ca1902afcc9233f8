//! How long something takes: done many times, told as the median and what one in a hundred exceeds. Knows not what.

use std::time::Duration;

use crate::clock::{Clock, System};

/// The times of one thing, the shortest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Of durations taken elsewhere.
    pub fn new(mut taken: Vec<Duration>) -> Times {
        taken.sort_unstable();
        Times(taken)
    }

    /// How long `act` takes, once.
    pub fn once<E>(act: impl FnOnce() -> Result<(), E>) -> Result<Duration, E> {
        let begun = System.now();
        act()?;
        Ok(System.now() - begun)
    }

    /// The one in the middle; nothing of nothing.
    pub fn median(&self) -> Duration {
        self.at(50)
    }

    /// What one in a hundred exceeds.
    pub fn p99(&self) -> Duration {
        self.at(99)
    }

    fn at(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }
}

/// Milliseconds with two decimals.
pub fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_end_are_found_in_any_order() {
        let times = Times::new((0..=100).rev().map(Duration::from_millis).collect());
        assert_eq!((times.median(), times.p99()), (Duration::from_millis(50), Duration::from_millis(99)));
        assert_eq!(Times::new(Vec::new()).median(), Duration::ZERO);
        assert_eq!(ms(Duration::from_micros(1_234)), "1.23");
    }
}
