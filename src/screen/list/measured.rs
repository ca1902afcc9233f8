//! How wide the columns are, measured by many rows so that they stay where they are while one scrolls, and remembered so that
//! a frame formats only what is seen. Knows no drawing.

use std::{cell::RefCell, ops::Range};

use chrono::NaiveDate;

use crate::{i18n::Lang, screen::Units, widget::Column};

/// What the widths are measured by; with another of these they are measured again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Which answer the rows are from.
    pub edition: u64,
    /// Which of them.
    pub rows: Range<usize>,
    /// The fields shown.
    pub names: Vec<&'static str>,
    /// How they are worded.
    pub lang: Lang,
    /// How money is shown.
    pub units: Units,
    /// The day that today's rows are told by.
    pub today: Option<NaiveDate>,
}

/// The widths measured last.
#[derive(Debug, Default)]
pub struct Measured(RefCell<Option<(By, Vec<u16>)>>);

impl Measured {
    /// Widens columns to what was measured; measures them where that was by something else.
    pub fn widen(&self, columns: &mut [Column], by: By, measure: impl FnOnce(&mut [Column])) {
        let mut last = self.0.borrow_mut();
        match &*last {
            Some((known, widths)) if *known == by => {
                for (column, wide) in columns.iter_mut().zip(widths) {
                    column.want = column.want.max(*wide);
                }
            }
            _ => {
                measure(columns);
                *last = Some((by, columns.iter().map(|column| column.want).collect()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(edition: u64) -> By {
        By { edition, rows: 0..200, names: vec!["name"], lang: Lang::En, units: Units::Yuan, today: None }
    }

    #[test]
    fn measures_once_for_the_same_rows() {
        let measured = Measured::default();
        let widen = |edition, to: u16| {
            let mut columns = [Column::text("Name", 0, 0)];
            measured.widen(&mut columns, by(edition), |columns| columns[0].want = to);
            columns[0].want
        };
        assert_eq!(widen(1, 20), 20);
        assert_eq!(widen(1, 99), 20);
        assert_eq!(widen(2, 12), 12);
    }
}
