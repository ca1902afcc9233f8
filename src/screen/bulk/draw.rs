//! How a change of many records looks: what is typed, then each record with what it holds and what it will, then how many of which.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    BulkEdit,
    plan::{Fate, What},
};
use crate::{
    domain::entity,
    i18n::Msg,
    screen::{Look, cell, list::columns},
    text::{cut, fit},
    theme::Role,
    widget::frame_box,
};

/// Where the fields stand, and where the records.
pub(super) fn parts(area: Rect, what: Option<What>) -> (Rect, Rect) {
    let fields = what.map_or(1, |what| what.fields().len()) as u16;
    // The frame, a line about the field with the focus, and the heads of the columns.
    let inside =
        Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2));
    let form = Rect { height: (fields + 1).min(inside.height), ..inside };
    let below = form.height + 1;
    let rows = Rect { y: inside.y + below, height: inside.height.saturating_sub(below), ..inside };
    (form, rows)
}

impl BulkEdit {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let (lang, kind) = (look.lang, self.kind.name());
        let field = self.what.map_or("", |what| what.label(self.kind, lang));
        let title = lang.fmt(Msg::BulkOf, &[&lang.kind(kind), &self.rows.len(), &field]);
        frame_box(frame, area, title, true, look.theme);
        let (Some(what), Some(sheet)) = (self.what, &self.sheet) else { return };
        let (_, room) = parts(area, self.what);
        let cells = usize::from(room.width);
        let (name, value) = (cells * 2 / 5, cells * 3 / 10);
        let head = [lang.tr(Msg::BulkRecord), lang.tr(Msg::BulkBefore), lang.tr(Msg::BulkAfter)];
        let head = format!("  {}{}  {}", fit(head[0], name), fit(head[1], value), head[2]);
        let above = Rect { y: room.y.saturating_sub(1), height: 1, ..room };
        frame.render_widget(Line::styled(cut(&head, cells), look.theme.style(Role::Title)), above);
        let shape = what.shape(self.kind);
        let def = entity::def(self.kind);
        let rows = self.rows.iter().zip(&self.after).zip(&self.fates);
        for (((row, after), fate), at) in rows.skip(self.top).zip(room.rows()) {
            let after = cell::show(after, shape, look);
            let label = columns::label(def, row);
            let before = cell::show(row.get(what.name()), shape, look);
            let (sign, said, role) = match fate {
                Fate::Changes => ("*", after.as_str(), Role::Good),
                Fate::Same => (" ", lang.tr(Msg::BulkSame), Role::Dim),
                Fate::NotYours => ("-", lang.tr(Msg::BulkNotYours), Role::Warn),
                Fate::NotNow => ("-", lang.tr(Msg::BulkNotNow), Role::Warn),
            };
            let room = cells.saturating_sub(name + value + 4);
            let line = Line::from(vec![
                Span::raw(format!("{sign} {}", fit(crate::text::clean(&label).as_str(), name))),
                Span::styled(fit(&before, value), look.theme.style(Role::Dim)),
                Span::styled(format!("  {}", cut(said, room)), look.theme.style(role)),
            ]);
            frame.render_widget(line, at);
        }
        // Above the rows: what is offered for the field may hang over them.
        sheet.view(frame, look);
    }

    /// How many of which; how far it is.
    pub(super) fn said(&self, look: &Look) -> Line<'static> {
        let lang = look.lang;
        let number = |n: usize| n.to_string();
        let (text, role) = match &self.running {
            Some(running) if running.stopping => (lang.tr(Msg::BulkStopping).to_owned(), Role::Warn),
            Some(running) => {
                (lang.fmt(Msg::BulkRuns, &[&number(running.gone), &number(running.all)]), Role::Warn)
            }
            None if self.mine.is_none() => (lang.tr(Msg::BulkWait).to_owned(), Role::Dim),
            None => {
                let counts =
                    [Fate::Changes, Fate::Same, Fate::NotYours, Fate::NotNow].map(|fate| self.count(fate));
                let [changes, same, not_yours, not_now] = counts.map(number);
                (lang.fmt(Msg::BulkCounts, &[&changes, &same, &not_yours, &not_now]), Role::Text)
            }
        };
        Line::styled(format!(" {text}"), look.theme.style(role))
    }
}
