//! The frame: one row of tabs, the screen, its status line, the footer. What is small is drawn over what it belongs to.

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
    text::Line,
    widgets::Paragraph,
};

use super::{App, Inside, door::Door, footer, notice, tab_row};
use crate::{
    command::Cmd,
    i18n::Msg,
    screen::{Look, offered, system},
    theme::Role,
    widget,
};

/// Below this nothing useful can be shown.
const LEAST: (u16, u16) = (60, 16);
/// From this height on the footer has two lines of keys.
const TALL: u16 = 20;

/// What no screen gave a colour has the theme's, not the terminal's: a light theme is light everywhere.
fn ground(buffer: &mut Buffer, text: Style) {
    for cell in &mut buffer.content {
        if cell.fg == Color::Reset {
            cell.fg = text.fg.unwrap_or(Color::Reset);
        }
        if cell.bg == Color::Reset {
            cell.bg = text.bg.unwrap_or(Color::Reset);
        }
    }
}

/// Where the pieces of the frame are.
struct Pieces {
    tabs: Rect,
    screen: Rect,
    status: Rect,
    foot: Rect,
}

impl Pieces {
    fn of(area: Rect, hints: bool) -> Pieces {
        let foot = if hints && area.height >= TALL { 2 } else { 1 };
        let screen = area.height.saturating_sub(foot + 2);
        let row = |y, height| Rect { y: area.y + y, height, ..area }.intersection(area);
        Pieces {
            tabs: row(0, 1),
            screen: row(1, screen),
            status: row(1 + screen, 1),
            foot: row(2 + screen, foot),
        }
    }
}

impl App {
    pub(super) fn is_too_small(&self) -> bool {
        self.size.0 < LEAST.0 || self.size.1 < LEAST.1
    }

    /// Tells every screen that can be seen how much room it has.
    pub(super) fn lay_out(&mut self) {
        let pieces = Pieces::of(Rect::new(0, 0, self.size.0, self.size.1), self.hints);
        if self.is_too_small() {
            return;
        }
        if let Some(inside) = &mut self.inside {
            for open in &mut inside.tabs.current_mut().stack {
                open.screen.lay_out(pieces.screen);
            }
        }
    }

    /// Draws everything from data alone.
    pub fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        if self.size != (area.width, area.height) {
            self.size = (area.width, area.height);
        }
        self.lay_out();
        // Always somewhere: where an input method is on, it shows there what is being composed.
        frame.set_cursor_position((area.x, area.bottom().saturating_sub(1)));
        if self.is_too_small() {
            self.draw_too_small(frame, area);
        } else {
            let pieces = Pieces::of(area, self.hints);
            match &self.inside {
                Some(inside) => self.draw_inside(frame, inside, &pieces),
                None => self.draw_door(frame, &pieces),
            }
        }
        ground(frame.buffer_mut(), self.theme().style(Role::Text));
        if widget::sweep(frame.buffer_mut()) > 0 {
            tracing::error!("a screen drew what a terminal would obey");
        }
    }

    fn draw_inside(&self, frame: &mut Frame, inside: &Inside, pieces: &Pieces) {
        let row = tab_row::row(
            inside,
            &tab_row::State { lang: self.lang, online: self.online, cells: pieces.tabs.width },
            self.theme(),
        );
        frame.render_widget(row, pieces.tabs);
        let (contexts, _) = self.contexts();
        let key = |cmd: Cmd| self.keymap.label(&contexts, cmd);
        let word = |dictionary: &str, code: &str| self.words.word(self.lang, dictionary, code);
        let look = Look {
            theme: self.theme(),
            lang: self.lang,
            units: self.units,
            session: Some(&inside.session),
            key: &key,
            word: &word,
        };
        for open in inside.tabs.seen() {
            open.screen.view(frame, pieces.screen, &look);
        }
        let top = &inside.tabs.top().screen;
        frame.render_widget(top.status(&look), pieces.status);
        let mut hints = top.hints();
        hints.retain(|cmd| inside.seen.is_none() || super::seeing::harmless(*cmd));
        hints.retain(|cmd| offered::to_you(&inside.session, top.about(), *cmd));
        self.draw_foot(frame, pieces, &hints, &key);
        self.draw_window(frame, pieces.screen);
    }

    fn draw_door(&self, frame: &mut Frame, pieces: &Pieces) {
        frame.render_widget(tab_row::bare(self.lang, pieces.tabs.width, self.theme()), pieces.tabs);
        let (contexts, _) = self.contexts();
        let key = |cmd: Cmd| self.keymap.label(&contexts, cmd);
        let hints: &[Cmd] = match &self.door {
            Door::Knocking(_) => &[],
            Door::Silent(_) => &[Cmd::Quit, Cmd::ToggleLanguage],
            Door::Asking(_) => &[Cmd::Accept, Cmd::NextField, Cmd::Cancel],
        };
        match &self.door {
            Door::Knocking(_) => {
                system::waiting(frame, pieces.screen, self.lang.tr(Msg::ShellConnecting), self.theme())
            }
            Door::Silent(words) => system::waiting(frame, pieces.screen, self.lang.tr(*words), self.theme()),
            Door::Asking(form) => form.view(frame, pieces.screen, self.lang, self.theme()),
        }
        self.draw_foot(frame, pieces, hints, &key);
        self.draw_window(frame, pieces.screen);
    }

    fn draw_foot(&self, frame: &mut Frame, pieces: &Pieces, hints: &[Cmd], key: &dyn Fn(Cmd) -> String) {
        let (cells, rows) = (usize::from(pieces.foot.width), usize::from(pieces.foot.height));
        // What happened takes the lines it needs; the most useful keys stay in what is left.
        let told = |shown: &notice::Shown| footer::notice(&shown.notice, (cells, rows), self.theme());
        let mut lines = self.notice.as_ref().map(told).unwrap_or_default();
        let left = rows.saturating_sub(lines.len());
        if self.hints && left > 0 {
            let usual = self.inside.is_some();
            lines.extend(footer::lines(hints, usual, key, self.lang, (cells, left), self.theme()));
        }
        frame.render_widget(Paragraph::new(lines), pieces.foot);
    }

    /// What can follow the keys pressed so far, if somebody hesitates.
    fn draw_window(&self, frame: &mut Frame, area: Rect) {
        if self.keys.window_at().is_some_and(|at| at <= self.now) {
            system::which_key(frame, area, &self.keys.label(), &self.keys.next, self.lang, self.theme());
        }
    }

    fn draw_too_small(&self, frame: &mut Frame, area: Rect) {
        let words = self.lang.fmt(Msg::AppTooSmall, &[&area.width, &area.height, &LEAST.0, &LEAST.1]);
        let mut lines = vec![Line::styled(words, self.theme().style(Role::Warn))];
        if let Some(shown) = &self.notice {
            lines.push(Line::raw(crate::text::clean(&shown.notice.text).into_string()));
        }
        frame.render_widget(Paragraph::new(lines).wrap(ratatui::widgets::Wrap { trim: true }), area);
    }
}
