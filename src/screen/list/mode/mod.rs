//! As what the rows of a list are shown: rows and columns, cards in lanes by a field, by day, a month of days. It is the same
//! list whatever it is shown as: its filter, its rows, its marks, what Enter and every other command do. A mode says which of
//! the rows are read now, where they stand, and what the arrows mean.

mod agenda;
mod board;
mod board_draw;
mod calendar;
mod calendar_draw;
mod switch;

use ratatui::layout::Rect;

pub use self::{agenda::Agenda, board::Board, calendar::Calendar};
use super::{List, Part, typed_filter::Bound};
use crate::{
    command::Cmd,
    domain::{
        filter::Filter,
        kind::Kind,
        query::{Expr, Show},
    },
    i18n::Msg,
    screen::{Cx, Reader},
    store::{Reply, Ticket},
};

/// As what the rows are shown.
#[derive(Debug, Default)]
pub enum Mode {
    /// Rows and columns.
    #[default]
    Table,
    /// Cards in lanes by a field.
    Board(Box<Board>),
    /// By day, from today on.
    Agenda(Agenda),
    /// A month of days.
    Calendar(Box<Calendar>),
}

impl Mode {
    /// The mode of a `show:`; what other screens draw is a table here.
    fn of(show: &Show, cx: &Cx) -> Mode {
        match show {
            Show::Board(Some(field)) => Mode::Board(Box::new(Board::of(field, cx.words))),
            Show::Agenda(Some(field)) => Mode::Agenda(Agenda::of(field)),
            Show::Calendar(Some(field)) => Mode::Calendar(Box::new(Calendar::of(field, cx.session.today))),
            _ => Mode::Table,
        }
    }

    /// What is shown beside the rows is old.
    pub fn stale(&mut self) {
        if let Mode::Board(board) = self {
            board.stale();
        }
    }

    /// A step that was begun is over.
    pub fn means_nothing(&mut self) {
        if let Mode::Board(board) = self {
            board.means_nothing();
        }
    }

    /// How many rows are seen where the list has this frame, and a table so many.
    pub fn height(&mut self, list: Rect, table: usize) -> usize {
        match self {
            Mode::Table => table,
            Mode::Board(board) => board.lay_out(list),
            Mode::Agenda(_) => table.saturating_sub(1).max(1),
            Mode::Calendar(calendar) => calendar.lay_out(list),
        }
    }
}

/// The rows that a condition of the language means.
fn meant(rows: &Expr, kind: Kind, reader: Reader) -> Filter {
    super::typed_filter::meant(rows, kind, reader, &Bound::default())
        .unwrap_or_else(|_| Filter::Or(Vec::new()))
}

impl List {
    /// Reads the rows from where the mode begins: another filter, another order, another mode.
    pub(super) fn begin(&mut self, cx: &mut Cx) {
        if self.mode_of != self.wanted.show {
            self.mode_of = self.wanted.show.clone();
            self.mode = Mode::of(&self.mode_of, cx);
            self.rows.forget();
            self.detail.focus = false;
            crate::screen::Screen::lay_out(self, self.areas.all);
        }
        if self.detail.follow(self.wanted.detail) {
            crate::screen::Screen::lay_out(self, self.areas.all);
        }
        self.wanted.within = None;
        match &mut self.mode {
            Mode::Table => self.read(Part::First, cx),
            Mode::Board(board) => {
                board.stale();
                self.wanted.within = board.within(self.pane.kind, cx.reader());
                if board.has_lanes() {
                    self.read(Part::First, cx);
                } else {
                    // Which lanes there are is for the figures to say.
                    self.count_days_and_lanes(cx);
                }
            }
            Mode::Agenda(agenda) => {
                let from = agenda.today(cx.session.today);
                self.read_after(from, cx);
            }
            Mode::Calendar(calendar) => {
                calendar.follow(self.wanted.stepped, cx.session.today);
                self.wanted.within = Some(calendar.within(self.pane.kind, cx.reader()));
                self.read(Part::First, cx);
            }
        }
    }

    /// Rows of the list have come: the figures and the lanes beside them are asked for.
    pub(super) fn mode_rows_came(&mut self, cx: &mut Cx) {
        self.count_days_and_lanes(cx);
        self.ask_lanes(cx);
    }

    pub(super) fn count_days_and_lanes(&mut self, cx: &mut Cx) {
        let filter = self.wanted.filter(self.pane, self.wanted.tab, cx.reader());
        match &mut self.mode {
            Mode::Table | Mode::Agenda(_) => {}
            Mode::Board(board) => board.ask(self.pane, filter, cx),
            Mode::Calendar(calendar) => calendar.ask(self.pane, filter, cx),
        }
    }

    /// Takes an answer, if it is to a question of the mode.
    pub(super) fn mode_answer(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> bool {
        let (taken, lanes) = match (&mut self.mode, reply) {
            (Mode::Board(board), Reply::Figures(figures)) => (board.figures(ticket, figures), true),
            (Mode::Board(board), Reply::Page(page)) => (board.page(ticket, page), false),
            (Mode::Calendar(calendar), Reply::Figures(figures)) => (calendar.figures(ticket, figures), false),
            _ => (false, false),
        };
        if taken && lanes {
            self.lanes_known(cx);
        }
        taken
    }

    /// A command that means something else in this mode, or only there; `false`: what it means in every list.
    pub(super) fn mode_command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::ShowTable => self.show_as(Show::Table, cx),
            Cmd::ShowBoard => self.show_as(Show::Board(None), cx),
            Cmd::ShowAgenda => self.show_as(Show::Agenda(None), cx),
            Cmd::ShowCalendar => self.show_as(Show::Calendar(None), cx),
            cmd => {
                return match &self.mode {
                    Mode::Table => false,
                    Mode::Board(_) => self.board_command(cmd, cx),
                    Mode::Agenda(_) => false,
                    Mode::Calendar(_) => self.calendar_command(cmd, cx),
                };
            }
        }
        true
    }

    /// The same rows shown as something else: it is said in the words of the filter, as everything that a view keeps.
    fn show_as(&mut self, show: Show, cx: &mut Cx) {
        let Some(text) = self.wanted.shown_as(show, self.pane.kind, cx.reader(), cx.lang) else {
            return cx.bad(cx.lang.tr(Msg::ModeUnclear));
        };
        self.wanted.say(&text, self.pane, cx.reader());
        self.show_columns();
        if self.mode_of == self.wanted.show && self.wanted.show == Show::Table {
            cx.info(cx.lang.tr(Msg::ModeTable));
        }
        self.restart(cx);
    }
}
