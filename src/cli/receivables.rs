//! `kehu receivables --tab TAB`: what is still to be collected, by the due windows of spec/05.7 at the company's date.

use super::{
    Context, Exit, Failure,
    ask::Ask,
    rows::{Shown, Wanted},
};
use crate::{
    domain::{entity, kind::Kind, window},
    i18n::Msg,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "TAB", default_value = "all")]
    tab: String,
    #[command(flatten)]
    shown: Shown,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let unknown = || {
        let known = window::RECEIVABLE_TABS.join(", ");
        Failure::usage(cx.lang.fmt(Msg::CliUnknownTab, &[&args.tab, &known]))
    };
    if !window::RECEIVABLE_TABS.contains(&args.tab.as_str()) {
        return Err(unknown().into());
    }
    let wanted = Wanted::read(entity::def(Kind::Instalment), &args.shown, cx)?;
    let mut ask = Ask::open(cx)?;
    let tab = window::receivable_tab(&args.tab, ask.session.today).ok_or_else(unknown)?;
    wanted.print(tab, &mut ask, cx)
}
