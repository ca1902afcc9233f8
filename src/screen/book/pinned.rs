//! A view that is opened by its digit: it is looked up in the book, and then it is the list.

use std::sync::Arc;

use ratatui::{Frame, layout::Rect, text::Line};

use super::{Loading, Taken};
use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Screen, open, trouble},
    text::clean,
    theme::Role,
};

/// The view, until it is found.
pub struct PinnedView {
    key: String,
    name: String,
    loading: Loading,
    gone: bool,
}

impl PinnedView {
    /// By its key; the name is said where it is not there any more.
    pub fn new(key: String, name: String) -> PinnedView {
        PinnedView { key, name, loading: Loading::default(), gone: false }
    }

    fn found(&mut self, cx: &mut Cx) {
        let Some(views) = self.loading.views(cx) else { return };
        match views.iter().position(|view| view.is_called(&self.key)) {
            Some(at) => {
                cx.replace(open::view_again(Arc::new(views), at, self.loading.prefs()));
            }
            None => self.gone = true,
        }
    }
}

impl Screen for PinnedView {
    fn title(&self, _: Lang) -> String {
        clean(&self.name).into_string()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Home]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online => self.loading.ask(cx),
            Event::Answer(ticket, answer) => match self.loading.take(ticket, &answer) {
                Taken::In => self.found(cx),
                Taken::Failed(error) => cx.bad(trouble::say(&error, cx.lang)),
                Taken::Not => {}
            },
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let text = match self.gone {
            true => look.lang.fmt(Msg::HomeGone, &[&clean(&self.name)]),
            false => look.lang.tr(Msg::ListLoading).to_owned(),
        };
        frame.render_widget(Line::styled(format!(" {text}"), look.theme.style(Role::Dim)), area);
        frame.set_cursor_position((area.x, area.y));
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Book, Cmd::View0]
    }
}
