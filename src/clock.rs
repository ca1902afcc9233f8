//! The only place that reads the time of this machine. Business dates never come from here: they come from the server
//! (`kehu.today()`), which knows the company's time zone.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// Where the program takes its time from: the machine's, or a test's.
pub trait Clock: Send {
    /// A monotonic instant, for deadlines.
    fn now(&self) -> Instant;
    /// The machine's wall clock, for log lines and "kept at 14:02" only.
    fn wall(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "this is the clock")]
        Utc::now()
    }
}

/// A clock that a test moves by hand.
#[derive(Debug, Clone)]
pub struct Manual {
    start: Instant,
    passed: std::sync::Arc<std::sync::Mutex<Duration>>,
}

impl Manual {
    /// A clock that stands still until it is advanced.
    pub fn new() -> Self {
        Self { start: Instant::now(), passed: Default::default() }
    }

    /// Let `by` pass.
    pub fn advance(&self, by: Duration) {
        *self.passed.lock().unwrap_or_else(|e| e.into_inner()) += by;
    }

    fn passed(&self) -> Duration {
        *self.passed.lock().unwrap_or_else(|e| e.into_inner())
    }
}

impl Default for Manual {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for Manual {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn wall(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + self.passed()
    }
}
