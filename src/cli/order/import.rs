//! `kehu order import FILE`: a file of orders in words, one a line, each stored whole or not at all. The same file again makes
//! no second orders. A first line `order`, then the names of fields that the administrator added, all parted by tabs, makes those columns behind
//! the words of each order. An order's intent follows from the file's name, its text, and how often the text stood there before.

use std::{collections::HashMap, path::PathBuf};

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{added, clerk::Clerk, show};
use crate::{
    cli::{
        Context, Exit, Failure,
        desk::{self, How},
        given,
        outcome::say,
        print::json,
        text_file,
    },
    domain::{field::FieldDef, kind::Kind},
    i18n::{Lang, Msg},
    store::OrderSaved,
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    how: How,
    #[arg(long)]
    hand_in: bool,
    #[arg(long)]
    again: bool,
}

/// What became of a line.
enum Came {
    Stored,
    Existed,
    Checked,
    Refused(Exit),
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let text = text_file::read(&args.file, cx.lang)?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut clerk = Clerk::open(args.hand_in, cx)?;
    let (mut came, mut columns) = (Vec::new(), None);
    for (n, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', '＃']) {
            continue;
        }
        let columns = match &columns {
            Some(columns) => columns,
            None => {
                let named = head(line, cx.lang)?;
                let is_head = named.is_some();
                let columns: &Vec<&'static FieldDef> = columns.insert(named.unwrap_or_default());
                if is_head {
                    continue;
                }
                columns
            }
        };
        let before = seen.entry(line).or_default();
        let intent = if args.again { Uuid::new_v4() } else { intent(&name, line, *before) };
        *before += 1;
        came.push(enter(args, (n, line), columns, intent, &mut clerk)?);
    }
    summary(&came, cx.lang);
    let worst =
        came.iter().filter_map(|came| if let Came::Refused(exit) = came { Some(*exit) } else { None });
    Ok(match worst.max_by_key(|exit| *exit as u8) {
        Some(exit) => exit,
        None if came.is_empty() => Exit::Nothing,
        None => Exit::Ok,
    })
}

/// The added fields that the first line names, if it is such a line.
fn head(line: &str, lang: Lang) -> Result<Option<Vec<&'static FieldDef>>, Failure> {
    let mut cells = line.split('\t');
    let first = cells.next().unwrap_or_default().trim();
    let names: Vec<&str> = cells.collect();
    if names.is_empty() || !(first.eq_ignore_ascii_case("order") || first == "订单") {
        return Ok(None);
    }
    let mut columns: Vec<&'static FieldDef> = Vec::new();
    for name in names {
        let field = added::field(name, lang)?;
        if columns.iter().any(|it| it.name == field.name) {
            return Err(Failure::usage(lang.fmt(Msg::ImportTwice, &[&clean(name)])));
        }
        columns.push(field);
    }
    Ok(Some(columns))
}

/// Where the line stands does not count: comments may be added above it.
fn intent(file: &str, line: &str, before: u32) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("kehu order import\0{file}\0{line}\0{before}").as_bytes())
}

/// One line. What is wrong with it alone is told, and the next one comes; without the server nothing goes on.
fn enter(
    args: &Args,
    (n, line): (usize, &str),
    columns: &[&'static FieldDef],
    intent: Uuid,
    clerk: &mut Clerk,
) -> anyhow::Result<Came> {
    match attempt(args, line, columns, intent, clerk) {
        Ok((came, words, mut object)) => {
            object["line"] = json!(n);
            say(if args.how.json { json::text(&object) } else { format!("{n}: {words}") })?;
            Ok(came)
        }
        Err(error) => {
            let failure = desk::judge(error)?;
            let mut object = desk::refusal(&failure);
            object["line"] = json!(n);
            say(if args.how.json { json::text(&object) } else { format!("{n}: {}", failure.words) })?;
            Ok(Came::Refused(failure.exit))
        }
    }
}

fn attempt(
    args: &Args,
    line: &str,
    columns: &[&'static FieldDef],
    intent: Uuid,
    clerk: &mut Clerk,
) -> anyhow::Result<(Came, String, Json)> {
    // Without columns a tab is a blank among the words.
    let (words, cells) = match line.split_once('\t').filter(|_| !columns.is_empty()) {
        Some((words, cells)) => (words, cells.split('\t').collect()),
        None => (line, Vec::new()),
    };
    if let Some(cell) = cells.get(columns.len()) {
        return Err(Failure::refused(clerk.lang().fmt(Msg::SaidTooMany, &[&clean(cell)])).into());
    }
    let text = Clerk::read(words, clerk.lang())?;
    // Prices and issues may be others by now: it is not worked out once more.
    if let Some(OrderSaved { id, code, version, state, .. }) = clerk.stored_before(intent)? {
        let words = clerk.lang().fmt(Msg::SaidThere, &[&code]);
        let stored = json!({ "id": id, "code": code, "state": state, "version": version, "existed": true });
        return Ok((Came::Existed, words, json!({ "stored": stored, "intent": intent })));
    }
    let added = given::values(Kind::Order, columns.iter().copied().zip(cells), &clerk.words, clerk.ground())?;
    let prepared = clerk.prepare(&text, added, intent)?;
    if args.how.check {
        clerk.try_out(&prepared)?;
        let mut words = vec![clerk.lang().fmt(
            Msg::SaidWouldStore,
            &[
                &clean(&prepared.typed.customer_text),
                &crate::domain::money::grouped(prepared.work.net),
                &prepared.work.parts.len(),
            ],
        )];
        words.extend(show::warnings(&prepared, clerk));
        return Ok((Came::Checked, words.join("; "), show::object(&prepared, clerk, None)));
    }
    let saved = clerk.store(&prepared)?;
    let words = show::stored(&prepared, &saved, clerk.lang());
    Ok((Came::Stored, words, show::object(&prepared, clerk, Some(&saved))))
}

fn summary(came: &[Came], lang: Lang) {
    let count = |wanted: fn(&Came) -> bool| came.iter().filter(|came| wanted(came)).count();
    eprintln!(
        "kehu: {}",
        lang.fmt(
            Msg::SaidSummary,
            &[
                &count(|came| matches!(came, Came::Stored)),
                &count(|came| matches!(came, Came::Checked)),
                &count(|came| matches!(came, Came::Existed)),
                &count(|came| matches!(came, Came::Refused(_))),
            ]
        )
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intent_follows_from_file_text_and_count() {
        let one = intent("a.txt", "shyy; sl fd 3", 0);
        assert_eq!(one, intent("a.txt", "shyy; sl fd 3", 0));
        for other in
            [("b.txt", "shyy; sl fd 3", 0), ("a.txt", "shyy; sl fd 2", 0), ("a.txt", "shyy; sl fd 3", 1)]
        {
            assert_ne!(one, intent(other.0, other.1, other.2));
        }
    }
}
