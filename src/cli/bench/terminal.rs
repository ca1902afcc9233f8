//! `kehu bench terminal`: the program as the one who sits before it feels it. It runs itself in a terminal of its own.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::{
    figures::{self, Aim, Figure},
    times::Times,
    window::{Behaves, Sent, Window},
};
use crate::{
    cli::{Context, Exit, Failure, private},
    clock::{Clock, System},
    i18n::Msg,
    local::{self, Fixture, Programs},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "TIMES", default_value_t = 40)]
    rounds: usize,
    #[arg(long, value_name = "COMMAND")]
    beside: Vec<String>,
    #[arg(long)]
    json: bool,
}

/// A terminal's size with what is aimed at there.
struct Size {
    /// Columns and rows.
    cells: (u16, u16),
    /// Milliseconds from a key to its frame: median, and what one in a hundred exceeds.
    key: (f64, f64),
    /// Bytes of a move of the cursor.
    bytes: f64,
}

const SIZES: [Size; 2] = [
    Size { cells: (80, 24), key: (1.2, 5.0), bytes: 400.0 },
    Size { cells: (200, 60), key: (2.0, 6.0), bytes: 750.0 },
];
/// Bytes of a scrolled row, at any size.
const SCROLLED: f64 = 600.0;
/// MiB with a list open.
const MEMORY: f64 = 20.0;
/// Milliseconds that the start may take longer than `psql`.
const LATER: f64 = 30.0;
/// Starts are done so often.
const STARTS: usize = 15;

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
/// The customers: a long list in every company.
const LIST: &str = "gc";
/// A frame is over when nothing more came for so long,
const OVER: Duration = Duration::from_millis(25);
/// and what follows by itself when nothing came for so long.
const CALM: Duration = Duration::from_millis(250);
const PATIENCE: Duration = Duration::from_secs(20);
/// The cursor of a list, before its first row: then the list is painted.
const PAINTED: &[u8] = b">  ";
/// About what the first list asks, for `psql`.
const QUERY: &str = "select * from kehu.instalment order by due_on, id limit 50";
/// Keeps a server busy for a while.
const HEAVY: &str = "select count(*) from generate_series(1, 200000000)";

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let bench = Bench { args, cx, url: url(cx) };
    let mut all = Vec::new();
    for size in &SIZES {
        bench.ours(size, &mut all)?;
        for command in &args.beside {
            bench.other(command, size, &mut all)?;
        }
    }
    if args.json {
        figures::print_json(&all)?
    } else {
        figures::print(&all, cx.lang)?
    }
    Ok(Exit::Ok)
}

/// Where to connect: as said, else to the private server if it runs, else as libpq's environment says.
fn url(cx: &Context) -> String {
    let private = || {
        let place = local::running_place(&private::usual_dir(cx))?;
        Some(place.url(private::usual_login(Fixture::Demo), &Fixture::Demo.database()))
    };
    cx.settings.url.value.clone().or_else(private).unwrap_or_default()
}

/// The keys of one kind: how long each took, what it sent at once, what followed, and how often was written for it.
#[derive(Default)]
struct Keys {
    times: Vec<Duration>,
    bytes: Vec<usize>,
    followed: Vec<usize>,
    writes: Vec<f64>,
}

struct Bench<'a> {
    args: &'a Args,
    cx: &'a Context,
    url: String,
}

