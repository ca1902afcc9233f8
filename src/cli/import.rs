//! `kehu import KIND FILE`: records from a table, each line judged as a form judges it: stored, or not and why; duplicates are
//! looked for among what is there and among the lines before. One transaction: with `--check` nothing of it is kept. The same file
//! again makes no second records, and with `--update` a line with a code changes the record of that code: a record's intent follows from the file's name, its line, and how often the line stood there before.

use std::{fs, path::PathBuf};

use csv::StringRecord;
use serde_json::{Value as Json, json};

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    desk::How,
    outcome::say,
    print::json as safe,
    rows::words,
    text_file,
};
use crate::{
    domain::kind::Kind,
    export::{Cell, Form, Sheet},
    i18n::Msg,
    screen::{
        editor::Ground,
        import::{Came, KINDS, Line, Table, Telling, by_record, came, may},
    },
    store::{FieldChange, Imported, Reply, Request},
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

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let lang = cx.lang;
    let kinds: Vec<&str> = KINDS.iter().map(|it| it.name()).collect();
    let kind = Kind::find(&args.kind).filter(|kind| KINDS.contains(kind)).ok_or_else(|| {
        Failure::usage(lang.fmt(Msg::ImportNoKind, &[&clean(&args.kind), &kinds.join(", ")]))
    })?;
    let text = text_file::read(&args.file, lang)?;
    let mut ask = Ask::open(cx)?;
    if !may(&ask.session, kind, args.update) {
        return Err(Failure::refused(lang.fmt(Msg::ImportNotYours, &[&lang.kinds(kind.name())])).into());
    }
    let file = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let company = words(&mut ask)?;
    let mut table = Table::of((kind, &file), &text, &ask.session, &company, (args.update, lang))
        .map_err(Failure::usage)?;
    while let Some(request) = table.asks() {
        let answer = ask.plainly(&request);
        table.take(answer, lang).map_err(|error| ask.failed(&error))?;
    }
    let lines = table.lines(Ground { lang, today: ask.session.today });
    let import = table.import(&lines, args.very_like, !args.how.check);
    let came = match ask.ask(&Request::Import(Box::new(import)))? {
        Reply::Imported(judged) => came(&lines, judged),
        other => return Err(strange(&other)),
    };
    let by_id = by_record(&lines, &came);
    let kept = !args.how.check;
    let telling = Telling { kind, lines: &by_id, kept, very_like: Msg::ImportVeryLike, lang };
    for (line, came) in lines.iter().zip(&came) {
        say(if args.how.json {
            safe::text(&object(came, line.number, &telling))
        } else {
            format!("{}: {}", line.number, came.words(&telling))
        })?;
    }
    let refused = came.iter().filter(|came| came.refused()).count();
    if let Some(file) = &args.rejected {
        reject(file, &table.head, (&lines, &came), &telling)?;
    }
    let summary = if args.how.check { Msg::ImportChecked } else { Msg::ImportDone };
    eprintln!("kehu: {}", lang.fmt(summary, &[&(came.len() - refused), &refused]));
    Ok(match (came.len(), refused) {
        (0, _) => Exit::Nothing,
        (_, 0) => Exit::Ok,
        _ => Exit::Refused,
    })
}

/// What became of a line, for scripts.
fn object(came: &Came, line: u64, telling: &Telling) -> Json {
    let stored = match came {
        Came::Judged(Imported::Stored(id, _) | Imported::Changed(id, ..)) => Some(*id),
        _ => None,
    };
    let found: Vec<Json> = came
        .alike()
        .iter()
        .map(|it| {
            json!({ "verdict": it.verdict.code(), "reason": it.reason, "name": it.name, "company": it.company,
                "department": it.department, "owner": it.owner, "status": it.status,
                "line": it.id.and_then(|id| telling.lines.get(&id)) })
        })
        .collect();
    let why = came.why(telling.very_like, telling.lang);
    let mut object = json!({ "line": line, "stored": stored, "refused": why, "alike": found });
    if let Came::Judged(Imported::Changed(_, told, _)) = came {
        let pair = |it: &FieldChange| (it.field.to_owned(), json!([it.before.plain(), it.after.plain()]));
        object["changed"] = Json::Object(told.iter().map(pair).collect());
    }
    object
}

/// The lines that are not stored, as they came, and why.
fn reject(
    file: &PathBuf,
    head: &StringRecord,
    (lines, came): (&[Line], &[Came]),
    telling: &Telling,
) -> anyhow::Result<()> {
    let lang = telling.lang;
    let text = |text: &str| Cell::Text(text.to_owned());
    let why = lang.tr(Msg::ImportWhy).to_owned();
    let rows = lines
        .iter()
        .zip(came)
        .filter(|(_, came)| came.refused())
        .map(|(line, came)| line.cells.iter().map(text).chain([text(&came.words(telling))]).collect());
    let head = head.iter().map(str::to_owned).chain([why]).collect();
    let sheet = Sheet { name: String::new(), head, rows: rows.collect() };
    let unwritten = |why: String| Failure::usage(lang.fmt(Msg::SaidBadFile, &[&file.display(), &why]));
    let bytes = Form::Csv.write(&sheet).map_err(|error| unwritten(error.to_string()))?;
    fs::write(file, bytes).map_err(|error| unwritten(error.to_string()).into())
}
