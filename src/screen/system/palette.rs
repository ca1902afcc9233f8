//! Everything that can be done here, by name: in either language, by pinyin, by initials, by its id or its key. What was
//! used lately and what belongs to the screen comes first.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::help::fits;
use crate::{
    command::{COMMANDS, Cmd, Command, Context},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen, open, say::words_of_order},
    text::{fit, width},
    theme::Role,
    widget::{LineEdit, centred, frame_box, overlay},
};

pub struct Palette {
    typed: LineEdit,
    items: Vec<Item>,
    at: usize,
    from: usize,
    rows: usize,
}

struct Item {
    command: &'static Command,
    keys: String,
}

const WIDEST: u16 = 92;
/// Rows that a digit takes.
const DIGITS: usize = 9;

const EVERYWHERE: [&str; 3] = ["app.", "screen.", "view."];

impl Palette {
    pub fn new(contexts: &[Context], recent: &[Cmd], key: &dyn Fn(Cmd) -> String) -> Palette {
        let typing = !contexts.contains(&Context::Everywhere);
        let nearness = |command: &Command| {
            contexts.iter().position(|context| command.contexts.contains(context)).or_else(|| {
                // Above a form: what belongs to the program, not to what is hidden below.
                let program = ["app.", "go.", "order."].iter().any(|noun| command.id.starts_with(noun));
                (typing && program && command.contexts.contains(&Context::Everywhere))
                    .then_some(contexts.len())
            })
        };
        let mut found: Vec<(usize, usize, Item)> = Vec::new();
        for command in COMMANDS.iter().filter(|command| command.listed()) {
            let Some(near) = nearness(command) else { continue };
            let used = recent.iter().position(|cmd| *cmd == command.cmd).unwrap_or(recent.len());
            // What every screen has comes after what one comes for.
            let near = near + usize::from(EVERYWHERE.iter().any(|noun| command.id.starts_with(noun)));
            found.push((used, near, Item { command, keys: key(command.cmd) }));
        }
        found.sort_by_key(|(used, near, _)| (*used, *near));
        let items = found.into_iter().map(|(.., item)| item).collect();
        Palette { typed: LineEdit::default(), items, at: 0, from: 0, rows: 10 }
    }

    fn wanted(&self) -> Vec<&Item> {
        let typed = self.typed.text().trim();
        let lower = typed.to_lowercase();
        let pressed = |item: &Item| item.keys.split("  ").any(|key| key == typed);
        let named = |item: &Item| {
            let titles = [Lang::En, Lang::Zh].map(|lang| item.command.title(lang));
            item.command.id.contains(&lower) || titles.into_iter().any(|title| fits(typed, title))
        };
        let mut wanted: Vec<&Item> =
            self.items.iter().filter(|item| typed.is_empty() || pressed(item) || named(item)).collect();
        // Whoever types a key means the key, and whoever types a whole title means that.
        let called = |item: &Item| [Lang::En, Lang::Zh].iter().any(|lang| item.command.title(*lang) == typed);
        wanted.sort_by_key(|item| typed.is_empty() || !(pressed(item) || called(item)));
        wanted
    }

    fn step(&mut self, by: isize) {
        let count = self.wanted().len();
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
        let last = self.from + self.rows.saturating_sub(1);
        if self.at < self.from {
            self.from = self.at;
        } else if self.at > last {
            self.from = self.at + 1 - self.rows.max(1);
        }
    }

    fn changed(&mut self) {
        self.at = 0;
        self.from = 0;
    }

    fn take(&self, n: usize, cx: &mut Cx) {
        if let Some(item) = self.wanted().get(n) {
            cx.pop(Outcome::Run(item.command.cmd));
        }
    }

    /// `order ` and what follows is no name of a command: it is said to the line for orders.
    fn say(&self, cx: &mut Cx) {
        if let (true, Some(words)) = (self.offers(Cmd::SayOrder), words_of_order(self.typed.text())) {
            cx.replace(open::say_order(words));
        }
    }

    fn offers(&self, cmd: Cmd) -> bool {
        self.items.iter().any(|item| item.command.cmd == cmd)
    }

    fn place(area: Rect) -> Rect {
        let rows = area.height.saturating_sub(2).clamp(5, 22);
        centred(area, WIDEST.min(area.width.saturating_sub(2)), rows)
    }
}

