//! The typed text itself, in one line or several, and the commands that move and delete in it. Knows nothing of its meaning.

use ratatui::{Frame, layout::Rect};

use crate::{
    command::Cmd,
    domain::field::Shape,
    theme::Theme,
    widget::{LineEdit, NoteEdit},
};

/// A text being typed.
#[derive(Debug, Clone)]
pub enum Typing {
    /// In one line.
    Line(LineEdit),
    /// In several.
    Note(Box<NoteEdit>),
}

/// Whether the command moves the caret.
pub fn moves(cmd: Cmd) -> bool {
    matches!(
        cmd,
        Cmd::CursorLeft
            | Cmd::CursorRight
            | Cmd::CursorStart
            | Cmd::CursorEnd
            | Cmd::WordLeft
            | Cmd::WordRight
            | Cmd::DeleteForward
            | Cmd::DeleteToEnd
    )
}

impl Typing {
    /// An empty text of the size that suits a shape.
    pub fn of(shape: Shape) -> Typing {
        if shape == Shape::Note { Typing::Note(Box::default()) } else { Typing::Line(LineEdit::default()) }
    }

    /// The text.
    pub fn text(&self) -> String {
        match self {
            Typing::Line(line) => line.text().to_owned(),
            Typing::Note(note) => note.text(),
        }
    }

    /// Puts another text in place. A line that holds it already keeps its caret and what can be undone.
    pub fn set(&mut self, text: &str) {
        match self {
            Typing::Line(line) if line.text() == text => {}
            Typing::Line(line) if line.is_empty() => *line = LineEdit::with(text),
            Typing::Line(line) => line.set(text),
            Typing::Note(note) if note.text() == text => {}
            Typing::Note(note) => **note = NoteEdit::with(text),
        }
    }

    /// A typed character; `false` if it may not stand here.
    pub fn insert(&mut self, c: char) -> bool {
        match self {
            Typing::Line(line) => line.insert(c),
            Typing::Note(note) => note.insert(c),
        }
    }

    /// A pasted text.
    pub fn paste(&mut self, text: &str) {
        match self {
            Typing::Line(line) => line.paste(text),
            Typing::Note(note) => note.paste(text),
        }
    }

    /// A command: whether it changed the text, or nothing if it is not one of a text.
    pub fn command(&mut self, cmd: Cmd) -> Option<bool> {
        let before = self.text();
        let mine = match self {
            Typing::Line(line) => line.command(cmd),
            Typing::Note(note) => match cmd {
                Cmd::Up | Cmd::LineUp => note.up(),
                Cmd::Down | Cmd::LineDown => note.down(),
                Cmd::NewLine => {
                    note.newline();
                    true
                }
                cmd => note.command(cmd),
            },
        };
        mine.then(|| self.text() != before)
    }

    /// Draws it; with focus, the terminal's cursor is on the caret.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: bool, theme: &Theme) {
        match self {
            Typing::Line(line) => line.view(frame, area, focus, theme),
            Typing::Note(note) => note.view(frame, area, focus, theme),
        }
    }
}
