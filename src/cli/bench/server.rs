//! `kehu bench server`: what the screens ask, as the people who ask it, beside the same SQL through plain libpq without row security.

use std::time::Duration;

use uuid::Uuid;

use super::{
    flips,
    measures::{self, Against, Measure},
    report::{self, Line},
    sales,
    times::Times,
};
use crate::{
    cli::{Context, Exit, Failure, private},
    db::{
        Answering,
        bench::{self, Person, Raw, RawError, RawSave, Rights, Tap, trips},
        connect::Target,
    },
    i18n::Msg,
    local::{self, Fixture},
    store::{Reply, Request},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "load=N", default_value = "load=1")]
    fixture: Fixture,
    #[command(flatten)]
    place: private::Place,
    #[arg(long, value_name = "TIMES", default_value_t = 50)]
    rounds: usize,
    /// Only these parts; a large company takes long for all of them.
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    only: Vec<Part>,
    #[arg(long)]
    json: bool,
}

/// A part of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    Lists,
    Due,
    Sales,
    Searches,
    Saves,
    Flips,
}

/// Aims: lists, and the save of an order.
const LIST: f64 = 1.3;
const SAVE: f64 = 1.5;

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let admin = Target::parse(&url(args, cx)?)?;
    let mut conn = admin.connect()?;
    for person in bench::people(&mut conn)? {
        let mut company = Company { admin: &admin, cx, rounds: args.rounds.max(1), only: &args.only };
        let lines = company.as_person(&person)?;
        if args.json {
            report::print_objects(&person.login, &lines)?;
        } else {
            report::print(&cx.lang.fmt(Msg::BenchAs, &[&role(&person, cx), &person.login]), &lines, cx.lang)?;
        }
    }
    Ok(Exit::Ok)
}

/// The superuser's way in: as said, or to the private server.
fn url(args: &Args, cx: &Context) -> anyhow::Result<String> {
    if let Some(url) = &cx.settings.url.value {
        return Ok(url.clone());
    }
    let dir = args.place.dir(cx);
    match local::running_place(&dir) {
        Some(place) => Ok(place.url(local::SUPERUSER, &args.fixture.database())),
        None => Err(Failure::server(cx.lang.fmt(Msg::CliDown, &[&dir.display()])).into()),
    }
}

fn role<'a>(person: &'a Person, cx: &Context) -> &'a str {
    Msg::find(&format!("value.role.{}", person.role)).map_or(&person.role, |msg| cx.lang.tr(msg))
}

struct Company<'a> {
    admin: &'a Target,
    cx: &'a Context,
    rounds: usize,
    only: &'a [Part],
}

