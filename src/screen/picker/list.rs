//! A typed line over a list of choices, as a window: the part that all pickers share.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    command::Cmd,
    screen::{Event, Look},
    text::{cut, fit, width},
    theme::Role,
    widget::{LineEdit, centred, frame_box, overlay},
};

/// A row to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// What tells it from others.
    pub detail: String,
}

/// The typed line, the choices, the cursor.
#[derive(Debug, Default)]
pub struct Picking {
    /// What is typed.
    pub line: LineEdit,
    /// What it may mean.
    pub choices: Vec<Choice>,
    /// Which has the cursor.
    pub at: usize,
}

impl Picking {
    /// A window in which something is typed already.
    pub fn typed(text: &str) -> Picking {
        Picking { line: LineEdit::with(text), ..Picking::default() }
    }

    /// Other choices, the cursor on the first.
    pub fn offer(&mut self, choices: Vec<Choice>) {
        self.choices = choices;
        self.at = 0;
    }

    /// Moves the cursor or edits the line: whether the text changed, or nothing if the command is not its own.
    pub fn command(&mut self, cmd: Cmd) -> Option<bool> {
        let page = 8;
        let by = match cmd {
            Cmd::Up | Cmd::LineUp => -1,
            Cmd::Down | Cmd::LineDown => 1,
            Cmd::PageUp => -page,
            Cmd::PageDown => page,
            cmd => {
                let before = self.line.text().to_owned();
                return self.line.command(cmd).then(|| self.line.text() != before);
            }
        };
        self.at = self.at.saturating_add_signed(by).min(self.choices.len().saturating_sub(1));
        Some(false)
    }

    /// Takes what is typed or pasted: whether the text changed.
    pub fn takes(&mut self, event: &Event) -> bool {
        match event {
            Event::Text(c) => self.line.insert(*c),
            Event::Paste(text) => {
                self.line.paste(text);
                true
            }
            _ => false,
        }
    }

    /// The window in an area, for at most so many choices. It keeps its size while one types.
    fn window(area: Rect, most: usize) -> Rect {
        let rows = most.clamp(1, 13) as u16 + 3;
        centred(area, 72.min(area.width.saturating_sub(4).max(20)), (rows + 1).min(area.height))
    }

    /// Draws the window for at most so many choices; `below` is the last line. Answers where the choices stand.
    pub fn view(
        &self,
        frame: &mut Frame,
        area: Rect,
        most: usize,
        title: &str,
        below: &str,
        look: &Look,
    ) -> Rect {
        let window = Picking::window(area, most);
        overlay(frame, window);
        let inner = frame_box(frame, window, title.to_owned(), true, look.theme);
        let mut rows = inner.rows();
        let Some(first) = rows.next() else { return inner };
        frame.render_widget(Line::styled("> ", look.theme.style(Role::Key)), first);
        let typed = Rect { x: first.x + 2.min(first.width), width: first.width.saturating_sub(2), ..first };
        let room = usize::from(inner.height.saturating_sub(2));
        let from = (self.at + 1).saturating_sub(room.max(1));
        for (n, row) in rows.by_ref().take(room).enumerate() {
            let Some(choice) = self.choices.get(from + n) else { continue };
            let here = from + n == self.at;
            let style = look.theme.style(if here { Role::Selected } else { Role::Text });
            let cells = usize::from(row.width);
            let detail = cut(&choice.detail, cells / 2);
            let name = fit(&choice.label, cells.saturating_sub(width(&detail) + 4));
            let cursor = if here { ">" } else { " " };
            frame.render_widget(Line::styled(format!("{cursor} {name} {detail} "), style), row);
        }
        if inner.height > 1 {
            let last = Rect { y: inner.bottom() - 1, height: 1, ..inner };
            let text = cut(below, inner.width.into());
            frame.render_widget(Line::styled(text, look.theme.style(Role::Dim)), last);
        }
        self.line.view(frame, typed, true, look.theme);
        Rect { y: inner.y + 1, height: room as u16, ..inner }
    }
}
