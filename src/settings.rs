//! Settings: what the environment and the settings files say. The only place that reads them.

use std::{ffi::OsString, path::PathBuf};

/// What the environment says, read once at the start. An empty variable counts as absent.
#[derive(Debug, Clone, Default)]
pub struct Env {
    /// `PATH`, to find PostgreSQL's programs.
    pub path: Option<OsString>,
    /// `KEHU_PG_BIN`: the directory of PostgreSQL's programs.
    pub pg_bin: Option<PathBuf>,
}

impl Env {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        Self { path: os("PATH"), pg_bin: os("KEHU_PG_BIN").map(PathBuf::from) }
    }
}

fn os(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    std::env::var_os(name).filter(|value| !value.is_empty())
}
