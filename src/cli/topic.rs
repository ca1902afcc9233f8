//! `kehu help`: the filter language with its examples, or a command.

use clap::CommandFactory;

use super::{Context, Exit, Failure, arguments::Cli, help, say};
use crate::{
    entry::examples::EXAMPLES,
    i18n::{Lang, Msg},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let topic = args.topic.join(" ");
    if ["query", "查询", "过滤"].contains(&topic.as_str()) {
        say(language(cx.lang))?;
        return Ok(Exit::Ok);
    }
    let mut command = help::in_language(Cli::command(), cx.lang);
    command.build();
    let mut found = &mut command;
    for name in &args.topic {
        let known =
            || found.get_subcommands().map(|sub| sub.get_name().to_owned()).collect::<Vec<_>>().join(", ");
        let unknown = Failure::usage(cx.lang.fmt(Msg::ExplainTopic, &[name, &known()]));
        found = found.find_subcommand_mut(name).ok_or(unknown)?;
    }
    say(found.render_long_help().to_string().trim_end())?;
    Ok(Exit::Ok)
}

/// The language, and each example in both languages with what it means.
fn language(lang: Lang) -> String {
    let mut out =
        format!("{}\n\n{}\n", lang.tr(Msg::ExplainGrammar).trim_end(), lang.tr(Msg::ExplainExamples));
    for example in EXAMPLES {
        let means = lang.tr(example.means);
        out.push_str(&format!("\n  {means}\n"));
        let (first, second) =
            (lang.of_two(example.chinese, example.english), lang.of_two(example.english, example.chinese));
        out.push_str(&format!("    {first}\n"));
        if first != second {
            out.push_str(&format!("    {second}\n"));
        }
    }
    out.trim_end().to_owned()
}
