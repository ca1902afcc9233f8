//! Notices that the program is to end or went on after a stop: signals, and a terminal that is gone without one. A dead
//! terminal would otherwise keep the reader spinning for ever.

use std::{io, sync::mpsc::Sender, thread, time::Duration};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use super::happening::Happening;

const LOOK: Duration = Duration::from_secs(1);

/// Starts to watch. `continued` hears of each continuation too.
pub fn start(to: Sender<Happening>, continued: Sender<()>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGCONT])?;
    let heard = to.clone();
    let signals = move || {
        for signal in signals.forever() {
            let happening = match signal {
                SIGCONT => {
                    let _ = continued.send(());
                    Happening::Continued
                }
                _ => Happening::Lost,
            };
            if heard.send(happening).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("kehu-signals".to_owned()).spawn(signals)?;
    let hang_up = move || {
        while !is_gone(libc::STDIN_FILENO) {}
        let _ = to.send(Happening::Lost);
    };
    thread::Builder::new().name("kehu-terminal".to_owned()).spawn(hang_up).map(drop)
}

/// Waits up to a second and tells whether the terminal hung up.
fn is_gone(fd: i32) -> bool {
    let mut look = libc::pollfd { fd, events: 0, revents: 0 };
    // SAFETY: one pollfd that lives until the call returns.
    let found = unsafe { libc::poll(&raw mut look, 1, LOOK.as_millis() as libc::c_int) };
    found > 0 && look.revents & (libc::POLLHUP | libc::POLLERR | libc::POLLNVAL) != 0
}
