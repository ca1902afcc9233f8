//! Where the terminal's cursor stands while a frame is drawn, and the shortest way from there.

use std::io::Write as _;

use ratatui::layout::Position;

use super::count;

/// The cursor.
#[derive(Debug, Default)]
pub struct Cursor {
    at: Option<(usize, usize)>,
    columns: usize,
}

impl Cursor {
    /// At a known place, or somewhere.
    pub fn new(at: Option<Position>, columns: usize) -> Cursor {
        Cursor { at: at.map(|at| (at.x.into(), at.y.into())), columns }
    }

    /// It is somewhere.
    pub fn is_lost(&mut self) {
        self.at = None;
    }

    /// It is here. Behind the last cell of a row terminals disagree.
    pub fn is_at(&mut self, x: usize, y: usize) {
        self.at = (x < self.columns).then_some((x, y));
    }

    /// Its column, if it is known to be in this row.
    pub fn in_row(&self, row: usize) -> Option<usize> {
        self.at.filter(|(_, y)| *y == row).map(|(x, _)| x)
    }

    /// Writes what brings it to a cell; nothing if it is there.
    pub fn way_to(&self, x: usize, y: usize, out: &mut Vec<u8>) {
        let mut ways = vec![if x == 0 {
            format!("\x1b[{}H", count(y + 1))
        } else {
            format!("\x1b[{};{}H", count(y + 1), x + 1)
        }];
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y => {
                ways.push(match from < x {
                    true => format!("\x1b[{}C", count(x - from)),
                    false => format!("\x1b[{}D", count(from - x)),
                });
                if x == 0 {
                    ways.push("\r".to_owned());
                }
            }
            Some((column, row)) if column == x => ways.push(match row < y {
                true => format!("\x1b[{}B", count(y - row)),
                false => format!("\x1b[{}A", count(row - y)),
            }),
            Some((column, row)) if x == 0 && row < y && column > 0 => {
                ways.push(format!("\r\x1b[{}B", count(y - row)));
            }
            _ => {}
        }
        let shortest = ways.into_iter().min_by_key(String::len).unwrap_or_default();
        let _ = out.write_all(shortest.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_the_shortest_way() {
        let way = |from: Option<(u16, u16)>, (x, y)| {
            let mut out = Vec::new();
            Cursor::new(from.map(Position::from), 80).way_to(x, y, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(way(None, (0, 0)), "\x1b[H");
        assert_eq!(way(None, (4, 9)), "\x1b[10;5H");
        assert_eq!(way(Some((4, 9)), (4, 9)), "");
        assert_eq!(way(Some((4, 9)), (5, 9)), "\x1b[C");
        assert_eq!(way(Some((4, 9)), (0, 9)), "\r");
        assert_eq!(way(Some((4, 9)), (2, 9)), "\x1b[2D");
        assert_eq!(way(Some((4, 9)), (4, 10)), "\x1b[B");
        assert_eq!(way(Some((4, 9)), (4, 7)), "\x1b[2A");
        assert_eq!(way(Some((4, 9)), (0, 10)), "\r\x1b[B");
        assert_eq!(way(Some((70, 9)), (1, 15)), "\x1b[16;2H");
    }
}
