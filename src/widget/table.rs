//! A table: columns that share the width they have, a header, the rows that are visible, the cursor and the marks. Which
//! rows are visible, and what they say, is decided by the screen.

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::Rect,
    style::Modifier,
    text::{Line, Span},
};

use crate::{
    text::{fit, shortened, whole, width},
    theme::{Role, Theme},
};

/// At which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Names, words, dates.
    Left,
    /// Numbers.
    Right,
}

/// How much room a column needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// All it holds, or nothing: amounts, dates, codes.
    Whole,
    /// At least these cells; what is longer is shortened.
    AtLeast(u16),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header, in the user's language.
    pub label: String,
    /// Where its texts stand.
    pub align: Align,
    /// How much room it needs.
    pub space: Space,
    /// The cells its widest text takes; see [`measure`].
    pub want: u16,
    /// How dispensable it is: the columns of the highest number go first when room is short.
    pub rank: u8,
}

impl Column {
    /// A column that may be shortened down to `least` cells.
    pub fn text(label: impl Into<String>, least: u16, rank: u8) -> Column {
        Column::new(label.into(), Align::Left, Space::AtLeast(least), rank)
    }

    /// A column that is shown whole or not at all.
    pub fn whole(label: impl Into<String>, rank: u8) -> Column {
        Column::new(label.into(), Align::Left, Space::Whole, rank)
    }

    /// A column of numbers, shown whole or not at all.
    pub fn number(label: impl Into<String>, rank: u8) -> Column {
        Column::new(label.into(), Align::Right, Space::Whole, rank)
    }

    fn new(label: String, align: Align, space: Space, rank: u8) -> Column {
        let want = width(&label) as u16;
        Column { label, align, space, want, rank }
    }

    fn need(&self) -> u16 {
        match self.space {
            Space::Whole => self.want,
            Space::AtLeast(cells) => cells.min(self.want),
        }
    }
}

/// Widens columns to what these rows hold. Columns only ever grow, so that a table stays calm while it is scrolled.
pub fn measure(columns: &mut [Column], rows: &[Vec<(String, Role)>]) {
    for row in rows {
        for (column, (text, _)) in columns.iter_mut().zip(row) {
            column.want = column.want.max(width(text).min(u16::MAX.into()) as u16);
        }
    }
}

/// The columns that have room in so many cells, from left to right, with their widths: the most dispensable are left out,
/// what remains goes to the most important first. One column is always shown. Three cells go to the cursor and the mark.
pub fn solve(columns: &[Column], cells: u16) -> Vec<(usize, u16)> {
    let room = usize::from(cells.saturating_sub(MARKS));
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let taken = |shown: &[usize]| {
        shown.iter().map(|&i| usize::from(columns[i].need())).sum::<usize>() + shown.len().saturating_sub(1)
    };
    while shown.len() > 1 && taken(&shown) > room {
        let (at, _) = shown
            .iter()
            .enumerate()
            .max_by_key(|&(at, &i)| (columns[i].rank, at))
            .expect("there are at least two");
        shown.remove(at);
    }
    let mut left = room.saturating_sub(taken(&shown));
    let mut widths: Vec<(usize, u16)> = shown.iter().map(|&i| (i, columns[i].need())).collect();
    if let [only] = widths.as_mut_slice() {
        only.1 = only.1.min(room as u16);
    }
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|&at| columns[widths[at].0].rank);
    for at in order {
        let (i, cells) = &mut widths[at];
        let more = usize::from(columns[*i].want.saturating_sub(*cells)).min(left);
        *cells += more as u16;
        left -= more;
    }
    widths
}

/// Cells before the first column: the cursor, the mark, a space.
const MARKS: u16 = 3;

/// A table ready to be drawn.
pub struct Grid<'a> {
    /// All columns.
    pub columns: &'a [Column],
    /// Which are shown, how wide; see [`solve`].
    pub widths: &'a [(usize, u16)],
    /// The visible rows: a text and its meaning for every column.
    pub rows: &'a [Vec<(String, Role)>],
    /// Which of the visible rows has the cursor.
    pub cursor: Option<usize>,
    /// Which column has the cursor.
    pub column: Option<usize>,
    /// Which of the visible rows are marked.
    pub marked: &'a [bool],
    /// Whether this table has the keys: then the terminal's cursor is put on its row.
    pub focus: bool,
}

