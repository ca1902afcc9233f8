//! The answer: the figures of a table, found by row and column, with totals. Knows no SQL.

use std::{cmp::Ordering, collections::HashMap};

use rust_decimal::Decimal;

use super::{Asked, Axis, By, Measured, behind};
use crate::domain::{field::Shape, query::Expr, value::Value};

/// One figure, and of how many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// How many rows stand behind it.
    pub rows: i64,
    /// The figure; none where there is nothing to divide by.
    pub value: Option<Decimal>,
}

/// A row or a column: what it is, and its total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its values, one for each field along that side; of a span of time the first day.
    pub keys: Vec<Value>,
    /// Over all rows or columns, those that are not shown included.
    pub total: Figure,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crosstab {
    /// The rows.
    pub rows: Vec<Line>,
    /// The columns.
    pub cols: Vec<Line>,
    /// The figure of a row and a column, by their places; none where there is no row behind.
    pub cells: HashMap<(usize, usize), Figure>,
    /// Of everything.
    pub total: Figure,
    /// How many rows and columns there are; more than are here where it was cut.
    pub all: (usize, usize),
}

impl Crosstab {
    /// The figure in a cell; a row or a column that is not given is the total.
    pub fn at(&self, row: Option<usize>, col: Option<usize>) -> Option<Figure> {
        match (row, col) {
            (Some(row), Some(col)) => self.cells.get(&(row, col)).copied(),
            (Some(row), None) => self.rows.get(row).map(|line| line.total),
            (None, Some(col)) => self.cols.get(col).map(|line| line.total),
            (None, None) => Some(self.total),
        }
    }

    /// The conditions that the rows behind a cell meet, besides the filter of the table; totals ask for less.
    pub fn behind(&self, asked: &Asked, row: Option<usize>, col: Option<usize>) -> Vec<Expr> {
        let line = |lines: &[Line], at: Option<usize>, axes: &[Axis]| -> Vec<Expr> {
            let keys = at.and_then(|at| lines.get(at)).map_or(&[][..], |line| line.keys.as_slice());
            axes.iter().zip(keys).map(|(axis, key)| behind(axis, key)).collect()
        };
        let mut all = line(&self.rows, row, &asked.rows);
        all.extend(line(&self.cols, col, &asked.cols));
        if let Measured::Holds(_, rows) = asked.measured(col) {
            all.push((**rows).clone());
        }
        all
    }

    /// A column of its own for another figure of the same rows; of a part of all, `found` holds the sums.
    pub fn put_beside(&mut self, measure: &Measured, found: &Crosstab) {
        let col = self.cols.len();
        let all = found.total.value;
        let (mut above, whole) = (Decimal::ZERO, matches!(measure, Measured::Part(_) | Measured::Running(_)));
        let part = |sum: Decimal| all.and_then(|all| sum.checked_div(all)).map(|part| part.round_dp(4));
        for (row, line) in self.rows.iter().enumerate() {
            let Some(there) = found.rows.iter().find(|there| there.keys == line.keys) else { continue };
            let sum = there.total.value.unwrap_or_default();
            above += sum;
            let value = match measure {
                Measured::Part(_) => part(sum),
                Measured::Running(_) => part(above),
                _ => there.total.value,
            };
            self.cells.insert((row, col), Figure { rows: there.total.rows, value });
        }
        let total = if whole { Figure { value: all.and_then(part), ..found.total } } else { found.total };
        self.cols.push(Line { keys: Vec::new(), total });
        self.all.1 = self.cols.len();
    }

    /// Whether there are rows or columns that are not here.
    pub fn cut(&self) -> bool {
        self.all.0 > self.rows.len() || self.all.1 > self.cols.len()
    }

