//! The figures of the screen: what was measured where, what is aimed at, and whether it is reached. For the eye a table, for
//! machines JSON.

use serde_json::json;

use super::times::{Times, ms};
use crate::{
    cli::say,
    i18n::{Lang, Msg},
    text::{fit, fit_right, width},
};

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// Nothing: it is there to be held against.
    None,
    /// The middle is at most this.
    Most(f64),
    /// The middle and what one in a hundred exceeds are at most these.
    Both(f64, f64),
}

/// One figure.
#[derive(Debug)]
pub struct Figure {
    /// What, in the user's language.
    pub what: String,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The middle.
    pub median: f64,
    /// What one in a hundred exceeds; none: there is one only.
    pub p99: Option<f64>,
    /// So many decimals it is told with.
    pub decimals: usize,
    /// What is aimed at.
    pub aim: Aim,
}

impl Figure {
    /// Of times, in milliseconds.
    pub fn times(what: String, size: (u16, u16), times: &Times, aim: Aim) -> Figure {
        let ms = |time| ms(time).parse().unwrap_or_default();
        Figure { what, size, median: ms(times.median()), p99: Some(ms(times.p99())), decimals: 2, aim }
    }

    /// Of counts.
    pub fn counts(what: String, size: (u16, u16), mut counts: Vec<usize>, aim: Aim) -> Figure {
        counts.sort_unstable();
        let at = |percent: usize| {
            counts.get(counts.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default() as f64
        };
        Figure { what, size, median: at(50), p99: Some(at(99)), decimals: 0, aim }
    }

    /// Whether the aim is reached; none: there is none.
    pub fn met(&self) -> Option<bool> {
        match self.aim {
            Aim::None => None,
            Aim::Most(most) => Some(self.median <= most),
            Aim::Both(median, p99) => Some(self.median <= median && self.p99.is_none_or(|far| far <= p99)),
        }
    }

    fn cells(&self, lang: Lang) -> [String; 6] {
        let told = |n: f64| format!("{n:.decimals$}", decimals = self.decimals);
        [
            self.what.clone(),
            format!("{}x{}", self.size.0, self.size.1),
            told(self.median),
            self.p99.map_or(String::new(), told),
            match self.aim {
                Aim::None => String::new(),
                Aim::Most(most) => told(most),
                Aim::Both(median, p99) => format!("{median} / {p99}"),
            },
            self.met().map_or("", |met| lang.tr(if met { Msg::BenchYes } else { Msg::BenchNo })).to_owned(),
        ]
    }

    fn json(&self) -> serde_json::Value {
        let aim = match self.aim {
            Aim::None => json!(null),
            Aim::Most(most) => json!({ "median": most }),
            Aim::Both(median, p99) => json!({ "median": median, "p99": p99 }),
        };
        json!({
            "what": self.what, "columns": self.size.0, "rows": self.size.1, "median": self.median, "p99": self.p99,
            "aim": aim, "met": self.met(),
        })
    }
}

/// Prints the figures as one JSON array.
pub fn print_json(figures: &[Figure]) -> anyhow::Result<()> {
    let all: Vec<_> = figures.iter().map(Figure::json).collect();
    say(&serde_json::to_string_pretty(&all)?)
}

/// Prints the figures as a table.
pub fn print(figures: &[Figure], lang: Lang) -> anyhow::Result<()> {
    let labels = [
        Msg::BenchWhat,
        Msg::BenchTerminalSize,
        Msg::BenchMedian,
        Msg::BenchP99,
        Msg::BenchAim,
        Msg::BenchMet,
    ];
    let mut lines = vec![labels.map(|label| lang.tr(label).to_owned())];
    lines.extend(figures.iter().map(|figure| figure.cells(lang)));
    let wide = |n: usize| lines.iter().map(|line| width(&line[n])).max().unwrap_or_default();
    let widths: Vec<usize> = (0..labels.len()).map(wide).collect();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(n, (cell, wide))| match n {
            0 | 5 => fit(cell, *wide),
            _ => fit_right(cell, *wide),
        });
        say(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_is_reached_by_the_middle_and_by_the_far_end() {
        let figure = |aim| Figure {
            what: String::new(),
            size: (80, 24),
            median: 1.1,
            p99: Some(5.5),
            decimals: 2,
            aim,
        };
        assert_eq!(figure(Aim::None).met(), None);
        assert_eq!(figure(Aim::Most(1.2)).met(), Some(true));
        assert_eq!(figure(Aim::Both(1.2, 5.0)).met(), Some(false));
        assert_eq!(figure(Aim::Both(1.0, 9.0)).met(), Some(false));
        assert_eq!(figure(Aim::Both(1.1, 5.5)).met(), Some(true));
    }
}
