//! `kehu bench`: how fast the program is, beside what this machine could do in the same run. One file per part; what the parts
//! share is how times are taken (`times`) and shown (`report`).

mod figures;
mod flips;
mod measures;
mod report;
mod sales;
mod server;
mod terminal;
mod times;
mod window;

use super::{Context, Exit};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    part: Part,
}

#[derive(Debug, clap::Subcommand)]
enum Part {
    Server(server::Args),
    Terminal(terminal::Args),
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    match &args.part {
        Part::Server(args) => server::run(args, cx),
        Part::Terminal(args) => terminal::run(args, cx),
    }
}
