//! A wire between the program and the server that can be cut: at once, after so many bytes, or only for answers; or that is
//! long.

use std::{
    io::{Read, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

/// What PostgreSQL calls its socket.
const SOCKET: &str = ".s.PGSQL.5432";

pub struct Wire {
    dir: tempfile::TempDir,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// Answers get lost, questions do not.
    deaf: AtomicBool,
    /// Bytes that still pass; below zero: any number.
    budget: AtomicI64,
    /// Answers that are still heard before one is swallowed and the line cut; below zero: all.
    answers: AtomicI64,
    /// How often the line was cut.
    cuts: AtomicUsize,
    /// How long each answer is on its way.
    delay: Mutex<Duration>,
    open: Mutex<Vec<UnixStream>>,
}

impl Wire {
    /// To the server that this URL names by its socket directory.
    pub fn to(url: &str) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let server =
            Path::new(&url.rsplit_once("host=").expect("a socket").1.replace("%2F", "/")).join(SOCKET);
        let listener = UnixListener::bind(dir.path().join(SOCKET)).expect("a socket");
        let state =
            Arc::new(State { budget: AtomicI64::new(-1), answers: AtomicI64::new(-1), ..State::default() });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if let Ok(server) = UnixStream::connect(&server) {
                    shared.join(client, server);
                }
            }
        });
        Self { dir, state }
    }

    /// The URL through this wire.
    pub fn url(&self, url: &str) -> String {
        let (before, _) = url.rsplit_once("host=").expect("a socket");
        format!("{before}host={}", self.dir.path().display())
    }

    /// From now on answers get lost, or no longer.
    pub fn deafen(&self, deaf: bool) {
        self.state.deaf.store(deaf, Ordering::SeqCst);
    }

    /// Connections made from now on get each answer so much later, in order; several may be on their way at once.
    pub fn lengthen(&self, delay: Duration) {
        *self.state.delay.lock().unwrap() = delay;
    }

    /// Cuts everything that is open.
    pub fn cut(&self) {
        self.state.cut();
    }

    /// Cuts everything once so many more bytes have passed.
    pub fn cut_after(&self, bytes: i64) {
        self.state.budget.store(bytes, Ordering::SeqCst);
    }

    /// Swallows an answer after so many more have been heard, and cuts everything.
    pub fn cut_at_answer(&self, heard: i64) {
        self.state.answers.store(heard, Ordering::SeqCst);
    }

    /// Nothing more is cut than what was.
    pub fn mend(&self) {
        self.state.budget.store(-1, Ordering::SeqCst);
        self.state.answers.store(-1, Ordering::SeqCst);
    }

    /// How often the line was cut.
    pub fn cuts(&self) -> usize {
        self.state.cuts.load(Ordering::SeqCst)
    }
}

impl State {
    fn join(self: &Arc<Self>, client: UnixStream, server: UnixStream) {
        let twice = |stream: &UnixStream| stream.try_clone().expect("a second handle");
        self.open.lock().unwrap().extend([twice(&client), twice(&server)]);
        let (to_server, to_client) = (twice(&server), twice(&client));
        for (from, to, answers) in [(client, to_server, false), (server, to_client, true)] {
            let state = Arc::clone(self);
            thread::spawn(move || state.pass(from, to, answers));
        }
    }

    /// Answers on a long way: each starts when the server gives it, and arrives so much later.
    fn lag(mut from: UnixStream, mut to: UnixStream, delay: Duration) {
        let (sender, receiver) = mpsc::channel::<(Instant, Vec<u8>)>();
        thread::spawn(move || {
            for (at, bytes) in receiver {
                thread::sleep((at + delay).saturating_duration_since(Instant::now()));
                if to.write_all(&bytes).is_err() {
                    break;
                }
            }
            let _ = to.shutdown(std::net::Shutdown::Both);
        });
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if sender.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                return;
            }
        }
    }

    fn pass(&self, mut from: UnixStream, mut to: UnixStream, answers: bool) {
        let delay = *self.delay.lock().unwrap();
        if answers && !delay.is_zero() {
            return State::lag(from, to, delay);
        }
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if answers && self.deaf.load(Ordering::SeqCst) {
                continue;
            }
            if answers && self.swallows() {
                self.cut();
                return;
            }
            let left = self.budget.load(Ordering::SeqCst);
            if left >= 0 {
                let pass = count.min(usize::try_from(left).unwrap_or(0));
                let _ = to.write_all(&bytes[..pass]);
                self.budget.store(left - pass as i64, Ordering::SeqCst);
                if pass < count {
                    self.budget.store(-1, Ordering::SeqCst);
                    self.cut();
                    return;
                }
            } else if to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    }

    /// Whether this answer is the one that nobody hears.
    fn swallows(&self) -> bool {
        let one_less = |left: i64| (left >= 0).then_some(left - 1);
        let before = self.answers.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        before == Ok(0)
    }

    fn cut(&self) {
        self.cuts.fetch_add(1, Ordering::SeqCst);
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }
}
