//! A question with yes and no. No is what happens when nothing is understood.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen},
    text::{clean, graphemes, width},
    theme::Role,
    widget::{centred, frame_box, overlay},
};

const WIDEST: usize = 60;

pub struct Confirm {
    question: String,
}

impl Confirm {
    pub fn new(question: String) -> Confirm {
        Confirm { question: clean(&question).into_string() }
    }
}

/// Text in lines of at most so many cells: broken at blanks where there are some, else between characters.
fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let last = lines.len() - 1;
        if width(&lines[last]) + width(word.trim_end()) <= cells {
            lines[last].push_str(word);
            continue;
        }
        if width(word.trim_end()) <= cells && word.is_ascii() {
            lines.push(word.to_owned());
            continue;
        }
        for grapheme in graphemes(word) {
            let last = lines.len() - 1;
            if width(&lines[last]) + width(grapheme) > cells {
                lines.push(String::new());
            }
            let last = lines.len() - 1;
            lines[last].push_str(grapheme);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

impl Screen for Confirm {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::ShellQuestion).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Confirm]
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Command(Cmd::Yes) => cx.pop(Outcome::Confirmed),
            Event::Command(Cmd::No | Cmd::Cancel | Cmd::Back | Cmd::Quit) => cx.pop(Outcome::Cancelled),
            // Nothing else is done before the question is answered, except what concerns the terminal.
            Event::Command(cmd) => {
                return !matches!(
                    cmd,
                    Cmd::Redraw | Cmd::Suspend | Cmd::StopQuery | Cmd::Help | Cmd::ToggleLanguage
                );
            }
            _ => {}
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let cells = WIDEST.min(usize::from(area.width).saturating_sub(6)).max(1);
        let mut lines: Vec<Line> = wrapped(&self.question, cells).into_iter().map(Line::raw).collect();
        lines.push(Line::default());
        let choice = |cmd, msg| {
            let label =
                if (look.key)(cmd).is_empty() { String::new() } else { format!("{} ", (look.key)(cmd)) };
            [
                Span::styled(label, look.theme.style(Role::Key)),
                Span::raw(format!("{}    ", look.lang.tr(msg))),
            ]
        };
        lines.push(Line::from_iter(
            choice(Cmd::Yes, Msg::CmdConfirmYes).into_iter().chain(choice(Cmd::No, Msg::CmdConfirmNo)),
        ));
        let wide = lines.iter().map(Line::width).max().unwrap_or(0).max(24) as u16;
        let at = centred(area, wide + 4, lines.len() as u16 + 2);
        overlay(frame, at);
        let inside = frame_box(frame, at, self.title(look.lang), true, look.theme);
        for (row, line) in inside.rows().zip(lines) {
            frame.render_widget(line, Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row });
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Yes, Cmd::No]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Effect, probe::Probe};

    fn answer(cmd: Cmd) -> Option<Outcome> {
        let mut probe = Probe::new(Box::new(Confirm::new("Delete?".into())));
        assert!(probe.cmd(cmd));
        match probe.effects.pop() {
            Some(Effect::Pop(outcome)) => Some(outcome),
            _ => None,
        }
    }

    #[test]
    fn only_yes_is_yes() {
        assert_eq!(answer(Cmd::Yes), Some(Outcome::Confirmed));
        for cmd in [Cmd::No, Cmd::Cancel, Cmd::Quit] {
            assert_eq!(answer(cmd), Some(Outcome::Cancelled));
        }
        assert_eq!(answer(Cmd::Finish), None);
    }

    #[test]
    fn long_questions_are_broken_in_both_languages() {
        assert_eq!(wrapped("Withdraw all three of them?", 12), ["Withdraw all", "three of", "them?"]);
        assert_eq!(wrapped("上海雅韵化妆品有限公司", 10), ["上海雅韵化", "妆品有限公", "司"]);
        let mut probe = Probe::new(Box::new(Confirm::new("作废 SH-2026-0198 的收款?".into())));
        assert!(probe.shown().contains("作废 SH-2026-0198 的收款?"));
    }
}
