//! Flipping through the book of views in a terminal, beside the raw SQL of the same first pages in the same run: to a neighbour, whose
//! first page was read ahead, and to a view that was not.

use std::{process::Command, time::Duration};

use super::{
    report::Line,
    times::{Times, ms},
    window::{Behaves, Window},
};
use crate::{
    cli::{Context, ask::strange},
    db::connect::Target,
    domain::{
        filter::ListQuery,
        kind::Kind,
        query::{self, Meaning},
    },
    entry::{
        book::{self, Person, View},
        lexicon::Labels,
    },
    i18n::Msg,
    store::{Reply, Request},
};

/// A flip to a neighbour is painted within so long, one to any view within so long.
const NEIGHBOUR: Duration = Duration::from_millis(50);
const ANY: Duration = Duration::from_millis(200);
/// The size of the terminal.
const CELLS: (u16, u16) = (120, 40);
/// Rows on a first page, as lists ask for them.
const PAGE: u32 = 100;
/// Nothing more comes when nothing came for so long: neighbours are read by then.
const CALM: Duration = Duration::from_millis(600);
/// Rows that were read ahead are marked so behind the name of the view.
const AHEAD: u8 = b'~';

/// The views of a reader with the questions for their first pages, each of the kind of its rows.
pub fn pages(
    cx: &Context,
    mut ask: impl FnMut(&Request) -> anyhow::Result<Reply>,
) -> anyhow::Result<Vec<(View, ListQuery)>> {
    let Reply::SignedIn(session) = ask(&Request::SignIn)? else { return Ok(Vec::new()) };
    let Reply::Dictionaries(words) = ask(&Request::Dictionaries)? else { return Ok(Vec::new()) };
    let people: Vec<Person> = match ask(&Request::List(book::people()))? {
        Reply::Page(page) => page.rows.iter().map(Person::of).collect(),
        other => return Err(strange(&other)),
    };
    let labels = Labels { dictionaries: Some(&words) };
    let page = |view: View| {
        let rows = query::read_rows(&view.query, view.kind, &labels).query.rows;
        let meaning = Meaning {
            today: session.today,
            me: session.operator_id.into(),
            person: view.person.clone(),
            param: &|_| None,
            view: &|_, _| None,
        };
        let filter = query::filter(&rows, view.kind, &meaning).ok()?;
        let query = ListQuery::of(view.kind).filter(filter).limit(PAGE);
        Some((view, query))
    };
    Ok(book::views(&session, &people, &[], cx.lang).into_iter().filter_map(page).collect())
}

/// The first pages of all views as one measure: ours and raw, as `measure` times one of them.
pub fn read(
    pages: &[(View, ListQuery)],
    aim: f64,
    cx: &Context,
    mut measure: impl FnMut(Kind, Request) -> anyhow::Result<(Vec<Duration>, Vec<Duration>)>,
) -> anyhow::Result<Line> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (view, query) in pages {
        let (our, their) = measure(view.kind, Request::List(query.clone()))?;
        ours.extend(our);
        theirs.extend(their);
    }
    Ok(Line {
        what: cx.lang.fmt(Msg::BenchViews, &[&pages.len()]),
        ours: Times::new(ours),
        beside: Some(Times::new(theirs)),
        aim: Some(aim),
        note: String::new(),
    })
}

/// Flips in a terminal, as the person that `way` signs in.
pub fn painted(way: &Target, rounds: usize, raw: &Times, cx: &Context) -> anyhow::Result<Vec<Line>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--url", &way.conninfo(), "--lang", "en"]);
    let mut window = Window::open(command, CELLS, Behaves::AsMost)?;
    window.settle(Duration::from_secs(2))?;
    for keys in ["'", "\r"] {
        window.press(keys, CALM)?;
    }
    let mut neighbour = Flips::default();
    let mut any = Flips::default();
    for _ in 0..rounds {
        window.settle(CALM)?;
        neighbour.add(&window.press("]", CALM)?);
        window.settle(CALM)?;
        // Two further than what is read ahead.
        any.add(&window.press("]]]", CALM)?);
    }
    let line = |what: Msg, flips: Flips, most: Duration| {
        let times = Times::new(flips.times);
        let within = times.median() <= most;
        let met = cx.lang.tr(if within { Msg::BenchYes } else { Msg::BenchNo });
        let note = cx.lang.fmt(Msg::BenchPainted, &[&ms(most), &met, &flips.ahead]);
        Line { what: cx.lang.tr(what).to_owned(), ours: times, beside: Some(raw.clone()), aim: None, note }
    };
    Ok(vec![line(Msg::BenchNeighbour, neighbour, NEIGHBOUR), line(Msg::BenchAny, any, ANY)])
}

/// How long flips took until their rows were painted, and how many of them showed rows that were read ahead.
#[derive(Default)]
struct Flips {
    times: Vec<Duration>,
    ahead: usize,
}

impl Flips {
    /// Rows that were read ahead come with the first frame; others with the next one.
    fn add(&mut self, sent: &super::window::Sent) {
        let ahead = sent.frame(0).is_some_and(|frame| frame.contains(&AHEAD));
        self.ahead += usize::from(ahead);
        self.times.extend(sent.frames.get(usize::from(!ahead)).or(sent.frames.first()));
    }
}
