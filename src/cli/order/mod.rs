//! `kehu order add` and `kehu order import`: orders in words without the screen, by the same rules, rights and refusals.

mod add;
mod added;
mod clerk;
mod import;
mod show;

use super::{Context, Exit};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Add(add::Args),
    Import(import::Args),
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    match &args.action {
        Action::Add(args) => add::run(args, cx),
        Action::Import(args) => import::run(args, cx),
    }
}
