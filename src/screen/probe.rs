//! For the unit tests of screens: one screen without the program around it. Commands and characters go in, what it asked
//! and decided comes out, and it can be drawn. Tests of several screens together use the stage in `tests/it`.

use std::{collections::VecDeque, time::Instant};

use super::{Cx, Effect, Event, Look, Screen, Units};
use crate::{
    clock::{Clock, System},
    command::Cmd,
    domain::session::{Role, Session},
    entry::{book::View, pins::Pins},
    i18n::Lang,
    store::{Reply, Request, Slot, StoreError, Ticket, Words},
    theme::Theme,
    widget::shown,
};

/// A screen under test.
pub struct Probe {
    pub screen: Box<dyn Screen>,
    pub session: Session,
    pub words: Words,
    pub pins: Pins,
    pub views: Vec<View>,
    pub lang: Lang,
    pub size: (u16, u16),
    /// What it asked and the test has not answered.
    pub asked: VecDeque<(Ticket, Slot, Request)>,
    /// Everything else it decided since the test last looked.
    pub effects: Vec<Effect>,
    tickets: u64,
    /// The instant that the screen takes for now.
    pub now: Instant,
}

/// An assistant of the golden company.
pub fn session() -> Session {
    Session {
        operator_id: 9,
        login: "zhout".into(),
        name: "周婷".into(),
        role: Role::Ab,
        dept_id: 3,
        dept: "上海分公司".into(),
        today: "2002-03-13".parse().expect("a date"),
    }
}

impl Probe {
    /// Opens a screen as 周婷, assistant in 上海, on Wednesday 2002-03-13, at 80x22.
    pub fn new(screen: Box<dyn Screen>) -> Probe {
        Probe::by(session().role, screen)
    }

    /// The same as somebody with another role.
    pub fn by(role: Role, screen: Box<dyn Screen>) -> Probe {
        let mut probe = Probe {
            screen,
            session: Session { role, ..session() },
            words: Words::new(),
            pins: Pins::default(),
            views: Vec::new(),
            lang: Lang::En,
            size: (80, 22),
            asked: VecDeque::new(),
            effects: Vec::new(),
            tickets: 0,
            now: System.now(),
        };
        probe.event(Event::Opened);
        probe
    }

    /// Something happens; tells whether the screen took it.
    pub fn event(&mut self, event: Event) -> bool {
        self.screen.lay_out(ratatui::layout::Rect::new(0, 0, self.size.0, self.size.1));
        let mut cx = Cx {
            session: &self.session,
            words: &self.words,
            lang: self.lang,
            now: self.now,
            brought: None,
            views: &self.views,
            pins: &self.pins,
            screen: 1,
            tickets: &mut self.tickets,
            effects: Vec::new(),
        };
        let taken = self.screen.update(event, &mut cx);
        for effect in cx.effects {
            match effect {
                Effect::Ask(ticket, slot, request) => {
                    if !request.writes() {
                        self.asked.retain(|(_, other, older)| *other != slot || older.writes());
                    }
                    self.asked.push_back((ticket, slot, request));
                }
                other => self.effects.push(other),
            }
        }
        taken
    }

    /// A command.
    pub fn cmd(&mut self, cmd: Cmd) -> bool {
        self.event(Event::Command(cmd))
    }

    /// Time passes, and the screen is woken.
    pub fn later(&mut self, by: std::time::Duration) {
        self.now += by;
        self.event(Event::Woken);
    }

    /// Typed characters.
    pub fn text(&mut self, text: &str) {
        for c in text.chars() {
            self.event(Event::Text(c));
        }
    }

    /// Answers the oldest question of this part of the screen.
    pub fn answer(&mut self, part: &str, reply: Result<Reply, StoreError>) {
        let at = self.asked.iter().position(|(_, slot, _)| slot.part == part);
        let (ticket, ..) = self.asked.remove(at.unwrap_or_else(|| panic!("{part} was not asked"))).unwrap();
        self.event(Event::Answer(ticket, reply));
    }

    /// The oldest unanswered question of this part.
    pub fn question(&self, part: &str) -> Option<&Request> {
        self.asked.iter().find(|(_, slot, _)| slot.part == part).map(|(.., request)| request)
    }

    /// What the last notice said.
    pub fn told(&self) -> String {
        let mut said = self.effects.iter().filter_map(|effect| match effect {
            Effect::Notice(notice) => Some(notice.text.clone()),
            _ => None,
        });
        said.next_back().unwrap_or_default()
    }

    /// How many screens were opened on top.
    pub fn pushed(&self) -> usize {
        self.effects.iter().filter(|effect| matches!(effect, Effect::Push(_))).count()
    }

    /// What the screen shows, row by row, without spaces at the ends.
    pub fn shown(&mut self) -> String {
        let area = ratatui::layout::Rect::new(0, 0, self.size.0, self.size.1);
        self.screen.lay_out(area);
        let (rows, ..) = self.looking(|screen, look| {
            shown::draw(area.width, area.height, |frame| screen.view(frame, area, look))
        });
        rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
    }

    /// What the line above the footer says.
    pub fn screen_status(&self) -> String {
        self.looking(|screen, look| screen.status(look).to_string()).trim_end().to_owned()
    }

    fn looking<T>(&self, look_at: impl FnOnce(&dyn Screen, &Look) -> T) -> T {
        let theme = Theme::mono();
        let look = Look {
            theme: &theme,
            lang: self.lang,
            units: Units::Yuan,
            session: Some(&self.session),
            key: &|_| String::new(),
            word: &|_, code| code.to_owned(),
        };
        look_at(self.screen.as_ref(), &look)
    }
}
