//! `kehu order import FILE`: a file of orders in words, one a line, each stored whole or not at all. The same file again makes
//! no second orders: an order's intent follows from the file's name, its text, and how often the text stood there before.

use std::{collections::HashMap, fs, io::Read, path::PathBuf};

use encoding_rs::{Encoding, GB18030, UTF_8};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{clerk::Clerk, show};
use crate::{
    cli::{
        Context, Exit, Failure,
        desk::{self, How},
        outcome::say,
        print::json,
    },
    i18n::{Lang, Msg},
    store::OrderSaved,
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
    let text = contents(args, cx.lang)?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut clerk = Clerk::open(args.hand_in, cx)?;
    let mut came = Vec::new();
    for (n, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', '＃']) {
            continue;
        }
        let before = seen.entry(line).or_default();
        let intent = if args.again { Uuid::new_v4() } else { intent(&name, line, *before) };
        *before += 1;
        came.push(enter(args, n, line, intent, &mut clerk)?);
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

fn contents(args: &Args, lang: Lang) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let read = if args.file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(&args.file).map(|read| bytes = read)
    };
    let unreadable = |why: String| Failure::usage(lang.fmt(Msg::SaidBadFile, &[&args.file.display(), &why]));
    read.map_err(|e| unreadable(e.to_string()))?;
    decoded(&bytes).ok_or_else(|| unreadable("UTF-8, GB18030, UTF-16".to_owned()).into())
}

/// As a spreadsheet or an editor wrote it: with a byte order mark UTF-8 or UTF-16, without one UTF-8, else GB18030 (which GBK
/// and GB2312 are part of).
fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or(if str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    let (text, _, broken) = encoding.decode(bytes);
    (!broken).then(|| text.into_owned())
}

/// Where the line stands does not count: comments may be added above it.
fn intent(file: &str, line: &str, before: u32) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("kehu order import\0{file}\0{line}\0{before}").as_bytes())
}

/// One line. What is wrong with it alone is told, and the next one comes; without the server nothing goes on.
fn enter(args: &Args, n: usize, line: &str, intent: Uuid, clerk: &mut Clerk) -> anyhow::Result<Came> {
    match attempt(args, line, intent, clerk) {
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

fn attempt(args: &Args, line: &str, intent: Uuid, clerk: &mut Clerk) -> anyhow::Result<(Came, String, Json)> {
    let text = Clerk::read(line, clerk.lang())?;
    // Prices and issues may be others by now: it is not worked out once more.
    if let Some(OrderSaved { id, code, version, state, .. }) = clerk.stored_before(intent)? {
        let words = clerk.lang().fmt(Msg::SaidThere, &[&code]);
        let stored = json!({ "id": id, "code": code, "state": state, "version": version, "existed": true });
        return Ok((Came::Existed, words, json!({ "stored": stored, "intent": intent })));
    }
    let prepared = clerk.prepare(&text, intent)?;
    if args.how.check {
        clerk.try_out(&prepared)?;
        let mut words = vec![clerk.lang().fmt(
            Msg::SaidWouldStore,
            &[
                &crate::text::clean(&prepared.typed.customer_text),
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
    fn files_are_read_as_they_come_from_an_office() {
        let text = "上海雅韵；三联 封底 3期";
        let marked = |bytes: Vec<u8>, mark: &[u8]| [mark, &bytes].concat();
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(text.as_bytes().to_vec(), b"\xEF\xBB\xBF"),
            GB18030.encode(text).0.into_owned(),
            marked(wide(u16::to_le_bytes), b"\xFF\xFE"),
            marked(wide(u16::to_be_bytes), b"\xFE\xFF"),
        ] {
            assert_eq!(decoded(&bytes).as_deref(), Some(text), "{bytes:?}");
        }
        assert_eq!(decoded(b"\xFF\xFF\xFF"), None);
    }

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
