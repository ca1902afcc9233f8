//! Draws one field of the order form: its text while it is edited, else what it comes to.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Clear};

use super::{OrderForm, field::Field};
use crate::{
    screen::Look,
    text::{cut, fit, fit_right, width},
    theme::Role,
};

/// What a field is called, with a star where the next order begins with it.
pub(super) fn label(form: &OrderForm, field: Field, look: &Look) -> String {
    let star = if form.typed.pinned.contains(&field) { "*" } else { "" };
    format!(" {}{star} ", look.lang.tr(super::conflict::name(field)))
}

/// A field: the line being edited where the cursor is, else how its value is shown. What is wrong has a mark.
pub(super) fn editable(
    form: &OrderForm,
    frame: &mut Frame,
    area: Rect,
    field: Field,
    shown: &str,
    role: Role,
    look: &Look,
) {
    if area.is_empty() {
        return;
    }
    // A field may lie over a frame.
    frame.render_widget(Clear, area);
    if form.field() == field && (!form.fresh || form.edit.is_empty() || shown.is_empty()) {
        // An empty field shows its default behind the cursor.
        form.edit.view(frame, area, true, look.theme);
        if form.edit.is_empty() && area.width > 1 {
            let area = Rect { x: area.x + 1, width: area.width - 1, ..area };
            frame.render_widget(
                Line::styled(cut(shown, usize::from(area.width)), look.theme.style(Role::FieldFocus)),
                area,
            );
        }
        return;
    }
    let wrong = form.work.wrong_at(field).is_some() && !form.typed.text(field).trim().is_empty();
    let focus = form.field() == field;
    let style = look.theme.style(match (focus, wrong) {
        (true, _) => Role::FieldFocus,
        (false, true) => Role::Bad,
        (false, false) => role,
    });
    let text = if wrong && !focus { format!("!{shown}") } else { shown.to_owned() };
    let right = matches!(field, Field::PartAmount(_) | Field::Price(_));
    let text =
        if right { fit_right(&text, usize::from(area.width)) } else { fit(&text, usize::from(area.width)) };
    frame.render_widget(Line::styled(text, style), Rect { height: 1, ..area });
    if focus {
        let caret = (width(shown) as u16).min(area.width - 1);
        frame.set_cursor_position((area.x + if right { area.width - 1 } else { caret }, area.y));
    }
}
