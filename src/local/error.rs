//! What can go wrong with a private server, in words.

use std::{io, path::PathBuf};

use crate::{
    db::{connect::ConnectError, migrate::MigrateError},
    i18n::{Lang, Msg},
};

/// Why there is no private server.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub enum LocalError {
    /// No programs of PostgreSQL 15 or newer; with the places that were tried.
    NoPrograms(Vec<String>),
    /// The data were made by a major version whose programs are not here.
    OtherVersion {
        /// The major version of the data.
        data: u32,
        /// Where the data are.
        root: PathBuf,
    },
    /// The account that the server must run as cannot enter this directory.
    Barred(PathBuf),
    /// The cluster could not be made; what `initdb` said.
    NotMade(String),
    /// The server did not start; the end of its log.
    NotStarted(String),
    /// The server did not stop.
    NotStopped(PathBuf),
    /// Our own server does not let us in.
    Connect(#[from] ConnectError),
    /// The schema could not be brought up to date.
    Migrate(#[from] MigrateError),
    /// A database could not be made or filled; what the server said.
    Database(#[from] diesel::result::Error),
    /// A file or directory refused.
    Io {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl LocalError {
    /// The error in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::NoPrograms(tried) if tried.is_empty() => lang.tr(Msg::LocalNoPrograms).to_owned(),
            Self::NoPrograms(tried) => {
                let looked = lang.fmt(Msg::LocalLookedIn, &[&tried.join(", ")]);
                format!("{} {looked}", lang.tr(Msg::LocalNoPrograms))
            }
            Self::OtherVersion { data, root } => lang.fmt(Msg::LocalOtherVersion, &[&root.display(), data]),
            Self::Barred(dir) => lang.fmt(Msg::LocalBarred, &[&dir.display()]),
            Self::NotMade(said) => lang.fmt(Msg::LocalNotMade, &[said]),
            Self::NotStarted(log) => lang.fmt(Msg::LocalNotStarted, &[log]),
            Self::NotStopped(root) => lang.fmt(Msg::LocalNotStopped, &[&root.display()]),
            Self::Connect(error) => error.words(lang),
            Self::Migrate(error) => error.words(lang),
            Self::Database(error) => lang.fmt(Msg::LocalDatabase, &[error]),
            Self::Io { path, source } => format!("{}: {source}", path.display()),
        }
    }
}

/// Names the file in an input or output error.
pub trait At<T> {
    /// The same result, with `path` in its error.
    fn at(self, path: impl Into<PathBuf>) -> Result<T, LocalError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: impl Into<PathBuf>) -> Result<T, LocalError> {
        self.map_err(|source| LocalError::Io { path: path.into(), source })
    }
}
