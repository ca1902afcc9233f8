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
    text::{clean, wrap},
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
        let mut lines: Vec<Line> = wrap(&self.question, cells).into_iter().map(Line::raw).collect();
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
    fn what_is_asked_is_shown_whole() {
        let mut probe = Probe::new(Box::new(Confirm::new("作废 SH-2026-0198 的收款?".into())));
        assert!(probe.shown().contains("作废 SH-2026-0198 的收款?"));
    }
}
