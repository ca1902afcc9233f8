//! The editing commands on a text, the same in every field. Which keys give them is the keymap's business.

use super::{LineEdit, NoteEdit};
use crate::command::Cmd;

impl LineEdit {
    /// Carries an editing command out; `false` if it is none, and something else is meant.
    pub fn command(&mut self, cmd: Cmd) -> bool {
        match cmd {
            Cmd::CursorLeft => self.left(),
            Cmd::CursorRight => self.right(),
            Cmd::CursorStart => self.start(),
            Cmd::CursorEnd => self.end(),
            Cmd::WordLeft => self.word_left(),
            Cmd::WordRight => self.word_right(),
            Cmd::DeleteBack => {
                self.delete_back();
            }
            Cmd::DeleteForward => {
                self.delete_forward();
            }
            Cmd::DeleteWord => {
                self.delete_word();
            }
            Cmd::DeleteToEnd => {
                self.delete_to_end();
            }
            Cmd::DeleteToStart => {
                self.delete_to_start();
            }
            Cmd::UndoTyping => {
                self.undo();
            }
            _ => return false,
        }
        true
    }
}

impl NoteEdit {
    /// Carries an editing command out; `false` if it is none, and something else is meant.
    pub fn command(&mut self, cmd: Cmd) -> bool {
        match cmd {
            Cmd::CursorLeft => self.left(),
            Cmd::CursorRight => self.right(),
            Cmd::CursorStart => self.start(),
            Cmd::CursorEnd => self.end(),
            Cmd::WordLeft => self.word_left(),
            Cmd::WordRight => self.word_right(),
            Cmd::DeleteBack => {
                self.delete_back();
            }
            Cmd::DeleteForward => {
                self.delete_forward();
            }
            Cmd::DeleteWord => {
                self.delete_word();
            }
            Cmd::DeleteToEnd => {
                self.delete_to_end();
            }
            Cmd::DeleteToStart => {
                self.delete_to_start();
            }
            Cmd::UndoTyping => {
                self.undo();
            }
            _ => return false,
        }
        true
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
        for cmd in Cmd::ALL {
            assert_eq!(LineEdit::default().command(cmd), cmd.edits_text(), "{cmd:?}");
            assert_eq!(NoteEdit::default().command(cmd), cmd.edits_text(), "{cmd:?}");
        }
    }
}
