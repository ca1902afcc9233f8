//! The files of one private server: which directory holds what, and the URL that leads to it.

use std::{
    fs, io,
    os::unix::{ffi::OsStrExt, fs::MetadataExt, net::UnixStream},
    path::{Path, PathBuf},
};

/// The name in the socket's file. The port means nothing on a Unix socket, but libpq builds the file's name from it.
const PORT: u16 = 5432;
/// A socket's path may be 107 bytes long on Linux and 103 on macOS; `/.s.PGSQL.5432.lock` takes 20 of them.
const LONGEST_DIR: usize = 80;

/// The directory of one private server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    root: PathBuf,
    socket: PathBuf,
}

impl Place {
    /// The place under `root`, which must exist.
    pub fn new(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        let socket = live_socket(&root.join("data")).map_or_else(|| socket_dir(&root), Ok)?;
        Ok(Self { root, socket })
    }

    /// The whole.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The cluster, once it is made.
    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// The cluster while it is being made: renamed when whole, so that a killed `initdb` leaves nothing half.
    pub fn unfinished(&self) -> PathBuf {
        self.root.join("data.new")
    }

    /// Settings of ours that the server reads, written at each start.
    pub fn server_settings(&self) -> PathBuf {
        self.data().join("kehu.conf")
    }

    /// What the server says.
    pub fn log(&self) -> PathBuf {
        self.root.join("server.log")
    }

    /// Which programs made the cluster, to save asking them for their version at each start.
    pub fn programs(&self) -> PathBuf {
        self.root.join("programs")
    }

    /// Says that the server stays up when the last program leaves; holds the name of the fixture it was started for.
    pub fn keep(&self) -> PathBuf {
        self.root.join("keep")
    }

    /// The directory of the Unix socket.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Whether a server answers on the socket.
    pub fn answers(&self) -> bool {
        UnixStream::connect(self.socket.join(format!(".s.PGSQL.{PORT}"))).is_ok()
    }

    /// Whether a server is on its way out: it still listens, but lets nobody in.
    pub fn is_stopping(&self) -> bool {
        // The eighth line of the server's own note says how it is.
        let note = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        self.answers() && note.lines().nth(7).is_some_and(|state| state.trim() == "stopping")
    }

    /// The URL of `database` for `login`, as kehu and psql take it.
    pub fn url(&self, login: &str, database: &str) -> String {
        format!("postgresql://{}@/{}?host={}", percent(login.as_bytes()), percent(database.as_bytes()), {
            percent(self.socket.as_os_str().as_bytes())
        })
    }

    /// The major version of the cluster, if there is one.
    pub fn major(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION")).ok()?.trim().parse().ok()
    }
}

/// The socket's directory as a running server wrote it down: right even after the place was moved.
fn live_socket(data: &Path) -> Option<PathBuf> {
    let pid_file = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    pid_file.lines().nth(4).filter(|line| line.starts_with('/')).map(PathBuf::from)
}

/// Beside the data, or in a short directory of its own when that path is too long for a socket.
fn socket_dir(root: &Path) -> io::Result<PathBuf> {
    let beside = root.join("s");
    if beside.as_os_str().len() <= LONGEST_DIR {
        return Ok(beside);
    }
    let meta = fs::metadata(root)?;
    Ok(PathBuf::from(format!("/tmp/.kehu-{:x}-{:x}", meta.dev(), meta.ino())))
}

/// Everything but letters, digits and `-._~` as `%XX`.
fn percent(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_survives_awkward_directories() {
        let top = tempfile::tempdir().unwrap();
        let root = top.path().join("it's a 客");
        fs::create_dir(&root).unwrap();
        let place = Place::new(&root).unwrap();
        let url = place.url("john", "kehu_demo");
        assert!(url.starts_with("postgresql://john@/kehu_demo?host=%2F"), "{url}");
        assert!(url.ends_with("it%27s%20a%20%E5%AE%A2%2Fs"), "{url}");
    }

    #[test]
    fn a_long_path_gets_a_short_socket() {
        let top = tempfile::tempdir().unwrap();
        let root = top.path().join("x".repeat(90));
        fs::create_dir(&root).unwrap();
        let socket = Place::new(&root).unwrap().socket().to_owned();
        assert!(socket.starts_with("/tmp") && socket.as_os_str().len() <= LONGEST_DIR, "{socket:?}");
    }
}
