//! Where the tiles of the home page stand: in columns by the width of the screen, as many rows of them as there is room for, the one
//! with the cursor always seen. Knows no views.

use ratatui::layout::Rect;

/// A tile is never lower than this.
const LOW: u16 = 6;
/// From these widths on there are two columns, three.
const TWO: u16 = 76;
const THREE: u16 = 160;

/// The tiles on a screen.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tiling {
    area: Rect,
    /// How many stand beside each other.
    pub columns: usize,
    /// How many rows of them are seen.
    rows: usize,
    /// The first row that is seen.
    top: usize,
    tiles: usize,
}

impl Tiling {
    /// So many tiles in an area, this one with the cursor; `before`: as they stood.
    pub fn of(area: Rect, tiles: usize, at: usize, before: Tiling) -> Tiling {
        let columns = match area.width {
            THREE.. => 3,
            TWO.. => 2,
            _ => 1,
        };
        let all = tiles.div_ceil(columns);
        let rows = usize::from(area.height / LOW).clamp(1, all.max(1));
        let here = at / columns;
        let top = before.top.min(here).max((here + 1).saturating_sub(rows)).min(all.saturating_sub(rows));
        Tiling { area, columns, rows, top, tiles }
    }

    /// Where each tile that is seen stands.
    pub fn seen(&self) -> impl Iterator<Item = (usize, Rect)> {
        let Tiling { area, columns, rows, top, tiles } = *self;
        let part = |whole: u16, n: usize, of: usize| (usize::from(whole) * n / of) as u16;
        (top * columns..tiles.min((top + rows) * columns)).map(move |n| {
            let (row, column) = (n / columns - top, n % columns);
            let (x, y) = (part(area.width, column, columns), part(area.height, row, rows));
            let width = part(area.width, column + 1, columns) - x;
            let height = part(area.height, row + 1, rows) - y;
            (n, Rect { x: area.x + x, y: area.y + y, width, height })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tile_with_the_cursor_is_seen_and_none_covers_another() {
        for (width, height) in [(60, 14), (80, 20), (120, 36), (200, 56), (40, 5)] {
            let area = Rect { x: 0, y: 1, width, height };
            for tiles in 1..13 {
                let mut tiling = Tiling::default();
                for at in (0..tiles).chain((0..tiles).rev()) {
                    tiling = Tiling::of(area, tiles, at, tiling);
                    let seen: Vec<_> = tiling.seen().collect();
                    assert!(seen.iter().any(|(n, _)| *n == at), "{width}x{height} {tiles} {at}");
                    for (n, (_, one)) in seen.iter().enumerate() {
                        assert!(area.intersection(*one) == *one && one.height >= LOW.min(height));
                        assert!(seen[..n].iter().all(|(_, other)| !one.intersects(*other)));
                    }
                }
            }
        }
    }
}
