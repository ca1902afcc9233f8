//! `kehu report P9`: the reports of `kehu_rpt` on standard output, by the rights of whoever asks.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value as Json};

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    print::{Format, json as safe, worded, workbook},
    rows::words,
};
use crate::{
    domain::{
        entity,
        field::{FieldDef, Shape},
        kind::Kind,
        query,
        report::{self, Asked, REPORTS, Report},
        value::Value,
    },
    entry::figures::{Words, figure},
    export::{self, Cell, Sheet},
    i18n::Msg,
    store::{PEOPLE_BY_ID, Reply, Request},
    text::{clean, fit, fit_right, width},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "REPORT")]
    report: String,
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    #[arg(long, value_name = "FIELDS")]
    by: Option<String>,
    #[arg(long, value_name = "CHOICE")]
    of: Option<String>,
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let report = report::find(&args.report).ok_or_else(|| {
        let known: Vec<&str> = REPORTS.iter().map(|report| report.id).collect();
        Failure::usage(cx.lang.fmt(Msg::ReportUnknown, &[&clean(&args.report), &known.join(", ")]))
    })?;
    let by = sides(report, args.by.as_deref(), cx)?;
    let mut ask = Ask::open(cx)?;
    let asked = Asked { report, by, ..asked(report, args, ask.session.today, cx)? };
    let (rows, headline) = match ask.ask(&Request::Report(asked.clone()))? {
        Reply::Report { rows, headline } => (rows, headline),
        other => return Err(strange(&other)),
    };
    let company = words(&mut ask)?;
    let word = worded(&company, cx.lang);
    let said = Words { lang: cx.lang, word: &word };
    let people = company.get(PEOPLE_BY_ID);
    let told = |side: Option<&FieldDef>, value: &Value| told(side, value, &said, people.map(Vec::as_slice));
    let out = &mut io::stdout().lock();
    match args.format {
        Format::Json | Format::Jsonl => objects(report, &rows, args.format == Format::Json, out)?,
        format => {
            let worded: Vec<Vec<Value>> = rows.iter().map(|row| reworded(&asked, row, &told)).collect();
            let sheet = sheet(&asked, &worded, &said);
            match format {
                Format::Csv => out.write_all(&export::csv(&sheet, b',')?)?,
                Format::Tsv => out.write_all(&export::csv(&sheet, b'\t')?)?,
                Format::Xlsx => workbook(&sheet, out, cx)?,
                _ => eye(report, &sheet, out)?,
            }
            if let (Some(report), Some(row), Format::Table) = (report.headline, headline.first(), format) {
                writeln!(out, "{}", sentence(report, row, cx))?;
            }
        }
    }
    Ok(if rows.is_empty() { Exit::Nothing } else { Exit::Ok })
}

/// What it is told apart by: what is usual, where nothing is named.
fn sides(report: &Report, by: Option<&str>, cx: &Context) -> Result<Vec<String>, Failure> {
    let Some(sides) = report.sides else { return Ok(Vec::new()) };
    let def = entity::def(sides.kind);
    let wrong = |said: &str| {
        let known = sides.all.join(", ");
        Failure::usage(cx.lang.fmt(Msg::ReportSides, &[&clean(said), &sides.usual.len(), &known]))
    };
    let side = |name: &str| {
        let known = def.meant(name.trim()).map(|field| field.name).filter(|name| sides.all.contains(name));
        known.map(str::to_owned).ok_or_else(|| wrong(name))
    };
    let usual = sides.usual.join(",");
    let said = by.unwrap_or(&usual);
    let all = said.split([',', '，']).map(side).collect::<Result<Vec<_>, _>>()?;
    if all.len() > sides.usual.len() { Err(wrong(said)) } else { Ok(all) }
}

/// The period: this month, where nothing else is said.
fn asked(report: &'static Report, args: &Args, today: NaiveDate, cx: &Context) -> Result<Asked, Failure> {
    let day = |text: &Option<String>, last: bool| match text {
        None => Ok(None),
        Some(text) => {
            let days = query::period(text).and_then(|period| period.days(today));
            let wrong = || Failure::usage(cx.lang.fmt(Msg::ReportDay, &[&clean(text)]));
            days.map(|(first, end)| Some(if last { end } else { first })).ok_or_else(wrong)
        }
    };
    let month = today.with_day(1).unwrap_or(today);
    let from = day(&args.from, false)?.unwrap_or(month);
    let to = day(&args.to, true)?.unwrap_or(today.max(from));
    if to < from {
        return Err(Failure::usage(cx.lang.fmt(Msg::ReportPeriod, &[&from, &to])));
    }
    if let Some(of) = args.of.as_deref().filter(|of| !report.choices.contains(of)) {
        let known = report.choices.join(", ");
        return Err(Failure::usage(cx.lang.fmt(Msg::ReportChoice, &[&clean(of), &report.id, &known])));
    }
    let as_of = day(&args.as_of, true)?;
    Ok(Asked { report, period: (from, to), as_of, by: Vec::new(), choice: args.of.clone() })
}

