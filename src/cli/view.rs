//! `kehu view`: the book of views without the screen: their names, the words of one, its rows. By the rights of whoever asks.

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    fields::{self, Bound},
    rows::{Shown, Wanted, words},
    view_text::{self, Change, Export, Import},
};
use crate::{
    domain::{
        entity,
        kind::Kind,
        query::{self, People, Scalar},
    },
    entry::{
        book::{self, Person, View},
        faults::tongue,
        lexicon::Labels,
    },
    i18n::Msg,
    store::{Reply, Request, Words},
    text::clean,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    List,
    Show(Named),
    Run(Run),
    Export(Export),
    Import(Import),
    Change(Change),
}

#[derive(Debug, clap::Args)]
struct Named {
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, clap::Args)]
struct Run {
    #[command(flatten)]
    view: Named,
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    shown: Shown,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let mut ask = Ask::open(cx)?;
    let views = views(&mut ask, cx)?;
    match &args.action {
        Action::List => list(&views),
        Action::Show(named) => show(one(&views, &named.name, cx)?, &mut ask, cx)?,
        Action::Run(run) => {
            let view = one(&views, &run.view.name, cx)?.clone();
            return rows(&view, run, views, &mut ask, cx);
        }
        Action::Export(args) => {
            let words = words(&mut ask)?;
            return view_text::export(args, &views, &words, cx);
        }
        Action::Import(args) => {
            let words = words(&mut ask)?;
            return view_text::import(args, &views, &words, &mut ask, cx);
        }
        Action::Change(args) => return view_text::change(args, &views, &mut ask, cx),
    }
    Ok(if views.is_empty() { Exit::Nothing } else { Exit::Ok })
}

/// The book, if a query looks into views of it; most do not, and then nothing is asked.
pub fn looked_into(
    text: Option<&str>,
    kind: Kind,
    words: &Words,
    ask: &mut Ask,
    cx: &Context,
) -> anyhow::Result<Vec<View>> {
    let labels = Labels { dictionaries: Some(words) };
    let rows = query::read_rows(text.unwrap_or_default(), kind, &labels).query.rows;
    if rows.names_view() { views(ask, cx) } else { Ok(Vec::new()) }
}

/// The whole book.
fn views(ask: &mut Ask, cx: &Context) -> anyhow::Result<Vec<View>> {
    let people: Vec<Person> = match ask.ask(&Request::List(book::people()))? {
        Reply::Page(page) => page.rows.iter().map(Person::of).collect(),
        other => return Err(strange(&other)),
    };
    match ask.ask(&Request::Views)? {
        Reply::Views(saved) => Ok(book::views(&ask.session, &people, &saved, cx.lang)),
        other => Err(strange(&other)),
    }
}

/// The view of this name.
pub fn one<'a>(views: &'a [View], name: &str, cx: &Context) -> Result<&'a View, Failure> {
    let known = || views.iter().map(|view| clean(&view.name).into_string()).collect::<Vec<_>>().join(", ");
    let found = views.iter().find(|view| view.is_called(name.trim()));
    found.ok_or_else(|| Failure::usage(cx.lang.fmt(Msg::BookUnknown, &[&clean(name), &known()])))
}

/// Kind, name, and whose it is where it is not built in; one view a line.
fn list(views: &[View]) {
    for view in views {
        let owner = view.saved.as_ref().map_or_else(String::new, |saved| clean(&saved.owner).into_string());
        println!("{}\t{}\t{owner}", view.kind.name(), clean(&view.name));
    }
}

/// The view in words, in the reader's language.
fn show(view: &View, ask: &mut Ask, cx: &Context) -> anyhow::Result<()> {
    let words = words(ask)?;
    let labels = Labels { dictionaries: Some(&words) };
    let mut reading = query::read_rows(&view.query, view.kind, &labels);
    reading.query.kind = Some(view.kind);
    println!("{}", clean(&query::print(&reading.query, view.kind, tongue(cx.lang), &labels)));
    Ok(())
}

fn rows(view: &View, run: &Run, all: Vec<View>, ask: &mut Ask, cx: &Context) -> anyhow::Result<Exit> {
    let words = words(ask)?;
    let def = entity::def(view.kind);
    let mut bound = bound(view.person.clone(), &run.set, cx)?;
    bound.views = all;
    let (filter, shown) = fields::query(def, Some(&view.query), &ask.session, &words, &bound, cx)?;
    let mut wanted = Wanted::read(def, &run.shown, cx)?;
    wanted.show(&shown, cx)?;
    wanted.print(filter, ask, cx)
}

/// `who=john` is the person of the view, anything else a parameter: a day or a period.
pub fn bound(person: Option<People>, set: &[String], cx: &Context) -> Result<Bound, Failure> {
    let mut bound = Bound { person, params: Vec::new(), views: Vec::new() };
    for one in set {
        let wrong = || Failure::usage(cx.lang.fmt(Msg::BookSet, &[&clean(one)]));
        let (name, value) = one.split_once('=').ok_or_else(wrong)?;
        if query::param_name(name) == "who" {
            bound.person = Some(People::Login(value.trim_start_matches('@').to_owned()));
        } else {
            let period = query::period(value).ok_or_else(wrong)?;
            bound.params.push((query::param_name(name).to_owned(), Scalar::Period(period)));
        }
    }
    Ok(bound)
}
