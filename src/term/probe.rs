//! Asks the terminal two things that no name tells: how wide it draws a line (where East Asian "ambiguous" signs are two cells
//! wide, frames are drawn with `+-|`), and whether it keeps to margins at the left and right, so that a list is scrolled
//! without what stands beside it. It is made to write, and answers where its cursor is; one that does not is not trusted.

use std::io::{self, Write};

use crossterm::cursor::position;

/// What the terminal has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Lines are one cell wide.
    pub narrow: bool,
    /// What is written stays between margins.
    pub margins: bool,
}

/// Margins at the columns 3 and 6; two letters from the last one on, of which the second stays between them only where there
/// are margins; a line. Then there are none any more, and the cursor is where it was. The next frame draws every cell.
const TRIAL: &str = "\x1b[?69h\x1b[3;6s\x1b[1;6Hxx\u{2502}\x1b7\x1b[?69l\x1b8";

/// Tries it. Must run where input is read, before anything else reads it; keys that come meanwhile are kept.
pub fn probe() -> Shown {
    ask().map_or(Shown { narrow: false, margins: false }, |(column, row)| shown(column, row))
}

fn ask() -> io::Result<(u16, u16)> {
    let mut out = io::stdout();
    out.write_all(TRIAL.as_bytes())?;
    out.flush()?;
    position()
}

/// Without margins all stands in the first row, from the sixth column on; with them the second letter is in the third column
/// of the second.
fn shown(column: u16, row: u16) -> Shown {
    match row {
        0 => Shown { narrow: column == 8, margins: false },
        _ => Shown { narrow: column == 4, margins: column == 4 || column == 5 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_the_cursor_tells_both() {
        for (column, row, narrow, margins) in [
            (8, 0, true, false),
            (9, 0, false, false),
            (4, 1, true, true),
            (5, 1, false, true),
            (0, 9, false, false),
        ] {
            assert_eq!(shown(column, row), Shown { narrow, margins }, "{column}, {row}");
        }
    }
}
