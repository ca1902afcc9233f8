//! Views as text: written for people to read, review and keep beside their programs, and read back. Knows no screen.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    fields, say,
};
use crate::{
    domain::query::{self, Tongue},
    entry::{
        book::{Saved, View},
        faults,
        lexicon::Labels,
    },
    i18n::Msg,
    store::{KeepView, Reply, Request, Scope, Words},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Export {
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct Import {
    #[arg(value_name = "FILE")]
    file: String,
    #[arg(long)]
    replace: bool,
}

#[derive(Debug, clap::Args)]
pub struct Change {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "own|department|everyone|role:sp,sd|people:john,lina")]
    share: Option<String>,
    #[arg(long, value_name = "true|false")]
    locked: Option<bool>,
}

/// A file of views.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    view: Vec<Written>,
}

/// A view as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    /// Kind, rows and how they are shown, with the stable names.
    query: String,
    #[serde(default = "own", skip_serializing_if = "is_own")]
    scope: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
}

fn own() -> String {
    Scope::Own.to_string()
}

fn is_own(scope: &String) -> bool {
    *scope == own()
}

impl Written {
    fn of(view: &View, words: &Words) -> Written {
        let labels = Labels { dictionaries: Some(words) };
        let mut reading = query::read_rows(&view.query, view.kind, &labels);
        if let Some(person) = &view.person {
            reading.query.rows = reading.query.rows.about(person);
        }
        reading.query.kind = Some(view.kind);
        let query = match reading.faults.is_empty() {
            true => query::print(&reading.query, view.kind, Tongue::English, &labels),
            // What is not understood is written as it is kept.
            false => format!("{} {}", view.kind.name(), view.query),
        };
        let saved = view.saved.as_ref();
        Written {
            name: view.name.clone(),
            query,
            scope: saved.filter(|saved| saved.own).map_or_else(own, |saved| saved.scope.to_string()),
            locked: saved.is_some_and(|saved| saved.locked),
        }
    }
}

/// Prints one's own views, or those that are named.
pub fn export(args: &Export, views: &[View], words: &Words, cx: &Context) -> anyhow::Result<Exit> {
    let own = |view: &&View| view.saved.as_ref().is_some_and(|saved| saved.own);
    let chosen: Vec<&View> = match args.names.is_empty() {
        true => views.iter().filter(own).collect(),
        false => args.names.iter().map(|name| super::view::one(views, name, cx)).collect::<Result<_, _>>()?,
    };
    let file = File { view: chosen.into_iter().map(|view| Written::of(view, words)).collect() };
    if file.view.is_empty() {
        return Ok(Exit::Nothing);
    }
    // What a terminal would obey stands in no name and no query; TOML writes it as escapes.
    say(toml::to_string(&file)?.trim_end())?;
    Ok(Exit::Ok)
}

/// Keeps the views of a file as one's own. All are read and understood before the first is kept.
pub fn import(
    args: &Import,
    views: &[View],
    words: &Words,
    ask: &mut Ask,
    cx: &Context,
) -> anyhow::Result<Exit> {
    let text = match args.file.as_str() {
        "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text
        }
        path => std::fs::read_to_string(path).map_err(|error| Failure::usage(format!("{path}: {error}")))?,
    };
    let unread = |error: toml::de::Error| Failure::usage(clean(&error.to_string()).into_string());
    let file: File = toml::from_str(&text).map_err(unread)?;
    let mut kept = Vec::with_capacity(file.view.len());
    for written in &file.view {
        kept.extend(to_keep(written, args.replace, views, words, cx)?);
    }
    for view in &kept {
        match ask.ask(&Request::KeepView(view.clone()))? {
            Reply::Done => {}
            other => return Err(strange(&other)),
        }
    }
    say(cx.lang.fmt(Msg::BookImported, &[&kept.len(), &(file.view.len() - kept.len())]))?;
    Ok(Exit::Ok)
}

/// What is to be kept of a written view; nothing where it is kept like that already.
fn to_keep(
    written: &Written,
    replace: bool,
    views: &[View],
    words: &Words,
    cx: &Context,
) -> Result<Option<KeepView>, Failure> {
    let named = |what: String| Failure::usage(format!("{}: {what}", clean(&written.name)));
    let (def, rows) =
        fields::asked(std::slice::from_ref(&written.query), cx).map_err(|failure| named(failure.words))?;
    let labels = Labels { dictionaries: Some(words) };
    let reading = query::read_rows(&rows, def.kind, &labels);
    if let Some(fault) = reading.faults.first() {
        return Err(named(faults::fault(cx.lang, fault)));
    }
    let query = query::print(&reading.query, def.kind, Tongue::English, &labels);
    let scope =
        Scope::parse(&written.scope).ok_or_else(|| named(cx.lang.fmt(Msg::BookScope, &[&written.scope])))?;
    let own = |view: &&View| view.name == written.name && view.saved.as_ref().is_some_and(|saved| saved.own);
    let before = views.iter().find(own);
    if let Some(before) = before {
        let same = Written::of(before, words);
        if same == Written::of(&View { query: query.clone(), kind: def.kind, ..before.clone() }, words)
            && (same.scope.as_str(), same.locked) == (written.scope.as_str(), written.locked)
        {
            return Ok(None);
        }
        if !replace || before.kind != def.kind {
            return Err(named(cx.lang.tr(Msg::BookThere).to_owned()));
        }
    }
    Ok(Some(KeepView::Whole {
        view: before.and_then(|view| view.saved.as_ref()).map(|saved| saved.id),
        name: written.name.clone(),
        kind: def.kind,
        query,
        scope,
        locked: written.locked,
    }))
}

/// Changes who uses one of one's own views, and whether it is locked.
pub fn change(args: &Change, views: &[View], ask: &mut Ask, cx: &Context) -> anyhow::Result<Exit> {
    let view = super::view::one(views, &args.name, cx)?;
    let own = |saved: &&Saved| saved.own;
    let saved = view
        .saved
        .as_ref()
        .filter(own)
        .ok_or_else(|| Failure::refused(cx.lang.fmt(Msg::BookNotOwn, &[&clean(&view.name)])))?;
    let scope = match &args.share {
        Some(text) => {
            Scope::parse(text).ok_or_else(|| Failure::usage(cx.lang.fmt(Msg::BookScope, &[&clean(text)])))?
        }
        None => saved.scope.clone(),
    };
    let whole = KeepView::Whole {
        view: Some(saved.id),
        name: view.name.clone(),
        kind: view.kind,
        query: view.query.clone(),
        scope,
        locked: args.locked.unwrap_or(saved.locked),
    };
    match ask.ask(&Request::KeepView(whole))? {
        Reply::Done => Ok(Exit::Ok),
        other => Err(strange(&other)),
    }
}
