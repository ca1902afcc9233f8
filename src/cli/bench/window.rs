//! A terminal that nobody looks at: a program runs in it, keys go in, what comes out is counted and timed. Knows no program.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    os::{
        fd::{AsRawFd as _, FromRawFd as _, OwnedFd},
        unix::process::CommandExt as _,
    },
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::clock::{Clock, System};

/// Where the cursor is, asked by a program that wants to know what the terminal does.
const ASKED: &[u8] = b"\x1b[6n";

/// What a terminal shows when it is tried (see the probe of the screen): lines are one cell wide in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaves {
    /// Without margins at the left and right.
    AsMost,
    /// With them.
    WithMargins,
}

impl Behaves {
    fn answer(self) -> &'static [u8] {
        match self {
            Behaves::AsMost => b"\x1b[1;9R",
            Behaves::WithMargins => b"\x1b[2;5R",
        }
    }
}

/// A key that does nothing for so long does nothing.
const ANSWERED: Duration = Duration::from_secs(2);

/// A program in a terminal. It ends with this value.
pub struct Window {
    child: Child,
    terminal: File,
    behaves: Behaves,
}

/// What a program sent after something happened.
#[derive(Debug, Default)]
pub struct Sent {
    /// When the first of it came, counted from what happened.
    pub first: Option<Duration>,
    /// All of it.
    pub bytes: Vec<u8>,
    /// When each frame began to come, counted from what happened.
    pub frames: Vec<Duration>,
}

/// So a frame begins.
const FRAME: &[u8] = b"\x1b[?2026h";

impl Sent {
    /// The bytes of a frame, the first is 0.
    pub fn frame(&self, n: usize) -> Option<&[u8]> {
        let begins = |at: &usize| self.bytes[*at..].starts_with(FRAME);
        let mut at = (0..self.bytes.len()).filter(begins).skip(n);
        let from = at.next()?;
        Some(&self.bytes[from..at.next().unwrap_or(self.bytes.len())])
    }
}

impl Window {
    /// Starts a program in a terminal of this size.
    pub fn open(mut command: Command, (columns, rows): (u16, u16), behaves: Behaves) -> io::Result<Window> {
        let (terminal, inside) = pair(columns, rows)?;
        command.env("TERM", "xterm-256color").env("COLORTERM", "truecolor").env_remove("TMUX");
        command.env_remove("NO_COLOR");
        command.stdin(Stdio::from(inside.try_clone()?)).stdout(Stdio::from(inside.try_clone()?));
        command.stderr(Stdio::from(inside));
        let taken = || {
            // SAFETY: two calls that may follow a fork: a session of its own, with this terminal.
            match unsafe { libc::setsid() >= 0 && libc::ioctl(0, libc::TIOCSCTTY as _, 0) == 0 } {
                true => Ok(()),
                false => Err(io::Error::last_os_error()),
            }
        };
        // SAFETY: `taken` does nothing that is forbidden between fork and exec.
        let child = unsafe { command.pre_exec(taken) }.spawn()?;
        Ok(Window { child, terminal: File::from(terminal), behaves })
    }

    /// Presses a key, waits for what it does, and takes that in until nothing came for a while.
    pub fn press(&mut self, key: &str, quiet: Duration) -> io::Result<Sent> {
        let begun = System.now();
        self.terminal.write_all(key.as_bytes())?;
        if !self.comes_within(ANSWERED) {
            return Ok(Sent::default());
        }
        self.take(begun, quiet, |_| false)
    }

    /// Takes in what comes until nothing came for a while.
    pub fn settle(&mut self, quiet: Duration) -> io::Result<Sent> {
        self.take(System.now(), quiet, |_| false)
    }

    /// Takes in what comes until this has come; how long that took, if it came.
    pub fn until(&mut self, what: &[u8], begun: Instant, patience: Duration) -> io::Result<Option<Duration>> {
        let came = |bytes: &[u8]| bytes.windows(what.len()).any(|window| window == what);
        let sent = self.take(begun, patience, came)?;
        Ok(came(&sent.bytes).then(|| System.now() - begun))
    }

    fn take(&mut self, begun: Instant, quiet: Duration, enough: impl Fn(&[u8]) -> bool) -> io::Result<Sent> {
        let mut sent = Sent::default();
        let mut piece = [0; 64 * 1024];
        while !enough(&sent.bytes) && self.comes_within(quiet) {
            let read = match self.terminal.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                // The program has ended.
                Err(error) if error.raw_os_error() == Some(libc::EIO) => break,
                Err(error) => return Err(error),
            };
            sent.first.get_or_insert_with(|| System.now() - begun);
            let piece = &piece[..read];
            let begun_now = piece.windows(FRAME.len()).filter(|window| *window == FRAME).count();
            sent.frames.extend(std::iter::repeat_n(System.now() - begun, begun_now));
            if piece.windows(ASKED.len()).any(|window| window == ASKED) {
                self.terminal.write_all(self.behaves.answer())?;
            }
            sent.bytes.extend_from_slice(piece);
        }
        Ok(sent)
    }

    fn comes_within(&self, quiet: Duration) -> bool {
        let mut look = libc::pollfd { fd: self.terminal.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one pollfd that lives until the call returns.
        unsafe { libc::poll(&raw mut look, 1, quiet.as_millis() as libc::c_int) > 0 }
    }

    /// How often the program has written so far, where the system tells.
    pub fn writes(&self) -> Option<u64> {
        self.told("io", "syscw:")
    }

    /// Its memory in KiB, where the system tells.
    pub fn resident(&self) -> Option<u64> {
        self.told("status", "VmRSS:")
    }

    fn told(&self, file: &str, name: &str) -> Option<u64> {
        let text = fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Nothing it did is to be remembered.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Both ends of a new terminal: ours and the program's.
fn pair(columns: u16, rows: u16) -> io::Result<(OwnedFd, OwnedFd)> {
    let mut size = libc::winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    let (mut ours, mut theirs) = (-1, -1);
    // SAFETY: the call fills two descriptors and reads the size; name and settings are left out.
    let made = unsafe {
        libc::openpty(
            &raw mut ours,
            &raw mut theirs,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            &raw mut size,
        )
    };
    if made != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: both are open and nobody else's. What is started later must not inherit ours.
    unsafe {
        libc::fcntl(ours, libc::F_SETFD, libc::FD_CLOEXEC);
        Ok((OwnedFd::from_raw_fd(ours), OwnedFd::from_raw_fd(theirs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_program_sends() {
        let mut command = Command::new("sh");
        command.args(["-c", "stty -echo raw; printf ready; head -c 1; printf 'now'; sleep 30"]);
        let mut window = Window::open(command, (80, 24), Behaves::AsMost).unwrap();
        let patience = Duration::from_secs(30);
        assert!(window.until(b"ready", System.now(), patience).unwrap().is_some());
        window.terminal.write_all(b"j").unwrap();
        assert!(window.until(b"jnow", System.now(), patience).unwrap().is_some());
    }
}
