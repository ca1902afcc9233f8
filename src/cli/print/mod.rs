//! Rows on standard output. Tables are for eyes: labels and words in the user's language. All other formats are for
//! scripts: stable names, codes as stored, ISO dates, decimals as texts.

pub mod json;
pub mod sections;
mod separated;
mod table;

use std::{
    io::{self, Write},
    sync::Arc,
};

use rust_decimal::Decimal;

use self::sections::Section;
use crate::{
    domain::{entity::EntityDef, field::FieldDef, record::Row},
    i18n::Lang,
    store::Words,
};

/// The output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
    Tsv,
}

/// Rows with what is shown of them.
pub struct Sheet<'a> {
    def: &'static EntityDef,
    columns: &'a [&'static FieldDef],
    rows: &'a [Row],
    lang: Lang,
    /// Words for the codes of dictionaries.
    pub words: Arc<Words>,
    /// Sums below the table.
    pub sums: Vec<(&'static str, Decimal)>,
    /// The headings that rows stand under.
    pub sections: Vec<Section>,
    /// Figures of all rows that no column stands for.
    pub more: String,
}

impl<'a> Sheet<'a> {
    /// These columns of these rows.
    pub fn new(
        def: &'static EntityDef,
        columns: &'a [&'static FieldDef],
        rows: &'a [Row],
        lang: Lang,
    ) -> Sheet<'a> {
        Sheet {
            def,
            columns,
            rows,
            lang,
            words: Arc::default(),
            sums: Vec::new(),
            sections: Vec::new(),
            more: String::new(),
        }
    }

    /// Prints the rows.
    pub fn print(&self, format: Format) -> anyhow::Result<()> {
        self.write(format, &mut io::stdout().lock())
    }

    /// Prints the one row with a line for each field.
    pub fn print_record(&self) -> anyhow::Result<()> {
        table::record(self, &mut io::stdout().lock())
    }

    fn write(&self, format: Format, out: &mut impl Write) -> anyhow::Result<()> {
        match format {
            Format::Table => table::table(self, out),
            Format::Json => json::array(self, out),
            Format::Jsonl => json::lines(self, out),
            Format::Csv => separated::write(self, b',', out),
            Format::Tsv => separated::write(self, b'\t', out),
        }
    }
}

#[cfg(test)]
mod tests;
