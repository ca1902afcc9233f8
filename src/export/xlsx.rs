//! A workbook of one sheet: a header that stays, typed cells, a filter over all columns. Texts are written as texts, so that none is a
//! formula.

use chrono::FixedOffset;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Look, Sheet};
use crate::text::typed;

/// Why a sheet could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unwritten(pub String);

impl From<XlsxError> for Unwritten {
    fn from(why: XlsxError) -> Unwritten {
        Unwritten(why.to_string())
    }
}

/// More characters no cell of a workbook holds.
const LONGEST: usize = 32_767;
/// A name of a sheet is no longer, and has none of the signs that mean something else there.
const NAME: usize = 31;

/// The bytes of a workbook.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, Unwritten> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let name: String = typed(&sheet.name).chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(NAME).collect();
    if !name.trim().is_empty() {
        page.set_name(name.trim())?;
    }
    let formats = Formats::new();
    for (col, text) in sheet.head.iter().enumerate() {
        page.write_string_with_format(0, col as u16, short(text), &formats.head)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (col, cell) in cells.iter().enumerate() {
            formats.write(page, row as u32 + 1, col as u16, cell)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    if !sheet.rows.is_empty() && !sheet.head.is_empty() {
        page.autofilter(0, 0, sheet.rows.len() as u32, sheet.head.len() as u16 - 1)?;
    }
    page.autofit();
    Ok(book.save_to_buffer()?)
}

/// What a cell takes of a text.
fn short(text: &str) -> String {
    typed(text).chars().take(LONGEST).collect()
}

struct Formats {
    head: Format,
    money: Format,
    percent: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Formats {
        let number = |form: &str| Format::new().set_num_format(form);
        Formats {
            head: Format::new().set_bold(),
            money: number("#,##0.00"),
            percent: number("0.00%"),
            date: number("yyyy-mm-dd"),
            moment: number("yyyy-mm-dd hh:mm"),
        }
    }

    fn write(&self, page: &mut Worksheet, row: u32, col: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => page.write_string(row, col, short(text))?,
            Cell::Number(n, look) => {
                let number = n.to_f64().unwrap_or_default();
                match look {
                    Look::Plain => page.write_number(row, col, number)?,
                    Look::Money => page.write_number_with_format(row, col, number, &self.money)?,
                    Look::Percent => page.write_number_with_format(row, col, number, &self.percent)?,
                }
            }
            Cell::Date(day) => page.write_date_with_format(row, col, day, &self.date)?,
            Cell::Moment(at) => {
                // On China's clock, which is the company's: a workbook knows no time zones.
                let local =
                    FixedOffset::east_opt(8 * 3600).map(|china| at.with_timezone(&china).naive_local());
                page.write_datetime_with_format(row, col, local.unwrap_or(at.naive_utc()), &self.moment)?
            }
            Cell::Flag(yes) => page.write_boolean(row, col, *yes)?,
        };
        Ok(())
    }
}
