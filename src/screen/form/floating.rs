//! A sheet of fields in a window that floats over what lies below: of a view, of a report. Knows no field.

use ratatui::{Frame, layout::Rect};

use super::sheet::Sheet;
use crate::{
    screen::Look,
    widget::{centred, frame_box, overlay},
};

/// The window for so many fields, with room below the last of them for what is offered.
fn window(fields: usize, area: Rect) -> Rect {
    centred(area, 76.min(area.width), (fields as u16 + 8).min(area.height))
}

/// Lays the sheet out within the frame of its window.
pub fn lay_out(sheet: &mut Sheet, fields: usize, area: Rect) {
    let Rect { x, y, width, height } = window(fields, area);
    sheet.lay_out(Rect::new(x + 1, y + 1, width.saturating_sub(2), height.saturating_sub(2)));
}

/// Draws the window, and the sheet once there is one.
pub fn view(sheet: Option<&Sheet>, fields: usize, title: &str, frame: &mut Frame, area: Rect, look: &Look) {
    let window = window(fields, area);
    overlay(frame, window);
    frame_box(frame, window, title.to_owned(), true, look.theme);
    if let Some(sheet) = sheet {
        sheet.view(frame, look);
    }
}
