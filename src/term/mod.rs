//! The terminal: raw mode and back, the input reader, the loop that joins keys, program and data. It must not know what the
//! screens show.

mod board;
mod burst;
mod copy;
mod guard;
mod happening;
mod log;
mod looks;
mod pace;
mod paint;
mod probe;
mod reader;
mod run;
mod save;
mod watch;

use std::io::IsTerminal as _;

pub use guard::{Guard, on_panic};

use crate::{
    i18n::{Lang, Msg},
    settings::Settings,
};

/// What the screen is opened with. Not to be printed: the URL may hold a password.
#[derive(Clone)]
pub struct Start {
    /// Where to connect; empty leaves it to libpq's environment.
    pub url: String,
    /// The language to begin with, if the command line named one.
    pub lang: Option<Lang>,
    /// Everything else.
    pub settings: Settings,
    /// The view that is shown first, by its name; none: the first place of the role.
    pub view: Option<String>,
}

/// Why no screen can be opened here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoScreen(pub String);

/// Opens the screen and comes back when the user leaves.
pub fn run(start: Start) -> anyhow::Result<()> {
    let lang = start.lang.unwrap_or(start.settings.lang.value);
    demand(&start.settings, lang)?;
    log::open(&start.settings);
    run::Running::open(start, lang)?.run()
}

/// Refuses where no screen can be opened: for who has long work to do before he opens one.
pub fn demand(settings: &Settings, lang: Lang) -> Result<(), NoScreen> {
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    refuse(is_terminal, settings.env.term.as_deref(), lang)
}

/// Says in words where the screen would be of no use.
fn refuse(is_terminal: bool, term: Option<&str>, lang: Lang) -> Result<(), NoScreen> {
    match term {
        _ if !is_terminal => Err(NoScreen(lang.tr(Msg::ShellNoTerminal).to_owned())),
        None | Some("dumb") => {
            Err(NoScreen(lang.fmt(Msg::ShellDumbTerminal, &[&term.map_or("?", |term| term)])))
        }
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_needs_a_terminal_that_can_place_its_cursor() {
        assert_eq!(refuse(true, Some("xterm-256color"), Lang::En), Ok(()));
        for (is_terminal, term) in [(false, Some("xterm")), (true, Some("dumb")), (true, None)] {
            let NoScreen(words) = refuse(is_terminal, term, Lang::Zh).unwrap_err();
            assert!(words.contains("kehu list"), "{words}");
        }
    }
}
