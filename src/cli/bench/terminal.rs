//! `kehu bench terminal`: the program as the one who sits before it feels it. It runs itself in a terminal of its own.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::{
    times::{Times, ms},
    window::{Sent, Window},
};
use crate::{
    cli::{Context, Exit, Failure, private, say},
    clock::{Clock, System},
    i18n::Msg,
    local::{self, Fixture, Programs},
    text::{fit, fit_right, width},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "TIMES", default_value_t = 40)]
    rounds: usize,
    #[arg(long, value_name = "COMMAND")]
    beside: Vec<String>,
}

/// A terminal's size with what is aimed at there.
struct Size {
    columns: u16,
    rows: u16,
    /// Milliseconds from a key to its frame: median, and what one in a hundred exceeds.
    key: (f64, f64),
    /// Bytes of a move of the cursor.
    bytes: usize,
}

const SIZES: [Size; 2] = [
    Size { columns: 80, rows: 24, key: (1.2, 5.0), bytes: 400 },
    Size { columns: 200, rows: 60, key: (2.0, 6.0), bytes: 750 },
];
/// Bytes of a scrolled row, at any size.
const SCROLLED: usize = 600;
/// MiB with a list open.
const MEMORY: f64 = 20.0;
/// Milliseconds that the start may take longer than `psql`.
const LATER: f64 = 30.0;
/// Starts are done so often.
const STARTS: usize = 7;

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
    let mut lines = vec![
        [Msg::BenchWhat, Msg::BenchTerminalSize, Msg::BenchMedian, Msg::BenchP99, Msg::BenchAim]
            .map(|label| cx.lang.tr(label).to_owned()),
    ];
    for size in &SIZES {
        bench.ours(size, &mut lines)?;
        for command in &args.beside {
            bench.other(command, size, &mut lines)?;
        }
    }
    print(&lines)?;
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

