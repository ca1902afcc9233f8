//! The measures as a table for the eye: ours, what it is held against, and whether the aim is reached.

use std::time::Duration;

use super::times::{Times, ms};
use crate::{
    cli::say,
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

    fn cells(&self) -> [String; 8] {
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
            self.note.clone(),
        ]
    }
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
        Msg::BenchNote,
    ];
    let mut rows = vec![labels.map(|label| lang.tr(label).to_owned())];
    rows.extend(lines.iter().map(Line::cells));
    let widths: Vec<usize> =
        (0..labels.len()).map(|n| rows.iter().map(|row| width(&row[n])).max().unwrap_or(0)).collect();
    say(heading)?;
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, wide))| match n {
            0 | 7 => fit(cell, *wide),
            _ => fit_right(cell, *wide),
        });
        say(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    say("")
}