impl Company<'_> {
    fn does(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn as_person(&mut self, person: &Person) -> anyhow::Result<Vec<Line>> {
        let way = self.admin.clone().with_login(&person.login);
        let (tap, tapped) = Tap::open(&way)?;
        let mut asker = Asker {
            direct: Answering::new(way.connect()?, self.cx.lang),
            through: Answering::new(tapped.connect()?, self.cx.lang),
            tap,
            raw: Raw::unhindered(self.admin, &person.login)?,
            plain: Raw::connect(self.admin)?,
        };
        asker.plain.run("begin")?;
        let rights = bench::rights(&mut asker.raw)?;
        let Reply::SignedIn(session) = asker.direct.ask(&Request::SignIn)? else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        if self.does(Part::Lists) {
            let asking = std::cell::RefCell::new(&mut asker);
            all = measures::lists(
                |query| match asking.borrow_mut().direct.ask(&Request::List(query.clone()))? {
                    Reply::Page(page) if page.more => Ok(page.rows.last().cloned()),
                    _ => Ok(None),
                },
                self.cx.lang,
            )?;
        }
        if self.does(Part::Due) {
            all.extend(measures::receivables(session.today, &rights, self.cx.lang));
        }
        if self.does(Part::Sales) {
            all.extend(sales::sales(session.today, &rights, self.cx.lang));
        }
        if self.does(Part::Searches) {
            all.extend(measures::searches(&rights, self.cx.lang));
        }
        let mut lines = Vec::new();
        for measure in all {
            lines.push(self.line(&mut asker, measure, &rights)?);
        }
        if person.role == "ab" && self.does(Part::Saves) {
            lines.extend(self.save(&mut asker, person)?);
        }
        if person.role != "ab" && self.does(Part::Flips) {
            lines.extend(self.flips(&mut asker, &way, &rights)?);
        }
        Ok(lines)
    }

    fn line(&self, asker: &mut Asker, measure: Measure, rights: &Rights) -> anyhow::Result<Line> {
        let what = measure.what.clone();
        let (ours, theirs, note) = self.times(asker, measure, rights, self.rounds)?;
        Ok(Line { what, ours: Times::new(ours), beside: Some(Times::new(theirs)), aim: Some(LIST), note })
    }

    /// The book of views: its first pages, and flips through it in a terminal.
    fn flips(&self, asker: &mut Asker, way: &Target, rights: &Rights) -> anyhow::Result<Vec<Line>> {
        let pages = flips::pages(self.cx, |request| Ok(asker.direct.ask(request)?))?;
        let read = flips::read(&pages, LIST, self.cx, |kind, request| {
            let measure = Measure { what: String::new(), request, against: Against::Same(kind) };
            let (ours, theirs, _) = self.times(asker, measure, rights, self.rounds.div_ceil(10))?;
            Ok((ours, theirs))
        })?;
        let raw = read.beside.clone().unwrap_or_else(|| Times::new(Vec::new()));
        let painted = flips::painted(way, self.rounds, &raw, self.cx)?;
        Ok([read].into_iter().chain(painted).collect())
    }

    /// How long a question takes, ours and beside, so many times; and what else is worth telling.
    fn times(
        &self,
        asker: &mut Asker,
        measure: Measure,
        rights: &Rights,
        rounds: usize,
    ) -> anyhow::Result<(Vec<Duration>, Vec<Duration>, String)> {
        let Measure { request, against, .. } = measure;
        // Once for the server's own preparations; the second time is how it always is.
        asker.tap.take();
        asker.through.ask(&request)?;
        let mut heard = asker.tap.take();
        asker.through.ask(&request)?;
        let again = asker.tap.take();
        let count = trips(&again);
        heard.extend(again);
        let ran = asker.tap.statements(&heard);
        let once = &ran[ran.len() / 2..];
        let (raw, prepared) = match &against {
            Against::Same(kind) => {
                let table = bench::table(*kind);
                let raw = &mut asker.raw;
                let prepared = raw.prepare_all(once, |sql| rights.within(*kind, table, sql))?;
                (raw, prepared)
            }
            Against::Plain(sql) => {
                let name = asker.plain.prepare(sql, &[])?;
                (&mut asker.plain, vec![(name, Vec::new())])
            }
        };
        let mut rows = 0;
        let mut beside = || -> Result<(), RawError> {
            for (name, params) in &prepared {
                rows = raw.execute(name, params)?;
            }
            Ok(())
        };
        for _ in 0..7 {
            asker.direct.ask(&request)?;
            beside()?;
        }
        // In turns, so that a busy moment of the machine hits both.
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            ours.push(Times::once(|| asker.direct.ask(&request).map(drop))?);
            theirs.push(Times::once(&mut beside)?);
        }
        let same = match asker.direct.ask(&request)? {
            Reply::Page(page) => {
                rows.min(page.rows.len() + usize::from(page.more)) == page.rows.len() + usize::from(page.more)
            }
            _ => true,
        };
        let note = if same {
            self.cx.lang.fmt(Msg::BenchTrips, &[&count])
        } else {
            self.cx.lang.tr(Msg::BenchOtherRows).to_owned()
        };
        Ok((ours, theirs, note))
    }

    /// An order, saved and confirmed.
    fn save(&self, asker: &mut Asker, person: &Person) -> anyhow::Result<Option<Line>> {
        let mut admin = self.admin.connect()?;
        let Some(draft) = bench::typical_order(&mut admin, &person.login)? else { return Ok(None) };
        let mut raw = RawSave::of(self.admin, &draft, &person.login)?;
        let fresh = || {
            let mut draft = draft.clone();
            draft.intent = Uuid::new_v4();
            Request::SaveOrder(Box::new(draft))
        };
        // On a connection that has saved nothing yet.
        asker.tap.take();
        asker.through.ask(&fresh())?;
        let first = trips(&asker.tap.take());
        let saved = (|| {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            for n in 0..self.rounds + 10 {
                let request = fresh();
                let our = Times::once(|| asker.direct.ask(&request).map(drop))?;
                let their = Times::once(|| raw.save())?;
                if n >= 10 {
                    ours.push(our);
                    theirs.push(their);
                }
            }
            anyhow::Ok((ours, theirs))
        })();
        bench::sweep(&mut admin)?;
        let (ours, theirs) = saved?;
        Ok(Some(Line {
            what: self.cx.lang.tr(Msg::BenchSave).to_owned(),
            ours: Times::new(ours),
            beside: Some(Times::new(theirs)),
            aim: Some(SAVE),
            note: self.cx.lang.fmt(Msg::BenchTrips, &[&first]),
        }))
    }
}

/// The connections of one person.
struct Asker {
    direct: Answering,
    through: Answering,
    tap: Tap,
    raw: Raw,
    plain: Raw,
}
