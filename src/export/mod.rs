//! Sheets for other programs: typed cells under a header, as comma separated values or as a workbook. Numbers stay numbers, dates
//! dates, and no text becomes a formula. Papers made of templates besides. Knows no files and no screens.

mod cell;

mod figures;
mod list;
mod paper;
mod separated;
#[cfg(test)]
mod tests;
mod xlsx;

pub use cell::{Cell, Look};
pub use figures::figures;
pub use list::list;
pub use paper::{Paper, PaperForm, chosen, paper};
pub use separated::{csv, guarded};
pub use xlsx::{Unwritten, xlsx};

/// Cells under a header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// What stands above each column.
    pub head: Vec<String>,
    /// The rows, each as wide as the header.
    pub rows: Vec<Vec<Cell>>,
}

/// As what a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma separated values, UTF-8 with the mark by which spreadsheets know it.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
}

impl Form {
    /// Both, with how the names of their files end.
    pub const ALL: [(Form, &'static str); 2] = [(Form::Xlsx, "xlsx"), (Form::Csv, "csv")];

    /// How the name of a file ends.
    pub fn ending(self) -> &'static str {
        Form::ALL.iter().find(|(form, _)| *form == self).map_or("", |(_, ending)| ending)
    }

    /// The sheet as the bytes of a file.
    pub fn write(self, sheet: &Sheet) -> Result<Vec<u8>, Unwritten> {
        match self {
            Form::Csv => csv(sheet, b',').map(|text| [b"\xef\xbb\xbf".as_slice(), &text].concat()),
            Form::Xlsx => xlsx(sheet),
        }
    }
}
