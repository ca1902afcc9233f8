//! `kehu import KIND FILE`: records from a table, each line judged as a form judges it: stored, or not and why; duplicates are
//! looked for among what is there and among the lines before. One transaction: with `--check` nothing of it is kept. The same file
//! again makes no second records, and with `--update` a line with a code changes the record of that code: a record's intent follows from the file's name, its line, and how often the line stood there before.

mod columns;
mod line;

use std::{collections::HashMap, fs, path::PathBuf};

use csv::{ReaderBuilder, StringRecord};
use uuid::Uuid;

use self::{
    columns::{Cells, Columns},
    line::{Came, change, enter},
};
use super::{
    Context, Exit, Failure, ask::Ask, desk::How, outcome::say, print::json as safe, rows::words, text_file,
};
use crate::{
    domain::{alike::known_by, kind::Kind, policy},
    export::{Cell, Form, Sheet},
    i18n::{Lang, Msg},
    store::Save,
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "KIND")]
    kind: String,
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    how: How,
    #[arg(long)]
    update: bool,
    #[arg(long)]
    very_like: bool,
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
}

/// A line: its number in the file, its cells, and what they hold or what is wrong with them.
struct Line {
    number: u64,
    cells: StringRecord,
    read: Result<Cells, String>,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let lang = cx.lang;
    let kinds: Vec<&str> =
        Kind::ALL.iter().filter(|it| !known_by(**it).is_empty()).map(|it| it.name()).collect();
    let kind = Kind::find(&args.kind).filter(|kind| kinds.contains(&kind.name())).ok_or_else(|| {
        Failure::usage(lang.fmt(Msg::ImportNoKind, &[&clean(&args.kind), &kinds.join(", ")]))
    })?;
    let text = text_file::read(&args.file, lang)?;
    let mut ask = Ask::open(cx)?;
    let changes = args.update && policy::can_edit(&ask.session, kind);
    if !changes && !policy::can_create(&ask.session, kind) {
        return Err(Failure::refused(lang.fmt(Msg::ImportNotYours, &[&lang.kinds(kind.name())])).into());
    }
    let (head, lines) = table((kind, args.update), &text, &mut ask, lang)?;
    let came = store(args, kind, &lines, &mut ask, lang)?;
    let by_id: HashMap<i64, u64> = lines
        .iter()
        .zip(&came)
        .filter_map(
            |(line, came)| if let Came::Stored(id, _) = came { Some((*id, line.number)) } else { None },
        )
        .collect();
    for (line, came) in lines.iter().zip(&came) {
        say(if args.how.json {
            safe::text(&came.object(line.number, &by_id))
        } else {
            format!("{}: {}", line.number, came.words(&by_id, !args.how.check, lang))
        })?;
    }
    let refused = came.iter().filter(|came| matches!(came, Came::Refused(..))).count();
    if let Some(file) = &args.rejected {
        reject(file, &head, &lines, &came, &by_id, lang)?;
    }
    let summary = if args.how.check { Msg::ImportChecked } else { Msg::ImportDone };
    eprintln!("kehu: {}", lang.fmt(summary, &[&(came.len() - refused), &refused]));
    Ok(match (came.len(), refused) {
        (0, _) => Exit::Nothing,
        (_, 0) => Exit::Ok,
        _ => Exit::Refused,
    })
}

/// The first row says which column is which field.
fn table(
    (kind, update): (Kind, bool),
    text: &str,
    ask: &mut Ask,
    lang: Lang,
) -> anyhow::Result<(StringRecord, Vec<Line>)> {
    let first = text.lines().next().unwrap_or_default();
    let parted = [b'\t', b';', b','].into_iter().find(|by| first.as_bytes().contains(by)).unwrap_or(b',');
    let mut reader = ReaderBuilder::new().delimiter(parted).has_headers(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| Failure::usage(lang.fmt(Msg::ImportBroken, &[&error]));
    let head = reader.headers().map_err(broken)?.clone();
    let company = words(ask)?;
    let mut columns = Columns::of(kind, &head, &ask.session, &company, (update, lang))?;
    let mut lines = Vec::new();
    for row in reader.records() {
        let cells = row.map_err(broken)?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let number = cells.position().map_or(0, |at| line_of(at, text));
        let read = columns.read(&cells, ask, lang)?;
        lines.push(Line { number, cells, read });
    }
    Ok((head, lines))
}

/// Where a row stands in the file: the reader does not count the empty lines before it.
fn line_of(at: &csv::Position, text: &str) -> u64 {
    let rest = usize::try_from(at.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let empty = rest.chars().take_while(|c| ['\r', '\n'].contains(c)).filter(|c| *c == '\n').count();
    at.line() + empty as u64
}

/// All lines in one transaction; a line that is refused leaves the others be.
fn store(args: &Args, kind: Kind, lines: &[Line], ask: &mut Ask, lang: Lang) -> anyhow::Result<Vec<Came>> {
    let file = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    ask.together(|together| {
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut came = Vec::new();
        for line in lines {
            let text = line.cells.iter().collect::<Vec<_>>().join("\u{1f}");
            let before = seen.entry(text.clone()).or_default();
            let intent = intent(kind, &file, &text, *before);
            *before += 1;
            came.push(match &line.read {
                Err(wrong) => Came::Refused(wrong.clone(), Vec::new()),
                Ok(Cells { record: Some(key), values }) => {
                    change(together, (kind, key), values, args.very_like, lang)?
                }
                Ok(Cells { record: None, values }) => {
                    let save = Save { kind, existing: None, values: values.clone(), intent };
                    enter(together, &save, args.very_like, lang)?
                }
            });
        }
        Ok((!args.how.check, came))
    })
}

fn intent(kind: Kind, file: &str, line: &str, before: u32) -> Uuid {
    let text = format!("kehu import\0{}\0{file}\0{line}\0{before}", kind.name());
    Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes())
}

/// The lines that are not stored, as they came, and why.
fn reject(
    file: &PathBuf,
    head: &StringRecord,
    lines: &[Line],
    came: &[Came],
    by_id: &HashMap<i64, u64>,
    lang: Lang,
) -> anyhow::Result<()> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let why = lang.tr(Msg::ImportWhy).to_owned();
    let rows =
        lines.iter().zip(came).filter(|(_, came)| matches!(came, Came::Refused(..))).map(|(line, came)| {
            line.cells.iter().map(text).chain([text(&came.words(by_id, true, lang))]).collect()
        });
    let head = head.iter().map(str::to_owned).chain([why]).collect();
    let sheet = Sheet { name: String::new(), head, rows: rows.collect() };
    let unwritten = |why: String| Failure::usage(lang.fmt(Msg::SaidBadFile, &[&file.display(), &why]));
    let bytes = Form::Csv.write(&sheet).map_err(|error| unwritten(error.to_string()))?;
    fs::write(file, bytes).map_err(|error| unwritten(error.to_string()).into())
}
