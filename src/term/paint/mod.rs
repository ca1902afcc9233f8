//! From one frame to the next in few bytes: what only moved the terminal moves itself, then what differs is drawn, with as
//! few changes of pen and place as it takes. Knows cells, not what they mean.

mod cursor;
mod pen;
mod sheet;
mod shift;

use std::io::Write as _;

use ratatui::{buffer::Buffer, layout::Position};

use self::{
    cursor::Cursor,
    sheet::{Clusters, Pen, Sheet, Sign, Spot},
};

/// What a terminal is trusted with besides places, colours and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Powers {
    /// Moves the rows of a band.
    pub scroll: bool,
    /// Moves a part of their columns, and leaves what stands beside.
    pub margins: bool,
    /// Erases cells to the colour of the pen.
    pub erase: bool,
}

impl Powers {
    /// Places, colours and text are enough.
    pub const NONE: Powers = Powers { scroll: false, margins: false, erase: false };

    /// What a terminal of this name is known to do. GNU screen erases to its own colour; margins no name tells of.
    pub fn of(term: Option<&str>, tmux: bool) -> Powers {
        match term {
            None | Some("dumb") => Powers::NONE,
            Some(term) => Powers { scroll: true, margins: false, erase: tmux || !term.starts_with("screen") },
        }
    }
}

/// A run of blanks is erased rather than written from here on.
const ERASED: usize = 12;
/// Frames move at most so many bands.
const BANDS: usize = 2;
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Knows what the terminal shows, and what it takes to show something else.
#[derive(Debug)]
pub struct Painter {
    powers: Powers,
    clusters: Clusters,
    shown: Sheet,
    wanted: Sheet,
    cursor: Cursor,
    /// Where the terminal's cursor was left, if it is seen.
    left: Option<Option<Position>>,
    pen: Pen,
    out: Vec<u8>,
}

impl Painter {
    /// For a terminal of which nothing is known.
    pub fn new(powers: Powers) -> Painter {
        let none = || Sheet::new(0, 0, Spot::UNKNOWN);
        Painter {
            powers,
            clusters: Clusters::default(),
            shown: none(),
            wanted: none(),
            cursor: Cursor::default(),
            left: None,
            pen: Pen::PLAIN,
            out: Vec::new(),
        }
    }

    /// The terminal has shown whether it moves a part of the columns.
    pub fn set_margins(&mut self, margins: bool) {
        self.powers.margins = margins && self.powers.scroll;
    }

    /// Somebody else wrote on the terminal, or it has another size: the next frame draws every cell.
    pub fn forget(&mut self) {
        self.shown = Sheet::new(0, 0, Spot::UNKNOWN);
        self.left = None;
    }

    /// The bytes that show a frame, the cursor at its place or unseen; none if it is shown already.
    pub fn frame(&mut self, buffer: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        self.out.extend_from_slice(BEGIN);
        let begun = self.out.len();
        let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        if (self.wanted.columns, self.wanted.rows) != (columns, rows) {
            self.wanted = Sheet::new(columns, rows, Spot::UNKNOWN);
        }
        if (self.shown.columns, self.shown.rows) != (columns, rows) {
            self.shown = Sheet::new(columns, rows, Spot::UNKNOWN);
            self.left = None;
        }
        self.cursor = Cursor::new(self.left.flatten(), columns);
        self.clusters.read(buffer, &mut self.wanted);
        if self.powers.scroll {
            self.move_bands();
        }
        for y in 0..rows {
            self.draw_row(y);
        }
        pen::change(self.pen, Pen::PLAIN, &mut self.out);
        self.pen = Pen::PLAIN;
        self.place_cursor(cursor);
        if self.out.len() == begun {
            self.out.clear();
        } else {
            self.out.extend_from_slice(END);
        }
        &self.out
    }

    fn move_bands(&mut self) {
        for _ in 0..BANDS {
            let Some(shift) = shift::find(&self.shown, &self.wanted, self.powers.margins) else { return };
            let (top, bottom) = (shift.top + 1, shift.bottom + 1);
            let (left, right) = (shift.columns.start + 1, shift.columns.end);
            let all_rows = shift.top == 0 && bottom == self.shown.rows;
            let all_columns = shift.columns.len() == self.shown.columns;
            if !all_rows {
                let _ = write!(self.out, "\x1b[{top};{bottom}r");
            }
            if !all_columns {
                let _ = write!(self.out, "\x1b[?69h\x1b[{left};{right}s");
            }
            // Deleting and inserting lines is what every terminal does; scrolling is not. What comes in has the plain
            // ground whether or not the terminal erases to the colour of the pen.
            let what = if shift.by > 0 { 'M' } else { 'L' };
            let place = if left == 1 { format!("{top}") } else { format!("{top};{left}") };
            let _ = write!(self.out, "\x1b[{place}H\x1b[{}{what}", count(shift.by.unsigned_abs()));
            if !all_columns {
                self.out.extend_from_slice(b"\x1b[?69l");
            }
            if !all_rows {
                self.out.extend_from_slice(b"\x1b[r");
            }
            self.cursor.is_lost();
            self.shown.shift(&shift);
        }
    }

    fn draw_row(&mut self, y: usize) {
        if self.shown.row(y) == self.wanted.row(y) {
            return;
        }
        let mut x = 0;
        while x < self.wanted.columns {
            if self.shown.row(y)[x].looks_like(self.wanted.row(y)[x]) {
                x += 1;
                continue;
            }
            self.go(x, y);
            let blanks = self.blanks(x, y);
            x = if blanks >= ERASED && self.powers.erase { self.erase(x, y, blanks) } else { self.put(x, y) };
        }
    }

