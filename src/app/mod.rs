//! The program around the screens: which are open, who gets a key, an answer, a change, what is to be done afterwards. It
//! routes and draws the frame; it holds no business rule and does no I/O: what it wants done it gives away as [`Order`]s.

mod approvals;
mod carry;
mod door;
mod footer;
mod inbox;
mod keys;
mod memory;
mod message;
mod news;
mod notice;
mod own;
mod pins;
mod program;
mod seeing;
mod tab_row;
mod tabs;
mod view;
mod words;

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    mem,
    sync::Arc,
    time::{Duration, Instant},
};

pub use message::{Msg, Order};
use serde_json::Value as Json;

use self::{door::Door, keys::Keys, memory::Memory, notice::Shown, tabs::Tabs, words::Words};
use crate::{
    domain::session::Session,
    i18n::Lang,
    input::Keymap,
    screen::{
        Effect, KnownViews, Units,
        personal::{Choice, Item, Own, Said},
    },
    store::{News, Reply, Request, Slot, Ticket},
    theme::Theme,
};

/// What the program is started with.
pub struct Options {
    /// The language to begin with.
    pub lang: Lang,
    /// The themes that "next theme" goes through, the first of them now.
    pub themes: Vec<Theme>,
    /// The keymaps to choose from, by name, the first of them now.
    pub keymaps: Vec<(String, Keymap)>,
    /// Whether something comes or goes by itself, as notices that fade.
    pub motion: bool,
    /// Whether a refusal rings the bell.
    pub bell: bool,
    /// How money is shown in lists.
    pub units: Units,
    /// Whether the footer shows the keys of the moment.
    pub hints: bool,
    /// What the command line, the environment or a file says, and which: it wins over what the operator set for himself.
    pub said: BTreeMap<Item, Said>,
    /// The login as far as it is known, for the sign-in.
    pub login: String,
}

impl Default for Options {
    /// As a terminal without any settings has it.
    fn default() -> Options {
        Options {
            lang: Lang::default(),
            themes: vec![Theme::mono()],
            keymaps: vec![("default".to_owned(), Keymap::standard())],
            motion: true,
            bell: true,
            units: Units::default(),
            hints: true,
            said: BTreeMap::new(),
            login: String::new(),
        }
    }
}

/// The program.
pub struct App {
    keymaps: Vec<(String, Arc<Keymap>)>,
    keymap: Arc<Keymap>,
    keys: Keys,
    lang: Lang,
    themes: VecDeque<Theme>,
    units: Units,
    motion: bool,
    bell: bool,
    hints: bool,
    /// What can be set on this terminal.
    choices: Vec<Choice>,
    /// What the operator has set for himself.
    own: Own,
    login: String,
    /// The view that is shown first.
    first_view: Option<String>,
    door: Door,
    inside: Option<Inside>,
    /// What is one's own while one sees as somebody else.
    aside: Option<Inside>,
    /// Answers that needed no asking.
    known: VecDeque<(Ticket, Reply)>,
    online: bool,
    notice: Option<Shown>,
    words: Words,
    memory: Memory,
    /// What the operator set for himself, while his first screen opens.
    brought: Option<BTreeMap<String, Json>>,
    /// Questions on their way: who asked, and whether it changes data.
    waiting: HashMap<Ticket, (Slot, bool)>,
    wakes: Vec<(Instant, u64)>,
    queue: VecDeque<(u64, Effect)>,
    orders: Vec<Order>,
    tickets: u64,
    /// How many screens were ever opened.
    screens: u64,
    now: Instant,
    size: (u16, u16),
    stopped_at: Option<Instant>,
    asked_today_at: Instant,
    leaving: Leaving,
}

/// What exists once somebody is signed in.
struct Inside {
    session: Session,
    /// Those that filters look into, those that are pinned.
    known: KnownViews,
    tabs: Tabs,
    /// How many order changes wait for this operator's approval.
    to_approve: i64,
    /// How much in the inbox is unread.
    unread: i64,
    /// What somebody else set for himself, while one sees as him.
    seen: Option<seeing::Shown>,
}

/// Whether the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaving {
    No,
    /// As soon as the open forms are kept.
    WhenKept,
    Now,
}

/// The program's own questions have this number in place of a screen's.
const OWN: u64 = 0;
/// A program left open over night learns of the new business day by the first key after so long.
const DAY_CHECK: Duration = Duration::from_secs(600);

