//! Figures on the screen: a table of them or a chart, with a cursor from cell to cell. The same table serves both; what is shown stays
//! until the new one comes. Knows no rows: which rows stand behind a cell is told to whoever opens them.

mod bars;
mod chart;
mod grid;
mod heat;
mod plot;
#[cfg(test)]
mod tests;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Cx, Look, Units};
use crate::{
    command::Cmd,
    domain::{
        kind::Kind,
        pivot::{Asked, Crosstab, Figure},
        query::{Expr, Form},
    },
    entry::figures::{self, Words},
    export::{self, Sheet},
    i18n::Msg,
    store::{Request, Ticket},
    text::cut,
    theme::Role,
};

/// A row and a column by their places; none is the total.
pub type Cell = (Option<usize>, Option<usize>);

/// How the figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// As a table with totals.
    Table,
    /// As a chart.
    Chart(Form),
}

/// By which column rows are sorted, and whether the greatest come first.
type Sorted = (Option<usize>, bool);

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It was not for the figures.
    NotMine,
    /// It was dealt with.
    Taken,
    /// The rows behind a cell are wanted.
    Open(Cell),
}

/// Figures, the cursor and the order.
pub struct Figures {
    asked: Asked,
    drawn: Drawn,
    table: Option<Crosstab>,
    /// The rows of the table as they stand.
    order: Vec<usize>,
    sort: Option<Sorted>,
    /// The place of the cursor: down, its last place the total; across, its first place the total. In a chart the item alone counts.
    at: (usize, usize),
    top: usize,
    height: usize,
    ticket: Option<Ticket>,
    /// They have the keys: there is a cursor.
    held: bool,
}

impl Figures {
    /// Figures that are to be asked for.
    pub fn new(asked: Asked, drawn: Drawn) -> Figures {
        Figures {
            asked,
            drawn,
            table: None,
            order: Vec::new(),
            sort: None,
            at: (0, 0),
            top: 0,
            height: 1,
            ticket: None,
            held: true,
        }
    }

    /// Figures to be looked at, without a cursor.
    pub fn looked_at(asked: Asked, drawn: Drawn) -> Figures {
        Figures { held: false, ..Figures::new(asked, drawn) }
    }

    /// Whether the cursor stands there, downwards.
    fn stands(&self, place: usize) -> bool {
        self.held && self.at.0 == place
    }

    /// Other rows for the same table: what is shown stays until the answer comes. False where it is another table.
    pub fn again(&mut self, asked: &Asked, drawn: Drawn) -> bool {
        let same = self.same(asked, drawn);
        if same {
            self.asked = asked.clone();
        }
        same
    }

    /// Whether a change of records of this kind may change them.
    pub fn reads(&self, kind: Kind) -> bool {
        self.asked.reads(kind)
    }

    fn same(&self, asked: &Asked, drawn: Drawn) -> bool {
        self.drawn == drawn
            && (self.asked.sort, self.asked.top) == (asked.sort, asked.top)
            && (self.asked.kind, &self.asked.rows, &self.asked.cols) == (asked.kind, &asked.rows, &asked.cols)
            && self.asked.measures().eq(asked.measures())
    }

    /// What another look knew of the same table, until the new figures come.
    pub fn remember(&mut self, known: Figures) {
        if self.same(&known.asked, known.drawn) {
            (self.order, self.table) = (known.order, known.table);
        }
    }

    /// Asks for the figures, as this part of the screen.
    pub fn ask(&mut self, part: &'static str, cx: &mut Cx) {
        self.ticket = Some(cx.ask(part, Request::Figures(Box::new(self.asked.clone()))));
    }

    /// Whether this is the answer that is waited for; it is no longer afterwards.
    pub fn awaits(&mut self, ticket: Ticket) -> bool {
        self.ticket.take_if(|asked| *asked == ticket).is_some()
    }

    /// The table, once it has come.
    pub fn table(&self) -> Option<&Crosstab> {
        self.table.as_ref()
    }

    /// The figures have come; the cursor stays on its row and column if they are still there.
    pub fn take(&mut self, table: Crosstab) {
        let before = self.table.as_ref().map(|old| {
            let (row, col) = self.cell();
            (row.and_then(|at| old.rows.get(at)).cloned(), col.and_then(|at| old.cols.get(at)).cloned())
        });
        if let Some((col, _)) = &mut self.sort {
            // The column by which rows are sorted stands elsewhere, or nowhere any more.
            let key =
                self.table.as_ref().zip(*col).and_then(|(old, at)| old.cols.get(at)).map(|line| &line.keys);
            *col = key.and_then(|key| table.cols.iter().position(|line| line.keys == *key));
        }
        self.order = match self.sort {
            Some((col, descending)) => table.sorted(col, descending),
            None => (0..table.rows.len()).collect(),
        };
        let (row, col) = before.unwrap_or_default();
        let row = row.and_then(|row| table.rows.iter().position(|line| line.keys == row.keys));
        let col = col.and_then(|col| table.cols.iter().position(|line| line.keys == col.keys));
        self.table = Some(table);
        if self.drawn == Drawn::Table {
            self.go_to((row, col));
        }
        self.keep_in();
    }

    /// Puts the cursor on a cell; a row or a column that is gone leaves it where it was.
    fn go_to(&mut self, (row, col): Cell) {
        if let Some(place) = row.and_then(|row| self.order.iter().position(|at| *at == row)) {
            self.at.0 = place;
        }
        if let Some(col) = col {
            self.at.1 = col + 1;
        }
    }

    /// The last places of the cursor.
    fn last(&self) -> (usize, usize) {
        let Some(table) = &self.table else { return (0, 0) };
        match self.drawn {
            Drawn::Table => (self.order.len(), table.cols.len()),
            Drawn::Chart(form) => (chart::items(form, table).len().saturating_sub(1), 0),
        }
    }

