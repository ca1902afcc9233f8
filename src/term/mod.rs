//! The terminal: raw mode, the input reader, the loop.

use crate::{i18n::Lang, settings::Settings};

/// What the screen is opened with.
#[derive(Debug, Clone)]
pub struct Start {
    /// Where to connect; empty leaves it to libpq's environment. May hold a password: never show it.
    pub url: String,
    /// The language to begin with, if the command line named one.
    pub lang: Option<Lang>,
    /// Everything else.
    pub settings: Settings,
}

/// Opens the screen and comes back when the user leaves.
pub fn run(start: Start) -> anyhow::Result<()> {
    let _ = start;
    anyhow::bail!("this build has no screen yet")
}
