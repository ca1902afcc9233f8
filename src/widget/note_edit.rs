//! Several lines of text being typed: notes, feedback, reasons. The text area of the ratatui family, reduced to what the
//! keymap drives.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::{
    text::{harmless, typed},
    theme::{Role, Theme},
};

/// A text of several lines with a caret.
#[derive(Debug, Clone)]
pub struct NoteEdit {
    area: TextArea<'static>,
}

impl Default for NoteEdit {
    fn default() -> Self {
        NoteEdit::with("")
    }
}

impl NoteEdit {
    /// A note that holds this text, the caret at its end.
    pub fn with(text: &str) -> NoteEdit {
        let text = typed(text);
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::Glyph);
        area.set_cursor_line_style(Style::new());
        // The caret is the terminal's own cursor.
        area.set_cursor_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        NoteEdit { area }
    }

    /// The text, its lines joined by `\n`.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// A typed character. What may not be stored is ignored: then `false`.
    pub fn insert(&mut self, c: char) -> bool {
        if harmless(c) {
            self.area.insert_char(c);
        }
        harmless(c)
    }

    /// A new line.
    pub fn newline(&mut self) {
        self.area.insert_newline();
    }

    /// A pasted text, undone as one.
    pub fn paste(&mut self, text: &str) {
        self.area.insert_str(typed(text));
    }

    /// One row up as shown; `false` at the top, so that a form may go to the field above.
    pub fn up(&mut self) -> bool {
        self.moved(CursorMove::Up)
    }

    /// One row down as shown; `false` at the bottom.
    pub fn down(&mut self) -> bool {
        self.moved(CursorMove::Down)
    }

    /// One character to the left.
    pub fn left(&mut self) {
        self.area.move_cursor(CursorMove::Back);
    }

    /// One character to the right.
    pub fn right(&mut self) {
        self.area.move_cursor(CursorMove::Forward);
    }

    /// To the start of the line.
    pub fn start(&mut self) {
        self.area.move_cursor(CursorMove::Head);
    }

    /// To the end of the line.
    pub fn end(&mut self) {
        self.area.move_cursor(CursorMove::End);
    }

    /// To the start of the word before.
    pub fn word_left(&mut self) {
        self.area.move_cursor(CursorMove::WordBack);
    }

    /// To the start of the word after.
    pub fn word_right(&mut self) {
        self.area.move_cursor(CursorMove::WordForward);
    }

    /// Takes the character before the caret away; `false` if there is none.
    pub fn delete_back(&mut self) -> bool {
        self.area.delete_char()
    }

    /// Takes the character behind the caret away; `false` if there is none.
    pub fn delete_forward(&mut self) -> bool {
        self.area.delete_next_char()
    }

    /// Takes the word before the caret away.
    pub fn delete_word(&mut self) -> bool {
        self.area.delete_word()
    }

    /// Takes the rest of the line away.
    pub fn delete_to_end(&mut self) -> bool {
        self.area.delete_line_by_end()
    }

    /// Takes the line before the caret away.
    pub fn delete_to_start(&mut self) -> bool {
        self.area.delete_line_by_head()
    }

    /// Takes the last change back; `false` if there is none.
    pub fn undo(&mut self) -> bool {
        self.area.undo()
    }

    /// Draws the note; with focus, the terminal's cursor is put on the caret.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: bool, theme: &Theme) {
        if area.is_empty() {
            return;
        }
        let style = theme.style(if focus { Role::FieldFocus } else { Role::Field });
        frame.render_widget(&self.area, area);
        frame.buffer_mut().set_style(area, style);
        if focus {
            let caret = self.area.screen_cursor();
            let (top, left) = self.area.scroll_offset();
            let column = (caret.col as u16).saturating_sub(left).min(area.width - 1);
            let row = (caret.row as u16).saturating_sub(top).min(area.height - 1);
            frame.set_cursor_position(Position::new(area.x + column, area.y + row));
        }
    }

    fn moved(&mut self, step: CursorMove) -> bool {
        let before = self.area.cursor();
        self.area.move_cursor(step);
        self.area.cursor() != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::shown::draw;

    fn shown(note: &NoteEdit, columns: u16, lines: u16) -> (Vec<String>, (u16, u16)) {
        let (rows, cursor, _) =
            draw(columns, lines, |frame| note.view(frame, frame.area(), true, &Theme::mono()));
        (rows.into_iter().map(|row| row.trim_end().to_owned()).collect(), cursor.expect("with focus"))
    }

    #[test]
    fn the_caret_stands_behind_chinese_text() {
        let mut note = NoteEdit::default();
        for c in "客户要求七折".chars() {
            note.insert(c);
        }
        assert_eq!(shown(&note, 20, 2), (vec!["客户要求七折".into(), String::new()], (12, 0)));
        note.left();
        note.left();
        assert_eq!(shown(&note, 20, 2).1, (8, 0));
        note.newline();
        note.insert('a');
        assert_eq!(shown(&note, 20, 2), (vec!["客户要求".into(), "a七折".into()], (1, 1)));
        assert_eq!(note.text(), "客户要求\na七折");
    }

    #[test]
    fn a_long_line_wraps_between_characters() {
        let note = NoteEdit::with("上海雅韵化妆品有限公司");
        let (rows, caret) = shown(&note, 7, 5);
        assert_eq!(rows, ["上海雅", "韵化妆", "品有限", "公司", ""]);
        assert_eq!(caret, (4, 3));
        let (_, caret) = shown(&note, 7, 2);
        assert_eq!(caret, (4, 1), "scrolled to the caret");
    }

    #[test]
    fn drops_what_may_not_be_stored_and_undoes_a_paste_at_once() {
        let mut note = NoteEdit::with("一");
        assert!(!note.insert('\u{202e}'));
        note.paste("\u{1b}]0;x\u{7}\r\n二\u{200b}");
        assert_eq!(note.text(), "一]0;x\n二");
        note.undo();
        assert_eq!(note.text(), "一");
    }
}
