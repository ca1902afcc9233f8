//! `kehu bench server`: what the screens ask, as the people who ask it.

use super::{
    report::{self, Line},
    times::Times,
};
use crate::{
    cli::{Context, Exit, ask::Ask},
    domain::{filter::ListQuery, kind::Kind},
    store::Request,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "TIMES", default_value_t = 50)]
    rounds: usize,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let mut ask = Ask::open(cx)?;
    let mut lines = Vec::new();
    for kind in Kind::ALL {
        let request = Request::List(ListQuery::of(kind));
        ask.ask(&request)?;
        let ours = Times::of(args.rounds, || ask.ask(&request).map(drop))?;
        lines.push(Line { what: kind.name().to_owned(), ours, beside: None, aim: None, note: String::new() });
    }
    report::print(&ask.session.name, &lines, cx.lang)?;
    Ok(Exit::Ok)
}
