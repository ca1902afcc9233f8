//! The terminal as the program needs it, and as it was before: by every way out, a panic too.

use std::{
    io::{self, Write, stdout},
    panic,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::ResetColor,
    terminal::{
        EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};

use crate::i18n::{Lang, Msg};

/// While it lives the terminal is ours; dropped, it is the shell's again.
#[derive(Debug)]
pub struct Guard(());

static OURS: AtomicBool = AtomicBool::new(false);

impl Guard {
    /// Takes the terminal.
    pub fn enter() -> io::Result<Guard> {
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        let guard = Guard(());
        let mut out = stdout();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        out.flush()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once. A terminal that is gone is no error here.
fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        let mut out = stdout();
        // A panic may have come in the middle of a frame.
        let _ =
            queue!(out, EndSynchronizedUpdate, ResetColor, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// From now on a panic of this thread gives the terminal back before it speaks, and says where the log is. Other threads
/// only write to the log: the screen goes on.
pub fn on_panic(log: PathBuf, lang: Lang) {
    let screen = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // The message may hold data; the place never does.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("panic in {:?} at {place}", thread::current().name().unwrap_or("a thread"));
        if thread::current().id() == screen {
            give_back();
            before(info);
            let _ = writeln!(io::stderr(), "{}", lang.fmt(Msg::ShellCrashed, &[&log.display()]));
        }
    }));
}