/// A figure: what, at which size, the middle, the far end, what is aimed at.
type Line = [String; 5];

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
    fn ours(&self, size: &Size, lines: &mut Vec<Line>) -> anyhow::Result<()> {
        self.start(size, lines)?;
        let mut window = self.open(size)?;
        if window.until(PAINTED, System.now(), PATIENCE)?.is_none() {
            return Err(Failure::server(self.cx.lang.tr(Msg::BenchTerminalNoList)).into());
        }
        window.settle(CALM)?;
        let moved = self.moves(&mut window)?;
        self.keys(Msg::BenchTerminalMove, size, &moved, Some(size.bytes), lines);
        window.press(LIST, CALM)?;
        let moved = self.moves(&mut window)?;
        self.keys(Msg::BenchTerminalMoveCustomers, size, &moved, Some(size.bytes), lines);
        for _ in 0..size.rows {
            window.press(DOWN, OVER)?;
        }
        window.settle(CALM)?;
        let scrolled = self.each(&mut window, &[DOWN])?;
        self.keys(Msg::BenchTerminalScroll, size, &scrolled, Some(SCROLLED), lines);
        if let Some(busy) = self.psql(HEAVY) {
            let mut busy = busy.spawn_quietly()?;
            let moved = self.moves(&mut window)?;
            let _ = busy.kill();
            let _ = busy.wait();
            self.keys(Msg::BenchTerminalHeavy, size, &moved, None, lines);
        }
        window.settle(CALM)?;
        let idle = window.settle(Duration::from_secs(3))?.bytes.len();
        self.figure(Msg::BenchTerminalIdle, size, idle.to_string(), String::new(), "0".into(), lines);
        if let Some(kib) = window.resident() {
            let mib = format!("{:.1}", kib as f64 / 1024.0);
            self.figure(Msg::BenchTerminalMemory, size, mib, String::new(), format!("{MEMORY:.1}"), lines);
        }
        Ok(())
    }

    /// From the start to the first list, beside `psql` with about the same question.
    fn start(&self, size: &Size, lines: &mut Vec<Line>) -> anyhow::Result<()> {
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for _ in 0..STARTS {
            let begun = System.now();
            let mut window = self.open(size)?;
            ours.extend(window.until(PAINTED, begun, PATIENCE)?);
            if let Some(psql) = self.psql(QUERY) {
                let begun = System.now();
                psql.spawn_quietly()?.wait()?;
                theirs.push(System.now() - begun);
            }
        }
        let (ours, psql) = (Times::new(ours), Times::new(theirs));
        let aim = psql.median().as_secs_f64() * 1000.0 + LATER;
        self.figure(Msg::BenchTerminalPsql, size, ms(psql.median()), ms(psql.p99()), String::new(), lines);
        self.figure(
            Msg::BenchTerminalStart,
            size,
            ms(ours.median()),
            ms(ours.p99()),
            format!("{aim:.2}"),
            lines,
        );
        Ok(())
    }

    /// Another program in the same run: the same keys.
    fn other(&self, command: &str, size: &Size, lines: &mut Vec<Line>) -> anyhow::Result<()> {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec {command}")]);
        let mut window = Window::open(shell, size.columns, size.rows)?;
        window.settle(Duration::from_secs(2))?;
        let moved = self.moves(&mut window)?;
        let mut own = Vec::new();
        self.keys(Msg::BenchTerminalMove, size, &moved, None, &mut own);
        for _ in 0..size.rows {
            window.press(DOWN, OVER)?;
        }
        let scrolled = self.each(&mut window, &[DOWN])?;
        self.keys(Msg::BenchTerminalScroll, size, &scrolled, None, &mut own);
        for mut line in own {
            line[0] = format!("{}: {}", command.split_whitespace().next().unwrap_or_default(), line[0]);
            line[4].clear();
            lines.push(line);
        }
        Ok(())
    }

    fn open(&self, size: &Size) -> anyhow::Result<Window> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--url", &self.url, "--lang", self.cx.lang.code()]);
        Ok(Window::open(command, size.columns, size.rows)?)
    }

    /// Down and up again: no row is scrolled.
    fn moves(&self, window: &mut Window) -> anyhow::Result<Keys> {
        self.each(window, &[DOWN, DOWN, UP, UP])
    }

    fn each(&self, window: &mut Window, keys: &[&str]) -> anyhow::Result<Keys> {
        let mut all = Keys::default();
        for key in keys.iter().cycle().take(self.args.rounds) {
            let before = window.writes();
            let Sent { first, bytes } = window.press(key, OVER)?;
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

    fn keys(&self, what: Msg, size: &Size, keys: &Keys, bytes: Option<usize>, lines: &mut Vec<Line>) {
        let name = self.cx.lang.tr(what);
        let mut line = |what: Msg, median: String, far: String, aim: String| {
            let what = format!("{name}: {}", self.cx.lang.tr(what));
            lines.push([what, format!("{}x{}", size.columns, size.rows), median, far, aim]);
        };
        let times = Times::new(keys.times.clone());
        let aim = format!("{:.1} / {:.1}", size.key.0, size.key.1);
        line(Msg::BenchTerminalTime, ms(times.median()), ms(times.p99()), aim);
        let middle = |all: &[usize]| {
            let mut all = all.to_vec();
            all.sort_unstable();
            let at =
                |percent: usize| all.get(all.len().saturating_sub(1) * percent / 100).map(usize::to_string);
            (at(50).unwrap_or_default(), at(99).unwrap_or_default())
        };
        let (median, far) = middle(&keys.bytes);
        line(Msg::BenchTerminalBytes, median, far, bytes.map_or(String::new(), |aim| aim.to_string()));
        let (median, far) = middle(&keys.followed);
        line(Msg::BenchTerminalFollowed, median, far, String::new());
        let most = keys.writes.iter().copied().fold(0.0, f64::max);
        let all = keys.writes.iter().sum::<f64>() / keys.writes.len().max(1) as f64;
        line(Msg::BenchTerminalWrites, format!("{all:.2}"), format!("{most:.2}"), "1".into());
    }

    fn figure(
        &self,
        what: Msg,
        size: &Size,
        median: String,
        far: String,
        aim: String,
        lines: &mut Vec<Line>,
    ) {
        let at = format!("{}x{}", size.columns, size.rows);
        lines.push([self.cx.lang.tr(what).to_owned(), at, median, far, aim]);
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

fn print(lines: &[Line]) -> anyhow::Result<()> {
    let wide = |n: usize| lines.iter().map(|line| width(&line[n])).max().unwrap_or_default();
    let widths: Vec<usize> = (0..5).map(wide).collect();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(n, (cell, wide))| match n {
            0 => fit(cell, *wide),
            _ => fit_right(cell, *wide),
        });
        say(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}
