//! Where kehu's files belong on this system.

use std::path::{Path, PathBuf};

use super::Env;

/// The directories of settings, state and data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The user's settings, keymaps and themes.
    pub config: PathBuf,
    /// The log and what a session left.
    pub state: PathBuf,
    /// Data, such as the private server's.
    pub data: PathBuf,
    /// The settings of the whole machine.
    pub system: PathBuf,
}

impl Places {
    /// The places of this user.
    pub fn of(env: &Env) -> Self {
        let own = directories::ProjectDirs::from("", "", "kehu");
        // A user without a home has no settings of his own, and his data die with the machine.
        let homeless = std::env::temp_dir().join("kehu");
        let dir = |get: fn(&directories::ProjectDirs) -> &Path| {
            own.as_ref().map_or_else(|| homeless.clone(), |dirs| get(dirs).to_owned())
        };
        Self {
            config: env.config_home.clone().unwrap_or_else(|| dir(directories::ProjectDirs::config_dir)),
            state: dir(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir())),
            data: dir(directories::ProjectDirs::data_dir),
            system: PathBuf::from("/etc/kehu"),
        }
    }

    /// Where keymaps and themes are looked for, the user's directory first.
    pub fn settings_dirs(&self) -> [PathBuf; 2] {
        [self.config.clone(), self.system.clone()]
    }

    /// The user's settings file.
    pub fn user_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The machine's settings file.
    pub fn system_file(&self) -> PathBuf {
        self.system.join("config.toml")
    }

    /// Where drafts are kept while the server is away.
    pub fn drafts(&self) -> PathBuf {
        self.state.join("drafts")
    }

    /// The log file.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("kehu.log")
    }
}