impl Screen for Palette {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::CmdAppPalette).to_owned()
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
        let page = self.rows.max(1) as isize;
        match event {
            Event::Text(c) => match c.to_digit(10) {
                Some(n) if (1..=DIGITS as u32).contains(&n) => self.take(self.from + n as usize - 1, cx),
                _ => {
                    self.typed.insert(c);
                    self.changed();
                    self.say(cx);
                }
            },
            Event::Paste(text) => {
                self.typed.paste(&text);
                self.changed();
                self.say(cx);
            }
            Event::Command(cmd) => match cmd {
                Cmd::Take | Cmd::Accept | Cmd::Finish => self.take(self.at, cx),
                Cmd::Cancel | Cmd::Back | Cmd::Palette => cx.pop(Outcome::Cancelled),
                Cmd::Up | Cmd::LineUp => self.step(-1),
                Cmd::Down | Cmd::LineDown => self.step(1),
                Cmd::PageUp => self.step(-page),
                Cmd::PageDown => self.step(page),
                cmd => {
                    if !self.typed.command(cmd) {
                        return false;
                    }
                    self.changed();
                }
            },
            _ => {}
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.rows = usize::from(Palette::place(area).height.saturating_sub(3)).max(1);
        self.step(0);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let at = Palette::place(area);
        overlay(frame, at);
        let title = format!("{}  {}", self.title(look.lang), look.lang.tr(Msg::ShellPaletteHow));
        let inside = frame_box(frame, at, title, true, look.theme);
        frame.render_widget(Line::styled(">", look.theme.style(Role::Key)), inside);
        let room = Rect { x: inside.x + 2, width: inside.width.saturating_sub(2), height: 1, ..inside };
        self.typed.view(frame, room.intersection(inside), true, look.theme);
        let wanted = self.wanted();
        if wanted.is_empty() {
            let below = Rect { y: inside.y + 1, height: 1, ..inside }.intersection(inside);
            frame.render_widget(Line::raw(format!("  {}", look.lang.tr(Msg::ListEmpty))), below);
        }
        let cells = usize::from(inside.width);
        let keys = wanted.iter().map(|item| width(&item.keys)).max().unwrap_or(0).min(cells / 3);
        let names = cells.saturating_sub(keys + 6);
        let (own, other) = (names * 3 / 5, names - names * 3 / 5);
        for ((row, n), item) in inside.rows().skip(1).zip(self.from..).zip(wanted.iter().skip(self.from)) {
            let nth = n - self.from + 1;
            let digit = if nth <= DIGITS { nth.to_string() } else { String::new() };
            let role = if n == self.at { Role::Selected } else { Role::Text };
            let mark = if n == self.at { '>' } else { ' ' };
            let line = Line::from(vec![
                Span::styled(format!("{mark}{digit:>1} "), look.theme.style(Role::Dim)),
                Span::raw(fit(item.command.title(look.lang), own)),
                Span::styled(fit(item.command.title(look.lang.other()), other), look.theme.style(Role::Dim)),
                Span::styled(format!("  {}", fit(&item.keys, keys)), look.theme.style(Role::Key)),
            ]);
            frame.render_widget(line.style(look.theme.style(role)), row);
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::PageDown, Cmd::Cancel]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Effect, probe::Probe};

    fn probe(recent: &[Cmd]) -> Probe {
        let key = |cmd| if cmd == Cmd::NewOrder { "o".to_owned() } else { String::new() };
        let contexts = [Context::Receivables, Context::List, Context::Everywhere];
        Probe::new(Box::new(Palette::new(&contexts, recent, &key)))
    }

    fn ran(probe: &Probe) -> Option<Cmd> {
        match probe.effects.last() {
            Some(Effect::Pop(Outcome::Run(cmd))) => Some(*cmd),
            _ => None,
        }
    }

    #[test]
    fn a_command_is_found_by_title_pinyin_initials_id_and_key() {
        for typed in ["collection", "催款", "cuikuan", "receivable.dun"] {
            let mut palette = probe(&[]);
            palette.text(typed);
            palette.cmd(Cmd::Take);
            assert_eq!(ran(&palette), Some(Cmd::Dun), "{typed}");
        }
        for typed in ["xjdd", "o"] {
            let mut palette = probe(&[]);
            palette.text(typed);
            palette.cmd(Cmd::Take);
            assert_eq!(ran(&palette), Some(Cmd::NewOrder), "{typed}");
        }
    }

    #[test]
    fn what_was_used_lately_and_what_belongs_here_comes_first() {
        let mut palette = probe(&[Cmd::GoCustomers]);
        palette.text("1");
        assert_eq!(ran(&palette), Some(Cmd::GoCustomers));
        let mut palette = probe(&[]);
        palette.text("1");
        let first = ran(&palette).and_then(Command::of).unwrap();
        assert!(first.contexts.contains(&Context::Receivables), "{}", first.id);
    }

    #[test]
    fn an_order_in_words_goes_to_its_line_with_all_its_digits() {
        let mut palette = probe(&[]);
        palette.text("order ");
        assert!(matches!(palette.effects.last(), Some(Effect::Replace(_))));
        let mut palette = probe(&[]);
        palette.event(Event::Paste("下单 shyy; sl fd 3 7.5".into()));
        assert!(matches!(palette.effects[..], [Effect::Replace(_)]));
    }

    #[test]
    fn nothing_found_takes_nothing() {
        let mut palette = probe(&[]);
        palette.text("zzzz");
        assert!(palette.shown().contains("Nothing here"));
        palette.cmd(Cmd::Down);
        palette.cmd(Cmd::Take);
        assert_eq!(ran(&palette), None);
        palette.cmd(Cmd::Cancel);
        assert!(matches!(palette.effects.last(), Some(Effect::Pop(Outcome::Cancelled))));
    }

    #[test]
    fn the_choice_stays_in_sight() {
        let mut palette = probe(&[]);
        for _ in 0..30 {
            palette.cmd(Cmd::Down);
            assert!(palette.shown().lines().any(|line| line.contains("|>")), "{}", palette.shown());
        }
    }
}
