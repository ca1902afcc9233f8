//! Comma or tab separated values with a line of names, quoted as RFC 4180 says. A text that a spreadsheet would take for a
//! formula gets an apostrophe in front; numbers stay numbers.

use std::io::Write;

use super::Sheet;
use crate::{domain::value::Value, export::guarded};

/// Writes names and rows.
pub fn write(sheet: &Sheet, between: u8, out: &mut impl Write) -> anyhow::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(between).from_writer(Vec::new());
    writer.write_record(sheet.columns.iter().map(|field| field.name))?;
    let one_line = between == b'\t';
    for row in sheet.rows {
        writer.write_record(sheet.columns.iter().map(|field| cell(row.get(field.name), one_line)))?;
    }
    Ok(out.write_all(&writer.into_inner()?)?)
}

fn cell(value: &Value, one_line: bool) -> String {
    match value {
        Value::Text(_) | Value::Code(_) | Value::Link(_) => guarded(value.str(), one_line),
        other => other.plain(),
    }
}
