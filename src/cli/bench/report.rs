//! The measures as a table for the eye or as objects for scripts: ours, what it is held against, and whether the aim is reached.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::times::{Times, ms};
use crate::{
    cli::{print::json as script, say},
    i18n::{Lang, Msg},
    text::{fit, fit_right, width},
};

/// One measure.
pub struct Line {
    /// What was measured, in the user's language.
    pub what: String,
    /// How long ours takes.
    pub ours: Times,
    /// The same without us: raw SQL, another program.
    pub beside: Option<Times>,
    /// Ours may be so many times as long.
    pub aim: Option<f64>,
    /// Anything else worth telling.
    pub note: String,
}

impl Line {
    /// How many times as long as what it is held against, by the medians.
    pub fn ratio(&self) -> Option<f64> {
        let beside = self.beside.as_ref()?.median();
        (beside > Duration::ZERO).then(|| self.ours.median().as_secs_f64() / beside.as_secs_f64())
    }

    /// Whether the aim is reached, where there is one.
    pub fn met(&self) -> Option<bool> {
        Some(self.ratio()? <= self.aim?)
    }

    fn object(&self, login: &str) -> Json {
        let ms = |time: Duration| (time.as_secs_f64() * 1e6).round() / 1e3;
        let beside = |of: fn(&Times) -> Duration| self.beside.as_ref().map(|times| ms(of(times)));
        json!({
            "login": login, "measure": self.what, "median_ms": ms(self.ours.median()), "p99_ms": ms(self.ours.p99()),
            "raw_median_ms": beside(Times::median), "raw_p99_ms": beside(Times::p99),
            "ratio": self.ratio(), "aim": self.aim, "met": self.met(), "note": self.note,
        })
    }

    fn cells(&self, lang: Lang) -> [String; 9] {
        let beside =
            |of: fn(&Times) -> Duration| self.beside.as_ref().map_or(String::new(), |times| ms(of(times)));
        let times = |ratio: f64| format!("{ratio:.2}x");
        [
            self.what.clone(),
            ms(self.ours.median()),
            ms(self.ours.p99()),
            beside(Times::median),
            beside(Times::p99),
            self.ratio().map_or(String::new(), times),
            self.aim.map_or(String::new(), times),
            self.met().map_or("", |met| lang.tr(if met { Msg::BenchYes } else { Msg::BenchNo })).to_owned(),
            self.note.clone(),
        ]
    }
}

/// Prints the measures of somebody, an object a line.
pub fn print_objects(login: &str, lines: &[Line]) -> anyhow::Result<()> {
    lines.iter().try_for_each(|line| say(script::text(&line.object(login))))
}

/// Prints the measures under a heading.
pub fn print(heading: &str, lines: &[Line], lang: Lang) -> anyhow::Result<()> {
    let labels = [
        Msg::BenchWhat,
        Msg::BenchMedian,
        Msg::BenchP99,
        Msg::BenchRaw,
        Msg::BenchRawP99,
        Msg::BenchRatio,
        Msg::BenchAim,
        Msg::BenchMet,
        Msg::BenchNote,
    ];
    let mut rows = vec![labels.map(|label| lang.tr(label).to_owned())];
    rows.extend(lines.iter().map(|line| line.cells(lang)));
    let widths: Vec<usize> =
        (0..labels.len()).map(|n| rows.iter().map(|row| width(&row[n])).max().unwrap_or(0)).collect();
    say(heading)?;
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, wide))| match n {
            0 | 8 => fit(cell, *wide),
            _ => fit_right(cell, *wide),
        });
        say(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    say("")
}
