//! `kehu keys`: the keys in force, for the eye or for a page. The table itself comes from the keymap.

use super::{Context, Exit, say};
use crate::{
    input::{Group, Keymap, markdown},
    text::width,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Table,
    Markdown,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let (keymap, warnings) = Keymap::load(&cx.settings.keys.value, &cx.settings.places.settings_dirs());
    for warning in &warnings {
        eprintln!("kehu: {}", warning.words(cx.lang));
    }
    let groups = keymap.sheet(cx.lang);
    match args.format {
        Format::Table => say(table(&groups).trim_end())?,
        Format::Markdown => say(markdown(&groups, cx.lang).trim_end())?,
    }
    Ok(Exit::Ok)
}

/// Keys, what they do, and the command as keymap files name it.
fn table(groups: &[Group]) -> String {
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let keys = rows().map(|row| width(&row.keys.join("  "))).max().unwrap_or(0);
    let titles = rows().map(|row| width(row.title)).max().unwrap_or(0);
    let padded =
        |text: &str, cells: usize| format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))));
    let mut out = String::new();
    for group in groups {
        out.push_str(&format!("{} ({})\n", group.title, group.context.name()));
        for row in &group.rows {
            let (keys, title) = (padded(&row.keys.join("  "), keys), padded(row.title, titles));
            out.push_str(&format!("  {keys}  {title}  {}\n", row.id));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn columns_stand_under_each_other_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            let text = table(&Keymap::standard().sheet(lang));
            let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("  ")).collect();
            assert!(rows.len() > 100);
            let id_at = |row: &&str| row.rfind("  ").map(|at| width(&row[..at]));
            let first = id_at(&rows[0]);
            assert!(rows.iter().all(|row| id_at(row) == first), "{text}");
        }
    }
}
