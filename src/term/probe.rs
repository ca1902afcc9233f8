//! Asks the terminal how wide it draws a line: where East Asian "ambiguous" signs are two cells wide, frames are drawn with
//! `+-|`. The terminal answers where its cursor is; one that does not answer is not trusted.

use std::io::{self, Write};

use crossterm::{
    cursor::{MoveTo, position},
    queue,
    style::Print,
    terminal::{Clear, ClearType},
};

/// Whether lines are one cell wide. Must run where input is read, before anything else reads it; keys that come meanwhile
/// are kept.
pub fn lines_are_narrow() -> bool {
    ask().is_ok_and(|column| column == 1)
}

fn ask() -> io::Result<u16> {
    let mut out = io::stdout();
    queue!(out, MoveTo(0, 0), Print("\u{2502}"))?;
    out.flush()?;
    let column = position().map(|(column, _)| column);
    queue!(out, MoveTo(0, 0), Clear(ClearType::CurrentLine))?;
    out.flush()?;
    column
}