    /// Brings the cursor to a cell: over what already stands between, if that is the shorter way.
    fn go(&mut self, x: usize, y: usize) {
        let mut way = Vec::new();
        self.cursor.way_to(x, y, &mut way);
        if let Some(from) = self.cursor.in_row(y).filter(|from| *from < x) {
            let between = &self.wanted.row(y)[from..x];
            let bytes: usize = between.iter().map(|spot| spot.sign.bytes()).sum();
            let as_is = |spot: &Spot| {
                spot.sign.is_of_known_width() && self.covers(*spot)
                    || spot.sign == Sign::HALF && spot.pen == self.pen
            };
            if bytes <= way.len() && between[0].sign != Sign::HALF && between.iter().all(as_is) {
                let mut at = from;
                while at < x {
                    at = self.put(at, y);
                }
                return;
            }
        }
        self.out.extend_from_slice(&way);
        self.cursor.is_at(x, y);
    }

    /// Whether a cell comes out right by the pen in hand.
    fn covers(&self, spot: Spot) -> bool {
        spot.pen == self.pen || (spot.sign == Sign::BLANK && spot.pen.same_blank(self.pen))
    }

    /// Writes a cell where the cursor stands; gives the one after it.
    fn put(&mut self, x: usize, y: usize) -> usize {
        let spot = self.wanted.row(y)[x];
        if !self.covers(spot) {
            self.take_pen(x, y);
        }
        self.clusters.write(spot.sign, &mut self.out);
        let pen = self.pen;
        let row = self.wanted.row(y);
        let wide = row.get(x + 1).is_some_and(|next| next.sign == Sign::HALF);
        let next = x + if wide { 2 } else { 1 };
        let shown = self.shown.row_mut(y);
        shown[x] = Spot { sign: spot.sign, pen };
        if wide {
            shown[x + 1] = Spot { sign: Sign::HALF, pen };
        }
        if spot.sign.is_of_known_width() {
            self.cursor.is_at(next, y);
        } else {
            self.cursor.is_lost();
        }
        next
    }

    /// Takes the pen for a cell. A blank is content with any that leaves it empty: best is that of the sign after it.
    fn take_pen(&mut self, x: usize, y: usize) {
        let row = self.wanted.row(y);
        let spot = row[x];
        let mut to = spot.pen;
        if spot.sign == Sign::BLANK && to.leaves_blanks_empty() {
            let next = row[x..].iter().find(|next| next.sign != Sign::BLANK || !next.pen.same_blank(to));
            let thin = Pen { bg: to.bg, ..self.pen };
            match next.filter(|next| next.sign != Sign::BLANK && next.pen.same_blank(to)) {
                Some(next) => to = next.pen,
                None if thin.leaves_blanks_empty() => to = thin,
                None => {}
            }
        }
        pen::change(self.pen, to, &mut self.out);
        self.pen = to;
    }

    /// How many blanks that look alike begin here and are not shown yet, at least in part.
    fn blanks(&self, x: usize, y: usize) -> usize {
        let row = self.wanted.row(y);
        let first = row[x];
        if first.sign != Sign::BLANK || !first.pen.leaves_blanks_empty() {
            return 0;
        }
        let alike = |spot: &&Spot| spot.sign == Sign::BLANK && spot.pen.same_blank(first.pen);
        let all = row[x..].iter().take_while(alike).count();
        let shown = &self.shown.row(y)[x..];
        let cells = shown[..all].iter().rposition(|spot| !spot.looks_like(first)).map_or(0, |last| last + 1);
        // What cuts a wide sign in half is written: of an erased half tmux keeps the other, and when that is overwritten it
        // takes the colour from the one before.
        let cut = shown.get(cells).is_some_and(Spot::is_half);
        cells.saturating_sub(usize::from(cut))
    }

    /// Erases so many cells; gives the one after them.
    fn erase(&mut self, x: usize, y: usize, cells: usize) -> usize {
        let bg = self.wanted.row(y)[x].pen.bg;
        if self.pen.bg != bg || !self.pen.leaves_blanks_empty() {
            self.take_pen(x, y);
        }
        if x + cells == self.wanted.columns {
            self.out.extend_from_slice(b"\x1b[K");
        } else {
            let _ = write!(self.out, "\x1b[{}X", count(cells));
        }
        let spot = Spot { sign: Sign::BLANK, pen: self.pen };
        self.shown.row_mut(y)[x..x + cells].fill(spot);
        x + cells
    }

    fn place_cursor(&mut self, to: Option<Position>) {
        if let Some(place) = to {
            let (x, y) = (usize::from(place.x), usize::from(place.y));
            let mut way = Vec::new();
            self.cursor.way_to(x, y, &mut way);
            self.out.extend_from_slice(&way);
        }
        match (self.left.map(|left| left.is_some()), to.is_some()) {
            (Some(true) | None, false) => self.out.extend_from_slice(b"\x1b[?25l"),
            (Some(false) | None, true) => self.out.extend_from_slice(b"\x1b[?25h"),
            _ => {}
        }
        self.left = Some(to);
    }
}

/// A count as sequences spell it: 1 is what is meant when nothing is said.
fn count(n: usize) -> String {
    if n == 1 { String::new() } else { n.to_string() }
}

#[cfg(test)]
mod tests;
