//! A code of a short list, found by its word, its initials, its pinyin, its place or itself.

use ratatui::{Frame, layout::Rect};

use super::list::{Choice, Picking};
use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen, editor::places_of},
};

/// The window.
pub struct PickCode {
    title: String,
    choices: Vec<(String, String)>,
    picking: Picking,
    /// The codes of what is offered.
    codes: Vec<String>,
}

impl PickCode {
    /// A window over (code, word), in which something is typed already.
    pub fn new(title: String, choices: Vec<(String, String)>, typed: &str) -> PickCode {
        let mut pick = PickCode { title, choices, picking: Picking::typed(typed), codes: Vec::new() };
        pick.search();
        pick
    }

    fn search(&mut self) {
        let typed = self.picking.line.text().trim();
        let by_code = self.choices.iter().position(|(code, _)| !typed.is_empty() && *code == typed);
        let mut found: Vec<usize> = by_code.into_iter().collect();
        // By place in the list, since a word may stand for two codes.
        for place in places_of(self.choices.iter().map(|(_, word)| word.as_str()), typed) {
            if !found.contains(&place) {
                found.push(place);
            }
        }
        self.codes = found.iter().map(|n| self.choices[*n].0.clone()).collect();
        self.picking.offer(
            found
                .iter()
                .map(|n| Choice { label: self.choices[*n].1.clone(), detail: (n + 1).to_string() })
                .collect(),
        );
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match self.picking.command(cmd) {
            Some(true) => self.search(),
            Some(false) => {}
            None => match cmd {
                Cmd::Take | Cmd::Accept | Cmd::Finish | Cmd::Open => {
                    if let Some(code) = self.codes.get(self.picking.at) {
                        cx.pop(Outcome::PickedCode(code.clone()));
                    }
                }
                Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
                _ => return false,
            },
        }
        true
    }
}

impl Screen for PickCode {
    fn title(&self, lang: Lang) -> String {
        lang.fmt(Msg::PickTitle, &[&self.title])
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker, Context::Field]
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
            Event::Text(_) | Event::Paste(_) => {
                if self.picking.takes(&event) {
                    self.search();
                }
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let below = if self.codes.is_empty() { look.lang.tr(Msg::PickNone) } else { "" };
        self.picking.view(frame, area, self.choices.len(), &self.title(look.lang), below, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::Up, Cmd::Down, Cmd::Cancel]
    }
}
