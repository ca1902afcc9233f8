//! Rows under headings that are lines of their own: the row of the cursor is always seen. Knows no fields.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{theme::Theme, widget::Grid};

/// A line: the heading above a row, or the row itself, by its place among those that are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Head(usize),
    Row(usize),
}

/// The lines of so many rows, so that the row of the cursor is among the first `height` of those that remain.
fn entries(heads: &[bool], cursor: usize, height: usize) -> Vec<Entry> {
    let both = |(n, head): (usize, &bool)| head.then_some(Entry::Head(n)).into_iter().chain([Entry::Row(n)]);
    let mut all: Vec<Entry> = heads.iter().enumerate().flat_map(both).collect();
    let at = all.iter().position(|entry| *entry == Entry::Row(cursor)).unwrap_or_default();
    all.drain(..(at + 1).saturating_sub(height));
    all
}

/// Draws the rows of a grid, each below the heading that stands above it, if one does.
pub fn draw(frame: &mut Frame, area: Rect, grid: &Grid, heads: Vec<Option<Line>>, theme: &Theme) {
    let mut lines = area.rows();
    let Some(head) = lines.next() else { return };
    grid.draw_header(frame, head, theme);
    let new: Vec<bool> = heads.iter().map(Option::is_some).collect();
    let height = usize::from(area.height.saturating_sub(1));
    for (entry, at) in entries(&new, grid.cursor.unwrap_or_default(), height).into_iter().zip(lines) {
        match entry {
            Entry::Head(n) => frame.render_widget(heads[n].clone().unwrap_or_default(), at),
            Entry::Row(n) => grid.draw_one(frame, at, n, theme),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heading_has_one_line_and_the_cursor_is_always_seen() {
        let heads = [true, false, true, true, false];
        let all = entries(&heads, 0, 9);
        assert_eq!(all.iter().filter(|entry| matches!(entry, Entry::Head(_))).count(), 3);
        assert_eq!(all.len(), 8);
        for height in 1..9 {
            for cursor in 0..heads.len() {
                let seen = entries(&heads, cursor, height);
                let at = seen.iter().position(|entry| *entry == Entry::Row(cursor)).unwrap();
                assert!(at < height, "{cursor} {height}");
            }
        }
    }
}
