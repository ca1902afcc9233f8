//! Where the tiles of the home page stand: in columns by the width of the screen, each as large as it is wanted and as there is room
//! for, the one with the cursor always seen. Knows no views.

use ratatui::layout::Rect;

use crate::entry::home::Size;

/// A place is never lower than this.
const LOW: u16 = 6;
/// From these widths on there are two columns, three, four.
const TWO: u16 = 76;
const THREE: u16 = 114;
const FOUR: u16 = 190;

/// The places that a tile takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    row: usize,
    column: usize,
    columns: usize,
    rows: usize,
}

impl Spot {
    fn meets(&self, other: &Spot) -> bool {
        self.row < other.row + other.rows
            && other.row < self.row + self.rows
            && self.column < other.column + other.columns
            && other.column < self.column + self.columns
    }
}

/// The tiles on a screen.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tiling {
    area: Rect,
    columns: usize,
    /// How many rows of places are seen.
    rows: usize,
    /// The first row that is seen.
    top: usize,
    spots: Vec<Spot>,
}

/// Each tile at the first places that are free for it, never before the tile before it.
fn placed(sizes: &[Size], columns: usize, most: usize) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut from = 0;
    for size in sizes {
        let (wide, high) = size.places();
        let (wide, high) = (wide.min(columns), high.min(most));
        let spot = (from..)
            .map(|n| Spot { row: n / columns, column: n % columns, columns: wide, rows: high })
            .find(|spot| spot.column + wide <= columns && !spots.iter().any(|taken| taken.meets(spot)));
        let Some(spot) = spot else { break };
        from = spot.row * columns + spot.column;
        spots.push(spot);
    }
    spots
}

impl Tiling {
    /// Tiles of these sizes in an area, the one with the cursor; `before`: as they stood.
    pub fn of(area: Rect, sizes: &[Size], at: usize, before: &Tiling) -> Tiling {
        let columns = match area.width {
            FOUR.. => 4,
            THREE.. => 3,
            TWO.. => 2,
            _ => 1,
        };
        let most = usize::from(area.height / LOW).max(1);
        let spots = placed(sizes, columns, most);
        let all = spots.iter().map(|spot| spot.row + spot.rows).max().unwrap_or_default();
        let rows = most.min(all.max(1));
        let (here, end) = spots.get(at).map_or((0, 1), |spot| (spot.row, spot.row + spot.rows));
        let top = before.top.max(end.saturating_sub(rows)).min(here).min(all.saturating_sub(rows));
        Tiling { area, columns, rows, top, spots }
    }

    /// Where each tile that is seen stands; what is higher than the room is seen in part.
    pub fn seen(&self) -> impl Iterator<Item = (usize, Rect)> {
        let (area, columns, rows, top) = (self.area, self.columns.max(1), self.rows.max(1), self.top);
        let part = |whole: u16, n: usize, of: usize| (usize::from(whole) * n / of) as u16;
        self.spots.iter().enumerate().filter_map(move |(n, spot)| {
            let first = spot.row.max(top);
            let last = (spot.row + spot.rows).min(top + rows);
            if first >= last {
                return None;
            }
            let (x, y) = (part(area.width, spot.column, columns), part(area.height, first - top, rows));
            let width = part(area.width, spot.column + spot.columns, columns) - x;
            let height = part(area.height, last - top, rows) - y;
            Some((n, Rect { x: area.x + x, y: area.y + y, width, height }))
        })
    }

    /// The tile above this one.
    pub fn above(&self, at: usize) -> Option<usize> {
        let here = self.spots.get(at)?;
        let over = |spot: &Spot| spot.row + spot.rows <= here.row;
        self.nearest(here, over, |spot| here.row - spot.row - spot.rows)
    }

    /// The tile below this one.
    pub fn below(&self, at: usize) -> Option<usize> {
        let here = self.spots.get(at)?;
        let under = |spot: &Spot| spot.row >= here.row + here.rows;
        self.nearest(here, under, |spot| spot.row - here.row - here.rows)
    }

    fn nearest(
        &self,
        here: &Spot,
        lies: impl Fn(&Spot) -> bool,
        far: impl Fn(&Spot) -> usize,
    ) -> Option<usize> {
        let all = self.spots.iter().enumerate().filter(|(_, spot)| lies(spot));
        all.min_by_key(|(_, spot)| (far(spot), spot.column.abs_diff(here.column))).map(|(n, _)| n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tile_with_the_cursor_is_seen_and_none_covers_another() {
        let sizes = [Size::Small, Size::Large, Size::Wide, Size::Small, Size::Tall, Size::Small, Size::Wide];
        for (width, height) in [(60, 14), (80, 20), (120, 36), (200, 56), (40, 5)] {
            let area = Rect { x: 0, y: 1, width, height };
            for tiles in 1..20 {
                let sizes: Vec<Size> = sizes.into_iter().cycle().take(tiles).collect();
                let mut tiling = Tiling::default();
                for at in (0..tiles).chain((0..tiles).rev()) {
                    tiling = Tiling::of(area, &sizes, at, &tiling);
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

    #[test]
    fn up_and_down_lead_to_the_nearest_tile_and_every_tile_is_reached() {
        let area = Rect { x: 0, y: 0, width: 120, height: 40 };
        let sizes = [Size::Wide, Size::Small, Size::Small, Size::Small, Size::Small];
        let tiling = Tiling::of(area, &sizes, 0, &Tiling::default());
        assert_eq!((tiling.below(0), tiling.below(1), tiling.above(4)), (Some(2), Some(4), Some(1)));
        assert_eq!((tiling.above(0), tiling.below(4)), (None, None));
        assert_eq!(tiling.above(3), Some(0));
    }
}
