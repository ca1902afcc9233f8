//! Holds the place of a screen that is not built yet. Goes away with the last of them.

use ratatui::{Frame, layout::Rect};

use super::{Cx, Event, Look, Screen};
use crate::{
    command::{Cmd, Context},
    i18n::Lang,
};

pub struct Unbuilt;

impl Screen for Unbuilt {
    fn title(&self, _: Lang) -> String {
        String::new()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Everywhere]
    }

    fn update(&mut self, _: Event, _: &mut Cx) -> bool {
        false
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, _: &mut Frame, _: Rect, _: &Look) {}

    fn hints(&self) -> Vec<Cmd> {
        Vec::new()
    }
}