impl App {
    /// The program before anybody is signed in; the first thing it does is to ask who is there.
    pub fn new(options: Options, now: Instant) -> App {
        let choices = own::choices(&options);
        let keymaps: Vec<_> =
            options.keymaps.into_iter().map(|(name, keys)| (name, Arc::new(keys))).collect();
        let mut app = App {
            keymap: keymaps.first().map(|(_, keymap)| keymap.clone()).unwrap_or_default(),
            keymaps,
            keys: Keys::default(),
            lang: options.lang,
            themes: options.themes.into(),
            units: options.units,
            motion: options.motion,
            bell: options.bell,
            hints: options.hints,
            choices,
            own: Own::default(),
            login: options.login,
            first_view: None,
            door: Door::default(),
            inside: None,
            aside: None,
            known: VecDeque::new(),
            online: true,
            notice: None,
            words: Words::default(),
            memory: Memory::default(),
            brought: None,
            waiting: HashMap::new(),
            wakes: Vec::new(),
            queue: VecDeque::new(),
            orders: Vec::new(),
            tickets: 0,
            screens: 0,
            now,
            size: (80, 24),
            stopped_at: None,
            asked_today_at: now,
            leaving: Leaving::No,
        };
        if app.themes.is_empty() {
            app.themes.push_back(Theme::mono());
        }
        app.keys.wait(app.motion);
        app.knock();
        app
    }

    /// Shows a view of the book first, by its name.
    pub fn begin_with(&mut self, view: Option<String>) {
        self.first_view = view;
    }

    /// Something happened at `now`. Afterwards take the [`orders`](App::orders) and draw.
    pub fn update(&mut self, msg: Msg, now: Instant) {
        self.now = now;
        self.pass_time();
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(columns, rows) => self.resize(columns, rows),
            Msg::News(news) => self.news(news),
            Msg::Tick => {}
            Msg::Written(file) => self.written(file),
            Msg::Leave => self.leave_at_once(),
        }
        self.carry();
        while let Some((ticket, reply)) = self.known.pop_front() {
            self.news(News::Answer(ticket, Ok(reply)));
            self.carry();
        }
        self.go_on_below();
    }

    /// What is to be done outside, in this order.
    pub fn orders(&mut self) -> Vec<Order> {
        mem::take(&mut self.orders)
    }

    /// When [`Msg::Tick`] is due, if nothing happens before.
    pub fn deadline(&self) -> Option<Instant> {
        let wakes = self.wakes.iter().map(|(at, _)| *at);
        let notice = self.notice.as_ref().and_then(|shown| shown.until);
        wakes.chain(notice).chain(self.keys.window_at()).filter(|at| *at > self.now).min()
    }

    /// Whether the program wants to end.
    pub fn is_leaving(&self) -> bool {
        self.leaving == Leaving::Now
    }

    /// How many writes have not been answered yet: what the end of the program waits for.
    pub fn unanswered_writes(&self) -> usize {
        self.waiting.values().filter(|(_, writes)| *writes).count()
    }

    /// The terminal draws lines two cells wide, or not: frames by `+-|`, or by lines.
    pub fn set_ascii(&mut self, ascii: bool) {
        for theme in &mut self.themes {
            theme.ascii = ascii;
        }
    }

    /// The language shown.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    fn theme(&self) -> &Theme {
        &self.themes[0]
    }

    fn pass_time(&mut self) {
        if self.notice.as_ref().is_some_and(|shown| shown.until.is_some_and(|at| at <= self.now)) {
            self.notice = None;
        }
        let (due, later): (Vec<_>, Vec<_>) =
            mem::take(&mut self.wakes).into_iter().partition(|(at, _)| *at <= self.now);
        self.wakes = later;
        for (_, screen) in due {
            self.tell(screen, crate::screen::Event::Woken);
        }
        self.carry();
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.lay_out();
    }

    /// Asks on the program's own behalf.
    fn ask(&mut self, part: &'static str, request: Request) {
        self.tickets += 1;
        self.put(Ticket(self.tickets), Slot { screen: OWN, part }, request);
    }

    fn put(&mut self, ticket: Ticket, slot: Slot, request: Request) {
        match self.asked_as(request) {
            Some(Ok(request)) => {
                self.waiting.insert(ticket, (slot, request.writes()));
                self.orders.push(Order::Ask(ticket, slot, request));
            }
            Some(Err(reply)) => {
                self.waiting.insert(ticket, (slot, false));
                self.known.push_back((ticket, reply));
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests;
