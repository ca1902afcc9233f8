//! Charts of the same figures: bars and funnels line by line, a line through all, lines of one row. Enter opens what stands behind the
//! item under the cursor.

use ratatui::{Frame, layout::Rect};

use super::{Cell, Figures, Look};
use crate::{
    domain::{pivot::Crosstab, query::Form},
    entry::figures::Words,
};

/// Lines besides the items: the caption.
pub const AROUND: u16 = 1;

/// What the cursor of a chart goes through.
pub fn items(form: Form, table: &Crosstab) -> Vec<Cell> {
    let rows = 0..table.rows.len();
    match form {
        // One for each along the axis; the lines are read above it.
        Form::Line => rows.map(|row| (Some(row), None)).collect(),
        Form::Spark if table.cols.is_empty() => vec![(None, None)],
        Form::Spark => (0..table.cols.len()).map(|col| (None, Some(col))).collect(),
        Form::Bar | Form::Funnel if table.cols.is_empty() => rows.map(|row| (Some(row), None)).collect(),
        Form::Bar | Form::Funnel => rows
            .flat_map(|row| (0..table.cols.len()).map(move |col| (Some(row), Some(col))))
            .filter(|(row, col)| table.at(*row, *col).is_some())
            .collect(),
    }
}

impl Figures {
    pub(super) fn draw_chart(
        &self,
        frame: &mut Frame,
        area: Rect,
        form: Form,
        table: &Crosstab,
        words: &Words,
        look: &Look,
    ) {
        match form {
            Form::Bar | Form::Funnel => self.draw_bars(frame, area, form, table, words, look),
            Form::Line => self.draw_plot(frame, area, table, words, look),
            Form::Spark => self.draw_sparks(frame, area, table, words, look),
        }
    }
}
