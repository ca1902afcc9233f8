//! `kehu list KIND`: the rows of a list, for the eye or for scripts.

use super::{
    Context, Exit,
    ask::Ask,
    fields,
    rows::{Shown, Wanted},
};
use crate::domain::{entity, filter::Filter};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "KIND")]
    kind: String,
    #[command(flatten)]
    shown: Shown,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let def = entity::def(fields::kind(&args.kind, cx)?);
    let wanted = Wanted::read(def, &args.shown, cx)?;
    wanted.print(Filter::All, &mut Ask::open(cx)?, cx)
}
