//! Bars from left to right, one a line with its figure; a funnel says how much is left of the bar before. And sparks: a sign for each
//! along the axis, by how great it is.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{Cell, Figures, Look, chart, heat};
use crate::{
    domain::{pivot::Crosstab, query::Form},
    entry::figures::Words,
    i18n::Msg,
    text::{cut, fit, fit_right, width},
    theme::Role,
};

impl Figures {
    pub(super) fn draw_bars(
        &self,
        frame: &mut Frame,
        area: Rect,
        form: Form,
        table: &Crosstab,
        words: &Words,
        look: &Look,
    ) {
        let items = chart::items(form, table);
        let value =
            |cell: &Cell| table.at(cell.0, cell.1).and_then(|figure| figure.value).unwrap_or_default();
        let names: Vec<String> = items.iter().map(|cell| self.called(*cell, words)).collect();
        let texts: Vec<String> = items
            .iter()
            .map(|cell| self.text(None, table.at(cell.0, cell.1).unwrap_or_default(), look.units))
            .collect();
        let room = usize::from(area.width).saturating_sub(4);
        let widest = |texts: &[String]| texts.iter().map(|text| width(text)).max().unwrap_or_default();
        let (name, text) = (widest(&names).min(room / 3), widest(&texts));
        let left = if form == Form::Funnel { 9 } else { 0 };
        let bar = room.saturating_sub(name + text + left + 1);
        let greatest = items.iter().map(|cell| value(cell).abs()).max().unwrap_or_default();
        for (place, at) in (self.top..items.len()).zip(area.rows()) {
            let here = self.stands(place);
            let cell = &items[place];
            let signs = if look.theme.ascii { "#" } else { "\u{2588}" };
            let full = signs.repeat(cells(value(cell), greatest, bar));
            let kept = match (form, place.checked_sub(1)) {
                (Form::Funnel, Some(before)) => share(value(cell), value(&items[before])),
                _ => String::new(),
            };
            let style = |role| look.theme.style(if here { Role::Selected } else { role });
            let line = Line::from(vec![
                Span::styled(if here { "> " } else { "  " }, style(Role::Text)),
                Span::styled(fit(&names[place], name), style(Role::Text)),
                Span::styled(format!(" {} ", fit_right(&texts[place], text)), style(Role::Title)),
                Span::styled(fit(&full, bar), look.theme.style(Role::Key)),
                Span::styled(fit_right(&kept, left), look.theme.style(Role::Dim)),
            ]);
            frame.render_widget(line, at);
            if here {
                frame.set_cursor_position((at.x, at.y));
            }
        }
    }

    pub(super) fn draw_sparks(
        &self,
        frame: &mut Frame,
        area: Rect,
        table: &Crosstab,
        words: &Words,
        look: &Look,
    ) {
        let items = chart::items(Form::Spark, table);
        let called = |cell: &Cell| match cell.1 {
            None => look.lang.tr(Msg::ReportTotal).to_owned(),
            Some(_) => self.called(*cell, words),
        };
        let names: Vec<String> = items.iter().map(called).collect();
        let name =
            names.iter().map(|name| width(name)).max().unwrap_or_default().min(usize::from(area.width) / 3);
        for (place, at) in (self.top..items.len()).zip(area.rows()) {
            let col = items[place].1;
            let of =
                |row: usize| table.at(Some(row), col).and_then(|figure| figure.value).unwrap_or_default();
            let all: Vec<Decimal> = (0..table.rows.len()).map(of).collect();
            let greatest = all.iter().map(Decimal::abs).max().unwrap_or_default();
            let here = self.stands(place);
            let total = self.text(None, table.at(None, col).unwrap_or_default(), look.units);
            let room = usize::from(at.width).saturating_sub(name + width(&total) + 6);
            // The latest are worth most where there is no room for all.
            let signs: String = all
                .iter()
                .skip(all.len().saturating_sub(room))
                .map(|value| heat::sign(*value, greatest))
                .collect();
            let style = |role| look.theme.style(if here { Role::Selected } else { role });
            let line = Line::from(vec![
                Span::styled(if here { "> " } else { "  " }, style(Role::Text)),
                Span::styled(fit(&cut(&names[place], name), name), style(Role::Text)),
                Span::styled(format!(" |{signs}| "), look.theme.style(Role::Key)),
                Span::styled(total, style(Role::Title)),
            ]);
            frame.render_widget(line, at);
            if here {
                frame.set_cursor_position((at.x, at.y));
            }
        }
    }
}

/// The cells of a bar; what is more than nothing has one.
fn cells(value: Decimal, greatest: Decimal, all: usize) -> usize {
    if value <= Decimal::ZERO || greatest.is_zero() {
        return 0;
    }
    let part = (value * Decimal::from(all)).checked_div(greatest).unwrap_or_default();
    part.round().to_usize().unwrap_or_default().clamp(1, all.max(1))
}

/// How much is left of the one before.
fn share(value: Decimal, before: Decimal) -> String {
    let part = (value * Decimal::ONE_HUNDRED).checked_div(before);
    part.map_or_else(String::new, |part| format!("{} %", part.round_dp(1).normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_tell_little_from_nothing_and_less_than_nothing_has_none() {
        let bar = |value: i64| cells(value.into(), 1000.into(), 20);
        assert_eq!([bar(-5), bar(0), bar(1), bar(500), bar(1000)], [0, 0, 1, 10, 20]);
        assert_eq!(cells(1.into(), 0.into(), 20), 0);
        assert_eq!(share(1.into(), 3.into()), "33.3 %");
        assert_eq!(share(1.into(), 0.into()), "");
    }
}
