//! What is seen while the program connects: what it does, in words.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    text::width,
    theme::{Role, Theme},
    widget::{centred, frame_box},
};

/// Says in the middle of an area what the program is waiting for.
pub fn waiting(frame: &mut Frame, area: Rect, words: &str, theme: &Theme) {
    let at = centred(area, (width(words) as u16).saturating_add(6).max(40), 5);
    let inside = frame_box(frame, at, "kehu 客户", true, theme);
    let row = Rect { x: inside.x + 2, y: inside.y + 1, width: inside.width.saturating_sub(2), height: 1 };
    frame.render_widget(Line::styled(words.to_owned(), theme.style(Role::Text)), row.intersection(inside));
}