impl Bench<'_> {
    fn ours(&self, size: &Size, all: &mut Vec<Figure>) -> anyhow::Result<()> {
        self.start(size, all)?;
        let mut window = self.opened(size, Behaves::AsMost)?;
        self.told(Msg::BenchTerminalMove, size, self.moves(&mut window)?, size.bytes, all);
        window.press(LIST, CALM)?;
        self.told(Msg::BenchTerminalMoveCustomers, size, self.moves(&mut window)?, size.bytes, all);
        if let Some(busy) = self.psql(HEAVY) {
            let mut busy = busy.spawn_quietly()?;
            let moved = self.moves(&mut window)?;
            let _ = busy.kill();
            let _ = busy.wait();
            self.told(Msg::BenchTerminalHeavy, size, moved, size.bytes, all);
        }
        self.told(Msg::BenchTerminalScroll, size, self.scrolls(&mut window, size)?, SCROLLED, all);
        window.settle(CALM)?;
        let idle = window.settle(Duration::from_secs(3))?.bytes.len();
        let one = |what, median, decimals, most| {
            let what = self.cx.lang.tr(what).to_owned();
            Figure { what, size: size.cells, median, p99: None, decimals, aim: Aim::Most(most) }
        };
        all.push(one(Msg::BenchTerminalIdle, idle as f64, 0, 0.0));
        if let Some(kib) = window.resident() {
            all.push(one(Msg::BenchTerminalMemory, kib as f64 / 1024.0, 1, MEMORY));
        }
        let mut window = self.opened(size, Behaves::WithMargins)?;
        window.press(LIST, CALM)?;
        self.told(Msg::BenchTerminalScrollMargins, size, self.scrolls(&mut window, size)?, SCROLLED, all);
        Ok(())
    }

    /// From the start to the first list, beside `psql` with about the same question.
    fn start(&self, size: &Size, all: &mut Vec<Figure>) -> anyhow::Result<()> {
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for _ in 0..STARTS {
            let begun = System.now();
            let mut window = self.open(size, Behaves::AsMost)?;
            ours.extend(window.until(PAINTED, begun, PATIENCE)?);
            if let Some(psql) = self.psql(QUERY) {
                let begun = System.now();
                psql.spawn_quietly()?.wait()?;
                theirs.push(System.now() - begun);
            }
        }
        let psql = Times::new(theirs);
        let aim = Aim::Most(psql.median().as_secs_f64() * 1000.0 + LATER);
        let times = |what, times: &Times, aim| {
            Figure::times(self.cx.lang.tr(what).to_owned(), size.cells, times, aim)
        };
        all.push(times(Msg::BenchTerminalPsql, &psql, Aim::None));
        all.push(times(Msg::BenchTerminalStart, &Times::new(ours), aim));
        Ok(())
    }

    /// Another program in the same run: the same keys.
    fn other(&self, command: &str, size: &Size, all: &mut Vec<Figure>) -> anyhow::Result<()> {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec {command}")]);
        let mut window = Window::open(shell, size.cells, Behaves::AsMost)?;
        window.settle(Duration::from_secs(2))?;
        let mut own = Vec::new();
        self.told(Msg::BenchTerminalMove, size, self.moves(&mut window)?, 0.0, &mut own);
        self.told(Msg::BenchTerminalScroll, size, self.scrolls(&mut window, size)?, 0.0, &mut own);
        let name = command.split_whitespace().next().unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or_default();
        all.extend(own.into_iter().map(|figure| Figure {
            what: format!("{name}: {}", figure.what),
            aim: Aim::None,
            ..figure
        }));
        Ok(())
    }

    fn open(&self, size: &Size, behaves: Behaves) -> anyhow::Result<Window> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--url", &self.url, "--lang", self.cx.lang.code()]);
        Ok(Window::open(command, size.cells, behaves)?)
    }

    /// The program with its first list painted and nothing more to come.
    fn opened(&self, size: &Size, behaves: Behaves) -> anyhow::Result<Window> {
        let mut window = self.open(size, behaves)?;
        if window.until(PAINTED, System.now(), PATIENCE)?.is_none() {
            return Err(Failure::server(self.cx.lang.tr(Msg::BenchTerminalNoList)).into());
        }
        window.settle(CALM)?;
        Ok(window)
    }

    /// Down and up again: no row is scrolled.
    fn moves(&self, window: &mut Window) -> anyhow::Result<Keys> {
        self.each(window, &[DOWN, DOWN, UP, UP])
    }

    /// Down in the last row.
    fn scrolls(&self, window: &mut Window, size: &Size) -> anyhow::Result<Keys> {
        for _ in 0..size.cells.1 {
            window.press(DOWN, OVER)?;
        }
        window.settle(CALM)?;
        self.each(window, &[DOWN])
    }

    fn each(&self, window: &mut Window, keys: &[&str]) -> anyhow::Result<Keys> {
        let mut all = Keys::default();
        for key in keys.iter().cycle().take(self.args.rounds) {
            let before = window.writes();
            let Sent { first, bytes, .. } = window.press(key, OVER)?;
            let followed = window.settle(CALM)?.bytes;
            let frames = frames(&bytes) + frames(&followed);
            all.times.extend(first);
            all.bytes.push(bytes.len());
            all.followed.push(followed.len());
            if let (Some(before), Some(after)) = (before, window.writes()) {
                all.writes.push((after - before) as f64 / frames.max(1) as f64);
            }
        }
        Ok(all)
    }

    /// What keys cost: time, bytes at once (aimed at: at most so many), bytes that follow, writes a frame.
    fn told(&self, what: Msg, size: &Size, keys: Keys, bytes: f64, all: &mut Vec<Figure>) {
        let name = |part: Msg| format!("{}: {}", self.cx.lang.tr(what), self.cx.lang.tr(part));
        let time = Aim::Both(size.key.0, size.key.1);
        all.push(Figure::times(name(Msg::BenchTerminalTime), size.cells, &Times::new(keys.times), time));
        all.push(Figure::counts(name(Msg::BenchTerminalBytes), size.cells, keys.bytes, Aim::Most(bytes)));
        all.push(Figure::counts(name(Msg::BenchTerminalFollowed), size.cells, keys.followed, Aim::None));
        if keys.writes.is_empty() {
            return;
        }
        let most = keys.writes.iter().copied().fold(0.0, f64::max);
        all.push(Figure {
            what: name(Msg::BenchTerminalWrites),
            size: size.cells,
            median: keys.writes.iter().sum::<f64>() / keys.writes.len() as f64,
            p99: Some(most),
            decimals: 2,
            aim: Aim::Most(1.0),
        });
    }

    /// PostgreSQL's own client with a question, if it is here.
    fn psql(&self, query: &str) -> Option<Psql> {
        let programs = Programs::find(&private::search(&self.cx.settings.env), None).ok()?;
        let program = programs.dir.join("psql");
        program.exists().then(|| Psql { program, url: self.url.clone(), query: query.to_owned() })
    }
}

struct Psql {
    program: PathBuf,
    url: String,
    query: String,
}

impl Psql {
    fn spawn_quietly(&self) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.args(["-X", "-q", "-c", &self.query, &self.url]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    }
}

/// How many frames of ours these bytes are.
fn frames(bytes: &[u8]) -> usize {
    let begin = b"\x1b[?2026h";
    bytes.windows(begin.len()).filter(|window| *window == begin).count()
}
