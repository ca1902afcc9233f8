//! For tests: what a terminal of some size would show, row by row.

use ratatui::{Frame, Terminal, backend::TestBackend, buffer::Buffer};

use crate::text::width;

/// The rows of a buffer as text; a wide character stands for its two cells.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    area.rows()
        .map(|row| {
            let mut text = String::new();
            let mut x = row.x;
            while x < row.right() {
                let symbol = buffer[(x, row.y)].symbol();
                text.push_str(symbol);
                x += width(symbol).max(1) as u16;
            }
            text
        })
        .collect()
}

/// Draws once and gives the rows and the place of the cursor.
pub fn draw(
    columns: u16,
    lines: u16,
    view: impl FnOnce(&mut Frame),
) -> (Vec<String>, Option<(u16, u16)>, Buffer) {
    let mut terminal = Terminal::new(TestBackend::new(columns, lines)).expect("in memory");
    terminal.draw(view).expect("in memory");
    let backend = terminal.backend();
    let cursor = backend.cursor_visible().then(|| (backend.cursor_position().x, backend.cursor_position().y));
    (rows(backend.buffer()), cursor, backend.buffer().clone())
}
