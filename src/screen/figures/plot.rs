//! Lines through the figures along an axis: at most four, each with a sign of its own, from the least to the greatest figure. The values
//! at the cursor stand below.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{Figures, Look};
use crate::{
    domain::pivot::{Crosstab, Figure},
    entry::figures::Words,
    i18n::Msg,
    text::{cut, width},
    theme::Role,
};

/// The sign and the meaning of each line; there are no more.
const LINES: [(char, Role); 4] = [('*', Role::Key), ('o', Role::Good), ('+', Role::Warn), ('x', Role::Bad)];
/// Lines below: the axis, the values.
const BELOW: u16 = 2;

impl Figures {
    pub(super) fn draw_plot(
        &self,
        frame: &mut Frame,
        area: Rect,
        table: &Crosstab,
        words: &Words,
        look: &Look,
    ) {
        let lines = greatest(table);
        let value = |row: usize, col: Option<usize>| {
            table.at(Some(row), col).and_then(|figure| figure.value).unwrap_or_default()
        };
        let all = || lines.iter().flat_map(|col| (0..table.rows.len()).map(|row| value(row, *col)));
        let (low, high) =
            (all().min().unwrap_or_default().min(Decimal::ZERO), all().max().unwrap_or_default());
        let text = |value: Decimal| self.text(None, Figure { rows: 1, value: Some(value) }, look.units);
        let side = width(&text(high)).max(width(&text(low))) + 1;
        let height = usize::from(area.height.saturating_sub(BELOW)).max(1);
        let across = usize::from(area.width).saturating_sub(side + 2).max(1);
        let count = table.rows.len();
        let x = |place: usize| if count < 2 { across / 2 } else { place * (across - 1) / (count - 1) };
        let y = |value: Decimal| {
            let part =
                ((value - low) * Decimal::from(height - 1)).checked_div(high - low).unwrap_or_default();
            height - 1 - part.round().to_usize().unwrap_or_default().min(height - 1)
        };
        let mut cells = vec![vec![(' ', Role::Dim); across]; height];
        for (n, col) in lines.iter().enumerate() {
            let (sign, role) = LINES[n];
            for row in 1..count {
                let ends = ((x(row - 1), value(row - 1, *col)), (x(row), value(row, *col)));
                for (at, between) in between(ends) {
                    let cell = &mut cells[y(between)][at];
                    if cell.0 == ' ' {
                        *cell = ('.', role);
                    }
                }
            }
            for row in 0..count {
                cells[y(value(row, *col))][x(row)] = (sign, role);
            }
        }
        for (n, (line, at)) in cells.iter().zip(area.rows()).enumerate() {
            let label = match n {
                0 => text(high),
                n if n + 1 == height => text(low),
                _ => String::new(),
            };
            let mut spans = vec![Span::styled(format!("{label:>side$}|"), look.theme.style(Role::Dim))];
            spans.extend(
                line.iter().map(|(sign, role)| Span::styled(sign.to_string(), look.theme.style(*role))),
            );
            frame.render_widget(Line::from(spans), at);
        }
        let axis = Rect { y: area.y + height as u16, height: 1, ..area }.intersection(area);
        let here = self.at.0.min(count.saturating_sub(1));
        let mut rule = vec!['-'; across];
        if let Some(cell) = rule.get_mut(x(here)) {
            *cell = '^';
        }
        let rule = format!("{:>side$}+{}", "", rule.into_iter().collect::<String>());
        frame.render_widget(Line::styled(rule, look.theme.style(Role::Dim)), axis);
        let below = Rect { y: axis.y + 1, ..axis }.intersection(area);
        frame.render_widget(self.values(here, &lines, table, words, look, area.width), below);
        if self.held {
            frame.set_cursor_position((below.x, below.y));
        }
    }

    /// The figures at a place of the axis.
    fn values(
        &self,
        row: usize,
        lines: &[Option<usize>],
        table: &Crosstab,
        words: &Words,
        look: &Look,
        cells: u16,
    ) -> Line<'static> {
        let mut left = usize::from(cells).saturating_sub(2);
        let mut spans = vec![Span::styled("> ", look.theme.style(Role::Key))];
        let mut say = |text: String, role| {
            let text = cut(&text, left);
            left -= width(&text);
            spans.push(Span::styled(text, look.theme.style(role)));
        };
        say(self.called((Some(row), None), words), Role::Title);
        for (col, (sign, role)) in lines.iter().zip(LINES) {
            let name = match col {
                None => look.lang.tr(Msg::ReportTotal).to_owned(),
                Some(_) => self.called((None, *col), words),
            };
            let figure = table.at(Some(row), *col).unwrap_or_default();
            say(format!("   {sign} {name} {}", self.text(None, figure, look.units)), role);
        }
        Line::from(spans)
    }
}

/// The columns with the greatest totals, in their order; without columns the total alone.
fn greatest(table: &Crosstab) -> Vec<Option<usize>> {
    if table.cols.is_empty() {
        return vec![None];
    }
    let mut cols: Vec<usize> = (0..table.cols.len()).collect();
    cols.sort_by_key(|col| std::cmp::Reverse(table.cols[*col].total.value));
    cols.truncate(LINES.len());
    cols.sort_unstable();
    cols.into_iter().map(Some).collect()
}

/// The places between two points of a line, with the figures that the line has there.
fn between(
    ((from, low), (to, high)): ((usize, Decimal), (usize, Decimal)),
) -> impl Iterator<Item = (usize, Decimal)> {
    let steps = Decimal::from(to - from);
    (from + 1..to).map(move |at| {
        let part = (Decimal::from(at - from) * (high - low)).checked_div(steps).unwrap_or_default();
        (at, low + part)
    })
}
