//! The last look at a finished frame: nothing a terminal would obey or hide leaves the program, whatever a screen forgot.

use ratatui::buffer::Buffer;

use crate::text::harmless;

/// Replaces every cell that holds a control, direction or invisible character by `?`. Gives how many there were; more
/// than none is a mistake of a screen.
pub fn sweep(buffer: &mut Buffer) -> usize {
    let mut found = 0;
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if symbol.len() == 1 && symbol.as_bytes()[0] >= b' ' && symbol.as_bytes()[0] < 0x7F {
            continue;
        }
        if symbol.chars().any(|c| !harmless(c)) {
            cell.set_symbol("?");
            found += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, text::Line, widgets::Widget as _};

    use super::*;
    use crate::widget::shown::rows;

    #[test]
    fn nothing_hidden_is_sent() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        Line::from("a\u{202e}b上\u{200b}海").render(buffer.area, &mut buffer);
        buffer[(8, 0)].set_symbol("\u{1b}[2J");
        assert!(sweep(&mut buffer) >= 2);
        let row = rows(&buffer).concat();
        assert!(row.chars().all(harmless), "{row:?}");
        assert!(row.contains('?'));
    }
}
