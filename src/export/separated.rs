//! Comma or tab separated values, quoted as RFC 4180 says. A text that a spreadsheet would take for a formula gets an apostrophe in
//! front; numbers stay numbers, also those below zero.

use super::{Cell, Look, Sheet, Unwritten};
use crate::text::{clean, typed};

/// The header and the rows.
pub fn csv(sheet: &Sheet, between: u8) -> Result<Vec<u8>, Unwritten> {
    let mut writer = csv::WriterBuilder::new().delimiter(between).from_writer(Vec::new());
    let one_line = between == b'\t';
    let failed = |why: csv::Error| Unwritten(why.to_string());
    writer.write_record(sheet.head.iter().map(|name| guarded(name, one_line))).map_err(failed)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| text(cell, one_line))).map_err(failed)?;
    }
    writer.into_inner().map_err(|why| Unwritten(why.to_string()))
}

fn text(cell: &Cell, one_line: bool) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text, one_line),
        Cell::Number(n, Look::Money) => format!("{n:.2}"),
        Cell::Number(n, _) => n.normalize().to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Moment(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Cell::Flag(yes) => yes.to_string(),
    }
}

/// A text without what terminals obey, and no formula.
pub fn guarded(text: &str, one_line: bool) -> String {
    let text = if one_line { clean(text).into_string() } else { typed(text) };
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
