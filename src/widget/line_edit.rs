//! One line of text being typed: the text, the place of the caret, what can be undone. It moves by characters as people
//! see them. Which key does what is the keymap's business.

use ratatui::{Frame, layout::Rect, style::Modifier, text::Line};

use crate::{
    text::{clean, graphemes, harmless, typed, width},
    theme::{Role, Theme},
};

/// A line of text with a caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// In bytes, always between two characters.
    caret: usize,
    undo: Vec<(String, usize)>,
    /// Whether the last change was a typed character, so that the next one is undone with it.
    typing: bool,
}

/// How many changes can be undone.
const KEPT: usize = 100;

impl LineEdit {
    /// A line that holds this text, the caret at its end. Nothing to undo.
    pub fn with(text: impl Into<String>) -> LineEdit {
        let text: String = text.into();
        LineEdit { caret: text.len(), text, ..LineEdit::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the caret.
    pub fn before_caret(&self) -> &str {
        &self.text[..self.caret]
    }

    /// Puts a text in place of so many characters before the caret; can be undone.
    pub fn put_back(&mut self, chars: usize, text: &str) {
        self.remember(false);
        let from = match chars {
            0 => self.caret,
            n => self.text[..self.caret].char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at),
        };
        self.text.replace_range(from..self.caret, text);
        self.caret = self.boundary(from + text.len());
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts another text in place; can be undone.
    pub fn set(&mut self, text: impl Into<String>) {
        self.remember(false);
        self.text = text.into();
        self.caret = self.text.len();
    }

    /// A typed character. What may not stand in a line is ignored: then `false`.
    pub fn insert(&mut self, c: char) -> bool {
        if !harmless(c) {
            return false;
        }
        self.remember(true);
        self.text.insert(self.caret, c);
        self.caret = self.boundary(self.caret + c.len_utf8());
        true
    }

    /// A pasted text; line ends become spaces.
    pub fn paste(&mut self, text: &str) {
        let text = typed(text.trim_end_matches(['\r', '\n'])).replace('\n', " ");
        if text.is_empty() {
            return;
        }
        self.remember(false);
        self.text.insert_str(self.caret, &text);
        self.caret = self.boundary(self.caret + text.len());
    }

    /// One character to the left.
    pub fn left(&mut self) {
        self.caret = self.before(self.caret);
        self.typing = false;
    }

    /// One character to the right.
    pub fn right(&mut self) {
        self.caret = self.after(self.caret);
        self.typing = false;
    }

    /// Before the first character.
    pub fn start(&mut self) {
        self.caret = 0;
        self.typing = false;
    }

    /// Behind the last character.
    pub fn end(&mut self) {
        self.caret = self.text.len();
        self.typing = false;
    }

    /// To the start of the word before.
    pub fn word_left(&mut self) {
        self.caret = self.word_start(self.caret);
        self.typing = false;
    }

    /// Behind the word after.
    pub fn word_right(&mut self) {
        let mut seen = None;
        while self.caret < self.text.len() {
            let next = self.after(self.caret);
            let class = Class::of(&self.text[self.caret..next]);
            if seen.is_some_and(|seen| seen != class) {
                break;
            }
            if class != Class::Space {
                seen = Some(class);
            }
            self.caret = next;
        }
        self.typing = false;
    }

    /// Takes the character before the caret away; `false` if there is none.
    pub fn delete_back(&mut self) -> bool {
        self.remove(self.before(self.caret), self.caret)
    }

    /// Takes the character behind the caret away; `false` if there is none.
    pub fn delete_forward(&mut self) -> bool {
        self.remove(self.caret, self.after(self.caret))
    }

    /// Takes the word before the caret away.
    pub fn delete_word(&mut self) -> bool {
        self.remove(self.word_start(self.caret), self.caret)
    }

    /// Takes everything behind the caret away.
    pub fn delete_to_end(&mut self) -> bool {
        self.remove(self.caret, self.text.len())
    }

    /// Takes everything before the caret away.
    pub fn delete_to_start(&mut self) -> bool {
        self.remove(0, self.caret)
    }

    /// Takes the last change back; `false` if there is none.
    pub fn undo(&mut self) -> bool {
        let Some((text, caret)) = self.undo.pop() else { return false };
        self.text = text;
        self.caret = caret;
        self.typing = false;
        true
    }

    /// The part of the text that is seen in so many cells, and the cell of the caret in it. Always the same for the same
    /// text, caret and room.
    pub fn window(&self, cells: u16) -> (String, u16) {
        let cells = usize::from(cells);
        // The caret needs a cell of its own behind the text.
        let before: Vec<String> =
            graphemes(&self.text[..self.caret]).map(|g| clean_one(g).to_string()).collect();
        let mut seen = 0;
        let mut from = before.len();
        while from > 0 {
            let wide = width(&before[from - 1]);
            if seen + wide >= cells.max(1) {
                break;
            }
            seen += wide;
            from -= 1;
        }
        let mut out = before[from..].concat();
        let mut used = seen;
        for grapheme in graphemes(&self.text[self.caret..]) {
            let shown = clean_one(grapheme);
            used += width(&shown);
            if used > cells {
                break;
            }
            out.push_str(&shown);
        }
        (out, seen as u16)
    }

    /// Draws the line in the first row of an area; with focus, the terminal's cursor is put on the caret, which is where
    /// an input method shows what is being composed.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: bool, theme: &Theme) {
        if area.is_empty() {
            return;
        }
        let area = Rect { height: 1, ..area };
        let style = theme.style(if focus { Role::FieldFocus } else { Role::Field });
        let (text, caret) = self.window(area.width);
        frame.buffer_mut().set_style(area, style);
        frame.render_widget(Line::styled(text, style), area);
        if focus {
            frame.set_cursor_position((area.x + caret.min(area.width - 1), area.y));
        }
    }

    /// Underlines parts of the text, given in characters, in a line that was drawn in the same area.
    pub fn underline(&self, frame: &mut Frame, area: Rect, parts: &[std::ops::Range<usize>]) {
        let cells = |bytes: usize| -> usize {
            graphemes(&self.text[..bytes]).map(|grapheme| width(&clean_one(grapheme))).sum()
        };
        let place =
            |chars: usize| cells(self.text.char_indices().nth(chars).map_or(self.text.len(), |(at, _)| at));
        let (_, caret) = self.window(area.width);
        let hidden = cells(self.caret) - usize::from(caret);
        for part in parts {
            let from = place(part.start).saturating_sub(hidden).min(usize::from(area.width)) as u16;
            let to = place(part.end).saturating_sub(hidden).min(usize::from(area.width)) as u16;
            let under = Rect { x: area.x + from, width: to.saturating_sub(from), height: 1, ..area };
            frame.buffer_mut().set_style(under.intersection(area), Modifier::UNDERLINED);
        }
    }

    fn remember(&mut self, typing: bool) {
        if !(typing && self.typing) {
            if self.undo.len() == KEPT {
                self.undo.remove(0);
            }
            self.undo.push((self.text.clone(), self.caret));
        }
        self.typing = typing;
    }

    fn remove(&mut self, from: usize, to: usize) -> bool {
        if from == to {
            return false;
        }
        self.remember(false);
        self.text.replace_range(from..to, "");
        self.caret = self.boundary(from);
        true
    }

    fn before(&self, at: usize) -> usize {
        graphemes(&self.text[..at]).next_back().map_or(0, |g| at - g.len())
    }

    fn after(&self, at: usize) -> usize {
        graphemes(&self.text[at..]).next().map_or(at, |g| at + g.len())
    }

    /// The end of the character that this byte is in: typing an accent behind a letter moves past both.
    fn boundary(&self, at: usize) -> usize {
        let mut end = 0;
        for grapheme in graphemes(&self.text) {
            if end >= at {
                break;
            }
            end += grapheme.len();
        }
        end
    }

    fn word_start(&self, from: usize) -> usize {
        let mut at = from;
        let mut seen = None;
        while at > 0 {
            let before = self.before(at);
            let class = Class::of(&self.text[before..at]);
            if seen.is_some_and(|seen| seen != class) {
                break;
            }
            if class != Class::Space {
                seen = Some(class);
            }
            at = before;
        }
        at
    }
}

fn clean_one(grapheme: &str) -> String {
    // A line end alone would be dropped; here it must be seen, since the caret stands before or behind it.
    if grapheme.contains(['\n', '\r']) { "/".into() } else { clean(grapheme).into_string() }
}

/// What words are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Han,
    Sign,
}

