//! Room for a window over other content. Where its edge would cut a Chinese character in two, the half that stays behind
//! is blanked: terminals draw a lone half in their own ways, and over the window's frame.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    widgets::{Clear, Widget as _},
};

use crate::text::width;

/// Empties an area that is drawn over something.
pub fn overlay(frame: &mut Frame, area: Rect) {
    let buffer = frame.buffer_mut();
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    for y in area.rows().map(|row| row.y) {
        if area.x > buffer.area.x {
            let before = &mut buffer[Position::new(area.x - 1, y)];
            if width(before.symbol()) > 1 {
                before.set_symbol(" ");
            }
        }
        let last = &buffer[Position::new(area.right() - 1, y)];
        if width(last.symbol()) > 1 && area.right() < buffer.area.right() {
            let style = last.style();
            buffer[Position::new(area.right(), y)].set_symbol(" ").set_style(style);
        }
    }
    Clear.render(area, buffer);
}

/// An area of at most this size in the middle of another.
pub fn centred(area: Rect, columns: u16, rows: u16) -> Rect {
    let (columns, rows) = (columns.min(area.width), rows.min(area.height));
    Rect::new(area.x + (area.width - columns) / 2, area.y + (area.height - rows) / 2, columns, rows)
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, backend::TestBackend, text::Line};

    use super::*;
    use crate::{theme::Theme, widget::frame_box};

    #[test]
    fn cuts_no_character_at_any_column() {
        let mut terminal = Terminal::new(TestBackend::new(24, 5)).unwrap();
        for x in 0..18 {
            for size in 3..6 {
                terminal
                    .draw(|frame| {
                        for y in 0..5 {
                            frame.render_widget(
                                Line::from("上海雅韵化妆品有限公司中"),
                                Rect::new(0, y, 24, 1),
                            );
                        }
                        let area = Rect::new(x, 1, size, 3);
                        overlay(frame, area);
                        frame_box(frame, area, "文", true, &Theme::mono());
                    })
                    .unwrap();
                let buffer = terminal.backend().buffer();
                for y in 1..4 {
                    let border = if y == 2 { "|" } else { "+" };
                    assert_eq!(buffer[(x, y)].symbol(), border, "left edge of {size} at {x}");
                    assert_eq!(buffer[(x + size - 1, y)].symbol(), border, "right edge of {size} at {x}");
                    let row: usize = {
                        let mut cells = 0;
                        let mut skip = 0;
                        for column in 0..24 {
                            if skip > 0 {
                                skip -= 1;
                                continue;
                            }
                            let wide = width(buffer[(column, y)].symbol());
                            cells += wide;
                            skip = wide - 1;
                        }
                        cells
                    };
                    assert_eq!(row, 24, "row {y} keeps its width with {size} at {x}");
                }
            }
        }
    }
}
