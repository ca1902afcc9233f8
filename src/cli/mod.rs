//! The command line: one file per command. It joins the rooms and words their errors; it must not know how a terminal is
//! driven.

mod arguments;
mod ask;
mod bench;
mod completions;
mod config;
mod demo;
mod desk;
mod doctor;
mod explain;
mod fields;
mod figures;
mod get;
mod given;
mod help;
mod import;
mod install;
mod keys;
mod lead;
mod list;
mod local;
mod migrate;
mod order;
mod outcome;
mod paper;
mod password;
mod payment;
mod print;
mod private;
mod receivables;
mod report;
mod rows;
mod setup;
mod text_file;
mod topic;
mod view;
mod view_text;

use clap::{CommandFactory, FromArgMatches};

use self::arguments::{Cli, Command};
pub use self::outcome::Exit;
use self::outcome::{Failure, explain, say};
use crate::{
    i18n::Lang,
    settings::{Env, Layer, Settings},
    term,
};

/// What every command is given.
#[derive(Debug)]
struct Context {
    settings: Settings,
    lang: Lang,
    /// The view that the screen begins with.
    view: Option<String>,
}

/// Runs the program: reads the command line and does what it says. Errors are worded on standard error.
pub fn main() -> Exit {
    let env = Env::read();
    let lang = spoken(std::env::args().skip(1)).unwrap_or_else(|| env.lang());
    let parsed = help::in_language(Cli::command(), lang).try_get_matches();
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Ok };
        }
    };
    match run(cli, env) {
        Ok(exit) => exit,
        Err(error) => {
            let (exit, words) = explain(&error, lang);
            if exit != Exit::Ok {
                eprintln!("kehu: {words}");
            }
            exit
        }
    }
}

fn run(cli: Cli, env: Env) -> anyhow::Result<Exit> {
    let (theme, keys) = (cli.theme, cli.keys);
    let flags = Layer { url: cli.url, lang: cli.lang, profile: cli.profile, theme, keys, ..Layer::default() };
    // These two must work although, and because, the settings are wrong.
    if let Some(Command::Config(args)) = cli.command {
        return config::run(args, flags, env);
    }
    let settings = Settings::load(flags, env)?;
    for warning in &settings.warnings {
        eprintln!("kehu: {warning}");
    }
    if let Some(words) = config::named_nowhere(&settings) {
        return Err(Failure::usage(words).into());
    }
    let cx = Context { lang: settings.lang.value, settings, view: cli.view };
    match cli.command {
        None => open(&cx, cx.settings.url.value.clone().unwrap_or_default()),
        Some(Command::Demo(args)) => demo::run(&args, &cx),
        Some(Command::Local(args)) => local::run(&args, &cx),
        Some(Command::Setup(args)) => setup::run(&args, &cx),
        Some(Command::Migrate) => migrate::run(&cx),
        Some(Command::Doctor(args)) => doctor::run(&args, &cx),
        Some(Command::Bench(args)) => bench::run(&args, &cx),
        Some(Command::List(args)) => list::run(&args, &cx),
        Some(Command::Explain(args)) => explain::run(&args, &cx),
        Some(Command::Help(args)) => topic::run(&args, &cx),
        Some(Command::View(args)) => view::run(&args, &cx),
        Some(Command::Get(args)) => get::run(&args, &cx),
        Some(Command::Receivables(args)) => receivables::run(&args, &cx),
        Some(Command::Report(args)) => report::run(&args, &cx),
        Some(Command::Import(args)) => import::run(&args, &cx),
        Some(Command::Lead(args)) => lead::run(&args, &cx),
        Some(Command::Order(args)) => order::run(&args, &cx),
        Some(Command::Payment(args)) => payment::run(&args, &cx),
        Some(Command::Print(args)) => paper::run(&args, &cx),
        Some(Command::Completions(args)) => completions::run(&args, &cx),
        Some(Command::Man) => completions::man(&cx),
        Some(Command::Keys(args)) => keys::run(&args, &cx),
        Some(Command::Config(_)) => unreachable!("answered above"),
    }
}

/// Opens the screen on the database of `url`.
fn open(cx: &Context, url: String) -> anyhow::Result<Exit> {
    let view = cx.view.clone();
    term::run(term::Start { url, lang: Some(cx.lang), settings: cx.settings.clone(), view })?;
    Ok(Exit::Ok)
}

/// The language of `--lang`, before anything else is read: help and usage errors speak it too.
fn spoken(args: impl Iterator<Item = String>) -> Option<Lang> {
    let mut args = args.peekable();
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.peek().cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        if let Some(value) = value {
            return Lang::parse(&value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_heard_before_the_rest_is_read() {
        let heard = |args: &[&str]| spoken(args.iter().map(|arg| (*arg).to_owned()));
        assert_eq!(heard(&["demo", "--lang", "zh", "--bad"]), Some(Lang::Zh));
        assert_eq!(heard(&["--lang=en"]), Some(Lang::En));
        assert_eq!(heard(&["--language", "zh"]), None);
        assert_eq!(heard(&["--lang"]), None);
    }
}
