//! A filled template as a text, as a page for a browser or a printer, or its lines as comma separated values. What could not be filled
//! stays as the template has it and is told by name.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{Cell, Look, Sheet, separated};
use crate::{
    domain::{
        capital::capital,
        discount, entity,
        field::Shape,
        kind::Kind,
        money,
        paper::{PaperSources, Piece, pieces},
        record::Row,
        value::Value,
    },
    i18n::Lang,
    text::{clean, fit, fit_right, width},
};

/// As what a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// A text.
    Text,
    /// A page.
    Html,
    /// Its lines.
    Csv,
}

impl PaperForm {
    /// The form of a name, which is also how its files end.
    pub fn of(name: &str) -> PaperForm {
        match name {
            "html" => PaperForm::Html,
            "csv" => PaperForm::Csv,
            _ => PaperForm::Text,
        }
    }

    /// How the name of a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            PaperForm::Text => "txt",
            PaperForm::Html => "html",
            PaperForm::Csv => "csv",
        }
    }
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paper {
    /// What is in it.
    pub body: String,
    /// The placeholders that nothing filled, each once.
    pub missing: Vec<String>,
}

/// The company's words for codes of its lists, in a language.
pub type Word<'a> = &'a dyn Fn(Lang, &str, &str) -> String;

const COLUMNS: [(&str, bool); 7] = [
    ("publication", false),
    ("position", false),
    ("issues", true),
    ("list_price", true),
    ("discount", true),
    ("unit_price", true),
    ("amount", true),
];

/// The template that is meant: by its name; without one the first in this language, else the first.
pub fn chosen<'a>(sources: &'a PaperSources, name: &str, lang: Lang) -> Option<&'a Row> {
    let speaks = |row: &&Row| language(row) == lang;
    let all = &sources.templates;
    match name.trim() {
        "" => all.iter().find(speaks).or(all.first()),
        name => all.iter().find(|row| row.get("name").str() == name),
    }
}

/// The language of a template.
fn language(template: &Row) -> Lang {
    if template.get("language").str() == "en" { Lang::En } else { Lang::Zh }
}

/// The paper that a template makes of its sources.
pub fn paper(template: &Row, sources: &PaperSources, form: PaperForm, today: NaiveDate, word: Word) -> Paper {
    let lang = language(template);
    let filling = Filling { sources, lang, today, word };
    if form == PaperForm::Csv {
        return Paper { body: filling.csv(), missing: Vec::new() };
    }
    let mut missing = Vec::new();
    let mut lines = Vec::new();
    for line in template.get("body").str().lines() {
        let filled = filling.line(line, form, &mut missing);
        // A line for something that may be missing goes with it.
        if !(filled.text.is_empty() && line.contains("?}}")) {
            lines.push(filled);
        }
    }
    let body = match form {
        PaperForm::Html => {
            page(&lines, lang, sources.records.first().map_or("", |(_, kind, row)| title(*kind, row)))
        }
        _ => lines.iter().map(|line| format!("{}\n", line.text.trim_end())).collect(),
    };
    Paper { body, missing }
}

fn title(kind: Kind, row: &Row) -> &str {
    row.get(entity::def(kind).title).str()
}

/// A line of a paper: its rank as a heading, and what stands in it.
struct Line {
    rank: u8,
    text: String,
    /// A table stands in it: no paragraph of its own.
    table: bool,
}

struct Filling<'a> {
    sources: &'a PaperSources,
    lang: Lang,
    today: NaiveDate,
    word: Word<'a>,
}

