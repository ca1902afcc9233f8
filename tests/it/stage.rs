//! The whole program without a terminal and without a server: the product's own keys go in, the test answers what is
//! asked, the screen comes out as text. Time stands still until the test lets it pass.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use kehu::{
    app::{App, Msg, Options, Order},
    clock::{Clock as _, Manual},
    domain::session::{Role, Session},
    i18n::Lang,
    input::script,
    screen::personal::{Item, Said},
    store::{Entry, News, Reply, Request, Scripted, Slot, Store as _, StoreError, Ticket},
    text::width,
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};

/// The program under test.
pub struct Stage {
    app: App,
    clock: Manual,
    store: Scripted,
    size: (u16, u16),
    /// What was handed to the clipboard.
    pub copied: Vec<String>,
    /// Everything else the program wanted done.
    pub orders: Vec<Order>,
}

/// The golden company: login, name, role, department id and name; the operator's id is the place in the list, from 1.
const COMPANY: [(&str, &str, Role, i32, &str); 11] = [
    ("liuzy", "刘志远", Role::Gm, 1, "总部"),
    ("chenm", "陈默", Role::Md, 1, "总部"),
    ("zhangw", "张伟", Role::Sd, 3, "上海分公司"),
    ("john", "王约翰", Role::Sp, 3, "上海分公司"),
    ("lina", "李娜", Role::Sp, 3, "上海分公司"),
    ("zhaom", "赵敏", Role::Sd, 4, "广州分公司"),
    ("huangzq", "黄志强", Role::Sp, 4, "广州分公司"),
    ("sunl", "孙丽", Role::Ac, 2, "北京杂志销售中心"),
    ("zhout", "周婷", Role::Ab, 3, "上海分公司"),
    ("wug", "吴刚", Role::Sd, 5, "武汉办事处"),
    ("hej", "何静", Role::Sp, 5, "武汉办事处"),
];

/// The session of a login of the golden company, on its business date.
pub fn session(login: &str) -> Session {
    let at = COMPANY.iter().position(|(known, ..)| *known == login).unwrap_or_else(|| panic!("{login}"));
    let (login, name, role, dept_id, dept) = COMPANY[at];
    Session {
        operator_id: at as i32 + 1,
        login: login.to_owned(),
        name: name.to_owned(),
        role,
        dept_id,
        dept: dept.to_owned(),
        today: "2002-03-13".parse().expect("a date"),
    }
}

/// What the start is answered: nothing is set, the company has no lists.
pub fn entered(login: &str) -> Reply {
    let session = session(login);
    let (company, prefs, words) = Default::default();
    Reply::Entered(Box::new(Entry { session, company, prefs, words }))
}

impl Stage {
    /// The program of `login`, signed in, in English, at 80x24.
    pub fn new(login: &str) -> Stage {
        let mut stage = Stage::outside(login);
        stage.answer("session", Ok(entered(login)));
        stage
    }

    /// The program before the sign-in is answered.
    pub fn outside(login: &str) -> Stage {
        Stage::outside_in(login, Lang::En)
    }

    /// The same, begun in this language.
    pub fn outside_in(login: &str, lang: Lang) -> Stage {
        let clock = Manual::new();
        let options = Options {
            lang,
            said: BTreeMap::from([(Item::Language, Said::Flag)]),
            login: login.to_owned(),
            ..Options::default()
        };
        let app = App::new(options, clock.now());
        let mut stage = Stage {
            app,
            clock,
            store: Scripted::default(),
            size: (80, 24),
            copied: Vec::new(),
            orders: Vec::new(),
        };
        stage.obey();
        stage
    }

    /// The same in another language.
    pub fn speaking(mut self, lang: Lang) -> Stage {
        if self.app.lang() != lang {
            self.keys("v L");
        }
        self
    }

    /// The same on a terminal of another size.
    pub fn sized(mut self, columns: u16, rows: u16) -> Stage {
        self.size = (columns, rows);
        self.tell(Msg::Resize(columns, rows));
        self
    }

    /// Presses keys: `g c / shyy <Enter>`. Blanks only separate.
    pub fn keys(&mut self, keys: &str) -> &mut Stage {
        for key in script(keys).unwrap_or_else(|error| panic!("{keys}: {error}")) {
            self.tell(Msg::Key(key));
        }
        self
    }

