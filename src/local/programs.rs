//! PostgreSQL's server programs on this machine: where they are and which version. Knows nothing of clusters.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The oldest major version that kehu runs on.
pub const OLDEST: u32 = 15;
/// What a private server needs of them.
const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Where to look, as the environment says.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The directory that the user named (`KEHU_PG_BIN`). If it does not serve, nothing else is tried.
    pub chosen: Option<PathBuf>,
    /// The directories of `PATH`.
    pub path: Option<OsString>,
}

/// A directory with the server's programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// The directory that holds `initdb`, `pg_ctl` and `postgres`.
    pub dir: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
}

impl Programs {
    /// The best programs of this machine: the user's choice, else the first of `PATH`, `pg_config` and the usual places
    /// that are new enough and, for a cluster that exists, of its major version. Otherwise the places that were tried.
    pub fn find(search: &Search, major: Option<u32>) -> Result<Self, Vec<String>> {
        let mut tried = Vec::new();
        for dir in places(search) {
            match Self::at(&dir) {
                Some(found) if found.major >= OLDEST && major.is_none_or(|m| m == found.major) => {
                    return Ok(found);
                }
                Some(found) => tried.push(format!("{} ({})", dir.display(), found.major)),
                None => tried.push(dir.display().to_string()),
            }
        }
        Err(tried)
    }

    /// The programs in `dir`, if they are all there and `postgres` tells its version. A `pg_config` that came with the
    /// client library alone points to a directory without them.
    pub fn at(dir: &Path) -> Option<Self> {
        if !Self::complete(dir) {
            return None;
        }
        let told = Command::new(dir.join("postgres")).arg("--version").stdin(Stdio::null()).output().ok()?;
        let major = major_version(&String::from_utf8_lossy(&told.stdout))?;
        Some(Self { dir: dir.to_owned(), major })
    }

    /// Whether `dir` holds every program that is needed.
    pub fn complete(dir: &Path) -> bool {
        NEEDED.iter().all(|name| dir.join(name).is_file())
    }
}

/// The directories worth a look, best first.
fn places(search: &Search) -> Vec<PathBuf> {
    if let Some(chosen) = &search.chosen {
        return vec![chosen.clone()];
    }
    let mut dirs: Vec<PathBuf> =
        search.path.iter().flat_map(std::env::split_paths).filter_map(|dir| real_dir(&dir)).collect();
    dirs.extend(pg_config());
    dirs.extend(usual_places());
    let mut seen = std::collections::HashSet::new();
    dirs.retain(|dir| seen.insert(dir.clone()));
    dirs
}

/// The directory where the `initdb` of `dir` really lies: distributions put links into `PATH`.
fn real_dir(dir: &Path) -> Option<PathBuf> {
    let initdb = dir.join("initdb").canonicalize().ok()?;
    initdb.parent().map(Path::to_owned)
}

fn pg_config() -> Option<PathBuf> {
    let told =
        Command::new("pg_config").arg("--bindir").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let dir = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    (!dir.is_empty()).then(|| dir.into())
}

/// Debian, Red Hat, Homebrew, Postgres.app and the vendor's installer, the newest version first.
fn usual_places() -> Vec<PathBuf> {
    const BASES: [(&str, &str); 9] = [
        ("/usr/lib/postgresql", ""),
        ("/usr/lib64/postgresql", ""),
        ("/usr/libexec", "postgresql"),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql"),
        ("/Applications/Postgres.app/Contents/Versions", ""),
        ("/Library/PostgreSQL", ""),
    ];
    let mut found = Vec::new();
    for (base, prefix) in BASES {
        for entry in fs::read_dir(base).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(prefix) {
                found.push((first_number(&name), entry.path()));
            }
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    // Most keep the programs in `bin`; Alpine puts them straight into the versioned directory.
    found
        .into_iter()
        .flat_map(|(_, dir)| [dir.join("bin"), dir])
        .filter(|dir| Programs::complete(dir))
        .collect()
}

/// The major version of `postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)`, also of `16beta1`.
fn major_version(told: &str) -> Option<u32> {
    let rest = told.split_once("(PostgreSQL)").map_or(told, |(_, rest)| rest);
    Some(first_number(rest)).filter(|major| *major > 0)
}

fn first_number(text: &str) -> u32 {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_programs_say() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 16beta1"), Some(16));
        assert_eq!(major_version("postgres"), None);
    }

    #[test]
    fn a_chosen_directory_without_the_programs_is_not_replaced_by_another() {
        let empty = tempfile::tempdir().unwrap();
        let search = Search { chosen: Some(empty.path().into()), path: Some("/usr/bin".into()) };
        assert_eq!(Programs::find(&search, None), Err(vec![empty.path().display().to_string()]));
    }

    #[test]
    fn numbers_sort_versions_as_numbers() {
        assert!(first_number("postgresql@17") > first_number("postgresql@9.6"));
    }
}
