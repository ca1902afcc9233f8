//! The figures of a board as a tile: counted in one question, a cursor on one of them, which Enter opens.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use rust_decimal::Decimal;

use crate::{
    command::Cmd,
    domain::kind::Kind,
    entry::{
        board::{self, Board, Column},
        book::View,
    },
    i18n::{Lang, Msg},
    screen::{Cx, Look, cell, list::glance},
    store::{Reply, Request, Ticket, Windows},
    text::{clean, cut, fit, fit_right, width},
    theme::Role,
};

/// A board with its figures, as far as they are known. What is known stays until the new comes.
pub struct Figures {
    /// What they are.
    pub board: Board,
    /// The kind of the rows that are counted.
    pub kind: Kind,
    /// Line and column of the cursor.
    at: (usize, usize),
    /// The columns that there is room for.
    columns: usize,
    counts: Vec<i64>,
    sums: Vec<Decimal>,
    asked: Option<Ticket>,
}

/// So many rows, or more than are counted.
fn count(rows: i64) -> String {
    if rows > 10_000 { "10,000+".to_owned() } else { rows.to_string() }
}

/// The narrowest column of figures, that of a percentage, and what the lines are called, in cells.
const NARROW: usize = 4;
const PART: usize = 7;
const LABEL: usize = 8;

impl Figures {
    /// Those of a board, with nothing known of them.
    pub fn of(board: Board, views: &[View]) -> Figures {
        let first = board.lines.first().and_then(|line| line.views.first());
        let kind = first.map_or(Kind::Activity, |at| views[*at].kind);
        let columns = board.columns.len();
        Figures { board, kind, at: (0, 0), columns, counts: Vec::new(), sums: Vec::new(), asked: None }
    }

    /// With the figures that were known, if they are of the same lines, and the cursor where it was.
    pub fn after(mut self, known: Option<Figures>) -> Figures {
        if let Some(known) = known {
            let labels =
                |board: &Board| board.lines.iter().map(|line| line.label.clone()).collect::<Vec<_>>();
            if labels(&known.board) == labels(&self.board) {
                (self.counts, self.sums) = (known.counts, known.sums);
            }
            self.at = (known.at.0.min(self.board.lines.len().saturating_sub(1)), known.at.1);
            self.columns = known.columns;
        }
        self
    }

    /// Asks for all of them.
    pub fn ask(&mut self, part: &'static str, views: &[View], cx: &mut Cx) {
        let filter = |at: &usize| glance::rows_of(&views[*at], cx.reader());
        let lists = self.board.lines.iter().flat_map(|line| &line.views).map(filter).collect::<Vec<_>>();
        let request = match self.board.sum {
            Some((all, sum)) => Request::Windows(Windows {
                all: filter(&all),
                windows: lists.into_iter().map(|list| list.filter).collect(),
                sum,
            }),
            None => Request::Counts(lists),
        };
        self.asked = Some(cx.ask(part, request));
    }

