//! The editing commands on a text, the same in every field. Which keys give them is the keymap's business.

use super::{LineEdit, NoteEdit};
use crate::command::Cmd;

/// A command, and what it does to a line and to a note.
type Editing = (Cmd, fn(&mut LineEdit), fn(&mut NoteEdit));

const EDITING: [Editing; 12] = [
    (Cmd::CursorLeft, LineEdit::left, NoteEdit::left),
    (Cmd::CursorRight, LineEdit::right, NoteEdit::right),
    (Cmd::CursorStart, LineEdit::start, NoteEdit::start),
    (Cmd::CursorEnd, LineEdit::end, NoteEdit::end),
    (Cmd::WordLeft, LineEdit::word_left, NoteEdit::word_left),
    (Cmd::WordRight, LineEdit::word_right, NoteEdit::word_right),
    (Cmd::DeleteBack, |line| _ = line.delete_back(), |note| _ = note.delete_back()),
    (Cmd::DeleteForward, |line| _ = line.delete_forward(), |note| _ = note.delete_forward()),
    (Cmd::DeleteWord, |line| _ = line.delete_word(), |note| _ = note.delete_word()),
    (Cmd::DeleteToEnd, |line| _ = line.delete_to_end(), |note| _ = note.delete_to_end()),
    (Cmd::DeleteToStart, |line| _ = line.delete_to_start(), |note| _ = note.delete_to_start()),
    (Cmd::UndoTyping, |line| _ = line.undo(), |note| _ = note.undo()),
];

fn editing(cmd: Cmd) -> Option<&'static Editing> {
    EDITING.iter().find(|(known, ..)| *known == cmd)
}

impl LineEdit {
    /// Carries an editing command out; `false` if it is none, and something else is meant.
    pub fn command(&mut self, cmd: Cmd) -> bool {
        editing(cmd).map(|(_, act, _)| act(self)).is_some()
    }
}

impl NoteEdit {
    /// Carries an editing command out; `false` if it is none, and something else is meant.
    pub fn command(&mut self, cmd: Cmd) -> bool {
        editing(cmd).map(|(.., act)| act(self)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_and_leaves_the_rest_to_others() {
        let mut line = LineEdit::with("上海 abc");
        assert!(line.command(Cmd::DeleteWord) && line.command(Cmd::CursorStart));
        assert!(line.command(Cmd::DeleteForward));
        assert_eq!(line.text(), "海 ");
        assert!(line.command(Cmd::UndoTyping) && line.command(Cmd::UndoTyping));
        assert_eq!(line.text(), "上海 abc");
        assert!(!line.command(Cmd::Accept) && !line.command(Cmd::Up));
        assert_eq!(line.text(), "上海 abc");
    }

    #[test]
    fn every_field_knows_the_same_commands() {
        for &cmd in Cmd::ALL {
            assert_eq!(LineEdit::default().command(cmd), cmd.edits_text(), "{cmd:?}");
            assert_eq!(NoteEdit::default().command(cmd), cmd.edits_text(), "{cmd:?}");
        }
    }
}
