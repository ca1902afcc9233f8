//! One line in which an order is said in words: read while it is typed, opened in the order form by Enter.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{Cx, Event, Look, Outcome, Screen, open};
use crate::{
    command::{Cmd, Context},
    domain::order_text::{self, OrderText, OrderTextError},
    entry::words,
    i18n::{Lang, Msg},
    text::{clean, graphemes, width},
    theme::Role,
    widget::{LineEdit, centred, frame_box, overlay},
};

/// The prompt.
pub struct Say {
    typed: LineEdit,
    /// Enter was pressed on what cannot be read.
    insists: bool,
}

const WIDEST: u16 = 100;

/// Words that begin an order where commands are named.
pub const FIRST_WORDS: [&str; 4] = ["order ", "下单 ", "订单 ", "开单 "];

/// What is said behind the word that begins an order.
pub fn words_of_order(typed: &str) -> Option<&str> {
    FIRST_WORDS.iter().find_map(|word| typed.trim_start().strip_prefix(word))
}

impl Say {
    /// With this text typed already.
    pub fn new(typed: &str) -> Say {
        Say { typed: LineEdit::with(typed), insists: false }
    }

    fn read(&self) -> Result<OrderText, OrderTextError> {
        order_text::parse(self.typed.text())
    }

    fn take(&mut self, cx: &mut Cx) {
        match self.read() {
            Ok(order) => cx.replace(open::order_said(order)),
            Err(_) => self.insists = true,
        }
    }

    /// How it is read, or what is wrong.
    fn heard(&self, look: &Look) -> (String, Role) {
        let empty = self.typed.text().trim().is_empty();
        match self.read() {
            Ok(order) if look.lang == Lang::Zh => (order.chinese(), Role::Text),
            Ok(order) => (order.to_string(), Role::Text),
            Err(_) if empty && !self.insists => (look.lang.tr(Msg::SaidNoCustomer).to_owned(), Role::Dim),
            Err(e) => (words::order_text(&e, look.lang), if self.insists { Role::Bad } else { Role::Dim }),
        }
    }
}

impl Screen for Say {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::CmdOrderSay).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker]
    }

    fn types(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Text(c) => {
                self.typed.insert(c);
                self.insists = false;
            }
            Event::Paste(text) => {
                // A line end in it is no Enter.
                self.typed.paste(&text.replace('\n', " "));
                self.insists = false;
            }
            Event::Command(Cmd::Take | Cmd::Accept | Cmd::Finish) => self.take(cx),
            Event::Command(Cmd::Cancel | Cmd::Back) => cx.pop(Outcome::Cancelled),
            Event::Command(cmd) => {
                if !self.typed.command(cmd) {
                    return false;
                }
                self.insists = false;
            }
            _ => {}
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let at = centred(area, WIDEST.min(area.width.saturating_sub(2)), 6);
        overlay(frame, at);
        let inside = frame_box(frame, at, self.title(look.lang), true, look.theme);
        self.typed.view(frame, Rect { height: 1, ..inside }.intersection(inside), true, look.theme);
        let (heard, role) = self.heard(look);
        for (row, line) in inside.rows().skip(1).zip(wrapped(&heard, usize::from(inside.width))) {
            frame.render_widget(Line::styled(line, look.theme.style(role)), row);
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::Cancel]
    }
}

/// The text in rows of so many cells.
fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let text = clean(text).to_string();
    let mut rows = vec![String::new()];
    for grapheme in graphemes(&text) {
        match rows.last_mut() {
            Some(row) if width(row) + width(grapheme) <= cells => row.push_str(grapheme),
            _ => rows.push(grapheme.to_owned()),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Effect, probe::Probe};

    #[test]
    fn it_is_read_while_it_is_typed_and_opened_by_enter() {
        let mut probe = Probe::new(Box::new(Say::new("")));
        probe.text("shyy; sl fd 3 75");
        assert!(probe.shown().contains("shyy; sl fd 3 7.5折"), "{}", probe.shown());
        probe.text("x");
        probe.cmd(Cmd::Take);
        assert!(probe.effects.is_empty() && probe.shown().contains("Piece 2"), "{}", probe.shown());
        probe.cmd(Cmd::DeleteBack);
        probe.cmd(Cmd::Take);
        assert!(matches!(probe.effects[..], [Effect::Replace(_)]));
    }

    #[test]
    fn a_pasted_line_end_is_no_enter() {
        let mut probe = Probe::new(Box::new(Say::new("")));
        probe.event(Event::Paste("shyy; sl fd 3\n".into()));
        assert!(probe.effects.is_empty());
    }

    #[test]
    fn orders_begin_with_a_word() {
        assert_eq!(words_of_order("order shyy; sl"), Some("shyy; sl"));
        assert_eq!(words_of_order("下单 "), Some(""));
        assert_eq!(words_of_order("orders"), None);
    }
}
