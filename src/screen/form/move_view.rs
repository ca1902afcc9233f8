//! How the form of a move is drawn: its window, its fields, what can be seen before, the question.

use ratatui::{Frame, layout::Rect, text::Line};

use super::move_form::{MoveForm, Phase};
use crate::{
    command::Cmd,
    domain::field::{FieldDef, Shape},
    i18n::Msg,
    screen::{Look, Screen, offered},
    text::cut,
    theme::Role,
    widget::{centred, frame_box, overlay},
};

impl MoveForm {
    pub(super) fn window(&self, area: Rect) -> Rect {
        let rows: u16 = self.what.def().fields.iter().map(rows_of).sum();
        let again = u16::from(self.what.def().fields.iter().any(|def| def.name == "password"));
        // Room below the last field for what is offered to pick.
        let picks = self.what.def().fields.iter().any(|def| !matches!(def.shape, Shape::Text | Shape::Note));
        let room = if picks { 4 } else { 1 } + self.preview.as_ref().map_or(0, |it| it.rows() + 1);
        centred(area, 76.min(area.width), (rows + again + room + 3).min(area.height))
    }

    /// Where within the frame that is which can be seen before.
    pub(super) fn below(&self, inner: Rect) -> Rect {
        let fields: u16 = self.what.def().fields.iter().map(rows_of).sum();
        let height = inner.height.saturating_sub(fields + 2);
        Rect { y: inner.y + fields + 1, height, ..inner }
    }

    /// A paper is gone through from a page key on, until a field is gone to.
    pub(super) fn reads(&mut self, cmd: Cmd) -> bool {
        let taken = self.preview.as_mut().is_some_and(|preview| preview.scroll(cmd));
        let left = self.reading && !taken && cmd == Cmd::Cancel;
        self.reading = taken;
        taken || left
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let window = self.window(area);
        overlay(frame, window);
        let inner = frame_box(frame, window, self.title(look.lang), true, look.theme);
        if let Some(sheet) = &self.sheet {
            sheet.view(frame, look);
        }
        if let Some((preview, sheet)) = self.preview.as_ref().zip(self.sheet.as_ref()) {
            preview.view(sheet, frame, self.below(inner), look);
        }
        let last = Rect { y: inner.bottom().saturating_sub(1), height: 1.min(inner.height), ..inner };
        let text = match self.phase {
            Phase::Asking => {
                let name = offered::name(self.what, look.lang);
                look.lang.fmt(Msg::FormSure, &[&name, &self.labels(look.lang)])
            }
            Phase::Sending(_) | Phase::Rereading(_) => look.lang.tr(Msg::FormSaving).to_owned(),
            Phase::Keeping(..) => look.lang.tr(Msg::FormKeeping).to_owned(),
            Phase::Loading(_) => look.lang.tr(Msg::FormLoading).to_owned(),
            Phase::Editing => return,
        };
        let text = crate::text::fit(&cut(&text, inner.width.into()), inner.width.into());
        frame.render_widget(Line::styled(text, look.theme.style(Role::Warn)), last);
    }
}

fn rows_of(def: &FieldDef) -> u16 {
    if def.shape == Shape::Note { 3 } else { 1 }
}
