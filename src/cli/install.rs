//! PostgreSQL's programs are missing: name the one command of this system's package manager, and run it if the user says so.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
    process::Command,
};

use super::{Context, Failure};
use crate::{
    i18n::Msg,
    local::{LocalError, is_root},
};

/// A package manager: its program, the command that installs PostgreSQL's server, and whether it runs as root.
const MANAGERS: [(&str, &str, bool); 6] = [
    ("apt-get", "apt-get update && apt-get install -y postgresql", true),
    ("dnf", "dnf install -y postgresql-server", true),
    ("brew", "brew install postgresql@17", false),
    ("pacman", "pacman -Sy --noconfirm postgresql", true),
    ("zypper", "zypper --non-interactive install postgresql-server", true),
    ("apk", "apk add postgresql", true),
];

/// Installs PostgreSQL after asking, or fails with `missing` and the command in words.
pub fn postgresql(missing: &LocalError, yes: bool, cx: &Context) -> anyhow::Result<()> {
    let Some(command) = command(|program| on_path(program, cx), is_root()) else {
        return Err(Failure::server(missing.words(cx.lang)).into());
    };
    let words = format!("{}\n{}", missing.words(cx.lang), cx.lang.fmt(Msg::CliInstallWith, &[&command]));
    if !yes && !agreed(&words, cx)? {
        return Err(Failure::server(words).into());
    }
    let status =
        Command::new("sh").args(["-c", &command]).env("DEBIAN_FRONTEND", "noninteractive").status()?;
    if !status.success() {
        return Err(Failure::server(cx.lang.fmt(Msg::CliInstallFailed, &[&command])).into());
    }
    Ok(())
}

/// The command for the first package manager that is there.
fn command(there: impl Fn(&str) -> bool, root: bool) -> Option<String> {
    let (_, command, as_root) = MANAGERS.into_iter().find(|(program, ..)| there(program))?;
    Some(if as_root && !root { format!("sudo sh -c '{command}'") } else { command.to_owned() })
}

fn on_path(program: &str, cx: &Context) -> bool {
    let path = cx.settings.env.path.iter().flat_map(std::env::split_paths);
    path.chain([Path::new("/opt/homebrew/bin").to_owned()]).any(|dir| dir.join(program).is_file())
}

/// Asks on a terminal; without one nobody can agree.
fn agreed(words: &str, cx: &Context) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(false);
    }
    eprint!("{words}\n{} ", cx.lang.tr(Msg::CliInstallAsk));
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_package_manager_that_is_there_is_named() {
        let debian = |program: &str| program == "apt-get";
        assert_eq!(command(debian, true).unwrap(), "apt-get update && apt-get install -y postgresql");
        assert_eq!(
            command(debian, false).unwrap(),
            "sudo sh -c 'apt-get update && apt-get install -y postgresql'"
        );
        assert_eq!(command(|program| program == "brew", false).unwrap(), "brew install postgresql@17");
        assert_eq!(command(|_| false, true), None);
    }
}
