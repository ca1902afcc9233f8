//! The help texts of the command line, in the user's language: `help.<command>` describes a command,
//! `help.arg_<name>` an argument, `help.arg_<command>_<name>` one that means something else there.

use clap::Command;

use crate::{
    db::migrate,
    i18n::{Lang, Msg},
};

/// `0.1.0 (schema 20261124001200)`.
pub fn version() -> String {
    format!("{} (schema {})", env!("CARGO_PKG_VERSION"), migrate::versions().pop().unwrap_or_default())
}

/// The same command line with its texts in `lang`.
pub fn in_language(command: Command, lang: Lang) -> Command {
    // clap keeps borrowed texts only; this one is made once a run.
    describe(command, "", lang).version(&*Box::leak(version().into_boxed_str()))
}

fn describe(command: Command, path: &str, lang: Lang) -> Command {
    let text = |key: String| Msg::find(&key).map(|msg| lang.tr(msg));
    let about = text(format!("help.{}", if path.is_empty() { "kehu" } else { path }));
    let command = command.mut_args(|arg| {
        let name = arg.get_id().as_str();
        match text(format!("help.arg_{path}_{name}")).or_else(|| text(format!("help.arg_{name}"))) {
            Some(text) => arg.help(text),
            None => arg,
        }
    });
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    // How a command ends is for those who script it.
    let command = match command.has_subcommands() && !path.is_empty() {
        true => command,
        false => command.after_help(lang.tr(Msg::CliExitCodes)),
    };
    command.mut_subcommands(|sub| {
        let name = sub.get_name();
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}_{name}") };
        describe(sub, &path, lang)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Cli;

    fn missing(command: &Command, into: &mut Vec<String>) {
        if command.get_about().is_none() {
            into.push(command.get_name().to_owned());
        }
        for arg in command.get_arguments().filter(|arg| arg.get_help().is_none()) {
            into.push(format!("{} {}", command.get_name(), arg.get_id()));
        }
        for sub in command.get_subcommands() {
            missing(sub, into);
        }
    }

    #[test]
    fn every_command_and_argument_has_a_text() {
        let mut lacking = Vec::new();
        missing(&in_language(Cli::command(), Lang::Zh), &mut lacking);
        assert_eq!(lacking, Vec::<String>::new());
    }

    /// The keys under which a text for this command, its arguments and what is below it may stand.
    fn keys(command: &Command, path: &str, into: &mut Vec<String>) {
        into.push(format!("help.{}", if path.is_empty() { "kehu" } else { path }));
        for arg in command.get_arguments() {
            into.push(format!("help.arg_{}", arg.get_id()));
            into.push(format!("help.arg_{path}_{}", arg.get_id()));
        }
        for sub in command.get_subcommands() {
            let name = sub.get_name();
            keys(sub, &if path.is_empty() { name.to_owned() } else { format!("{path}_{name}") }, into);
        }
    }

    #[test]
    fn no_text_is_about_a_command_that_is_not_there() {
        let mut known = Vec::new();
        keys(&Cli::command(), "", &mut known);
        let texts = crate::i18n::ALL.iter().map(|msg| msg.key()).filter(|key| key.starts_with("help."));
        let idle: Vec<&str> = texts.filter(|key| !known.iter().any(|one| one == key)).collect();
        assert_eq!(idle, Vec::<&str>::new());
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