impl Filling<'_> {
    fn line(&self, line: &str, form: PaperForm, missing: &mut Vec<String>) -> Line {
        let (rank, line) = match (line.strip_prefix("## "), line.strip_prefix("# ")) {
            (Some(rest), _) => (2, rest),
            (None, Some(rest)) => (1, rest),
            _ => (0, line),
        };
        let html = form == PaperForm::Html;
        let mut out = Line { rank, text: String::new(), table: false };
        for piece in pieces(line) {
            match piece {
                Piece::Text(text) => {
                    out.text += &if html { escaped(text) } else { clean(text).into_string() }
                }
                Piece::Name("lines") if !self.sources.lines.is_empty() => {
                    out.table = true;
                    out.text += &if html { self.html_table() } else { self.text_table() };
                }
                Piece::Name(name) => {
                    let (bare, optional) = (name.trim_end_matches('?').trim(), name.ends_with('?'));
                    match self.value(bare) {
                        Some(value) if html => out.text += &escaped(&value),
                        Some(value) => out.text += &clean(&value).into_string(),
                        None if optional => {}
                        None => {
                            if !missing.iter().any(|it| it == bare) {
                                missing.push(bare.to_owned());
                            }
                            let open = format!("{{{{{bare}}}}}");
                            out.text += &if html { format!("<mark>{}</mark>", escaped(&open)) } else { open };
                        }
                    }
                }
            }
        }
        out
    }

    /// What a placeholder stands for; none where nothing does.
    fn value(&self, name: &str) -> Option<String> {
        if let Some(of) = name.strip_suffix(".capital") {
            return self.amount(of).map(capital);
        }
        match name {
            "today" => return Some(self.day(self.today)),
            "total" => return self.amount(name).map(money::yuan),
            "company.name" => return Some(self.sources.company.clone()).filter(|it| !it.is_empty()),
            _ => {}
        }
        let (value, kind, field) = self.found(name)?;
        let shape = entity::def(kind).field(field)?.shape;
        Some(self.shown(value, shape)).filter(|text| !text.is_empty())
    }

    fn found<'n>(&self, name: &'n str) -> Option<(&Value, Kind, &'n str)> {
        let (of, field) = name.split_once('.')?;
        let (_, kind, row) = self.sources.records.iter().find(|(prefix, ..)| *prefix == of)?;
        Some((row.get(field), *kind, field))
    }

    fn amount(&self, name: &str) -> Option<Decimal> {
        match name {
            "total" if self.sources.lines.is_empty() => None,
            "total" => Some(self.sources.lines.iter().filter_map(|row| row.get("amount").decimal()).sum()),
            name => match self.found(name)?.0 {
                Value::Money(amount) => Some(*amount),
                _ => None,
            },
        }
    }

    fn day(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Lang::En => day.format("%-d %B %Y").to_string(),
        }
    }

    fn shown(&self, value: &Value, shape: Shape) -> String {
        match (value, shape) {
            (Value::Money(amount), _) => money::yuan(*amount),
            (Value::Ratio(ratio), Shape::Discount) => self.discount(*ratio),
            (Value::Ratio(ratio), _) => format!("{} %", (ratio * Decimal::ONE_HUNDRED).normalize()),
            (Value::Date(day), _) => self.day(*day),
            (Value::Moment(at), _) => self.day(at.date_naive()),
            (Value::Flag(_), _) => String::new(),
            (Value::Code(code), Shape::Choice(_, list)) => self.lang.value(list, code).to_owned(),
            (Value::Code(code), Shape::Dict(dict)) => (self.word)(self.lang, dict, code),
            (other, _) => other.plain(),
        }
    }

    /// 7.5折, or 75 %.
    fn discount(&self, ratio: Decimal) -> String {
        match self.lang {
            Lang::Zh if ratio < Decimal::ONE => discount::shown(ratio),
            _ => format!("{} %", (ratio * Decimal::ONE_HUNDRED).normalize()),
        }
    }

    fn label(&self, name: &'static str) -> &'static str {
        self.lang.field(Kind::QuoteLine.name(), name)
    }

    fn cell(&self, row: &Row, name: &str) -> String {
        match row.get(name) {
            Value::Money(amount) => money::grouped(*amount),
            Value::Ratio(ratio) => self.discount(*ratio),
            other => clean(&other.plain()).into_string(),
        }
    }

    fn cells(&self) -> Vec<Vec<String>> {
        let head = COLUMNS.iter().map(|(name, _)| self.label(name).to_owned()).collect();
        let rows = self
            .sources
            .lines
            .iter()
            .map(|row| COLUMNS.iter().map(|(name, _)| self.cell(row, name)).collect());
        let mut last = vec![String::new(); COLUMNS.len()];
        last[0] = self.label("total").to_owned();
        last[COLUMNS.len() - 1] = self.amount("total").map(money::grouped).unwrap_or_default();
        std::iter::once(head).chain(rows).chain([last]).collect()
    }

    fn text_table(&self) -> String {
        let cells = self.cells();
        let wide = |n: usize| cells.iter().map(|row| width(&row[n])).max().unwrap_or(0);
        let wides: Vec<usize> = (0..COLUMNS.len()).map(wide).collect();
        let line = |row: &Vec<String>| {
            let put = |(n, (_, right)): (usize, &(&str, bool))| {
                if *right { fit_right(&row[n], wides[n]) } else { fit(&row[n], wides[n]) }
            };
            let line: Vec<String> = COLUMNS.iter().enumerate().map(put).collect();
            line.join("  ").trim_end().to_owned()
        };
        cells.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn html_table(&self) -> String {
        let cells = self.cells();
        let mut out = String::from("<table>\n");
        for (n, row) in cells.iter().enumerate() {
            let tag = if n == 0 { "th" } else { "td" };
            out += if n + 1 == cells.len() { "<tr class=\"sum\">" } else { "<tr>" };
            for (cell, (_, right)) in row.iter().zip(COLUMNS) {
                let class = if right { " class=\"n\"" } else { "" };
                out += &format!("<{tag}{class}>{}</{tag}>", escaped(cell));
            }
            out += "</tr>\n";
        }
        out + "</table>"
    }

    /// The lines with their total, and that in capitals.
    fn csv(&self) -> String {
        let number = |value: &Value, right: bool| match (value, right) {
            (Value::Money(n), _) => Cell::Number(*n, Look::Money),
            (Value::Ratio(n), _) => Cell::Number(*n, Look::Plain),
            (Value::Int(n), _) => Cell::Number((*n).into(), Look::Plain),
            (other, _) => Cell::Text(other.plain()),
        };
        let total = self.amount("total").unwrap_or_default();
        let last = |name: String, cell: Cell| {
            let mut row = vec![Cell::Empty; COLUMNS.len()];
            (row[0], row[COLUMNS.len() - 1]) = (Cell::Text(name), cell);
            row
        };
        let rows = self.sources.lines.iter();
        let rows =
            rows.map(|row| COLUMNS.iter().map(|(name, right)| number(row.get(name), *right)).collect());
        let label = self.label("total").to_owned();
        let sums =
            [last(label, Cell::Number(total, Look::Money)), last(String::new(), Cell::Text(capital(total)))];
        let sheet = Sheet {
            name: String::new(),
            head: COLUMNS.iter().map(|(name, _)| self.label(name).to_owned()).collect(),
            rows: rows.chain(sums).collect(),
        };
        let bytes = separated::csv(&sheet, b',').unwrap_or_default();
        format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
    }
}

/// With the characters that a page would obey written out; nothing that hides or turns text.
fn escaped(text: &str) -> String {
    let text = clean(text).into_string();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = "body{font-family:'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;max-width:48em;margin:2em auto;line-height:1.6}\
    h1{text-align:center}table{border-collapse:collapse;width:100%;margin:1em 0}th,td{border:1px solid #888;padding:.3em .6em;text-align:left}\
    .n{text-align:right}.sum{font-weight:bold}mark{background:#fc3}@media print{body{margin:0}}";

fn page(lines: &[Line], lang: Lang, title: &str) -> String {
    let mut body = String::new();
    let mut open: Vec<&str> = Vec::new();
    let close = |open: &mut Vec<&str>, body: &mut String| {
        if !open.is_empty() {
            *body += &format!("<p>{}</p>\n", open.join("<br>\n"));
            open.clear();
        }
    };
    for line in lines {
        if line.rank == 0 && !line.table && !line.text.trim().is_empty() {
            open.push(&line.text);
            continue;
        }
        close(&mut open, &mut body);
        match (line.rank, line.table) {
            (_, true) => body += &format!("{}\n", line.text),
            (0, _) => {}
            (rank, _) => body += &format!("<h{rank}>{}</h{rank}>\n", line.text),
        }
    }
    close(&mut open, &mut body);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title><style>{STYLE}</style></head>\n<body>\n{body}</body>\n</html>\n",
        lang.code(),
        escaped(title)
    )
}