    /// Puts rows and columns in the order in which a table begins: what has an order of its own by that, the rest from the greatest
    /// total down; rows as they are asked for, and no more of them.
    pub fn arrange(&mut self, asked: &Asked) {
        let (mut rows, cols) = (first_order(&self.rows, &asked.rows), first_order(&self.cols, &asked.cols));
        if let Some((by, descending)) = asked.sort {
            rows.sort_by(|a, b| ordered(&self.rows[*a], &self.rows[*b], by, descending, asked));
        }
        self.reorder(&rows, &cols);
        let top = asked.top.map_or(usize::MAX, |top| top as usize);
        self.rows.truncate(top);
        self.cells.retain(|(row, _), _| *row < top);
    }

    /// Rows by their figures in a column, or in the total; the greatest first or last. Cells without a figure come last.
    pub fn sorted(&self, col: Option<usize>, descending: bool) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| {
            let value = |row: &usize| self.at(Some(*row), col).and_then(|figure| figure.value);
            match (value(a), value(b)) {
                (Some(a), Some(b)) => {
                    if descending {
                        b.cmp(&a)
                    } else {
                        a.cmp(&b)
                    }
                }
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        });
        order
    }

    fn reorder(&mut self, rows: &[usize], cols: &[usize]) {
        let mut row_place = vec![0; rows.len()];
        let mut col_place = vec![0; cols.len()];
        rows.iter().enumerate().for_each(|(to, from)| row_place[*from] = to);
        cols.iter().enumerate().for_each(|(to, from)| col_place[*from] = to);
        self.rows = rows.iter().map(|from| self.rows[*from].clone()).collect();
        self.cols = cols.iter().map(|from| self.cols[*from].clone()).collect();
        let moved =
            |((row, col), figure): ((usize, usize), Figure)| ((row_place[row], col_place[col]), figure);
        self.cells = std::mem::take(&mut self.cells).into_iter().map(moved).collect();
    }
}

/// The order in which lines stand at first; nothing comes last.
fn first_order(lines: &[Line], axes: &[Axis]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&lines[*a], &lines[*b]);
        let outer = axes.len().saturating_sub(1);
        let mut pairs = axes.iter().zip(a.keys.iter().zip(&b.keys)).enumerate();
        let by_keys = pairs.find_map(|(n, (axis, (x, y)))| {
            let empty = x.is_empty().cmp(&y.is_empty());
            let order = empty.then_with(|| match by_nature(axis.shape(), x, y) {
                Some(order) => order,
                // Those of one outer value stay together.
                None if n < outer => x.compare(y).then_with(|| x.id().cmp(&y.id())),
                None => by_total(a, b).then_with(|| x.compare(y)).then_with(|| x.id().cmp(&y.id())),
            });
            order.is_ne().then_some(order)
        });
        by_keys.unwrap_or(Ordering::Equal)
    });
    order
}

/// As it is asked for; nothing comes last.
fn ordered(a: &Line, b: &Line, by: By, descending: bool, asked: &Asked) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match by {
        By::Figure => {
            let empty = a.total.value.is_none().cmp(&b.total.value.is_none());
            empty.then_with(|| turned(a.total.value.cmp(&b.total.value)))
        }
        By::Key(at) => {
            let (Some(x), Some(y), Some(axis)) = (a.keys.get(at), b.keys.get(at), asked.rows.get(at)) else {
                return Ordering::Equal;
            };
            let natural = || by_nature(axis.shape(), x, y).unwrap_or_else(|| x.compare(y));
            x.is_empty().cmp(&y.is_empty()).then_with(|| turned(natural()))
        }
    }
}

fn by_total(a: &Line, b: &Line) -> Ordering {
    b.total.value.cmp(&a.total.value)
}

/// The order that the values of a field have; none: one is as good as the other.
fn by_nature(shape: Shape, a: &Value, b: &Value) -> Option<Ordering> {
    match shape {
        Shape::Choice(codes, _) => {
            let place = |value: &Value| codes.iter().position(|code| *code == value.str());
            let known = |value: &Value| place(value).unwrap_or(codes.len());
            Some(known(a).cmp(&known(b)).then_with(|| a.compare(b)))
        }
        Shape::Text | Shape::Note | Shape::Link(_) | Shape::Dict(_) => None,
        _ => Some(a.compare(b)),
    }
}