    /// Something happens.
    pub fn tell(&mut self, msg: Msg) -> &mut Stage {
        self.app.update(msg, self.clock.now());
        self.obey();
        self
    }

    /// Lets time pass, from deadline to deadline.
    pub fn pass(&mut self, time: Duration) -> &mut Stage {
        let until = self.clock.now() + time;
        while let Some(at) = self.app.deadline().filter(|at| *at <= until) {
            self.clock.advance(at - self.clock.now());
            self.tell(Msg::Tick);
        }
        self.clock.advance(until - self.clock.now());
        self
    }

    /// Answers the newest question asked for this part of a screen.
    pub fn answer(&mut self, part: &str, answer: Result<Reply, StoreError>) -> &mut Stage {
        let at = self.store.asked.iter().rposition(|(_, slot, _)| slot.part == part);
        let asked = || self.store.asked.iter().map(|(_, slot, _)| slot.part).collect::<Vec<_>>();
        let at = at.unwrap_or_else(|| panic!("{part} was not asked, but {:?}", asked()));
        if let Some((ticket, ..)) = self.store.asked.remove(at) {
            self.tell(Msg::News(News::Answer(ticket, answer)));
        }
        self
    }

    /// The newest unanswered question of this part.
    pub fn asked(&self, part: &str) -> Option<&Request> {
        self.store.asked.iter().rev().find(|(_, slot, _)| slot.part == part).map(|(.., request)| request)
    }

    /// All unanswered questions, the oldest first.
    pub fn questions(&self) -> &VecDeque<(Ticket, Slot, Request)> {
        &self.store.asked
    }

    /// Whether the program wants to end.
    pub fn has_left(&self) -> bool {
        self.app.is_leaving()
    }

    /// The rows of the terminal as text, without blanks at their ends.
    pub fn screen(&mut self) -> String {
        let (buffer, _) = self.drawn();
        rows(&buffer).iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
    }

    /// The window whose frame begins with this title, without what is around it.
    pub fn window(&mut self, title: &str) -> String {
        let screen = self.screen();
        let edge = format!("+- {title} ");
        let rows: Vec<&str> = screen.lines().collect();
        let top =
            rows.iter().position(|row| row.contains(&edge)).unwrap_or_else(|| panic!("{title}:\n{screen}"));
        let from = rows[top].find(&edge).map_or(0, |at| width(&rows[top][..at]));
        let wide = rows[top][rows[top].find(&edge).unwrap_or(0)..].find("-+").unwrap_or(0);
        let wide = width(&rows[top][rows[top].find(&edge).unwrap_or(0)..][..wide]) + 2;
        let mut out = Vec::new();
        for row in &rows[top..] {
            let mut at = 0;
            let inside = row.chars().filter(|c| {
                at += width(c.encode_utf8(&mut [0; 4]));
                at > from && at <= from + wide
            });
            let line: String = inside.collect();
            let last = out.len() > 1 && line.starts_with("+-");
            out.push(line);
            if last {
                break;
            }
        }
        out.join("\n")
    }

    /// Where the terminal's cursor is.
    pub fn cursor(&mut self) -> (u16, u16) {
        self.drawn().1
    }

    fn drawn(&mut self) -> (Buffer, (u16, u16)) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).expect("in memory");
        terminal.draw(|frame| self.app.draw(frame)).expect("in memory");
        let backend = terminal.backend();
        assert!(backend.cursor_visible(), "the cursor is always somewhere");
        let at = backend.cursor_position();
        (backend.buffer().clone(), (at.x, at.y))
    }

    fn obey(&mut self) {
        for order in self.app.orders() {
            match order {
                Order::Ask(ticket, slot, request) => self.store.ask(ticket, slot, request),
                Order::Stop(slot) => self.store.stop(slot),
                Order::Copy(text) => self.copied.push(text),
                other => self.orders.push(other),
            }
        }
    }
}

/// The rows of a buffer; a wide character stands for its two cells.
fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    area.rows()
        .map(|row| {
            let (mut text, mut x) = (String::new(), row.x);
            while x < row.right() {
                let symbol = buffer[(x, row.y)].symbol();
                text.push_str(symbol);
                x += width(symbol).max(1) as u16;
            }
            text
        })
        .collect()
}
