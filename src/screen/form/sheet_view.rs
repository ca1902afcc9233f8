//! The fields of a form as they are drawn: labels, texts, what is offered below the field with the focus, and one line that
//! says what is wrong with it or what it means.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::sheet::Sheet;
use crate::{
    domain::{capital::capital, field::Shape, money, value::Value},
    i18n::Msg,
    screen::{
        Look, cell,
        editor::{Editor, Ground},
    },
    text::{cut, fit, width},
    theme::Role,
    widget::overlay,
};

/// Cells of the mark before a label.
const MARK: u16 = 1;

impl Sheet {
    /// Draws the block that has the focus.
    pub fn view(&self, frame: &mut Frame, look: &Look) {
        self.view_noted(frame, look, &[]);
    }

    /// The same; some fields have a note, which is no fault.
    pub fn view_noted(&self, frame: &mut Frame, look: &Look, notes: &[(&str, String)]) {
        let Some(here) = self.places.get(self.focus) else { return };
        let labels = self.label_cells(look);
        for (at, place) in self.places.iter().enumerate().filter(|(_, place)| place.block == here.block) {
            self.row(frame, at, place.area, labels, (look, notes));
        }
        self.say(frame, look, notes);
        if self.editors[self.focus].listing() {
            self.offers(frame, field_area(here.area, labels, &self.editors[self.focus]), look);
        }
    }

    fn label_cells(&self, look: &Look) -> u16 {
        let widest = (0..self.editors.len()).map(|at| width(self.label(at, look.lang))).max().unwrap_or(0);
        (widest as u16 + 1).min(18)
    }

    fn row(
        &self,
        frame: &mut Frame,
        at: usize,
        area: Rect,
        labels: u16,
        (look, notes): (&Look, &[(&str, String)]),
    ) {
        let editor = &self.editors[at];
        let noted = notes.iter().any(|(of, _)| *of == editor.def.name);
        let focus = at == self.focus;
        let (mark, role) = match (editor.fault(), editor.def.required && editor.text().is_empty()) {
            (Some(_), _) => ("!", Role::Bad),
            (None, true) => ("*", Role::Warn),
            (None, false) if noted => ("?", Role::Warn),
            (None, false) => (" ", Role::Text),
        };
        let label = fit(self.label(at, look.lang), labels.into());
        let label_role = if focus { Role::Title } else { Role::Dim };
        let line = Line::from(vec![
            Span::styled(mark, look.theme.style(role)),
            Span::styled(label, look.theme.style(label_role)),
        ]);
        frame.render_widget(line, Rect { height: 1, ..area });
        editor.view(frame, field_area(area, labels, editor), focus, look.theme);
    }

    /// The last row: what is wrong with the field, else what its text means, else what can be done in it.
    fn say(&self, frame: &mut Frame, look: &Look, notes: &[(&str, String)]) {
        let editor = &self.editors[self.focus];
        let note = notes.iter().find(|(of, _)| *of == editor.def.name);
        let row =
            Rect { y: self.area.bottom().saturating_sub(1), height: 1.min(self.area.height), ..self.area };
        let (text, role) = match (editor.fault(), note) {
            (Some(fault), _) => (format!("{}: {fault}", self.label(self.focus, look.lang)), Role::Bad),
            (None, Some((_, note))) => (note.clone(), Role::Warn),
            (None, None) => (meaning(editor, look).unwrap_or_default(), Role::Dim),
        };
        let blocks = self.places.iter().map(|place| place.block).max().unwrap_or(0) + 1;
        let part = if blocks > 1 {
            let here = self.places[self.focus].block + 1;
            look.lang.fmt(Msg::FormBlocks, &[&here, &blocks])
        } else {
            String::new()
        };
        let room = usize::from(row.width).saturating_sub(width(&part) + 1);
        let line = Line::from(vec![
            Span::styled(fit(&text, room), look.theme.style(role)),
            Span::styled(format!(" {part}"), look.theme.style(Role::Dim)),
        ]);
        frame.render_widget(line, row);
    }

    /// The list of what may be meant, below the field, or above where there is no room below.
    fn offers(&self, frame: &mut Frame, field: Rect, look: &Look) {
        let (offers, at) = self.editors[self.focus].offers();
        let below = self.area.bottom().saturating_sub(field.y + 1);
        let above = field.y.saturating_sub(self.area.y);
        let want = offers.len().min(8) as u16;
        let (y, rows) = if below >= want.min(3) || below >= above {
            (field.y + 1, want.min(below))
        } else {
            (field.y - want.min(above), want.min(above))
        };
        let names = offers.iter().map(|offer| width(&offer.label)).max().unwrap_or(0);
        let details = offers.iter().map(|offer| width(&offer.detail)).max().unwrap_or(0);
        let room = usize::from(self.area.right().saturating_sub(field.x));
        let cells = (names + details + 5).max(usize::from(field.width.min(24))).min(room);
        let area = Rect::new(field.x, y, cells as u16, rows);
        if area.is_empty() {
            return;
        }
        overlay(frame, area);
        let first = (at + 1).saturating_sub(rows.into());
        for (n, row) in area.rows().enumerate() {
            let Some(offer) = offers.get(first + n) else { break };
            let here = first + n == at;
            let style = look.theme.style(if here { Role::Selected } else { Role::Field });
            let detail = cut(&offer.detail, cells.saturating_sub(names.min(cells / 2) + 4));
            let name = fit(&offer.label, cells.saturating_sub(width(&detail) + 4));
            let cursor = if here { ">" } else { " " };
            frame.render_widget(Line::styled(format!("{cursor} {name} {detail} "), style), row);
        }
    }
}

fn field_area(area: Rect, labels: u16, editor: &Editor) -> Rect {
    let left = (MARK + labels).min(area.width);
    let room = area.width - left;
    let liked = match editor.def.shape {
        Shape::Number => 12,
        Shape::Flag => 8,
        Shape::Decimal | Shape::Money | Shape::Percent | Shape::Discount | Shape::Date | Shape::Moment => 20,
        Shape::Choice(..) | Shape::Dict(_) => 24,
        Shape::Text | Shape::Note | Shape::Link(_) => 56,
    };
    Rect { x: area.x + left, width: room.min(liked), ..area }
}

/// What a typed text comes to: the day with its weekday, the amount with its capitals.
fn meaning(editor: &Editor, look: &Look) -> Option<String> {
    let ground = Ground { lang: look.lang, today: look.session?.today };
    let lang = look.lang;
    match (editor.def.shape, editor.value(ground).ok()?) {
        (Shape::Date, Value::Date(day)) => Some(cell::whole_date(day, lang)),
        (Shape::Money, Value::Money(amount)) => Some(format!("{}  {}", money::yuan(amount), capital(amount))),
        (Shape::Discount, Value::Ratio(ratio)) => Some(cell::discount(ratio, lang)),
        (Shape::Percent, Value::Ratio(ratio)) => Some(cell::percent(ratio)),
        _ => None,
    }
}
