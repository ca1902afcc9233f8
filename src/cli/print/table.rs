//! A table for the eye: labels, words, grouped amounts, every cell safe and aligned by the cells it takes.

use std::io::Write;

use rust_decimal::Decimal;

use super::{Sheet, sections::Section};
use crate::{
    domain::{
        discount,
        field::{FieldDef, Shape},
        money,
        value::Value,
    },
    i18n::Msg,
    text::{clean, cut, fit, fit_right, width},
};

/// Longer texts are cut: a table is for the eye, the other formats are whole.
const WIDEST: usize = 48;

/// A line of the table.
enum Line {
    /// A cell for each column.
    Cells(Vec<String>),
    /// A heading, or figures.
    Text(String),
}

/// The rows under their labels and headings, and the sums below.
pub fn table(sheet: &Sheet, out: &mut impl Write) -> anyhow::Result<()> {
    let lines = lines(sheet);
    let wide = |n: usize| {
        let cells = lines.iter().filter_map(|line| match line {
            Line::Cells(cells) => cells.get(n),
            Line::Text(_) => None,
        });
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..sheet.columns.len()).map(wide).collect();
    for line in &lines {
        let text = match line {
            Line::Text(text) => text.clone(),
            Line::Cells(cells) => {
                let cells = cells.iter().zip(sheet.columns).zip(&widths);
                let fitted =
                    cells.map(
                        |((cell, field), wide)| {
                            if is_number(field) { fit_right(cell, *wide) } else { fit(cell, *wide) }
                        },
                    );
                fitted.collect::<Vec<_>>().join("  ").trim_end().to_owned()
            }
        };
        writeln!(out, "{text}")?;
    }
    Ok(())
}

fn lines(sheet: &Sheet) -> Vec<Line> {
    let mut lines = vec![Line::Cells(sheet.columns.iter().map(|field| label(sheet, field)).collect())];
    let mut sections = sheet.sections.iter().peekable();
    let mut open: Option<&Section> = None;
    for (n, row) in sheet.rows.iter().enumerate() {
        if let Some(section) = sections.next_if(|section| section.at == n) {
            lines.extend(open.and_then(|before| sums(sheet, &before.sums)));
            let more = if section.more.is_empty() { String::new() } else { format!("  ({})", section.more) };
            lines.push(Line::Text(format!("{}{more}", section.title)));
            open = Some(section);
        }
        let cell = |field: &&'static FieldDef| cut(&shown(sheet, field, row.get(field.name)), WIDEST);
        lines.push(Line::Cells(sheet.columns.iter().map(cell).collect()));
    }
    lines.extend(open.and_then(|last| sums(sheet, &last.sums)));
    if open.is_some() && !sheet.sums.is_empty() {
        lines.push(Line::Text(sheet.lang.tr(Msg::QueryTotal).to_owned()));
    }
    lines.extend(sums(sheet, &sheet.sums));
    lines.extend((!sheet.more.is_empty()).then(|| Line::Text(sheet.more.clone())));
    lines
}

/// Sums under their columns; none where there are none.
fn sums(sheet: &Sheet, sums: &[(&'static str, Decimal)]) -> Option<Line> {
    let said = |field: &&'static FieldDef| {
        let sum = sums.iter().find(|(name, _)| *name == field.name);
        sum.map_or(String::new(), |(_, sum)| match field.shape {
            Shape::Number => sum.normalize().to_string(),
            _ => money::grouped(*sum),
        })
    };
    (!sums.is_empty()).then(|| Line::Cells(sheet.columns.iter().map(said).collect()))
}

/// The fields of the first row, one below the other; empty ones are left out.
pub fn record(sheet: &Sheet, out: &mut impl Write) -> anyhow::Result<()> {
    let labels = || sheet.columns.iter().map(|field| label(sheet, field));
    let wide = labels().map(|label| width(&label)).max().unwrap_or(0);
    let Some(row) = sheet.rows.first() else { return Ok(()) };
    for field in sheet.columns {
        let value = shown(sheet, field, row.get(field.name));
        if !value.is_empty() {
            writeln!(out, "{}  {value}", fit(&label(sheet, field), wide))?;
        }
    }
    Ok(())
}

fn label(sheet: &Sheet, field: &FieldDef) -> String {
    sheet.lang.field(sheet.def.kind.name(), field.name).to_owned()
}

fn is_number(field: &FieldDef) -> bool {
    matches!(field.shape, Shape::Number | Shape::Decimal | Shape::Money | Shape::Percent | Shape::Discount)
}

/// A cell, as it is shown.
pub fn shown(sheet: &Sheet, field: &FieldDef, value: &Value) -> String {
    match (value, field.shape) {
        (Value::Money(amount), _) => money::grouped(*amount),
        (Value::Ratio(ratio), Shape::Discount) => discount::shown(*ratio),
        (Value::Ratio(n), Shape::Decimal) => n.normalize().to_string(),
        (Value::Ratio(ratio), _) => format!("{} %", (ratio * Decimal::ONE_HUNDRED).normalize()),
        (Value::Flag(yes), _) => if *yes { sheet.lang.tr(Msg::ValueYes) } else { "" }.to_owned(),
        (Value::Code(code), Shape::Choice(_, list)) => clean(sheet.lang.value(list, code)).into_string(),
        (Value::Code(code), Shape::Dict(dict)) => clean(word(sheet, dict, code)).into_string(),
        (Value::Link(link), _) if link.label.is_empty() => format!("#{}", link.id),
        (other, _) => clean(&other.plain()).into_string(),
    }
}

fn word<'a>(sheet: &'a Sheet, dict: &str, code: &'a str) -> &'a str {
    let item = sheet.words.get(dict).and_then(|items| items.iter().find(|(known, ..)| known == code));
    item.map_or(code, |(_, chinese, english)| sheet.lang.of_two(chinese, english))
}
