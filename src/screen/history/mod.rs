//! Who changed what of a record, when: the audit log as a list to read, the newest first. One change of a record is one
//! block; below it, field by field, what was and what is.

#[cfg(test)]
mod tests;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Cx, Event, Look, Outcome, Screen, cell, trouble};
use crate::{
    command::{Cmd, Context},
    domain::{entity, field::Shape, kind::Kind},
    entry::order::{warn::Warning, words},
    i18n::{Lang, Msg},
    store::{Change, Reply, Request, Ticket},
    text::{clean, cut, fit},
    theme::Role,
    widget::frame_box,
};

/// The screen.
pub struct History {
    kind: Kind,
    id: i64,
    label: String,
    changes: Option<Vec<Change>>,
    asked: Option<Ticket>,
    top: usize,
    height: usize,
}

impl History {
    /// The changes of a record.
    pub fn new(kind: Kind, id: i64, label: String) -> History {
        History { kind, id, label, changes: None, asked: None, top: 0, height: 1 }
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("history", Request::History(self.kind, self.id)));
    }

    fn scroll(&mut self, by: isize) {
        let rows = self.changes.as_ref().map_or(0, Vec::len);
        let last = rows.saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let page = self.height.saturating_sub(1).max(1) as isize;
        match cmd {
            Cmd::Up => self.scroll(-1),
            Cmd::Down => self.scroll(1),
            Cmd::PageUp => self.scroll(-page),
            Cmd::PageDown => self.scroll(page),
            Cmd::HalfPageUp => self.scroll(-(page / 2).max(1)),
            Cmd::HalfPageDown => self.scroll((page / 2).max(1)),
            Cmd::First => self.scroll(isize::MIN + 1),
            Cmd::Last => self.scroll(isize::MAX / 2),
            Cmd::Refresh => self.ask(cx),
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }

    /// A row: when and who on the first of a block, then the field, what was and what is.
    fn row(&self, changes: &[Change], n: usize, cells: usize, look: &Look) -> Line<'static> {
        let change = &changes[n];
        let again = n > 0 && n != self.top && {
            let before = &changes[n - 1];
            before.at == change.at && before.who == change.who && before.action == change.action
        };
        let today = look.session.map(|session| session.today);
        let what = match change.action.as_str() {
            "insert" => look.lang.tr(Msg::HistoryInsert),
            "update" => look.lang.tr(Msg::HistoryUpdate),
            "delete" => look.lang.tr(Msg::HistoryDelete),
            other => other,
        };
        let (at, who, what) = if again {
            (String::new(), "", String::new())
        } else {
            (cell::moment(change.at, today), change.who.as_str(), clean(what).into_string())
        };
        let def = entity::def(self.kind).fields.iter().find(|def| same_field(def.name, &change.field));
        let accepted = || look.lang.tr(Msg::HistoryAccepted).to_owned();
        let warning = (change.field == "accepted").then(|| Warning::read(&change.new)).flatten();
        let field = def.map_or_else(
            || if warning.is_some() { accepted() } else { clean(&change.field).into_string() },
            |def| look.lang.field(self.kind.name(), def.name).to_owned(),
        );
        let word = |text: &str| match def.map(|def| def.shape) {
            _ if warning.is_some() => {
                warning.as_ref().map(|it| words::warn(it, look.lang)).unwrap_or_default()
            }
            Some(Shape::Choice(_, list)) => clean(look.lang.value(list, text)).into_string(),
            Some(Shape::Dict(dict)) if !text.is_empty() => clean(&(look.word)(dict, text)).into_string(),
            _ => clean(text).into_string(),
        };
        let room = cells.saturating_sub(12 + 9 + 9 + 15);
        let half = room.saturating_sub(3) / 2;
        let change = match (change.old.is_empty(), change.new.is_empty()) {
            (true, _) => cut(&word(&change.new), room),
            (false, true) => format!("{} > -", cut(&word(&change.old), half)),
            _ => format!("{} > {}", cut(&word(&change.old), half), cut(&word(&change.new), half)),
        };
        Line::from(vec![
            Span::styled(fit(&at, 12), look.theme.style(Role::Dim)),
            Span::styled(fit(who, 9), look.theme.style(Role::Text)),
            Span::styled(fit(&what, 9), look.theme.style(Role::Dim)),
            Span::styled(fit(&field, 15), look.theme.style(Role::Title)),
            Span::styled(change, look.theme.style(Role::Text)),
        ])
    }
}

/// The log names columns, the screens fields: `owner_id` is `owner`.
fn same_field(field: &str, column: &str) -> bool {
    field == column || column.strip_suffix("_id") == Some(field)
}

impl Screen for History {
    fn title(&self, lang: Lang) -> String {
        lang.fmt(Msg::HistoryTitle, &[&cut(&self.label, 40)])
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Reading]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online => self.ask(cx),
            Event::Changed(kind, id) if kind == self.kind && (id == self.id || id == 0) => self.ask(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) if self.asked == Some(ticket) => {
                self.asked = None;
                match answer {
                    Ok(Reply::History(changes)) => self.changes = Some(changes),
                    Ok(_) => {}
                    Err(error) => cx.bad(trouble::say(&error, cx.lang)),
                }
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.height = usize::from(area.height.saturating_sub(2)).max(1);
        self.scroll(0);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let inner = frame_box(frame, area, self.title(look.lang), true, look.theme);
        match &self.changes {
            None => frame.render_widget(look.lang.tr(Msg::ListLoading), inner),
            Some(changes) if changes.is_empty() => {
                frame.render_widget(look.lang.tr(Msg::HistoryNone), inner);
            }
            Some(changes) => {
                for (n, row) in (self.top..changes.len()).zip(inner.rows()) {
                    frame.render_widget(self.row(changes, n, inner.width.into(), look), row);
                }
            }
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Down, Cmd::PageDown, Cmd::Refresh, Cmd::Back]
    }
}