impl Grid<'_> {
    /// Draws the header in the first row and the rows below.
    pub fn draw(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let mut lines = area.rows();
        let Some(head) = lines.next() else { return };
        self.draw_header(frame, head, theme);
        for (n, at) in (0..self.rows.len()).zip(lines) {
            self.draw_one(frame, at, n, theme);
        }
    }

    /// Draws the header alone.
    pub fn draw_header(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        frame.render_widget(self.header(theme), area);
    }

    /// Draws one of the visible rows.
    pub fn draw_one(&self, frame: &mut Frame, at: Rect, n: usize, theme: &Theme) {
        let Some(row) = self.rows.get(n) else { return };
        let here = self.cursor == Some(n);
        let marked = self.marked.get(n).copied().unwrap_or(false);
        if here && self.focus {
            frame.set_cursor_position((at.x, at.y));
        }
        self.draw_row(frame.buffer_mut(), at, row, (here, marked), theme);
    }

    fn header(&self, theme: &Theme) -> Line<'static> {
        let title = theme.style(Role::Title);
        let mut spans = vec![Span::styled(" ".repeat(MARKS.into()), title)];
        for (n, &(i, cells)) in self.widths.iter().enumerate() {
            if n > 0 {
                spans.push(Span::styled(" ", title));
            }
            let column = &self.columns[i];
            let style = if self.column == Some(i) { title.add_modifier(Modifier::UNDERLINED) } else { title };
            let label = fit(&column.label, cells.into());
            spans.push(Span::styled(
                if column.align == Align::Right { moved_right(&label) } else { label },
                style,
            ));
        }
        Line::from(spans)
    }

    /// Writes texts where they stand; what lies between is blank already.
    fn draw_row(
        &self,
        buffer: &mut Buffer,
        at: Rect,
        row: &[(String, Role)],
        (here, marked): (bool, bool),
        theme: &Theme,
    ) {
        let base = match (here, marked) {
            (true, _) => Some(theme.style(Role::Selected)),
            (false, true) => Some(theme.style(Role::Marked)),
            (false, false) => None,
        };
        if let Some(style) = base {
            buffer.set_style(at, style);
            let signs = if !here {
                " *"
            } else if marked {
                ">*"
            } else {
                ">"
            };
            buffer.set_stringn(at.x, at.y, signs, at.width.into(), style);
        }
        let mut x = at.x.saturating_add(MARKS);
        for &(i, cells) in self.widths {
            let cell = Rect { x, width: cells, ..at }.intersection(at);
            x = x.saturating_add(cells + 1);
            let Some((text, role)) = row.get(i).filter(|_| !cell.is_empty()) else { continue };
            let mut style = base.unwrap_or_else(|| theme.style(*role));
            if here && self.column == Some(i) && self.focus {
                style = style.add_modifier(Modifier::UNDERLINED);
                buffer.set_style(cell, style);
            }
            let room = usize::from(cell.width);
            let column = &self.columns[i];
            let (text, wide) = match (column.align, column.space) {
                (Align::Right, Space::Whole) => whole(text, room),
                _ => shortened(text, room),
            };
            let gap = if column.align == Align::Right { room - wide } else { 0 };
            buffer.set_stringn(cell.x + gap as u16, cell.y, text, room - gap, style);
        }
    }
}

/// The spaces at the end put to the front.
fn moved_right(text: &str) -> String {
    let kept = text.trim_end();
    format!("{}{kept}", " ".repeat(text.len() - kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::shown::draw;

    fn columns() -> Vec<Column> {
        vec![
            Column::whole("Order", 1),
            Column::text("Customer", 16, 0),
            Column::whole("Due", 2),
            Column::number("Outstanding", 1),
            Column::text("Person", 6, 5),
        ]
    }

    fn row(cells: [&str; 5]) -> Vec<(String, Role)> {
        cells.into_iter().map(|text| (text.to_owned(), Role::Text)).collect()
    }

    fn rows() -> Vec<Vec<(String, Role)>> {
        vec![
            row(["SH-2026-0198", "上海雅韵化妆品有限公司", "10-26 Mon", "46,000.00", "王约翰"]),
            row(["SH-2026-0187", "上海云裳服装有限公司", "10-30 Fri", "1,026,666.68", "李娜"]),
            row(["SH-2026-0213", "A\u{202e}B\u{1b}[2J", "11-01", "31,500.00", "王约翰"]),
        ]
    }

    fn shown(cells: u16) -> Vec<String> {
        let (mut columns, rows) = (columns(), rows());
        measure(&mut columns, &rows);
        let widths = solve(&columns, cells);
        let (shown, cursor, _) = draw(cells, 4, |frame| {
            let grid = Grid {
                columns: &columns,
                widths: &widths,
                rows: &rows,
                cursor: Some(1),
                column: Some(1),
                marked: &[false, true, true],
                focus: true,
            };
            grid.draw(frame, frame.area(), &Theme::mono());
        });
        assert_eq!(cursor, Some((0, 2)));
        shown.into_iter().map(|row| row.trim_end().to_owned()).collect()
    }

    #[test]
    fn shows_everything_where_there_is_room() {
        insta::assert_snapshot!(shown(80).join("\n"));
    }

    #[test]
    fn shortens_names_then_drops_the_least_important() {
        insta::assert_snapshot!(
            [64, 58, 50, 40, 30, 20, 10].map(|cells| shown(cells).join("\n")).join("\n\n")
        );
    }

    #[test]
    fn an_amount_is_whole_or_not_there() {
        for cells in 1..90 {
            for line in shown(cells) {
                assert!(!line.contains("026,666.") || line.contains("1,026,666.68"), "{cells}: {line}");
            }
        }
    }

    #[test]
    fn the_widths_fill_no_more_than_there_is() {
        let mut columns = columns();
        measure(&mut columns, &rows());
        for cells in 0..120 {
            let widths = solve(&columns, cells);
            let sum: u16 = widths.iter().map(|(_, w)| w).sum::<u16>() + widths.len() as u16 - 1;
            assert!(sum <= cells.saturating_sub(MARKS), "{sum} of {cells}");
            assert!(widths.iter().any(|(i, _)| *i == 1), "the name stays");
        }
    }
}
