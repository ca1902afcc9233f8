//! The account that the server runs as. PostgreSQL refuses to run as root, so for root it is `postgres`, else `nobody`.

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Command,
};

/// Another account than our own, by its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Other {
    uid: u32,
    gid: u32,
}

/// Who the server runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// The user who started the program.
    Own,
    /// Somebody else, because we are root.
    Other(Other),
}

/// Whether this program runs as root.
pub fn is_root() -> bool {
    // SAFETY: geteuid only reads a number of this process and cannot fail.
    unsafe { libc::geteuid() == 0 }
}

impl Account {
    /// The account for this process.
    pub fn choose() -> Self {
        if !is_root() {
            return Self::Own;
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        Self::Other(other_account(&accounts))
    }

    /// Lets `command` run as this account.
    pub fn apply(self, command: &mut Command) {
        if let Self::Other(other) = self {
            // The standard library also drops root's further groups.
            command.gid(other.gid).uid(other.uid);
        }
    }

    /// Makes a directory that only this account (and root) can enter.
    pub fn own_dir(self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)?;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))?;
        self.give(dir)
    }

    /// Makes this account the owner of `path`.
    pub fn give(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Other(other) => chown(path, Some(other.uid), Some(other.gid)),
        }
    }

    /// The first directory above `dir` that this account may not enter. Root's home is such a one.
    pub fn barred_from(self, dir: &Path) -> Option<PathBuf> {
        let Self::Other(other) = self else { return None };
        let mut above: Vec<&Path> = dir.ancestors().skip(1).collect();
        above.reverse();
        above
            .into_iter()
            .find(|dir| fs::metadata(dir).is_ok_and(|m| !may_enter(&m, other)))
            .map(Path::to_owned)
    }
}

fn may_enter(dir: &fs::Metadata, who: Other) -> bool {
    let bit = if dir.uid() == who.uid {
        0o100
    } else if dir.gid() == who.gid {
        0o010
    } else {
        0o001
    };
    dir.mode() & bit != 0
}

/// `postgres`, else `nobody`, else the number that `nobody` has on nearly every system.
fn other_account(passwd: &str) -> Other {
    let find = |name: &str| {
        let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        let uid = fields.next()?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Other { uid, gid })
    };
    find("postgres").or_else(|| find("nobody")).unwrap_or(Other { uid: 65534, gid: 65534 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_runs_as_postgres_else_nobody() {
        let both =
            "root:x:0:0::/:/bin/sh\nnobody:x:65534:65533::/:/bin/false\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(other_account(both), Other { uid: 101, gid: 104 });
        let without = "postgres2:x:5:5::/:/bin/sh\nnobody:x:99:98::/:/bin/false\n";
        assert_eq!(other_account(without), Other { uid: 99, gid: 98 });
        assert_eq!(other_account(""), Other { uid: 65534, gid: 65534 });
    }

    #[test]
    fn a_closed_directory_above_is_named() {
        let top = tempfile::tempdir().unwrap();
        let closed = top.path().join("closed");
        fs::create_dir_all(closed.join("data")).unwrap();
        fs::set_permissions(top.path(), fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        let somebody = Account::Other(Other { uid: 65000, gid: 65000 });
        assert_eq!(somebody.barred_from(&closed.join("data")), Some(closed.clone()));
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o711)).unwrap();
        assert_eq!(somebody.barred_from(&closed.join("data")), None);
    }
}
