//! The one line that tells the user what happened. What went well fades by itself; what went wrong stays until a key shows
//! that somebody is there; so does everything for whom nothing is to go by itself.

use std::time::{Duration, Instant};

use super::{App, Order};
use crate::{
    i18n::Msg,
    screen::{Notice, Tone},
    text::clean,
};

const FADES: Duration = Duration::from_secs(6);

/// A notice on the screen.
#[derive(Debug)]
pub(super) struct Shown {
    pub notice: Notice,
    /// Until when; none: until the next key.
    pub until: Option<Instant>,
}

impl App {
    pub(super) fn notify(&mut self, notice: Notice) {
        let bad = notice.tone == Tone::Bad;
        if bad && self.bell {
            self.orders.push(Order::Bell);
        }
        let fades = !bad && self.motion;
        self.notice = Some(Shown { notice, until: fades.then_some(self.now + FADES) });
    }

    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notify(Notice { tone, text: text.into() });
    }

    /// Which file was written, or why none was.
    pub(super) fn written(&mut self, file: Result<String, String>) {
        match file {
            Ok(file) => self.say(Tone::Good, self.lang.fmt(Msg::ExportWritten, &[&clean(&file)])),
            Err(why) => self.say(Tone::Bad, self.lang.fmt(Msg::ExportFailed, &[&clean(&why)])),
        }
    }

    /// A key was pressed: whoever pressed it has read what stood there.
    pub(super) fn seen(&mut self) {
        if self.notice.as_ref().is_some_and(|shown| shown.until.is_none()) {
            self.notice = None;
        }
    }
}
