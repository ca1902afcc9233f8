//! What the environment says, read once at the start.

use std::{ffi::OsString, path::PathBuf};

use super::{Layer, SettingsError};
use crate::i18n::Lang;

/// The variables that kehu looks at. An empty variable counts as absent. libpq reads its own (`PGHOST`, `PGSERVICE` ...).
#[derive(Clone, Default)]
pub struct Env {
    /// `DATABASE_URL`: where to connect. May hold a password: never show it.
    pub database_url: Option<String>,
    /// `KEHU_PROFILE`: which profile of the settings file to use.
    pub profile: Option<String>,
    /// `KEHU_LANG`: the language of the screen.
    pub kehu_lang: Option<String>,
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set.
    pub locale: Option<String>,
    /// `KEHU_LOG`: what goes to the log file, such as `debug`.
    pub log: Option<String>,
    /// `KEHU_CONFIG_HOME`: the settings directory, instead of the system's own place for it.
    pub config_home: Option<PathBuf>,
    /// `KEHU_PG_BIN`: the directory of PostgreSQL's programs.
    pub pg_bin: Option<PathBuf>,
    /// `PATH`, to find PostgreSQL's programs.
    pub path: Option<OsString>,
    /// `NO_COLOR` is set: no colours, whatever the theme.
    pub no_color: bool,
    /// `TERM`: what the terminal calls itself.
    pub term: Option<String>,
    /// `COLORTERM`: `truecolor` or `24bit` where all colours can be shown.
    pub colorterm: Option<String>,
    /// `TERM_PROGRAM`: the terminal's name.
    pub term_program: Option<String>,
    /// `TMUX` is set: we run inside it.
    pub tmux: bool,
    /// `SSH_TTY` or `SSH_CONNECTION` is set: the terminal is far away.
    pub ssh: bool,
}

impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Env")
            .field("profile", &self.profile)
            .field("term", &self.term)
            .finish_non_exhaustive()
    }
}

impl Env {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        Self {
            database_url: text("DATABASE_URL"),
            profile: text("KEHU_PROFILE"),
            kehu_lang: text("KEHU_LANG"),
            locale: text("LC_ALL").or_else(|| text("LC_MESSAGES")).or_else(|| text("LANG")),
            log: text("KEHU_LOG"),
            config_home: os("KEHU_CONFIG_HOME").map(PathBuf::from),
            pg_bin: os("KEHU_PG_BIN").map(PathBuf::from),
            path: os("PATH"),
            no_color: os("NO_COLOR").is_some(),
            term: text("TERM"),
            colorterm: text("COLORTERM"),
            term_program: text("TERM_PROGRAM"),
            tmux: os("TMUX").is_some(),
            ssh: os("SSH_TTY").is_some() || os("SSH_CONNECTION").is_some(),
        }
    }

    /// What the environment says of the settings.
    pub(super) fn layer(&self) -> Result<Layer, SettingsError> {
        let lang = match &self.kehu_lang {
            None => None,
            Some(value) => Some(
                Lang::parse(value)
                    .ok_or_else(|| SettingsError::BadVariable { name: "KEHU_LANG", value: value.clone() })?,
            ),
        };
        Ok(Layer { url: self.database_url.clone(), lang, ..Layer::default() })
    }

    /// The language of this user's locale; English where we do not have it. For texts before the settings are read, too.
    pub fn lang(&self) -> Lang {
        let named = self.kehu_lang.as_deref().and_then(Lang::parse);
        let locale = || self.locale.clone().or_else(sys_locale::get_locale);
        named.or_else(|| locale().as_deref().and_then(Lang::parse)).unwrap_or_default()
    }
}

fn text(name: &str) -> Option<String> {
    os(name).and_then(|value| value.into_string().ok())
}

fn os(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    std::env::var_os(name).filter(|value| !value.is_empty())
}
