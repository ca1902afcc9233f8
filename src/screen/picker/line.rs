//! One line that must be typed, such as a reason, below it what it is about.

use ratatui::{Frame, layout::Rect, text::Line};

use super::list::Picking;
use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen},
    text::wrap,
};

/// The window.
pub struct AskLine {
    title: String,
    /// What should be read first; it may be empty.
    about: String,
    /// Said below the line, and again when nothing was typed.
    needed: Msg,
    picking: Picking,
}

impl AskLine {
    /// A window with an empty line.
    pub fn new(title: String, about: String, needed: Msg) -> AskLine {
        AskLine { title, about, needed, picking: Picking::default() }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        if self.picking.command(cmd).is_some() {
            return true;
        }
        match cmd {
            Cmd::Take | Cmd::Accept | Cmd::Finish | Cmd::Open => {
                let typed = self.picking.line.text().trim().to_owned();
                if typed.is_empty() {
                    cx.bad(cx.lang.tr(self.needed));
                } else {
                    cx.pop(Outcome::Typed(typed));
                }
            }
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }
}

impl Screen for AskLine {
    fn title(&self, _: Lang) -> String {
        self.title.clone()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker, Context::Form, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Text(_) | Event::Paste(_) => _ = self.picking.takes(&event),
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        // The frame of a window takes six cells of it.
        let about = wrap(&self.about, usize::from(area.width.saturating_sub(6).clamp(1, 68)));
        let needed = look.lang.tr(self.needed);
        let room = self.picking.view(frame, area, about.len(), &self.title, needed, look);
        for (row, text) in room.rows().zip(about) {
            frame.render_widget(Line::raw(text), row);
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::Cancel]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Effect, probe::Probe};

    #[test]
    fn an_empty_line_is_not_taken() {
        let ask = AskLine::new("为什么?".into(), "低于折扣底线".into(), Msg::ChangeWhyNeeded);
        let mut probe = Probe::new(Box::new(ask));
        assert!(probe.shown().contains("低于折扣底线"), "{}", probe.shown());
        assert!(probe.cmd(Cmd::Take));
        assert!(!probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(_))));
        probe.text("客户要求");
        assert!(probe.cmd(Cmd::Finish));
        let ended = probe
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Pop(Outcome::Typed(text)) if text == "客户要求"));
        assert!(ended);
    }
}
