//! What happens a little later: the detail pane follows when the cursor rests, a burst of changes is one refresh, the state
//! is remembered when nothing has changed for a while, and only a slow answer is announced.

use std::time::{Duration, Instant};

use crate::screen::Cx;

/// So long the cursor rests before the detail pane follows.
const REST: Duration = Duration::from_millis(80);
/// So long changes are gathered before one refresh.
const GATHER: Duration = Duration::from_millis(150);
/// So long the state stays as it is before it is remembered.
const CALM: Duration = Duration::from_secs(4);
/// So long nothing is pressed before what may come next is read.
const STILL: Duration = Duration::from_millis(150);
/// An answer that takes longer is announced.
const SLOW: Duration = Duration::from_millis(300);

/// When which of these is due.
#[derive(Debug, Default)]
pub struct Timers {
    detail: Option<Instant>,
    refresh: Option<Instant>,
    keep: Option<Instant>,
    slow: Option<Instant>,
    ahead: Option<Instant>,
}

/// What is due now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The detail pane shows another record.
    pub detail: bool,
    /// Everything is read again.
    pub refresh: bool,
    /// The state is remembered.
    pub keep: bool,
    /// The person has rested: what may come next is read.
    pub ahead: bool,
}

impl Timers {
    /// The cursor has moved.
    pub fn moved(&mut self, cx: &mut Cx) {
        self.detail = Some(cx.now + REST);
        cx.wake(cx.now + REST);
        self.changed(cx);
    }

    /// Whether the detail pane is about to follow the cursor.
    pub fn resting(&self) -> bool {
        self.detail.is_some()
    }

    /// Something was pressed: whether it is the last for a while is not known yet.
    pub fn rest(&mut self, cx: &mut Cx) {
        self.ahead = Some(cx.now + STILL);
        cx.wake(cx.now + STILL);
    }

    /// Somebody changed a record.
    pub fn refresh_soon(&mut self, cx: &mut Cx) {
        if self.refresh.is_none() {
            self.refresh = Some(cx.now + GATHER);
            cx.wake(cx.now + GATHER);
        }
    }

    /// The state that is remembered is another one.
    pub fn changed(&mut self, cx: &mut Cx) {
        let fresh = self.keep.is_none();
        self.keep = Some(cx.now + CALM);
        if fresh {
            cx.wake(cx.now + CALM);
        }
    }

    /// The first rows are waited for.
    pub fn slow(&mut self, cx: &mut Cx) {
        self.slow = Some(cx.now + SLOW);
        cx.wake(cx.now + SLOW);
    }

    /// Whether the first rows are late.
    pub fn is_slow(&self) -> bool {
        self.slow.is_none()
    }

    /// Whether something is to be remembered; it is no longer afterwards.
    pub fn take_keep(&mut self) -> bool {
        self.keep.take().is_some()
    }

    /// What is due now, each once.
    pub fn due(&mut self, cx: &mut Cx) -> Due {
        let now = cx.now;
        let past = |at: &mut Option<Instant>| at.take_if(|at| *at <= now).is_some();
        past(&mut self.slow);
        let due = Due {
            detail: past(&mut self.detail),
            refresh: past(&mut self.refresh),
            keep: past(&mut self.keep),
            ahead: past(&mut self.ahead),
        };
        if let Some(at) = self.keep {
            cx.wake(at);
        }
        due
    }
}
