//! Pieces that the forms of the desk are drawn from.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    screen::Look,
    text::{cut, fit, width},
    theme::Role,
    widget::{frame_box, overlay},
};

/// Rows of a list of suggestions at most.
const SUGGESTED: u16 = 6;

/// A text from a column on; gives the column behind it.
pub fn put(frame: &mut Frame, row: Rect, x: u16, text: &str, role: Role, look: &Look) -> u16 {
    if x >= row.right() {
        return x;
    }
    let area = Rect { x, width: row.right() - x, ..row };
    let text = cut(text, usize::from(area.width));
    let wide = width(&text) as u16;
    frame.render_widget(Line::styled(text, look.theme.style(role)), area);
    x + wide
}

/// The list of what a typed text may mean, below the row it belongs to, or above it where there is no room. Each row has a
/// name and what tells it from others.
pub fn list(
    frame: &mut Frame,
    area: Rect,
    anchor: u16,
    rows: &[(String, String)],
    cursor: usize,
    look: &Look,
) {
    if rows.is_empty() {
        return;
    }
    let count = (rows.len() as u16).min(SUGGESTED);
    let height = count + 2;
    let below = area.bottom().saturating_sub(anchor + 1);
    let y = if below >= height { anchor + 1 } else { anchor.saturating_sub(height).max(area.y) };
    let window =
        Rect { x: area.x + 4, y, width: area.width.saturating_sub(8).min(68), height }.intersection(area);
    // Nothing of the rows below looks out beside it.
    overlay(
        frame,
        Rect { x: area.x + 1, width: window.right().saturating_sub(area.x + 1), ..window }.intersection(area),
    );
    let inner = frame_box(frame, window, "", true, look.theme);
    let first = cursor.saturating_sub(usize::from(count) - 1);
    for (n, row) in inner.rows().enumerate() {
        let Some((label, detail)) = rows.get(first + n) else { break };
        let here = first + n == cursor;
        let cells = usize::from(row.width);
        let detail = cut(detail, cells / 2);
        let label = fit(
            &format!("{}{label}", if here { "> " } else { "  " }),
            cells.saturating_sub(width(&detail) + 1),
        );
        let style = look.theme.style(if here { Role::Selected } else { Role::Text });
        frame.render_widget(Line::styled(format!("{label} {detail}"), style), row);
    }
}
