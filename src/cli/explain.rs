//! `kehu explain QUERY`: what a query means and what it costs, for whoever asks about it over a distance.

use super::{Context, Exit, ask::strange, fields, rows::opened, view};
use crate::{
    domain::{
        entity,
        filter::{ListQuery, Sort},
        query::{self, Directive},
    },
    entry::{
        explained::{asked, said},
        lexicon::Labels,
    },
    store::{Reply, Request},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let (def, text) = fields::asked(&args.query, cx)?;
    let mut bound = view::bound(None, &args.set, cx)?;
    let (mut ask, words) = opened(None, cx)?;
    let def = entity::def(def.kind);
    bound.views = view::looked_into(Some(&text), def.kind, &words, &mut ask, cx)?;
    let (filter, shown) = fields::query(def, Some(&text), &ask.session, &words, &bound, cx)?;
    let mut list = ListQuery::of(def.kind).filter(filter);
    if let Some(sort) = sort(&shown) {
        list.sort = sort;
    }
    let explained = match ask.ask(&Request::Explain(list))? {
        Reply::Explained(explained) => explained,
        other => return Err(strange(&other)),
    };
    let labels = Labels { dictionaries: Some(&words) };
    let query = query::read_rows(&text, def.kind, &labels).query;
    let parts = said(&query, def.kind, &words, ask.session.today).into_iter().chain(asked(&explained));
    for (title, lines) in parts {
        println!("{}", cx.lang.tr(title));
        lines.iter().for_each(|line| println!("  {}", clean(line)));
    }
    Ok(Exit::Ok)
}

/// The order that a query asks for.
fn sort(shown: &[Directive]) -> Option<Vec<Sort>> {
    shown.iter().find_map(|directive| match directive {
        Directive::Sort(fields) => Some(fields.iter().map(Sort::from).collect()),
        _ => None,
    })
}