/// A side in words: codes as the company calls them, people and departments by name.
fn told(
    side: Option<&FieldDef>,
    value: &Value,
    words: &Words,
    people: Option<&[crate::store::Word]>,
) -> Value {
    let field = side;
    let Some(field) = field.filter(|_| !value.is_empty()) else { return value.clone() };
    let code = value.str();
    Value::text(match field.shape {
        Shape::Choice(_, list) => words.lang.value(list, code).to_owned(),
        Shape::Dict(dict) => (words.word)(dict, code),
        Shape::Link(Kind::Operator) => {
            let login = people.into_iter().flatten().find(|(id, ..)| id == code);
            login.map_or(code.to_owned(), |(_, login, _)| (words.word)(crate::store::PEOPLE, login))
        }
        _ => code.to_owned(),
    })
}

/// The field that a column tells records apart by.
fn side(asked: &Asked, column: usize) -> Option<&'static FieldDef> {
    entity::def(asked.report.sides?.kind).field(asked.by.get(column)?)
}

fn reworded(asked: &Asked, row: &[Value], told: &dyn Fn(Option<&FieldDef>, &Value) -> Value) -> Vec<Value> {
    row.iter().enumerate().map(|(n, value)| told(side(asked, n), value)).collect()
}

fn sheet(asked: &Asked, rows: &[Vec<Value>], words: &Words) -> Sheet {
    let kind = asked.report.sides.map_or("report", |sides| sides.kind.name());
    let head = asked.report.columns.iter().enumerate().map(|(n, (name, _))| match side(asked, n) {
        Some(field) => words.lang.field(kind, field.name),
        None => words.lang.field("report", name),
    });
    let cells = |row: &Vec<Value>| {
        let cells = row.iter().zip(asked.report.columns);
        cells.map(|(value, (_, shape))| Cell::of(value, *shape, words)).collect()
    };
    Sheet {
        name: asked.report.id.to_owned(),
        head: head.map(str::to_owned).collect(),
        rows: rows.iter().map(cells).collect(),
    }
}

/// A table whose columns stand below each other, numbers at the right.
fn eye(report: &Report, sheet: &Sheet, out: &mut impl Write) -> io::Result<()> {
    let text = |(cell, (_, shape)): (&Cell, &(&str, Shape))| match cell {
        Cell::Number(n, _) => figure(*shape, Some(*n), false),
        Cell::Text(text) => clean(text).into_string(),
        _ => String::new(),
    };
    let row = |row: &Vec<Cell>| row.iter().zip(report.columns).map(text).collect();
    let lines: Vec<Vec<String>> =
        std::iter::once(sheet.head.clone()).chain(sheet.rows.iter().map(row)).collect();
    let wide = |n: usize| lines.iter().map(|line| width(&line[n])).max().unwrap_or_default();
    for line in &lines {
        let cells = line.iter().zip(report.columns).enumerate();
        let cells: Vec<String> = cells
            .map(|(n, (cell, (_, shape)))| match shape {
                Shape::Text => fit(cell, wide(n)),
                _ => fit_right(cell, wide(n)),
            })
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

/// The headline: each of its columns with its name.
fn sentence(report: &Report, row: &[Value], cx: &Context) -> String {
    let one = |((name, shape), value): (&(&'static str, Shape), &Value)| {
        format!("{} {}", cx.lang.field("report", name), figure(*shape, value.decimal(), false))
    };
    report.columns.iter().zip(row).map(one).collect::<Vec<_>>().join("  ")
}

/// An object for each row, by the stable names of the columns.
fn objects(report: &Report, rows: &[Vec<Value>], array: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let object = |row: &Vec<Value>| {
        let cells = report.columns.iter().zip(row);
        let cells = cells.map(|((name, _), value)| ((*name).to_owned(), json(value)));
        safe::text(&Json::Object(cells.collect::<Map<_, _>>()))
    };
    let all: Vec<String> = rows.iter().map(object).collect();
    match array {
        true => writeln!(out, "[\n{}\n]", all.join(",\n"))?,
        false => all.iter().try_for_each(|line| writeln!(out, "{line}"))?,
    }
    Ok(())
}

fn json(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Int(n) => (*n).into(),
        Value::Money(n) | Value::Ratio(n) => n.to_string().into(),
        other => other.str().into(),
    }
}
