//! The loop: keys, answers and deadlines in, orders and frames out. It waits; it never ticks.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd as _,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    time::Duration,
};

use ratatui::Terminal;

use super::{
    Guard, Start,
    board::Board,
    copy,
    happening::Happening,
    looks, on_panic,
    pace::Pace,
    paint::{Painter, Powers},
    reader, save, watch,
};
use crate::{
    app::{App, Msg, Options, Order},
    clock::{Clock, System},
    db::{Lanes, Timing, connect::Target},
    i18n::Lang,
    keep::Keeper,
    screen::Units,
    settings::{Borders, Drawing, Money, Settings},
    store::Store,
};

/// So long the first frame waits for what the terminal has to say of itself. Until then frames are of `+-|`.
const PROBE: Duration = Duration::from_millis(200);
/// How long the end waits for writes on their way.
const LAST_WRITES: Duration = Duration::from_secs(2);
/// A stop that does not come within this time will not come: nobody is there to continue us.
const STOPS: Duration = Duration::from_millis(500);
/// A debug build panics where this is pasted: what is left then, of the terminal and of open forms, is tested.
const PANICS: &str = "kehu panics on purpose";
/// As much as is taken in before the next frame.
const BATCH: usize = 512;

/// A program on its terminal.
pub struct Running {
    app: App,
    lanes: Lanes,
    keeper: Keeper,
    target: Target,
    events: Receiver<Happening>,
    continued: Receiver<()>,
    terminal: Terminal<Board>,
    board: Board,
    painter: Painter,
    /// What is sent with the next frame, before it.
    aside: Vec<u8>,
    /// The terminal without a buffer between: a frame is one write.
    out: File,
    /// What frames are made of is for the terminal to say.
    auto_borders: bool,
    pace: Pace,
    /// The terminal is gone: nothing is drawn any more.
    lost: bool,
    /// The stop that is just over was our own, and everything is done already.
    stopped_itself: bool,
    // The last one: dropped after everything that may still write.
    guard: Option<Guard>,
}

impl Running {
    /// Takes the terminal and begins to connect.
    pub fn open(start: Start, lang: Lang) -> anyhow::Result<Running> {
        let settings = start.settings;
        let target = Target::parse(&start.url)?;
        let (to_loop, events) = mpsc::channel();
        let (resumed, continued) = mpsc::channel();
        let guard = Guard::enter()?;
        on_panic(settings.places.log_file(), lang);
        watch::start(to_loop.clone(), resumed)?;
        let probing = settings.borders.value == Borders::Auto || settings.drawing.value == Drawing::Auto;
        reader::start(to_loop.clone(), probing)?;
        let board = Board::default();
        let powers = match settings.drawing.value {
            Drawing::Auto => Powers::of(settings.env.term.as_deref(), settings.env.tmux),
            Drawing::Plain => Powers::NONE,
        };
        let keeper = keeper(settings.places.drafts(), &target, &to_loop);
        let lanes = lanes(target.clone(), lang, &keeper);
        let mut app = App::new(options(&settings, lang, &target), System.now());
        app.begin_with(start.view);
        let mut running = Running {
            app,
            lanes,
            keeper,
            target,
            events,
            continued,
            terminal: Terminal::new(board.clone())?,
            board,
            painter: Painter::new(powers),
            aside: Vec::new(),
            out: File::from(io::stdout().as_fd().try_clone_to_owned()?),
            auto_borders: settings.borders.value == Borders::Auto,
            pace: Pace::new(System.now()),
            lost: false,
            stopped_itself: false,
            guard: Some(guard),
        };
        running.app.set_ascii(settings.borders.value != Borders::Unicode);
        // The way to the server is opened while the terminal is asked.
        running.obey()?;
        if probing {
            running.hear_of_terminal();
        }
        Ok(running)
    }

    /// Waits a moment for what the terminal says; what comes before it is not lost.
    fn hear_of_terminal(&mut self) {
        let until = System.now() + PROBE;
        let mut early = Vec::new();
        while let Ok(happening) = self.events.recv_timeout(until.saturating_duration_since(System.now())) {
            let told = matches!(happening, Happening::Terminal(_));
            early.push(happening);
            if told {
                break;
            }
        }
        for happening in early {
            self.take(happening);
        }
    }

    /// Runs until the user leaves. A panic still lets open forms keep what they hold.
    pub fn run(mut self) -> anyhow::Result<()> {
        let ended = panic::catch_unwind(AssertUnwindSafe(|| self.go_on()));
        let kept = panic::catch_unwind(AssertUnwindSafe(|| self.finish()));
        if kept.is_err() {
            self.keeper.rescue();
        }
        self.guard = None;
        match (ended, kept) {
            (Err(panicked), _) | (_, Err(panicked)) => panic::resume_unwind(panicked),
            // A terminal that went away is no failure: there is nobody to tell.
            (Ok(_), _) if self.lost => Ok(()),
            (Ok(result), _) => Ok(result?),
        }
    }

    fn go_on(&mut self) -> io::Result<()> {
        self.obey()?;
        self.draw()?;
        let mut fresh = true;
        while !self.app.is_leaving() && !self.lost {
            if let Some(happening) = self.wait(fresh) {
                self.take(happening);
                fresh = false;
            }
            for _ in 0..BATCH {
                let Ok(happening) = self.events.try_recv() else { break };
                self.take(happening);
                fresh = false;
            }
            self.obey()?;
            if !fresh && self.pace.due() <= System.now() && !self.lost {
                self.draw()?;
                fresh = true;
            }
        }
        Ok(())
    }

