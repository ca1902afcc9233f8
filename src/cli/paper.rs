//! `kehu print quote Q-00001 --template NAME --format html --output FILE`: a paper made of a record by a template. What could not be
//! filled is told on standard error.

use std::{fs::OpenOptions, io::Write, path::PathBuf};

use super::{Context, Exit, Failure, ask::strange, rows};
use crate::{
    domain::kind::Kind,
    export::{self, PaperForm},
    i18n::{Lang, Msg},
    store::{Reply, Request},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_enum, value_name = "KIND")]
    kind: About,
    #[arg(value_name = "CODE")]
    code: String,
    #[arg(long, value_name = "NAME", default_value = "")]
    template: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Written,
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// What a paper is about.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum About {
    Quote,
    Opportunity,
    Contract,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Written {
    Text,
    Html,
    Csv,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let kind = match args.kind {
        About::Quote => Kind::Quote,
        About::Opportunity => Kind::Opportunity,
        About::Contract => Kind::Contract,
    };
    let form = match args.format {
        Written::Text => PaperForm::Text,
        Written::Html => PaperForm::Html,
        Written::Csv => PaperForm::Csv,
    };
    let (mut ask, words) = rows::opened(None, cx)?;
    let row = match ask.find(&Request::ByCode(kind, args.code.clone()))? {
        None => {
            eprintln!("kehu: {}", cx.lang.fmt(Msg::CliNoSuchCode, &[&clean(&args.code)]));
            return Ok(Exit::Nothing);
        }
        Some(Reply::Record(row)) => row,
        Some(other) => return Err(strange(&other)),
    };
    let sources = match ask.ask(&Request::Paper(kind, row.id))? {
        Reply::Paper(sources) => sources,
        other => return Err(strange(&other)),
    };
    let Some(template) = export::chosen(&sources, &args.template, cx.lang) else {
        let known: Vec<&str> = sources.templates.iter().map(|row| row.get("name").str()).collect();
        let words =
            cx.lang.fmt(Msg::PaperUnknownTemplate, &[&clean(&args.template), &clean(&known.join(", "))]);
        return Err(Failure::usage(words).into());
    };
    let word = |lang: Lang, dict: &str, code: &str| super::print::worded(&words, lang)(dict, code);
    let paper = export::paper(template, &sources, form, ask.session.today, &word);
    match &args.output {
        Some(path) => {
            OpenOptions::new().write(true).create_new(true).open(path)?.write_all(paper.body.as_bytes())?
        }
        None => std::io::stdout().lock().write_all(paper.body.as_bytes())?,
    }
    if !paper.missing.is_empty() {
        eprintln!("kehu: {}", cx.lang.fmt(Msg::PaperMissing, &[&clean(&paper.missing.join(", "))]));
    }
    Ok(Exit::Ok)
}
