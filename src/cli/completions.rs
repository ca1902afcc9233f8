//! `kehu completions SHELL` and `kehu man`: made from the command line itself, in the user's language.

use std::io::{self, Write};

use super::{Context, Exit, arguments::Cli, help};
use clap::CommandFactory;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "bash|zsh|fish|elvish|powershell", value_enum)]
    shell: clap_complete::Shell,
}

/// Prints what the shell reads to complete this program's arguments.
pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::in_language(Cli::command(), cx.lang), "kehu", &mut script);
    Ok(io::stdout().write_all(&script).map(|()| Exit::Ok)?)
}

/// Prints the manual: the program, then a page for each command.
pub fn man(cx: &Context) -> anyhow::Result<Exit> {
    let mut command = help::in_language(Cli::command(), cx.lang);
    command.build();
    let mut pages = Vec::new();
    page(&command, &mut pages)?;
    Ok(io::stdout().write_all(&pages).map(|()| Exit::Ok)?)
}

fn page(command: &clap::Command, pages: &mut Vec<u8>) -> io::Result<()> {
    clap_mangen::Man::new(command.clone()).render(pages)?;
    command.get_subcommands().try_for_each(|sub| page(sub, pages))
}
