//! Where the parts of a list stand for a size of the screen.

use ratatui::layout::Rect;

use super::{ageing, detail::WIDE};
use crate::domain::query::Side;

/// From this height on there is room above the list.
const TALL: u16 = 30;

/// The parts of a list on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole.
    pub all: Rect,
    /// The list with its frame.
    pub list: Rect,
    /// The panes of the detail, none, one or two.
    pub detail: Vec<Rect>,
    /// The age of the overdue money.
    pub ageing: Option<Rect>,
    /// The filter line.
    pub filter: Option<Rect>,
}

impl Areas {
    /// Divides an area.
    pub fn of(area: Rect, place: Side, filter: bool, ages: bool) -> Areas {
        let mut list = area;
        let mut areas = Areas { all: area, ..Areas::default() };
        if filter && list.height > 4 {
            list.height -= 1;
            areas.filter = Some(Rect { y: list.bottom(), height: 1, ..list });
        }
        if ages && area.width >= WIDE && area.height >= TALL {
            areas.ageing = Some(Rect { height: ageing::HEIGHT, ..list });
            list.y += ageing::HEIGHT;
            list.height -= ageing::HEIGHT;
        }
        match place {
            Side::Off => {}
            Side::Right => {
                let detail = list.width * 38 / 100;
                list.width -= detail;
                areas.detail = vec![Rect { x: list.right(), width: detail, ..list }];
            }
            Side::Below => {
                // Enough for what hangs below a record, never so much that the list is not the main thing.
                let rows = (list.height * 2 / 5).clamp(8, 14).min(list.height.saturating_sub(6));
                if rows >= 4 {
                    list.height -= rows;
                    let below = Rect { y: list.bottom(), height: rows, ..list };
                    areas.detail = if below.width >= WIDE {
                        let half = below.width / 2;
                        vec![
                            Rect { width: half, ..below },
                            Rect { x: below.x + half, width: below.width - half, ..below },
                        ]
                    } else {
                        vec![below]
                    };
                }
            }
        }
        areas.list = list;
        areas
    }

    /// The list without its frame.
    pub fn inside(&self) -> Rect {
        let Rect { x, y, width, height } = self.list;
        Rect { x: x + 1, y: y + 1, width: width.saturating_sub(2), height: height.saturating_sub(2) }
    }

    /// How many rows of the list are seen: without its frame and header.
    pub fn rows(&self) -> usize {
        usize::from(self.list.height.saturating_sub(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_and_do_not_overlap() {
        for place in [Side::Off, Side::Right, Side::Below] {
            for (width, height) in [(40, 8), (60, 12), (80, 20), (120, 36), (200, 56)] {
                for (filter, ages) in [(false, false), (true, false), (true, true)] {
                    let all = Rect::new(0, 1, width, height);
                    let areas = Areas::of(all, place, filter, ages);
                    let parts: Vec<Rect> = areas
                        .detail
                        .iter()
                        .copied()
                        .chain(areas.filter)
                        .chain(areas.ageing)
                        .chain([areas.list])
                        .collect();
                    let cells: u32 = parts.iter().map(|part| part.area()).sum();
                    assert_eq!(cells, all.area(), "{place:?} {width}x{height}");
                    assert!(parts.iter().all(|part| all.union(*part) == all));
                    assert!(areas.rows() > 0, "{place:?} {width}x{height}");
                }
            }
        }
    }
}
