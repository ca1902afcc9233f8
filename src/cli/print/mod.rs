//! Rows on standard output. Tables are for eyes: labels and words in the user's language. All other formats are for
//! scripts: stable names, codes as stored, ISO dates, decimals as texts.

pub mod json;
pub mod sections;
mod separated;
mod table;

use std::{
    io::{self, IsTerminal, Write},
    sync::Arc,
};

use rust_decimal::Decimal;

use self::sections::Section;
use super::{Context, Failure};
use crate::{
    domain::{entity::EntityDef, field::FieldDef, record::Row},
    entry::figures::Words,
    export,
    i18n::{Lang, Msg},
    store,
};

/// The output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
    Tsv,
    Xlsx,
}

/// Rows with what is shown of them.
pub struct Sheet<'a> {
    def: &'static EntityDef,
    columns: &'a [&'static FieldDef],
    rows: &'a [Row],
    lang: Lang,
    /// Words for the codes of dictionaries.
    pub words: Arc<store::Words>,
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
    pub fn print(&self, format: Format, cx: &Context) -> anyhow::Result<()> {
        if format == Format::Xlsx {
            let word = worded(&self.words, self.lang);
            let words = Words { lang: self.lang, word: &word };
            let name = self.lang.kind(self.def.kind.name());
            let sheet = export::list(name, self.def, self.columns, self.rows, &words);
            return workbook(&sheet, &mut io::stdout().lock(), cx);
        }
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
            // A workbook is no text; see [`workbook`].
            Format::Xlsx => Ok(()),
        }
    }
}

/// A workbook, which goes into a file or to another program: a terminal would obey its bytes.
pub fn workbook(sheet: &export::Sheet, out: &mut impl Write, cx: &Context) -> anyhow::Result<()> {
    if io::stdout().is_terminal() {
        return Err(Failure::usage(cx.lang.tr(Msg::CliNoTerminal)).into());
    }
    Ok(out.write_all(&export::xlsx(sheet)?)?)
}

/// The company's own word for a code of one of its lists.
pub fn worded(words: &store::Words, lang: Lang) -> impl Fn(&str, &str) -> String {
    move |dict, code| {
        let item = words.get(dict).and_then(|items| items.iter().find(|(known, ..)| known == code));
        item.map_or(code, |(_, chinese, english)| lang.of_two(chinese, english)).to_owned()
    }
}

#[cfg(test)]
mod tests;
