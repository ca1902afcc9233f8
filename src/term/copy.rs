//! Hands a text to the terminal's clipboard (OSC 52). The terminal may refuse without a word, so nobody says "copied".

use crossterm::{Command, clipboard::CopyToClipboard};

use crate::text::typed;

/// Terminals drop what is longer.
const LONGEST: usize = 70_000;

/// What is to be sent for a text; nothing if it is too long.
pub fn sequence(text: &str) -> String {
    let text = typed(text);
    let mut out = String::new();
    if text.len() <= LONGEST {
        let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_cannot_end_the_sequence() {
        let sent = sequence("上海\u{1b}\\x");
        assert_eq!(sent.matches('\u{1b}').count(), 2, "{sent:?}");
        assert!(sent.starts_with("\u{1b}]52;c;"));
        assert_eq!(sequence(&"x".repeat(LONGEST + 1)), "");
    }
}
