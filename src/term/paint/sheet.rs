//! What the cells of a terminal hold, packed so that rows are quickly compared: a sign and the pen it is written with. Must
//! not know how any of it is sent.

use std::collections::HashMap;

use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier},
};

use super::shift::Shift;
use crate::text::width;

/// What stands in a cell: a character, or the number of a cluster of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign(u32);

impl Sign {
    /// An empty cell.
    pub const BLANK: Sign = Sign(' ' as u32);
    /// The second half of the wide sign before it.
    pub const HALF: Sign = Sign(0);
    /// Nobody knows; equal to nothing that is wanted.
    pub const UNKNOWN: Sign = Sign(u32::MAX);
    /// Numbers of clusters begin here, above every character.
    const CLUSTERS: u32 = 0x8000_0000;
}

/// A colour in one number, so that cells are quickly compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(u32);

impl Ink {
    /// The terminal's own.
    pub const RESET: Ink = Ink(0);
    const INDEXED: u32 = 1 << 24;
    const RGB: u32 = 2 << 24;
    /// By their numbers.
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];

    /// What it is.
    pub fn hue(self) -> Hue {
        let [kind, r, g, b] = self.0.to_be_bytes();
        match kind {
            0 => Hue::Reset,
            1 => Hue::Indexed(b),
            _ => Hue::Rgb(r, g, b),
        }
    }
}

/// A colour taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// The terminal's own.
    Reset,
    /// By number; the first sixteen are those with names.
    Indexed(u8),
    /// By its parts.
    Rgb(u8, u8, u8),
}

impl From<Color> for Ink {
    fn from(colour: Color) -> Ink {
        match colour {
            Color::Reset => Ink::RESET,
            Color::Rgb(r, g, b) => Ink(Ink::RGB | u32::from_be_bytes([0, r, g, b])),
            Color::Indexed(n) => Ink(Ink::INDEXED | u32::from(n)),
            named => {
                let n = Ink::NAMED.iter().position(|other| *other == named).unwrap_or_default();
                Ink(Ink::INDEXED | n as u32)
            }
        }
    }
}

/// Colours and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    /// Colour of the sign.
    pub fg: Ink,
    /// Colour of the ground.
    pub bg: Ink,
    /// Bold, underlined and so on.
    pub modifier: Modifier,
}

impl Pen {
    /// As a terminal begins.
    pub const PLAIN: Pen = Pen { fg: Ink::RESET, bg: Ink::RESET, modifier: Modifier::empty() };

    /// Whether an empty cell shows nothing but this pen's ground: no line through or under it, not reversed.
    pub fn leaves_blanks_empty(self) -> bool {
        !self.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT)
    }

    /// Whether an empty cell looks the same by both.
    pub fn same_blank(self, other: Pen) -> bool {
        self == other || (self.bg == other.bg && self.leaves_blanks_empty() && other.leaves_blanks_empty())
    }
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// What stands there.
    pub sign: Sign,
    /// How.
    pub pen: Pen,
}

impl Spot {
    /// An empty cell of a terminal that was just cleared.
    pub const EMPTY: Spot = Spot { sign: Sign::BLANK, pen: Pen::PLAIN };
    /// A cell of which nothing is known.
    pub const UNKNOWN: Spot = Spot { sign: Sign::UNKNOWN, pen: Pen::PLAIN };

    /// Whether it is the second half of a wide sign.
    pub fn is_half(&self) -> bool {
        self.sign == Sign::HALF
    }

    /// Whether nobody could tell the two apart.
    pub fn looks_like(self, other: Spot) -> bool {
        self == other
            || (self.sign == Sign::BLANK && other.sign == Sign::BLANK && self.pen.same_blank(other.pen))
    }
}

/// All cells, row by row.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Cells in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    spots: Vec<Spot>,
}

impl Sheet {
    /// A sheet of equal cells.
    pub fn new(columns: usize, rows: usize, spot: Spot) -> Sheet {
        Sheet { columns, rows, spots: vec![spot; columns * rows] }
    }

    /// A row.
    pub fn row(&self, y: usize) -> &[Spot] {
        &self.spots[y * self.columns..(y + 1) * self.columns]
    }

    /// A row, to be changed.
    pub fn row_mut(&mut self, y: usize) -> &mut [Spot] {
        &mut self.spots[y * self.columns..(y + 1) * self.columns]
    }

    /// Moves the cells of a band; what comes in is empty.
    pub fn shift(&mut self, shift: &Shift) {
        let rows = shift.top..shift.bottom + 1;
        let of = |y: usize| y * self.columns + shift.columns.start..y * self.columns + shift.columns.end;
        let mut take = |y: usize| match y.checked_add_signed(shift.by).filter(|from| rows.contains(from)) {
            Some(from) => self.spots.copy_within(of(from), of(y).start),
            None => self.spots[of(y)].fill(Spot::EMPTY),
        };
        if shift.by > 0 {
            rows.clone().for_each(&mut take);
        } else {
            rows.clone().rev().for_each(&mut take);
        }
    }
}

