//! The real program in a real terminal: what a user sees, and what he is left with. Tests wait for what the screen shows,
//! never for time to pass.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    num::NonZero,
    os::fd::{AsRawFd as _, FromRawFd as _, RawFd},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Nothing on the screen takes longer, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program in a terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<File>,
    reader: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Seen>>,
    /// Its settings and state: gone with it.
    _home: Option<tempfile::TempDir>,
}

struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

impl Pty {
    /// The program on the database of `url`, in English, with settings and state of its own.
    pub fn kehu(url: &str, columns: u16, rows: u16) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kehu"));
        command.args(["--url", url, "--lang", "en"]);
        Pty::run(command, columns, rows)
    }

    /// The same at 80x24, with settings and state in a directory that outlives it.
    pub fn kehu_at_home(url: &str, home: &Path) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kehu"));
        command.args(["--url", url, "--lang", "en"]);
        Pty::run_at(command, (80, 24), home)
    }

    /// Any program.
    pub fn run(command: CommandBuilder, columns: u16, rows: u16) -> Pty {
        let home = tempfile::tempdir().expect("a directory");
        let mut pty = Pty::run_at(command, (columns, rows), home.path());
        pty._home = Some(home);
        pty
    }

    fn run_at(mut command: CommandBuilder, (columns, rows): (u16, u16), home: &Path) -> Pty {
        for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "KEHU_CONFIG_HOME"] {
            command.env(name, home);
        }
        command.env("TERM", "xterm-256color");
        for name in ["NO_COLOR", "COLORTERM", "KEHU_LANG", "KEHU_PROFILE", "DATABASE_URL", "TMUX"] {
            command.env_remove(name);
        }
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let fd = pair.master.as_raw_fd().expect("a terminal");
        let (keys, output, answers) = (duplicate(fd), duplicate(fd), duplicate(fd));
        let screen = vt100::Parser::new(some(rows), some(columns), 0);
        let seen = Arc::new(Mutex::new(Seen { screen, bytes: Vec::new(), ended: false }));
        let closing = Arc::new(AtomicBool::new(false));
        let (watched, stop) = (seen.clone(), closing.clone());
        let reader = thread::spawn(move || watch(output, answers, &watched, &stop));
        Pty {
            master: Some(pair.master),
            keys: Some(keys),
            reader: Some(reader),
            closing,
            child,
            seen,
            _home: None,
        }
    }

    /// Sends bytes as a keyboard would, all at once.
    pub fn keys(&mut self, bytes: &str) {
        let keys = self.keys.as_mut().expect("the terminal is there");
        keys.write_all(bytes.as_bytes()).expect("the program reads");
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.seen.lock().unwrap().screen.screen_mut().set_size(some(rows), some(columns));
        self.master.as_ref().expect("the terminal is there").resize(size).expect("a new size");
    }

    /// What the screen shows.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    /// Everything that was sent to the terminal so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Where the terminal's cursor stands: row and column.
    pub fn cursor(&self) -> (u16, u16) {
        self.seen.lock().unwrap().screen.screen().cursor_position()
    }

    /// How often the program has written to anything, as Linux counts it.
    pub fn writes(&self) -> u64 {
        let told = std::fs::read_to_string(format!("/proc/{}/io", self.pid())).expect("it runs");
        let line = told.lines().find_map(|line| line.strip_prefix("syscw: ")).expect("a count");
        line.parse().expect("a number")
    }

    /// Whether the program has the terminal for itself.
    pub fn is_full_screen(&self) -> bool {
        self.seen.lock().unwrap().screen.screen().alternate_screen()
    }

    /// Waits until the screen is as it should be.
    pub fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if is_so(&screen) {
                return screen;
            }
            assert!(Instant::now() < end, "{what} did not come:\n{screen}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen shows a text.
    pub fn shows(&self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// Waits until the program has ended; gives its exit code.
    pub fn ends(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What it said last is on its way still.
                while !self.seen.lock().unwrap().ended && Instant::now() < end {
                    thread::sleep(Duration::from_millis(5));
                }
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the program did not end:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal's window is closed: nobody holds the other end any more.
    pub fn hang_up(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.keys = None;
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends");
        }
        self.master = None;
        self.seen.lock().unwrap().ended = true;
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Hands the terminal to a shell, as a shell does when a program stops.
    pub fn make_cooked(&self) {
        let fd: RawFd = self.master.as_ref().and_then(|master| master.as_raw_fd()).expect("a terminal");
        // SAFETY: a termios is plain data that the first call fills.
        unsafe {
            let mut state: libc::termios = std::mem::zeroed();
            libc::tcgetattr(fd, &raw mut state);
            state.c_lflag |= libc::ICANON | libc::ECHO | libc::ISIG;
            libc::tcsetattr(fd, libc::TCSANOW, &raw const state);
        }
    }

    /// Whether the terminal hands lines to a shell again: it echoes, and waits for Enter.
    pub fn is_cooked(&self) -> bool {
        let fd: RawFd = self.master.as_ref().and_then(|master| master.as_raw_fd()).expect("a terminal");
        // SAFETY: a termios is plain data that the call fills.
        let mut state: libc::termios = unsafe { std::mem::zeroed() };
        let got = unsafe { libc::tcgetattr(fd, &raw mut state) };
        got == 0 && state.c_lflag & (libc::ICANON | libc::ECHO) == libc::ICANON | libc::ECHO
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn some(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a terminal has rows and columns")
}

fn duplicate(fd: RawFd) -> File {
    // SAFETY: the terminal is open, and the new descriptor is ours alone.
    unsafe { File::from_raw_fd(libc::dup(fd)) }
}

/// Takes in what the program sends, and answers what a terminal answers.
fn watch(mut output: File, mut answers: File, seen: &Mutex<Seen>, closing: &AtomicBool) {
    let mut bytes = [0; 16 * 1024];
    while !closing.load(Ordering::SeqCst) {
        let mut look = libc::pollfd { fd: output.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one pollfd that lives until the call returns.
        if unsafe { libc::poll(&raw mut look, 1, 20) } == 0 {
            continue;
        }
        let read = output.read(&mut bytes).unwrap_or(0);
        let mut seen = seen.lock().unwrap();
        if read == 0 {
            seen.ended = true;
            return;
        }
        for byte in &bytes[..read] {
            seen.bytes.push(*byte);
            seen.screen.process(&[*byte]);
            if seen.bytes.ends_with(b"\x1b[6n") {
                let (row, column) = seen.screen.screen().cursor_position();
                let _ = write!(answers, "\x1b[{};{}R", row + 1, column + 1);
            }
        }
    }
}
