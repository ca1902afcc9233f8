//! A table for the eye: labels, words, grouped amounts, every cell safe and aligned by the cells it takes.

use std::io::Write;

use super::Sheet;
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

/// The rows under their labels, and the sums below.
pub fn table(sheet: &Sheet, out: &mut impl Write) -> anyhow::Result<()> {
    let mut lines: Vec<Vec<String>> = vec![sheet.columns.iter().map(|field| label(sheet, field)).collect()];
    for row in sheet.rows {
        lines.push(
            sheet
                .columns
                .iter()
                .map(|field| cut(&shown(sheet, field, row.get(field.name)), WIDEST))
                .collect(),
        );
    }
    if !sheet.sums.is_empty() {
        let sum = |field: &&&FieldDef| sheet.sums.iter().find(|(name, _)| *name == field.name);
        let sums = sheet
            .columns
            .iter()
            .map(|field| sum(&field).map_or(String::new(), |(_, sum)| money::grouped(*sum)));
        lines.push(sums.collect());
    }
    let wide = |n: usize| lines.iter().map(|line| width(&line[n])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..sheet.columns.len()).map(wide).collect();
    for line in &lines {
        let cells = line.iter().zip(sheet.columns).zip(&widths);
        let cells: Vec<String> = cells
            .map(
                |((cell, field), wide)| {
                    if is_number(field) { fit_right(cell, *wide) } else { fit(cell, *wide) }
                },
            )
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
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
    matches!(field.shape, Shape::Number | Shape::Money | Shape::Percent | Shape::Discount)
}

fn shown(sheet: &Sheet, field: &FieldDef, value: &Value) -> String {
    match (value, field.shape) {
        (Value::Money(amount), _) => money::grouped(*amount),
        (Value::Ratio(ratio), Shape::Discount) => discount::shown(*ratio),
        (Value::Ratio(ratio), _) => format!("{} %", (ratio * rust_decimal::Decimal::ONE_HUNDRED).normalize()),
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