/// The clusters that were ever shown: a letter with its marks, a sign with its selector. There are few.
#[derive(Debug, Default)]
pub struct Clusters {
    texts: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Clusters {
    /// Reads a frame. A wide sign owns its second cell whatever stands there; one without room for both halves, and what
    /// has no width, is an empty cell.
    pub fn read(&mut self, buffer: &Buffer, sheet: &mut Sheet) {
        for y in 0..sheet.rows {
            let cells = &buffer.content[y * sheet.columns..(y + 1) * sheet.columns];
            let row = sheet.row_mut(y);
            let mut x = 0;
            while x < row.len() {
                let cell = &cells[x];
                let pen = Pen { fg: cell.fg.into(), bg: cell.bg.into(), modifier: cell.modifier };
                let (sign, wide) = self.sign(cell.symbol());
                row[x] = match wide {
                    1 => Spot { sign, pen },
                    2 if x + 1 < row.len() => {
                        row[x + 1] = Spot { sign: Sign::HALF, pen };
                        Spot { sign, pen }
                    }
                    _ => Spot { sign: Sign::BLANK, pen },
                };
                x += if row[x].sign != Sign::BLANK && wide == 2 { 2 } else { 1 };
            }
        }
    }

    fn sign(&mut self, symbol: &str) -> (Sign, usize) {
        if let [byte] = symbol.as_bytes() {
            return (Sign(u32::from(*byte)), 1);
        }
        let wide = width(symbol);
        let mut chars = symbol.chars();
        let sign = match (chars.next(), chars.next()) {
            (None, _) => return (Sign::BLANK, 1),
            (Some(c), None) => Sign(c as u32),
            _ => self.cluster(symbol),
        };
        (sign, wide)
    }

    fn cluster(&mut self, symbol: &str) -> Sign {
        if let Some(number) = self.numbers.get(symbol) {
            return Sign(*number);
        }
        let number = Sign::CLUSTERS + self.texts.len() as u32;
        self.texts.push(symbol.to_owned());
        self.numbers.insert(symbol.to_owned(), number);
        Sign(number)
    }

    /// Writes a sign as the terminal reads it. The second half of a sign is nothing.
    pub fn write(&self, sign: Sign, out: &mut Vec<u8>) {
        if sign == Sign::HALF {
        } else if let Some(c) = char::from_u32(sign.0) {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else if let Some(text) = sign.0.checked_sub(Sign::CLUSTERS).and_then(|n| self.texts.get(n as usize))
        {
            out.extend_from_slice(text.as_bytes());
        }
    }
}

impl Sign {
    /// A sum over signs that depends on their order.
    pub fn mixed_into(self, sum: u64) -> u64 {
        (sum ^ u64::from(self.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
    }

    /// How many bytes it takes to send it; clusters are taken for short.
    pub fn bytes(self) -> usize {
        match char::from_u32(self.0) {
            Some('\0') => 0,
            Some(c) => c.len_utf8(),
            None => 8,
        }
    }

    /// Whether terminals agree on how wide it is, so that the cursor is known to stand behind it.
    pub fn is_of_known_width(self) -> bool {
        matches!(self.0,
            0x20..=0x7E
            | 0x2500..=0x257F                                       // lines: the terminal was asked
            | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3   // Chinese, Japanese, Korean
            | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;

    #[test]
    fn a_wide_sign_owns_two_cells_and_needs_room_for_both() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
        buffer.set_string(0, 0, "上a", Style::new());
        buffer[(4, 0)].set_symbol("海");
        let mut sheet = Sheet::new(5, 1, Spot::UNKNOWN);
        Clusters::default().read(&buffer, &mut sheet);
        let signs: Vec<Sign> = sheet.row(0).iter().map(|spot| spot.sign).collect();
        assert_eq!(signs, [Sign('上' as u32), Sign::HALF, Sign('a' as u32), Sign::BLANK, Sign::BLANK]);
    }

    #[test]
    fn a_cluster_comes_back_as_it_was() {
        let mut clusters = Clusters::default();
        let (sign, wide) = clusters.sign("e\u{301}");
        assert_eq!((clusters.sign("e\u{301}").0, wide), (sign, 1));
        let mut out = Vec::new();
        clusters.write(sign, &mut out);
        assert_eq!(out, "e\u{301}".as_bytes());
        assert!(!sign.is_of_known_width());
    }

    #[test]
    fn rows_move_and_leave_empty_ones_behind() {
        let mut sheet = Sheet::new(1, 4, Spot::EMPTY);
        let signs = |sheet: &Sheet| -> Vec<u32> { (0..4).map(|y| sheet.row(y)[0].sign.0).collect() };
        for y in 0..4 {
            sheet.row_mut(y)[0].sign = Sign(65 + y as u32);
        }
        let shift = |top, bottom, by| Shift { top, bottom, columns: 0..1, by };
        sheet.shift(&shift(1, 3, 1));
        assert_eq!(signs(&sheet), [65, 67, 68, 32]);
        sheet.shift(&shift(0, 2, -2));
        assert_eq!(signs(&sheet), [32, 32, 65, 32]);
    }
}
