//! What the arrows and the moves do on a board: from lane to lane, and a card with one.

use super::Mode;
use crate::{
    command::Cmd,
    domain::filter::ListQuery,
    screen::{
        Cx, Heard,
        list::{
            List, Part,
            acts::{self, Step},
        },
    },
};

impl List {
    /// Asks for the cards of the lanes beside that of the cursor.
    pub(super) fn ask_lanes(&mut self, cx: &mut Cx) {
        let filter = self.wanted.filter(self.pane, self.wanted.tab, cx.reader());
        let query = ListQuery::of(self.pane.kind).filter(filter).sort(self.wanted.order());
        if let Mode::Board(board) = &mut self.mode {
            board.take_stale();
            board.ask_cards(&query, self.pane.kind, cx);
        }
    }

    /// The figures have come: they say which lanes there are, and which have cards.
    pub(super) fn lanes_known(&mut self, cx: &mut Cx) {
        let Mode::Board(board) = &mut self.mode else { return };
        let filled = board.first_filled();
        if self.wanted.within.is_none() && board.has_lanes() {
            self.wanted.within = board.within(self.pane.kind, cx.reader());
            self.read(Part::First, cx);
        }
        if let Some(to) = filled {
            self.go_to_lane(to, cx);
        }
        self.ask_lanes(cx);
    }

    fn go_to_lane(&mut self, to: usize, cx: &mut Cx) {
        let Mode::Board(board) = &mut self.mode else { return };
        if to >= board.len() || to == board.at() {
            return;
        }
        // What is being read is of the lane that is left: it is read again when it is seen.
        if self.reading.take().is_some() {
            board.unread();
        }
        board.go(to, &mut self.rows);
        self.wanted.within = board.within(self.pane.kind, cx.reader());
        if board.take_stale() || !self.rows.known() {
            self.read(Part::First, cx);
        } else if let Some(part) = self.rows.missing() {
            self.read(part, cx);
        }
        self.timers.moved(cx);
        self.ask_lanes(cx);
    }

    /// A form has sent the cards of the board somewhere: to the lane that its step leads to, or that it says.
    pub(in crate::screen::list) fn heard(&mut self, heard: &Heard) {
        let Heard::Sent(operation) = heard else { return self.landed(false) };
        if let Mode::Board(board) = &mut self.mode
            && let Some(to) = board.goal(&operation.values)
        {
            let ids: Vec<i64> = operation.targets.iter().map(|target| target.id).collect();
            board.send(&ids, to, &mut self.rows);
        }
    }

    /// Cards are seen in their new lane at once.
    fn send(&mut self, ids: &[i64], to: usize) {
        if let Mode::Board(board) = &mut self.mode {
            board.send(ids, to, &mut self.rows);
        }
    }

    /// What was waited for was said: cards on their way have arrived, or go back.
    pub(in crate::screen::list) fn landed(&mut self, well: bool) {
        match &mut self.mode {
            Mode::Board(board) if well => board.arrived(),
            Mode::Board(board) => board.send_back(&mut self.rows),
            _ => {}
        }
    }

    pub(super) fn board_command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let Mode::Board(board) = &mut self.mode else { return false };
        let (at, field) = (board.at(), board.field);
        match cmd {
            Cmd::Left | Cmd::Right => {
                board.chose();
                let to = if cmd == Cmd::Left { at.checked_sub(1) } else { Some(at + 1) };
                if let Some(to) = to {
                    self.go_to_lane(to, cx);
                }
            }
            // From state to state a card goes by its own moves, which need not lead to the lane beside it.
            Cmd::NextState | Cmd::PreviousState if field.name == "state" => return false,
            Cmd::NextState | Cmd::PreviousState => {
                let by = if cmd == Cmd::NextState { 1 } else { -1 };
                let value = board.beside(by).cloned();
                let on = self.on();
                let ids: Vec<i64> = on.rows.iter().map(|row| row.id).collect();
                let step = match field.name {
                    // From stage to stage with what the move asks for.
                    "stage" => acts::run(cmd, &on, cx).unwrap_or(Step::Done),
                    _ => acts::set(&on, field, value, cx),
                };
                if let Some(to) = at.checked_add_signed(by) {
                    if matches!(step, Step::Asked(..)) {
                        self.send(&ids, to);
                    }
                    // Or where the form says so that was opened instead, or is opened for what is missing.
                    if let Mode::Board(board) = &mut self.mode {
                        board.mean(to);
                    }
                }
                self.took(step);
            }
            Cmd::FilterByCell => {
                let Some(key) = board.lane(at).map(|lane| lane.key.clone()) else { return true };
                self.wanted.only(field.name, &key);
                self.restart(cx);
            }
            _ => return false,
        }
        true
    }
}
