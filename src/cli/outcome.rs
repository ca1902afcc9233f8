//! How a command ends: its exit code, and the words for what went wrong.

use std::io::{self, Write};

use crate::{
    db::{connect::ConnectError, migrate::MigrateError, setup::SetupError},
    i18n::Lang,
    local::LocalError,
    settings::SettingsError,
    term::NoScreen,
};

/// The exit codes, the same for all commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Ok = 0,
    /// Nothing to show, or nothing is there.
    Nothing = 1,
    /// The command line or the settings are wrong.
    Usage = 2,
    /// Not permitted, or against a rule.
    Refused = 3,
    /// The server is missing, does not answer, or failed.
    Server = 4,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        (exit as u8).into()
    }
}

/// An error of a command, worded already.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// What the user reads.
    pub words: String,
}

impl Failure {
    /// A command line that cannot be followed.
    pub fn usage(words: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, words: words.into() }
    }

    /// A refusal.
    pub fn refused(words: impl Into<String>) -> Self {
        Self { exit: Exit::Refused, words: words.into() }
    }

    /// A server that is not there or does not do.
    pub fn server(words: impl Into<String>) -> Self {
        Self { exit: Exit::Server, words: words.into() }
    }
}

/// Prints a line on standard output. A reader that went away is an error, but none to speak of.
pub fn say(line: impl std::fmt::Display) -> anyhow::Result<()> {
    Ok(writeln!(io::stdout(), "{line}")?)
}

/// The exit code of an error, and its words.
pub fn explain(error: &anyhow::Error, lang: Lang) -> (Exit, String) {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        (failure.exit, failure.words.clone())
    } else if let Some(error) = error.downcast_ref::<SettingsError>() {
        (Exit::Usage, error.words(lang))
    } else if let Some(error) = error.downcast_ref::<LocalError>() {
        (Exit::Server, error.words(lang))
    } else if let Some(error) = error.downcast_ref::<ConnectError>() {
        (connect_exit(error), error.words(lang))
    } else if let Some(error) = error.downcast_ref::<MigrateError>() {
        (migrate_exit(error), error.words(lang))
    } else if let Some(error) = error.downcast_ref::<SetupError>() {
        let exit = match error {
            SetupError::Connect(error) => connect_exit(error),
            SetupError::Migrate(error) => migrate_exit(error),
            SetupError::Database(_) => Exit::Server,
        };
        (exit, error.words(lang))
    } else if let Some(NoScreen(words)) = error.downcast_ref::<NoScreen>() {
        (Exit::Usage, words.clone())
    } else if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
        (Exit::Ok, String::new())
    } else {
        (Exit::Server, format!("{error:#}"))
    }
}

fn connect_exit(error: &ConnectError) -> Exit {
    match error {
        ConnectError::BadUrl => Exit::Usage,
        ConnectError::NoTls(_)
        | ConnectError::NeedsPassword
        | ConnectError::WrongPassword(_)
        | ConnectError::NotAllowed(_) => Exit::Refused,
        _ => Exit::Server,
    }
}

fn migrate_exit(error: &MigrateError) -> Exit {
    match error {
        MigrateError::Failed(_) | MigrateError::Database(_) => Exit::Server,
        _ => Exit::Refused,
    }
}
