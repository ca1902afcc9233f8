//! Tables of figures on standard output: for the eye as a table with totals, for scripts a line or an object for each cell, as a
//! workbook with typed cells.

use std::io::{self, Write};

use serde_json::json;

use super::{
    Context, Exit,
    ask::{Ask, strange},
    print::{Format, json as safe},
};
use crate::{
    domain::pivot::{Asked, Axis, Crosstab},
    entry::figures::{Words, figure},
    export::{self, Cell},
    i18n::Msg,
    store::{Reply, Request},
    text::{clean, fit, fit_right, width},
};

/// Asks for the figures and prints them.
pub fn print(
    asked: &Asked,
    format: Format,
    words: &Words,
    ask: &mut Ask,
    cx: &Context,
) -> anyhow::Result<Exit> {
    let table = match ask.ask(&Request::Figures(Box::new(asked.clone())))? {
        Reply::Figures(table) => *table,
        other => return Err(strange(&other)),
    };
    let order: Vec<usize> = (0..table.rows.len()).collect();
    let sheet = export::figures(&words.measure(asked.kind, &asked.measure), asked, &table, &order, words);
    let out = &mut io::stdout().lock();
    match format {
        Format::Table => eye(&sheet, asked, out)?,
        Format::Json | Format::Jsonl => objects(asked, &table, format == Format::Json, words, out)?,
        Format::Csv => out.write_all(&export::csv(&sheet, b',')?)?,
        Format::Tsv => out.write_all(&export::csv(&sheet, b'\t')?)?,
        Format::Xlsx => super::print::workbook(&sheet, out, cx)?,
    }
    if table.cut() {
        let (rows, cols) = (table.rows.len(), table.cols.len());
        let said = cx.lang.fmt(Msg::ReportCut, &[&rows, &table.all.0, &cols, &table.all.1]);
        eprintln!("kehu: {said}");
    }
    Ok(if table.rows.is_empty() { Exit::Nothing } else { Exit::Ok })
}

/// A table whose columns stand below each other, numbers at the right.
fn eye(sheet: &export::Sheet, asked: &Asked, out: &mut impl Write) -> io::Result<()> {
    let text = |n: usize, cell: &Cell| match cell {
        // The figures stand behind the keys, the totals first.
        Cell::Number(value, _) => {
            let col = n.checked_sub(asked.rows.len() + 1);
            figure(asked.shape(col), Some(*value), false)
        }
        Cell::Text(text) => clean(text).into_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Flag(yes) => yes.to_string(),
        Cell::Moment(at) => at.to_rfc3339(),
        Cell::Empty => String::new(),
    };
    let head = sheet.head.iter().map(|name| clean(name).into_string()).collect();
    let keys = asked.rows.len();
    // A key that is a number looks as its own field does.
    let key = |(n, cell): (usize, &Cell)| match cell {
        Cell::Number(value, _) if n < keys => figure(asked.rows[n].shape(), Some(*value), false),
        cell => text(n, cell),
    };
    let rows = sheet.rows.iter().map(|row| row.iter().enumerate().map(key).collect());
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let wide = |n: usize| lines.iter().map(|line| width(&line[n])).max().unwrap_or_default();
    let widths: Vec<usize> = (0..sheet.head.len()).map(wide).collect();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(n, (cell, wide))| if n < keys { fit(cell, *wide) } else { fit_right(cell, *wide) })
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

/// An object for each cell and each total: what its row and its column are (none: the total), how many rows, the figure.
fn objects(
    asked: &Asked,
    table: &Crosstab,
    array: bool,
    words: &Words,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let sides = |count: usize| (0..count).map(Some).chain([None]);
    let keys = |axes: &[Axis], line: Option<&crate::domain::pivot::Line>| {
        line.map(|line| {
            let each = axes.iter().zip(&line.keys);
            each.map(|(axis, key)| if key.is_empty() { None } else { Some(words.key(axis, key)) })
                .collect::<Vec<_>>()
        })
    };
    let mut all = Vec::new();
    for row in sides(table.rows.len()) {
        for col in sides(table.cols.len()) {
            let Some(figure) = table.at(row, col) else { continue };
            let object = json!({
                "row": keys(&asked.rows, row.and_then(|at| table.rows.get(at))),
                "col": match asked.more.is_empty() {
                    true => keys(&asked.cols, col.and_then(|at| table.cols.get(at))),
                    false => Some(vec![Some(words.column(asked, table, col))]),
                },
                "rows": figure.rows,
                "value": figure.value.map(|value| value.to_string()),
            });
            all.push(safe::text(&object));
        }
    }
    match array {
        true => writeln!(out, "[\n{}\n]", all.join(",\n"))?,
        false => all.iter().try_for_each(|line| writeln!(out, "{line}"))?,
    }
    Ok(())
}
