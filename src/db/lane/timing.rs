//! How long the lanes wait, and how often they look. The program has one timing; tests that break things thousands of times
//! have a shorter one.

use std::time::Duration;

/// How long, how often.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// The first wait between two attempts to connect; each is twice the one before ...
    pub first_wait: Duration,
    /// ... up to this one, give or take a fifth: so soon the server's return is noticed.
    pub longest_wait: Duration,
    /// Where the server answers and refuses this login, trying often would only fill its log.
    pub refused_wait: Duration,
    /// The server does not tell a client that it has something for it in any other way than by being asked.
    pub poll: Duration,
    /// A dead connection looks like silence: a quiet one is asked for a sign of life.
    pub sign_of_life: Duration,
    /// Who does not give one within this time is called away.
    pub silence: Duration,
}

/// The program's own.
impl Default for Timing {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(3),
            refused_wait: Duration::from_secs(15),
            poll: Duration::from_millis(200),
            sign_of_life: Duration::from_secs(5),
            silence: Duration::from_secs(5),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With a second for connecting.
    #[test]
    fn the_servers_return_is_noticed_within_five_seconds() {
        let longest = Timing::default().longest_wait.mul_f64(1.2);
        assert!(longest <= Duration::from_secs(4));
    }
}
