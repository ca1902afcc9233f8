//! When a frame may be drawn: at once, unless frames come in a storm. Then they are as far apart as the eye and a slow line
//! need.

use std::time::{Duration, Instant};

/// In the long run two frames are not closer: more nobody sees, and the line may be slow.
const FRAME: Duration = Duration::from_millis(16);
/// As many may follow each other at once: the start, with all that is answered to it; a key, its answer, what somebody else
/// changed.
const BURST: u32 = 8;

/// The frames of the last moments.
#[derive(Debug)]
pub struct Pace {
    /// When all frames so far were due, had they come one by one.
    paid: Instant,
}

impl Pace {
    /// No frame was drawn yet.
    pub fn new(now: Instant) -> Pace {
        Pace { paid: now }
    }

    /// When the next frame may be drawn; often in the past.
    pub fn due(&self) -> Instant {
        let saved = FRAME * (BURST - 1);
        self.paid.checked_sub(saved).unwrap_or(self.paid)
    }

    /// A frame was drawn.
    pub fn drew(&mut self, now: Instant) {
        self.paid = self.paid.max(now) + FRAME;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_frames_come_at_once_and_a_storm_is_slowed() {
        let start = Instant::now() + Duration::from_secs(60);
        let mut pace = Pace::new(start);
        for _ in 0..BURST {
            assert!(pace.due() <= start);
            pace.drew(start);
        }
        let mut now = start;
        for _ in 0..10 {
            assert!(pace.due() > now);
            now = pace.due();
            pace.drew(now);
        }
        assert_eq!(now, start + FRAME * 10);
        let later = now + Duration::from_secs(1);
        for _ in 0..BURST {
            assert!(pace.due() <= later);
            pace.drew(later);
        }
        assert!(pace.due() > later);
    }
}