impl Class {
    fn of(grapheme: &str) -> Class {
        match grapheme.chars().next() {
            Some(c) if c.is_whitespace() => Class::Space,
            Some(c) if c.is_ascii_alphanumeric() || c == '_' => Class::Word,
            Some(c) if c.is_alphanumeric() => Class::Han,
            _ => Class::Sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::shown::draw;

    fn typed_line(text: &str) -> LineEdit {
        let mut line = LineEdit::default();
        for c in text.chars() {
            assert!(line.insert(c));
        }
        line
    }

    /// The text with `|` for the caret.
    fn state(line: &LineEdit) -> String {
        format!("{}|{}", &line.text[..line.caret], &line.text[line.caret..])
    }

    #[test]
    fn moves_by_characters_as_seen() {
        let mut line = typed_line("上e\u{301}海");
        line.left();
        line.left();
        assert_eq!(state(&line), "上|e\u{301}海");
        line.delete_forward();
        assert_eq!(state(&line), "上|海");
        line.right();
        line.right();
        assert_eq!(state(&line), "上海|");
        line.insert('\u{301}');
        line.delete_back();
        assert_eq!(state(&line), "上|");
    }

    #[test]
    fn words_as_readline_has_them() {
        let mut line = typed_line("SH-2026 上海雅韵  abc");
        line.delete_word();
        assert_eq!(state(&line), "SH-2026 上海雅韵  |");
        line.delete_word();
        assert_eq!(state(&line), "SH-2026 |");
        line.word_left();
        assert_eq!(state(&line), "SH-|2026 ");
        line.delete_to_end();
        line.start();
        line.word_right();
        assert_eq!(state(&line), "SH|-");
        line.delete_to_start();
        assert_eq!(state(&line), "|-");
    }

    #[test]
    fn undoes_a_run_of_typing_at_once() {
        let mut line = LineEdit::with("old");
        line.insert('a');
        line.insert('b');
        line.paste("x\r\ny\u{202e}\n");
        assert_eq!(state(&line), "oldabx y|");
        line.delete_back();
        assert!(line.undo());
        assert_eq!(state(&line), "oldabx y|");
        assert!(line.undo());
        assert_eq!(state(&line), "oldab|");
        assert!(line.undo());
        assert_eq!(state(&line), "old|");
        assert!(!line.undo());
    }

    #[test]
    fn takes_no_control_characters() {
        let mut line = LineEdit::default();
        assert!(!line.insert('\n') && !line.insert('\u{1b}') && !line.insert('\u{200b}'));
        assert!(line.is_empty());
    }

    #[test]
    fn the_caret_is_always_in_sight_and_on_a_whole_character() {
        let mut line = LineEdit::with("上海a雅韵bc化妆品有限公司");
        for cells in 1..30 {
            line.end();
            loop {
                let (text, caret) = line.window(cells);
                assert!(width(&text) <= usize::from(cells), "{text:?} in {cells}");
                assert!(caret < cells.max(1), "caret {caret} of {cells}");
                let mut sum = 0;
                let stands = std::iter::once(0)
                    .chain(graphemes(&text).map(|g| {
                        sum += width(g);
                        sum
                    }))
                    .any(|end| end == usize::from(caret));
                assert!(stands, "caret {caret} inside a character of {text:?}");
                if line.caret == 0 {
                    break;
                }
                line.left();
            }
        }
    }

    #[test]
    fn the_cursor_of_the_terminal_follows() {
        let line = LineEdit::with("上海\u{202e}");
        let (rows, cursor, _) =
            draw(14, 1, |frame| line.view(frame, Rect::new(2, 0, 12, 1), true, &Theme::mono()));
        assert_eq!(rows, ["  上海<202E>  "]);
        assert_eq!(cursor, Some((12, 0)));
        let (rows, cursor, _) =
            draw(8, 1, |frame| line.view(frame, Rect::new(2, 0, 5, 1), false, &Theme::mono()));
        assert_eq!((rows.len(), cursor), (1, None));
    }

    proptest::proptest! {
        #[test]
        fn any_use_keeps_it_whole(start in "\\PC{0,8}", moves in proptest::collection::vec(0u8..13, 0..40)) {
            let mut line = LineEdit::with(start);
            for step in moves {
                match step {
                    0 => line.left(),
                    1 => line.right(),
                    2 => line.word_left(),
                    3 => line.word_right(),
                    4 => { line.delete_back(); }
                    5 => { line.delete_forward(); }
                    6 => { line.delete_word(); }
                    7 => { line.insert('海'); }
                    8 => { line.insert('\u{301}'); }
                    9 => line.paste("👨\u{200d}👩 x"),
                    10 => { line.undo(); }
                    11 => line.start(),
                    _ => line.end(),
                }
                let caret = line.caret;
                proptest::prop_assert!(line.text.is_char_boundary(caret));
                let (text, at) = line.window(7);
                proptest::prop_assert!(width(&text) <= 7 && at < 7);
            }
        }
    }
}