    fn keep_in(&mut self) {
        let last = self.last();
        self.at = (self.at.0.min(last.0), self.at.1.min(last.1));
        // The total has a line of its own.
        let down = match self.drawn {
            Drawn::Table => self.at.0.min(self.order.len().saturating_sub(1)),
            Drawn::Chart(_) => self.at.0,
        };
        self.top = self.top.min(down).max((down + 1).saturating_sub(self.height));
    }

    /// The cell under the cursor.
    pub fn cell(&self) -> Cell {
        match (self.drawn, &self.table) {
            (Drawn::Chart(form), Some(table)) => {
                chart::items(form, table).get(self.at.0).copied().unwrap_or_default()
            }
            _ => (self.order.get(self.at.0).copied(), self.at.1.checked_sub(1)),
        }
    }

    /// The figure under the cursor, as it is shown.
    pub fn here(&self, units: Units) -> String {
        let (row, col) = self.cell();
        let figure = self.table.as_ref().and_then(|table| table.at(row, col));
        self.text(col, figure.unwrap_or_default(), units)
    }

    /// The table as a sheet, its rows as they stand; none before it has come.
    pub fn sheet(&self, name: &str, words: &Words) -> Option<Sheet> {
        self.table.as_ref().map(|table| export::figures(name, &self.asked, table, &self.order, words))
    }

    /// The conditions that the rows behind a cell meet.
    pub fn behind(&self, (row, col): Cell) -> Vec<Expr> {
        self.table.as_ref().map_or_else(Vec::new, |table| table.behind(&self.asked, row, col))
    }

    /// What a cell is about.
    pub fn called(&self, (row, col): Cell, words: &Words) -> String {
        let Some(table) = &self.table else { return String::new() };
        let row = row.and_then(|at| table.rows.get(at)).map(|line| words.keys(&self.asked.rows, &line.keys));
        let col =
            (col.is_some() || !self.asked.more.is_empty()).then(|| words.column(&self.asked, table, col));
        row.into_iter().chain(col).collect::<Vec<_>>().join(" ")
    }

    /// Carries a command out.
    pub fn command(&mut self, cmd: Cmd) -> Turn {
        let last = self.last();
        let page = self.height.max(1);
        // A chart has one row of places, whichever way they lie.
        let charted = self.drawn != Drawn::Table;
        match cmd {
            Cmd::Up => self.at.0 = self.at.0.saturating_sub(1),
            Cmd::Down => self.at.0 += 1,
            Cmd::Left if charted => self.at.0 = self.at.0.saturating_sub(1),
            Cmd::Right if charted => self.at.0 += 1,
            Cmd::Left => self.at.1 = self.at.1.saturating_sub(1),
            Cmd::Right => self.at.1 += 1,
            Cmd::PageUp => self.at.0 = self.at.0.saturating_sub(page),
            Cmd::PageDown => self.at.0 += page,
            Cmd::First => self.at.0 = 0,
            Cmd::Last => self.at.0 = last.0,
            Cmd::Sort if !charted => self.sort_here(),
            Cmd::Open | Cmd::Finish if self.table.is_some() => return Turn::Open(self.cell()),
            _ => return Turn::NotMine,
        }
        self.keep_in();
        Turn::Taken
    }

    /// By the column under the cursor: the greatest first, the smallest first, as at the beginning.
    fn sort_here(&mut self) {
        let here = self.cell();
        let Some(table) = &self.table else { return };
        self.sort = match self.sort {
            Some((col, true)) if col == here.1 => Some((col, false)),
            Some((col, false)) if col == here.1 => None,
            _ => Some((here.1, true)),
        };
        self.order = match self.sort {
            Some((col, descending)) => table.sorted(col, descending),
            None => (0..table.rows.len()).collect(),
        };
        self.go_to(here);
    }

    /// How many lines there are for the figures.
    pub fn lay_out(&mut self, area: Rect) {
        let around = match self.drawn {
            Drawn::Table => grid::AROUND,
            Drawn::Chart(_) => chart::AROUND,
        };
        self.height = usize::from(area.height.saturating_sub(around)).max(1);
        self.keep_in();
    }

    /// A figure as it is shown.
    fn text(&self, col: Option<usize>, figure: Figure, units: Units) -> String {
        figures::figure(self.asked.shape(col), figure.value, units == Units::Wan)
    }

    /// Draws what is known; nothing before the first answer.
    pub fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let Some(table) = &self.table else { return };
        let words = Words { lang: look.lang, word: look.word };
        if self.held {
            frame.set_cursor_position((area.x, area.y));
        }
        if table.rows.is_empty() {
            let text = format!(" {}", look.lang.tr(Msg::ReportEmpty));
            return frame.render_widget(Line::styled(text, look.theme.style(Role::Dim)), area);
        }
        let caption = Rect { height: 1, ..area };
        let mut said = words.table(&self.asked);
        if table.cut() {
            let (rows, cols) = (table.rows.len(), table.cols.len());
            let cut = look.lang.fmt(Msg::ReportCut, &[&rows, &table.all.0, &cols, &table.all.1]);
            // What is missing is said before what everybody sees.
            said = format!("{cut}   {said}");
        }
        let said = cut(&said, usize::from(area.width).saturating_sub(1));
        frame.render_widget(
            Line::from(vec![Span::raw(" "), Span::styled(said, look.theme.style(Role::Dim))]),
            caption,
        );
        let rest = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        match self.drawn {
            Drawn::Table => self.draw_grid(frame, rest, table, &words, look),
            Drawn::Chart(form) => self.draw_chart(frame, rest, form, table, &words, look),
        }
    }
}