    /// Takes an answer, if it is to its question.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        if self.asked != Some(ticket) {
            return false;
        }
        match reply {
            Reply::Counts(counts) => self.counts.clone_from(counts),
            Reply::Windows(figures) => {
                (self.counts, self.sums) = figures.iter().copied().unzip();
            }
            _ => return false,
        }
        true
    }

    /// The columns that are seen.
    fn seen(&self) -> &'static [(Msg, Column)] {
        &self.board.columns[..self.columns]
    }

    /// How many of them there is room for beside what the lines are called, in either language.
    pub fn lay_out(&mut self, room: u16) {
        let mut left = usize::from(room).saturating_sub(LABEL + 2);
        let fits = |(head, column): &&(Msg, Column)| {
            let least = match column {
                Column::Rows(_) => NARROW,
                Column::Part(_) => PART,
                Column::Sum => return true,
            };
            let heads = [Lang::En, Lang::Zh].map(|lang| width(lang.tr(*head)));
            let rest = left.checked_sub(heads.into_iter().fold(least, usize::max) + 2);
            left = rest.unwrap_or_default();
            rest.is_some()
        };
        self.columns = self.board.columns.iter().take_while(fits).count().max(1);
        self.at.1 = self.at.1.min(self.columns - 1);
    }

    /// The place in the book of the view that the figure under the cursor counts.
    pub fn here(&self) -> Option<usize> {
        let line = self.board.lines.get(self.at.0)?;
        let (_, column) = self.seen().get(self.at.1)?;
        match column {
            Column::Rows(n) | Column::Part(n) => line.views.get(*n).copied(),
            Column::Sum => line.views.first().copied(),
        }
    }

    /// Moves the cursor among the figures; `false`: it leaves them.
    pub fn step(&mut self, cmd: Cmd) -> bool {
        let (line, column) = self.at;
        let columns = if self.board.sum.is_some() { 1 } else { self.columns };
        self.at = match cmd {
            Cmd::Up if line > 0 => (line - 1, column),
            Cmd::Down if line + 1 < self.board.lines.len() => (line + 1, column),
            Cmd::Left if column > 0 => (line, column - 1),
            Cmd::Right if column + 1 < columns => (line, column + 1),
            _ => return false,
        };
        true
    }

    /// The texts of a line's columns.
    fn texts(&self, n: usize, look: &Look) -> Vec<String> {
        let width = self.board.lines[n].views.len();
        let Some(counts) = self.counts.get(n * width..(n + 1) * width) else { return Vec::new() };
        let of = |n: usize| counts.get(n).copied().unwrap_or_default();
        let text = |(_, column): &(Msg, Column)| match column {
            Column::Rows(n) => Some(count(of(*n))),
            Column::Part(n) => Some(board::rate(of(*n), of(0))),
            Column::Sum => self.sums.get(n).map(|sum| cell::amount_in(*sum, look.units)),
        };
        self.seen().iter().filter_map(text).collect()
    }

    /// Draws as many lines as there is room for, that of the cursor among them; `focus`: the tile has the cursor.
    pub fn draw(&self, frame: &mut Frame, area: Rect, focus: bool, look: &Look) {
        let lines: Vec<Vec<String>> = (0..self.board.lines.len()).map(|n| self.texts(n, look)).collect();
        let heads: Vec<String> = self.seen().iter().map(|(head, _)| look.lang.tr(*head).to_owned()).collect();
        let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
        let wide: Vec<usize> = (0..columns)
            .map(|n| {
                let head = heads.get(n).map_or(0, |head| width(head));
                lines
                    .iter()
                    .filter_map(|texts| texts.get(n))
                    .map(|text| width(text))
                    .fold(head.max(NARROW), usize::max)
            })
            .collect();
        let taken: usize = wide.iter().map(|wide| wide + 2).sum();
        let labels = usize::from(area.width).saturating_sub(taken + 2);
        let room = usize::from(area.height).saturating_sub(1).max(1);
        let top = (self.at.0 + 1).saturating_sub(room);
        let head = wide.iter().enumerate().map(|(n, wide)| {
            let head = heads.get(n).map_or("", String::as_str);
            format!(" {} ", fit_right(head, *wide))
        });
        let head = format!("  {}{}", " ".repeat(labels), head.collect::<String>());
        frame.render_widget(
            Line::styled(cut(&head, usize::from(area.width)), look.theme.style(Role::Dim)),
            Rect { height: area.height.min(1), ..area },
        );
        for (y, n) in (top..self.board.lines.len()).take(room).enumerate() {
            let at = Rect { y: area.y + 1 + y as u16, height: 1, ..area }.intersection(area);
            let here = focus && n == self.at.0;
            let mut spans = vec![Span::raw(if here { "> " } else { "  " })];
            spans.push(Span::raw(fit(clean(&self.board.lines[n].label).as_str(), labels)));
            let figures = if self.board.sum.is_some() { 1 } else { self.columns };
            for (column, text) in lines[n].iter().enumerate() {
                let on = here && figures > 1 && column == self.at.1;
                let (left, right) = if on { ("[", "]") } else { (" ", " ") };
                let role = if text == "0" || text == "0.00" { Role::Dim } else { Role::Text };
                let text = fit_right(text, wide.get(column).copied().unwrap_or_default());
                spans.push(Span::styled(format!("{left}{text}{right}"), look.theme.style(role)));
            }
            if lines[n].is_empty() {
                spans.push(Span::styled("..", look.theme.style(Role::Dim)));
            }
            frame.render_widget(Line::from(spans), at);
        }
    }

    /// What the board is called.
    pub fn name(&self, look: &Look) -> &'static str {
        look.lang.tr(self.board.name)
    }
}
