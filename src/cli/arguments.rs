//! The shape of the command line. Its texts are not here: they come from the language files (`help`).

use clap::{Parser, Subcommand};

use super::{
    bench, completions, config, demo, doctor, explain, get, import, keys, lead, list, local, order, paper,
    payment, receivables, report, setup, topic, view,
};
use crate::i18n::Lang;

#[derive(Parser)]
#[command(name = "kehu", version, disable_help_subcommand = true)]
pub struct Cli {
    #[arg(long, global = true, value_name = "URL")]
    pub url: Option<String>,
    #[arg(long, global = true, value_name = "en|zh-CN", value_parser = language)]
    pub lang: Option<Lang>,
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub keys: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Subcommand)]
pub enum Command {
    Demo(demo::Args),
    Local(local::Args),
    Setup(setup::Args),
    Migrate,
    Config(config::Args),
    Keys(keys::Args),
    Doctor(doctor::Args),
    Bench(bench::Args),
    List(list::Args),
    Explain(explain::Args),
    View(view::Args),
    Get(get::Args),
    Receivables(receivables::Args),
    Report(report::Args),
    Import(import::Args),
    Lead(lead::Args),
    Order(order::Args),
    Payment(payment::Args),
    Print(paper::Args),
    Completions(completions::Args),
    Man,
    Help(topic::Args),
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "en, zh-CN".to_owned())
}
