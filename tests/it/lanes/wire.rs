//! A wire between the program and the server that can be cut: at once, after so many bytes, or only for answers.

use std::{
    io::{Read, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    thread,
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
    open: Mutex<Vec<UnixStream>>,
}

impl Wire {
    /// To the server that this URL names by its socket directory.
    pub fn to(url: &str) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let server =
            Path::new(&url.rsplit_once("host=").expect("a socket").1.replace("%2F", "/")).join(SOCKET);
        let listener = UnixListener::bind(dir.path().join(SOCKET)).expect("a socket");
        let state = Arc::new(State { budget: AtomicI64::new(-1), ..State::default() });
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

    /// Cuts everything that is open.
    pub fn cut(&self) {
        self.state.cut();
    }

    /// Cuts everything once so many more bytes have passed.
    pub fn cut_after(&self, bytes: i64) {
        self.state.budget.store(bytes, Ordering::SeqCst);
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

    fn pass(&self, mut from: UnixStream, mut to: UnixStream, answers: bool) {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if answers && self.deaf.load(Ordering::SeqCst) {
                continue;
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

    fn cut(&self) {
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }
}
