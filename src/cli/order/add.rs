//! `kehu order add TEXT`: one order in words.

use uuid::Uuid;

use super::{added, clerk::Clerk, show};
use crate::{
    cli::{Context, Exit, Failure, desk, desk::How, given, outcome::say, print::json},
    domain::kind::Kind,
    i18n::Msg,
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    how: How,
    #[arg(long)]
    hand_in: bool,
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    #[arg(long, value_name = "UUID")]
    intent: Option<Uuid>,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    desk::told(one(args, cx), args.how)
}

fn one(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let text = Clerk::read(&args.text, cx.lang)?;
    let mut clerk = Clerk::open(args.hand_in, cx)?;
    let pair = |given: &'_ String| match given.split_once(['=', '＝']) {
        Some((name, value)) => added::field(name, cx.lang).map(|def| (def, value.to_owned())),
        None => Err(Failure::usage(cx.lang.fmt(Msg::SaidFieldHow, &[&clean(given)]))),
    };
    let given: Vec<_> = args.fields.iter().map(pair).collect::<Result<_, _>>()?;
    let given = given.iter().map(|(def, value)| (*def, value.as_str()));
    let added = given::values(Kind::Order, given, &clerk.words, clerk.ground())?;
    let prepared = clerk.prepare(&text, added, args.intent.unwrap_or_else(Uuid::new_v4))?;
    if args.how.check {
        clerk.try_out(&prepared)?;
        if args.how.json {
            say(json::text(&show::object(&prepared, &clerk, None)))?;
        } else {
            show::order(&prepared, &clerk)?;
            say(cx.lang.tr(Msg::SaidChecked))?;
        }
        return Ok(Exit::Ok);
    }
    let saved = clerk.store(&prepared)?;
    if args.how.json {
        say(json::text(&show::object(&prepared, &clerk, Some(&saved))))?;
    } else {
        say(show::stored(&prepared, &saved, cx.lang))?;
        for warning in show::warnings(&prepared, &clerk) {
            eprintln!("kehu: {warning}");
        }
    }
    Ok(Exit::Ok)
}