    /// Waits for something to happen, a deadline, or the time of a frame that is owed.
    fn wait(&self, fresh: bool) -> Option<Happening> {
        let frame = (!fresh).then(|| self.pace.due());
        let Some(until) = self.app.deadline().into_iter().chain(frame).min() else {
            return self.events.recv().ok();
        };
        match self.events.recv_timeout(until.saturating_duration_since(System.now())) {
            Ok(happening) => Some(happening),
            Err(RecvTimeoutError::Timeout) if frame == Some(until) => None,
            Err(_) => Some(Happening::Msg(Msg::Tick)),
        }
    }

    fn take(&mut self, happening: Happening) {
        match happening {
            Happening::Msg(msg) => {
                assert!(
                    !cfg!(debug_assertions) || !matches!(&msg, Msg::Paste(text) if text == PANICS),
                    "{PANICS}"
                );
                // Whether or not it is another size by the next frame: cells may be gone meanwhile.
                if matches!(msg, Msg::Resize(..)) {
                    self.painter.forget();
                }
                self.app.update(msg, System.now());
            }
            Happening::Own(own) => {
                if let Some((ticket, slot, request)) = self.keeper.own(own) {
                    self.lanes.ask(ticket, slot, request);
                }
            }
            Happening::Terminal(shown) => {
                if self.auto_borders {
                    self.app.set_ascii(!shown.narrow);
                }
                self.painter.set_margins(shown.margins);
            }
            Happening::Continued => self.come_back(),
            Happening::Lost => self.lost = true,
        }
    }

    /// Does what the program wants done.
    fn obey(&mut self) -> io::Result<()> {
        for order in self.app.orders() {
            match order {
                Order::Ask(ticket, slot, request) => {
                    self.keeper.asks(ticket, &request);
                    self.lanes.ask(ticket, slot, request);
                }
                Order::Stop(slot) => self.lanes.stop(slot),
                Order::Enter { login, password } => {
                    let target = self.target.clone().with_login(&login).with_password(&password);
                    self.lanes = lanes(target, self.app.lang(), &self.keeper);
                }
                Order::Copy(text) => self.aside.extend_from_slice(copy::sequence(&text).as_bytes()),
                Order::Write(name, bytes) => {
                    let saved = save::save(&name, &bytes);
                    let told = saved.map(|path| path.display().to_string()).map_err(|why| why.to_string());
                    self.app.update(Msg::Written(told), System.now());
                }
                Order::Suspend => self.suspend()?,
                Order::Redraw => self.painter.forget(),
                Order::Bell => self.aside.push(b'\x07'),
            }
        }
        Ok(())
    }

    /// Draws from data alone and sends what differs, in one write; nothing if nothing does.
    fn draw(&mut self) -> io::Result<()> {
        let frame = self.terminal.draw(|frame| self.app.draw(frame))?;
        self.aside.extend_from_slice(self.painter.frame(frame.buffer, self.board.cursor()));
        if !self.aside.is_empty() {
            self.out.write_all(&self.aside)?;
            self.aside.clear();
        }
        self.pace.drew(System.now());
        Ok(())
    }

    /// Gives the terminal to the shell until it lets us go on.
    fn suspend(&mut self) -> io::Result<()> {
        self.guard = None;
        while self.continued.try_recv().is_ok() {}
        // SAFETY: a signal to our own process group, as the terminal would send it.
        unsafe { libc::kill(0, libc::SIGTSTP) };
        self.stopped_itself = self.continued.recv_timeout(STOPS).is_ok();
        self.guard = Some(Guard::enter()?);
        self.painter.forget();
        Ok(())
    }

    /// After a stop that we did not ask for the terminal is as the shell likes it.
    fn come_back(&mut self) {
        if std::mem::take(&mut self.stopped_itself) {
            return;
        }
        self.guard = None;
        self.painter.forget();
        match Guard::enter() {
            Ok(guard) => self.guard = Some(guard),
            Err(_) => self.lost = true,
        }
    }

    /// Lets open forms keep what was typed, and waits a moment for what is on its way.
    fn finish(&mut self) {
        self.app.update(Msg::Leave, System.now());
        let until = System.now() + LAST_WRITES;
        let _ = self.obey();
        // Before anything is waited for: whoever ends the program may have no patience.
        self.keeper.rescue();
        while self.app.unanswered_writes() > 0 {
            match self.events.recv_timeout(until.saturating_duration_since(System.now())) {
                Ok(Happening::Msg(msg @ Msg::News(_))) => self.app.update(msg, System.now()),
                Ok(_) => {}
                Err(_) => return,
            }
            let _ = self.obey();
        }
    }
}

fn lanes(target: Target, lang: Lang, keeper: &Keeper) -> Lanes {
    let keeper = keeper.clone();
    Lanes::open(target, lang, Timing::default(), move |news| keeper.hear(news))
}

fn keeper(dir: PathBuf, target: &Target, to_loop: &Sender<Happening>) -> Keeper {
    let (tell, want) = (to_loop.clone(), to_loop.clone());
    // Where the loop has ended nobody wants to know.
    Keeper::open(
        dir,
        target.place(),
        move |news| {
            let _ = tell.send(Happening::Msg(Msg::News(news)));
        },
        move |own| {
            let _ = want.send(Happening::Own(own));
        },
    )
}

fn options(settings: &Settings, lang: Lang, target: &Target) -> Options {
    Options {
        lang,
        themes: looks::themes(settings),
        keymaps: looks::keymaps(settings),
        motion: settings.motion.value,
        bell: settings.bell.value,
        units: match settings.money.value {
            Money::Yuan => Units::Yuan,
            Money::Wan => Units::Wan,
        },
        hints: settings.hints.value,
        said: looks::said(settings),
        login: target.login().to_owned(),
    }
}
