//! Every key that works where one was, made from the keymap: so it is never wrong. What is typed filters it, in either
//! language.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    command::{Cmd, Command, Context},
    i18n::{Lang, Msg},
    input::Keymap,
    screen::{Cx, Event, Look, Outcome, Screen},
    text::{Named, fit, keys, rank, width},
    theme::Role,
    widget::{LineEdit, frame_box},
};

pub struct Help {
    keymap: Arc<Keymap>,
    contexts: Vec<Context>,
    typed: LineEdit,
    /// The first line that is seen.
    from: usize,
    rows: usize,
    last: usize,
}

/// A line of the help.
enum Row {
    Group(&'static str),
    Key { keys: String, title: &'static str, other: &'static str },
}

impl Help {
    pub fn new(keymap: Arc<Keymap>, contexts: Vec<Context>) -> Help {
        Help { keymap, contexts, typed: LineEdit::default(), from: 0, rows: 1, last: 0 }
    }

    fn rows(&self, lang: Lang) -> Vec<Row> {
        let mut rows = Vec::new();
        for group in self.keymap.help(&self.contexts, lang) {
            let own: Vec<Row> = group
                .rows
                .into_iter()
                .map(|row| {
                    let other = Command::of(row.cmd).map_or("", |command| command.title(lang.other()));
                    Row::Key { keys: row.keys.join("  "), title: row.title, other }
                })
                .filter(|row| self.wanted(row))
                .collect();
            if !own.is_empty() {
                rows.push(Row::Group(group.title));
                rows.extend(own);
            }
        }
        rows
    }

    fn wanted(&self, row: &Row) -> bool {
        let Row::Key { keys: pressed, title, other } = row else { return false };
        let typed = self.typed.text().trim();
        typed.is_empty()
            || pressed.split("  ").any(|key| key == typed)
            || [title, other].into_iter().any(|name| fits(typed, name))
    }

    fn scroll(&mut self, by: isize) {
        let furthest = self.last.saturating_sub(self.rows);
        self.from = self.from.saturating_add_signed(by).min(furthest);
    }
}

/// Whether a name is meant by what was typed: its letters, its pinyin, its initials.
pub(super) fn fits(typed: &str, name: &str) -> bool {
    let sound = keys(name);
    let named =
        Named { code: "", name, pinyin: &sound.pinyin, initials: &sound.initials, others: &sound.others };
    rank(typed, named).is_some()
}

impl Screen for Help {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::CmdAppHelp).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Reading, Context::Picker]
    }

    fn types(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        let page = self.rows.saturating_sub(1).max(1) as isize;
        match event {
            Event::Text(c) => {
                self.typed.insert(c);
            }
            Event::Paste(text) => self.typed.paste(&text),
            Event::Command(cmd) => match cmd {
                Cmd::Cancel if !self.typed.is_empty() => self.typed = LineEdit::default(),
                Cmd::Cancel | Cmd::Back | Cmd::Help | Cmd::Take | Cmd::Accept => cx.pop(Outcome::Cancelled),
                Cmd::Up | Cmd::LineUp => self.scroll(-1),
                Cmd::Down | Cmd::LineDown => self.scroll(1),
                Cmd::PageUp => self.scroll(-page),
                Cmd::PageDown => self.scroll(page),
                Cmd::First => self.scroll(isize::MIN),
                Cmd::Last => self.scroll(isize::MAX),
                cmd => {
                    if !self.typed.command(cmd) {
                        return false;
                    }
                }
            },
            _ => return true,
        }
        self.last = self.rows(cx.lang).len();
        self.scroll(0);
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.rows = usize::from(area.height.saturating_sub(2)).max(1);
        self.last = self.rows(Lang::En).len();
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let inside = frame_box(frame, area, self.title(look.lang), true, look.theme);
        let rows = self.rows(look.lang);
        let widest = |pick: fn(&Row) -> usize| rows.iter().map(pick).max().unwrap_or(0);
        let room = usize::from(inside.width).saturating_sub(2);
        let key = widest(|row| if let Row::Key { keys, .. } = row { width(keys) } else { 0 }).min(room / 3);
        let title = widest(|row| if let Row::Key { title, .. } = row { width(title) } else { 0 });
        let title = title.min(room.saturating_sub(key + 2));
        if rows.is_empty() {
            frame.render_widget(Line::raw(look.lang.tr(Msg::ListEmpty)), inside);
        }
        for (at, row) in inside.rows().zip(rows.iter().skip(self.from)) {
            let line = match row {
                Row::Group(name) => {
                    Line::styled(fit(&format!(" {name}"), room), look.theme.style(Role::Title))
                }
                Row::Key { keys, title: name, other } => Line::from(vec![
                    Span::styled(format!("  {}", fit(keys, key)), look.theme.style(Role::Key)),
                    Span::raw(format!("  {}", fit(name, title))),
                    Span::styled(
                        format!("  {}", fit(other, room.saturating_sub(key + title + 4))),
                        look.theme.style(Role::Dim),
                    ),
                ]),
            };
            frame.render_widget(line, at);
        }
    }

    fn status(&self, look: &Look) -> Line<'static> {
        let typed = crate::text::clean(self.typed.text());
        Line::styled(format!(" {}: {typed}", look.lang.tr(Msg::ListFilter)), look.theme.style(Role::Text))
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::PageDown, Cmd::PageUp, Cmd::Cancel]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::probe::Probe;

    fn probe() -> Probe {
        let contexts = vec![Context::Receivables, Context::List, Context::Everywhere];
        Probe::new(Box::new(Help::new(Arc::new(Keymap::standard()), contexts)))
    }

    #[test]
    fn shows_keys_in_both_languages_and_filters_by_either() {
        let mut help = probe();
        help.size = (100, 22);
        assert!(help.shown().contains("催款"), "{}", help.shown());
        help.text("cuikuan");
        let shown = help.shown();
        assert!(shown.contains("Collection todo") && !shown.contains("Suspend"), "{shown}");
        assert!(help.cmd(Cmd::Cancel));
        help.text("suspend");
        assert!(help.shown().contains("Ctrl-Z"));
    }

    #[test]
    fn scrolls_to_its_end_and_no_further() {
        let mut help = probe();
        help.cmd(Cmd::Last);
        let end = help.shown();
        help.cmd(Cmd::Down);
        assert_eq!(help.shown(), end);
        assert!(!end.lines().nth(20).unwrap().trim_matches('|').trim().is_empty(), "{end}");
        help.cmd(Cmd::First);
        assert_ne!(help.shown(), end);
    }
}
