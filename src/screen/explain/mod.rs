//! What a list is asked for, explained: in words, as it is written, what the server does and what that costs. To read.

#[cfg(test)]
mod tests;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Cx, Event, Look, Outcome, Screen, trouble};
use crate::{
    command::{Cmd, Context},
    domain::{filter::ListQuery, query::Query},
    entry::explained::{self, Part},
    i18n::{Lang, Msg},
    store::{Reply, Request, Ticket},
    text::{clean, wrap},
    theme::Role,
    widget::frame_box,
};

/// A line of the screen.
enum Row {
    /// What a part is about.
    Title(Msg),
    /// What is said of it.
    Text(String),
}

/// The screen.
pub struct Explain {
    query: Query,
    list: ListQuery,
    parts: Vec<Part>,
    asked: Option<Ticket>,
    top: usize,
    area: Rect,
}

impl Explain {
    /// A query, and the list that it asks for.
    pub fn new(query: Query, list: ListQuery) -> Explain {
        Explain { query, list, parts: Vec::new(), asked: None, top: 0, area: Rect::default() }
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.parts = explained::said(&self.query, self.list.kind, cx.words, cx.session.today);
        self.asked = Some(cx.ask("explain", Request::Explain(self.list.clone())));
    }

    /// Titles and what stands below them, as wide as the screen.
    fn rows(&self) -> Vec<Row> {
        let cells = usize::from(self.area.width.saturating_sub(4));
        let mut rows = Vec::new();
        for (title, texts) in &self.parts {
            rows.push(Row::Title(*title));
            for text in texts {
                rows.extend(wrap(clean(text).as_ref(), cells).into_iter().map(Row::Text));
            }
            rows.push(Row::Text(String::new()));
        }
        rows
    }

    fn scroll(&mut self, by: isize) {
        let last = self.rows().len().saturating_sub(self.height());
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(2)).max(1)
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let page = self.height().saturating_sub(1).max(1) as isize;
        match cmd {
            Cmd::Up => self.scroll(-1),
            Cmd::Down => self.scroll(1),
            Cmd::PageUp => self.scroll(-page),
            Cmd::PageDown => self.scroll(page),
            Cmd::First => self.top = 0,
            Cmd::Last => self.scroll(isize::MAX / 2),
            Cmd::Refresh => self.ask(cx),
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }
}

impl Screen for Explain {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::ExplainTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Reading]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online => self.ask(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) if self.asked == Some(ticket) => {
                self.asked = None;
                match answer {
                    Ok(Reply::Explained(told)) => self.parts.extend(explained::asked(&told)),
                    Ok(_) => {}
                    Err(error) => cx.bad(trouble::say(&error, cx.lang)),
                }
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.area = area;
        self.scroll(0);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let inner = frame_box(frame, area, self.title(look.lang), true, look.theme);
        for (row, place) in self.rows().into_iter().skip(self.top).zip(inner.rows()) {
            let line = match row {
                Row::Title(title) => {
                    Line::from(Span::styled(look.lang.tr(title), look.theme.style(Role::Title)))
                }
                Row::Text(text) => Line::from(format!("  {text}")),
            };
            frame.render_widget(line, place);
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Down, Cmd::PageDown, Cmd::Back]
    }
}
