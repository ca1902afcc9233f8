//! Where the fields of a form are: one column, two where there is room, and as many blocks as it takes; a block is what is
//! seen at once.

use ratatui::layout::Rect;

use crate::{domain::field::Shape, screen::editor::Editor};

/// Where a field is: its block, and its rows in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which block.
    pub block: usize,
    /// Label and field.
    pub area: Rect,
}

/// Cells from which on there are two columns.
const TWO_COLUMNS: u16 = 100;
/// Rows of a note.
const NOTE: u16 = 3;

/// The places of all fields. The last row of the area is left for what is said about the field with the focus.
pub fn lay_out(editors: &[Editor], area: Rect) -> Vec<Place> {
    let columns = if area.width >= TWO_COLUMNS { 2 } else { 1 };
    let rows = area.height.saturating_sub(1).max(1);
    let heights: Vec<u16> = editors
        .iter()
        .map(|editor| if editor.def.shape == Shape::Note { NOTE.min(rows) } else { 1 })
        .collect();
    let total: u16 = heights.iter().sum();
    // When all fits, the columns are of one height.
    let limit = if total <= rows.saturating_mul(columns) { total.div_ceil(columns).max(1) } else { rows };
    let cells = (area.width - (columns - 1) * 2) / columns;
    let (mut block, mut column, mut row) = (0, 0, 0);
    heights
        .iter()
        .map(|height| {
            let full = if column + 1 < columns { limit } else { rows };
            if row > 0 && row + height > full {
                row = 0;
                column += 1;
                if column == columns {
                    column = 0;
                    block += 1;
                }
            }
            let place = Place {
                block,
                area: Rect::new(
                    area.x + column * (cells + 2),
                    area.y + row,
                    cells,
                    (*height).min(area.height),
                ),
            };
            row += height;
            place
        })
        .collect()
}

/// The first field of the block before or after that of the focus; none: there is no such block.
pub fn neighbour(places: &[Place], focus: usize, by: isize) -> Option<usize> {
    let block = places.get(focus)?.block.checked_add_signed(by)?;
    places.iter().position(|place| place.block == block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            field::{FieldDef, field},
            value::Value,
        },
        i18n::Lang,
        screen::editor::Ground,
    };

    fn editors(count: usize) -> Vec<Editor> {
        let ground = Ground { lang: Lang::En, today: "2002-03-13".parse().expect("a date") };
        let def: FieldDef = field("note", Shape::Text).edit();
        let note = field("note", Shape::Note).edit();
        (0..count).map(|n| Editor::new(if n == 3 { note } else { def }, &Value::Empty, ground)).collect()
    }

    #[test]
    fn narrow_forms_have_blocks_and_wide_ones_two_columns() {
        let narrow = lay_out(&editors(30), Rect::new(1, 1, 78, 20));
        assert_eq!(narrow.last().map(|place| place.block), Some(1));
        assert_eq!(neighbour(&narrow, 0, 1), narrow.iter().position(|place| place.block == 1));
        assert_eq!(neighbour(&narrow, 0, -1), None);
        let wide = lay_out(&editors(30), Rect::new(1, 1, 118, 36));
        assert!(wide.iter().all(|place| place.block == 0));
        assert_eq!(wide[0].area.y, 1);
        assert!(wide.iter().any(|place| place.area.x > 50));
    }

    #[test]
    fn no_two_fields_of_a_block_overlap_and_none_leaves_the_area() {
        for (columns, rows) in [(78, 20), (118, 36), (30, 5), (10, 2), (120, 3)] {
            let area = Rect::new(1, 1, columns, rows);
            let places = lay_out(&editors(17), area);
            for (n, place) in places.iter().enumerate() {
                assert_eq!(place.area.intersection(area), place.area, "{columns}x{rows} field {n}");
                for other in &places[..n] {
                    let apart = other.block != place.block || !other.area.intersects(place.area);
                    assert!(apart, "{columns}x{rows} field {n}");
                }
            }
        }
    }
}
