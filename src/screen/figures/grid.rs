//! The table: what rows are called, their totals, then the columns as far as there is room, and a line of totals that always stands at
//! the bottom. Amounts are shown whole or not at all.

use ratatui::{Frame, buffer::Buffer, layout::Rect, style::Style, text::Line};
use rust_decimal::Decimal;

use super::{Figures, Look, heat};
use crate::{
    domain::pivot::{Crosstab, Figure},
    entry::figures::Words,
    i18n::Msg,
    text::{fit, fit_right, width},
    theme::Role,
};

/// Lines besides the rows: the caption, the header, the totals.
pub const AROUND: u16 = 3;
/// What stands above a column is shortened to this.
const HEAD: usize = 14;
/// The cursor's own cells.
const SIGN: u16 = 2;

/// A column ready to be drawn, the totals first.
struct Across {
    label: String,
    wide: usize,
    /// Its place in the table; none is the total.
    at: Option<usize>,
}

impl Figures {
    pub(super) fn draw_grid(
        &self,
        frame: &mut Frame,
        area: Rect,
        table: &Crosstab,
        words: &Words,
        look: &Look,
    ) {
        if area.height < 2 {
            return;
        }
        let down = self.down(table, words, look);
        let room = usize::from(area.width.saturating_sub(SIGN));
        let names = down.iter().map(|name| width(name)).max().unwrap_or_default().min(room / 3).max(6);
        let across = self.across(table, words, look);
        let seen = seen(&across, self.at.1, room.saturating_sub(names));
        let greatest = table.cells.values().filter_map(|figure| figure.value).map(|value| value.abs()).max();
        let title = look.theme.style(Role::Title);
        let mut lines = area.rows();
        let Some(head) = lines.next() else { return };
        // The header: what the sides are, then the columns.
        let mut text = " ".repeat(SIGN.into()) + &fit(&down[0], names);
        for n in seen.clone() {
            let column = &across[n];
            let mut label = column.label.clone();
            if let Some((col, descending)) = self.sort
                && col == column.at
            {
                label = fit(&label, width(&label).min(column.wide.saturating_sub(1))).trim_end().to_owned();
                label.push(if descending { 'v' } else { '^' });
            }
            text += " ";
            text += &fit_right(&label, column.wide);
        }
        frame.render_widget(Line::styled(text, title), head);
        let rows = self.order.iter().enumerate().skip(self.top);
        let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
        let places = rows.map(|(place, row)| (place, Some(*row))).zip(lines);
        let total = ((self.order.len(), None), bottom);
        for ((place, row), at) in places.filter(|(_, at)| at.y < bottom.y).chain([total]) {
            let here = self.stands(place);
            let buffer = frame.buffer_mut();
            let mut x = at.x;
            let style = |role| look.theme.style(role);
            put(buffer, &mut x, at, if here { "> " } else { "  " }, style(Role::Key));
            let role = if here || row.is_none() { Role::Title } else { Role::Text };
            put(buffer, &mut x, at, &fit(&down[place + 1], names), style(role));
            for n in seen.clone() {
                let column = &across[n];
                let figure = table.at(row, column.at);
                let (text, role) = self.shown(column.at, figure, greatest.filter(|_| row.is_some()), look);
                let under = here && self.at.1 == n;
                if under {
                    frame.set_cursor_position((x + 1, at.y));
                }
                let style = style(if under { Role::Selected } else { role });
                let buffer = frame.buffer_mut();
                put(buffer, &mut x, at, if under { ">" } else { " " }, style);
                put(buffer, &mut x, at, &fit_right(&text, column.wide), style);
            }
        }
    }

    /// A figure with the sign of its heat, and what it means. Where there is no row there is no figure.
    fn shown(
        &self,
        col: Option<usize>,
        figure: Option<Figure>,
        greatest: Option<Decimal>,
        look: &Look,
    ) -> (String, Role) {
        let Some(figure) = figure.filter(|figure| figure.rows > 0) else { return (String::new(), Role::Dim) };
        let text = self.text(col, figure, look.units);
        match (figure.value, greatest.filter(|_| self.asked.more.is_empty())) {
            (Some(value), Some(greatest)) if col.is_some() => {
                (format!("{text} {}", heat::sign(value, greatest)), heat::role(value, greatest))
            }
            _ if col.is_some() && greatest.is_some() => (text + "  ", Role::Text),
            _ => (text, Role::Title),
        }
    }

    /// What stands at the left: of the header, of each row, of the totals.
    fn down(&self, table: &Crosstab, words: &Words, look: &Look) -> Vec<String> {
        let axes = &self.asked.rows;
        let sides: Vec<String> = axes.iter().map(|axis| words.axis(self.asked.kind, axis)).collect();
        let names = self.order.iter().map(|row| words.keys(axes, &table.rows[*row].keys));
        let total = look.lang.tr(Msg::ReportTotal).to_owned();
        [sides.join(" ")].into_iter().chain(names).chain([total]).collect()
    }

    /// The columns with their widths: those of all rows, so that they stay where they are while one scrolls.
    fn across(&self, table: &Crosstab, words: &Words, look: &Look) -> Vec<Across> {
        let cols = [None].into_iter().chain((0..table.cols.len()).map(Some));
        let cols = cols.map(|at| (words.column(&self.asked, table, at), at));
        let wide = |at: Option<usize>| {
            let figures = self.order.iter().map(|row| table.at(Some(*row), at)).chain([table.at(None, at)]);
            let texts = figures.flatten().map(|figure| width(&self.text(at, figure, look.units)));
            texts.max().unwrap_or_default() + if at.is_some() { 2 } else { 0 }
        };
        cols.map(|(label, at)| Across { wide: wide(at).max(width(&label).min(HEAD) + 1), label, at })
            .collect()
    }
}

/// The columns that are seen: the total always, others so that the one under the cursor is among them.
fn seen(across: &[Across], cursor: usize, room: usize) -> Vec<usize> {
    let cell = |n: usize| across[n].wide + 1;
    let left = room.saturating_sub(cell(0));
    let mut from = 1;
    while from < cursor && (from..=cursor.min(across.len() - 1)).map(cell).sum::<usize>() > left {
        from += 1;
    }
    let mut taken = 0;
    let fits = (from..across.len()).take_while(|n| {
        taken += cell(*n);
        taken <= left
    });
    [0].into_iter().chain(fits).collect()
}

/// Writes a text and goes on behind it; never beyond the line.
fn put(buffer: &mut Buffer, x: &mut u16, line: Rect, text: &str, style: Style) {
    let room = line.right().saturating_sub(*x);
    let (end, _) = buffer.set_stringn(*x, line.y, text, room.into(), style);
    *x = end.max(x.saturating_add(width(text) as u16).min(line.right()));
}
