//! The filter from the first key to the last: typed, completed, taken, given up, cleared.

use super::{List, typing::Typing};
use crate::{command::Cmd, screen::Cx, text::clean};

impl List {
    pub(super) fn clear_filter(&mut self, cx: &mut Cx) {
        if self.wanted.filtered() {
            self.wanted.cells.clear();
            self.say_filter("", cx);
        }
    }

    pub(super) fn start_filter(&mut self, cx: &mut Cx) {
        if self.locked(cx) {
            return;
        }
        self.detail.focus = false;
        self.filters.ask(cx);
        self.typing = Some(Typing::begin(&self.wanted.text, self.wanted.bound.clone(), self.pane.kind, cx));
        self.timers.changed(cx);
    }

    /// A command while the filter is typed.
    pub(super) fn typed(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        if self.filter_of_before(cmd, cx) {
            return true;
        }
        let Some(typing) = &mut self.typing else { return false };
        match cmd {
            Cmd::Take if typing.complete() => self.filter_as_typed(cx),
            Cmd::Accept | Cmd::Take | Cmd::Finish => match typing.wrong(cx.lang) {
                // What stands there would not be what is shown.
                Some(wrong) => cx.bad(clean(&wrong).into_string()),
                None => {
                    let text = typing.line.text().to_owned();
                    self.typing = None;
                    self.filters.keep(self.pane.kind, &text, cx);
                }
            },
            Cmd::DeleteBack if typing.line.is_empty() => self.typing = None,
            Cmd::Cancel | Cmd::Back => {
                let before = std::mem::take(&mut typing.before);
                self.typing = None;
                self.say_filter(&before, cx);
            }
            Cmd::Up | Cmd::Down | Cmd::PageUp | Cmd::PageDown => self.go(cmd, cx),
            cmd if typing.line.command(cmd) => self.filter_as_typed(cx),
            _ => return false,
        }
        true
    }

    /// A character: into the filter, or, when an input method hands over Chinese, a filter begins with it.
    pub(super) fn text(&mut self, c: char, cx: &mut Cx) -> bool {
        if self.typing.is_none() {
            if c.is_ascii() || !c.is_alphanumeric() {
                return false;
            }
            self.start_filter(cx);
        }
        let Some(typing) = &mut self.typing else { return false };
        typing.line.insert(c);
        self.filter_as_typed(cx);
        true
    }

    /// What is pasted becomes the filter.
    pub(super) fn paste(&mut self, text: &str, cx: &mut Cx) {
        if self.typing.is_none() {
            self.start_filter(cx);
        }
        if let Some(typing) = &mut self.typing {
            typing.line.paste(text);
        }
        self.filter_as_typed(cx);
    }

    /// Asks for the rows of what is typed so far; an answer to less of it is not waited for.
    pub(super) fn filter_as_typed(&mut self, cx: &mut Cx) {
        let Some(typing) = &mut self.typing else { return };
        typing.read(self.pane.kind, cx);
        self.ask_values(cx);
        let Some(typing) = &self.typing else { return };
        let text = typing.line.text().to_owned();
        if text.trim() == self.wanted.text.trim() {
            self.wanted.text = text;
        } else {
            self.say_filter(&text, cx);
        }
    }

    /// Shows the rows of a filter in words.
    fn say_filter(&mut self, text: &str, cx: &mut Cx) {
        self.wanted.say(text, self.pane, cx.reader());
        self.show_columns();
        self.restart(cx);
    }
}
