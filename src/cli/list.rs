//! `kehu list QUERY`: the rows of a query, for the eye or for scripts. Its first word is the kind.

use super::{
    Context, Exit, fields,
    rows::{Shown, Wanted, opened},
    view,
};
use crate::domain::entity;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    shown: Shown,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let (def, text) = fields::asked(&args.query, cx)?;
    let early = Wanted::read(def, &args.shown, cx);
    let mut bound = view::bound(None, &args.set, cx)?;
    let (mut ask, words) = opened(early.err(), cx)?;
    let def = entity::def(def.kind);
    let mut wanted = Wanted::read(def, &args.shown, cx)?;
    bound.views = view::looked_into(Some(&text), def.kind, &words, &mut ask, cx)?;
    let (filter, shown) = fields::query(def, Some(&text), &ask.session, &words, &bound, cx)?;
    wanted.show(&shown, cx)?;
    wanted.print(filter, &mut ask, cx)
}
