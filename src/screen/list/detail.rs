//! The detail pane: where it stands, which of its tabs is open, and what was read for the record under the cursor. What is
//! shown stays until the new comes. Knows no drawing.

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use super::pane::{Below, Pane};
use crate::{
    domain::{
        entity,
        filter::{Filter, ListQuery},
        kind::Kind,
        query::Side,
        record::Row,
        value::Value,
    },
    screen::Cx,
    store::{Reply, Request, Ticket},
};

/// From this width on there is room beside the list, or for two panes below it.
pub const WIDE: u16 = 100;
/// From this height on there is room for it without being asked for.
const TALL: u16 = 16;
/// A small list below holds this many rows at most.
const FEW: u32 = 50;
const SLOTS: [&str; 2] = ["below", "beside"];

/// What is in one pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The record's fields.
    Fields,
    /// A list below it, by its number.
    List(usize),
}

/// The detail pane's state.
#[derive(Debug)]
pub struct Detail {
    /// Where the person put it; none: where the size of the screen puts it.
    pub chosen: Option<Side>,
    /// Where the words of the list put it, until the person puts it elsewhere.
    asked_for: Option<Side>,
    /// What these words were.
    said: Option<(Side, Option<Kind>)>,
    /// Whether it has the keys.
    pub focus: bool,
    tab: usize,
    cursor: usize,
    lists: Vec<Below>,
    record: Option<Row>,
    rows: BTreeMap<usize, Vec<Row>>,
    /// The record that is shown or asked for.
    of: Option<i64>,
    asked_record: Option<Ticket>,
    asked: Vec<(Ticket, usize)>,
}

impl Detail {
    /// As a pane begins.
    pub fn of(pane: &Pane) -> Detail {
        Detail {
            chosen: None,
            asked_for: None,
            said: None,
            focus: false,
            tab: usize::from(pane.wide),
            cursor: 0,
            lists: pane.lists_below(),
            record: None,
            rows: BTreeMap::new(),
            of: None,
            asked_record: None,
            asked: Vec::new(),
        }
    }

    /// Where it stands in this area.
    pub fn place(&self, pane: &Pane, area: Rect) -> Side {
        let wide = area.width >= WIDE;
        let fits = area.height >= TALL;
        match (self.asked_for, self.chosen) {
            // A view is made for screens of every size.
            (Some(Side::Right), _) if !wide || !fits => Side::Off,
            (Some(Side::Below), _) if !fits => Side::Off,
            (Some(side), _) => side,
            (None, Some(Side::Right)) if !wide => Side::Below,
            (None, Some(side)) => side,
            (None, None) if !fits || !wide => Side::Off,
            (None, None) if pane.wide => Side::Below,
            (None, None) => Side::Right,
        }
    }

    /// Goes where the words of the list put it, if they say something new; `true` then.
    pub fn follow(&mut self, said: Option<(Side, Option<Kind>)>) -> bool {
        let new = self.said != said;
        if new {
            self.said = said;
            self.asked_for = said.map(|(side, _)| side);
            let tab = said.and_then(|(_, tab)| self.lists.iter().position(|below| Some(below.kind) == tab));
            if let Some(n) = tab {
                (self.tab, self.cursor) = (n + 1, 0);
            }
        }
        new
    }

    /// Where it stands and what is open in it, as a view keeps it; none where the person never put it anywhere.
    pub fn kept(&self) -> Option<(Side, Option<Kind>)> {
        let side = self.chosen.filter(|_| self.asked_for.is_none()).or(self.asked_for)?;
        let open = self.tab.checked_sub(1).and_then(|n| self.list(n)).map(|below| below.kind);
        Some((side, open.filter(|_| side != Side::Off)))
    }

    /// The words of the list say it as it stands.
    pub fn agree(&mut self) {
        self.said = self.kept();
    }

    /// Right, below, off; without the room beside the list: below, off.
    pub fn turn(&mut self, pane: &Pane, area: Rect) {
        let next = match self.place(pane, area) {
            Side::Right => Side::Below,
            Side::Below => Side::Off,
            Side::Off if area.width >= WIDE => Side::Right,
            Side::Off => Side::Below,
        };
        self.put(Some(next));
    }

    /// The person puts it there, or lets the size of the screen put it.
    pub fn put(&mut self, side: Option<Side>) {
        (self.chosen, self.asked_for, self.focus) = (side, None, false);
    }

    /// All parts, in the order of the tabs.
    pub fn parts(&self) -> Vec<Part> {
        std::iter::once(Part::Fields).chain((0..self.lists.len()).map(Part::List)).collect()
    }

    /// The part that is open, and the one beside it where two are shown.
    pub fn shown(&self, panes: usize) -> Vec<Part> {
        let parts = self.parts();
        (0..panes.min(parts.len())).map(|n| parts[(self.tab + n) % parts.len()]).collect()
    }

    /// The other tabs, by turns.
    pub fn step(&mut self, by: isize) {
        let all = self.lists.len() + 1;
        self.tab = (self.tab + all).saturating_add_signed(by) % all;
        self.cursor = 0;
    }

    /// A list below, by its number.
    pub fn list(&self, n: usize) -> Option<Below> {
        self.lists.get(n).copied()
    }

    /// The rows of a list below; none: not read yet.
    pub fn rows(&self, n: usize) -> Option<&[Row]> {
        self.rows.get(&n).map(Vec::as_slice)
    }

    /// The record as it was read whole, if it is this one.
    pub fn record(&self, id: i64) -> Option<&Row> {
        self.record.as_ref().filter(|row| row.id == id)
    }

    /// Whether what is shown belongs to this record.
    pub fn is_of(&self, id: i64) -> bool {
        self.of == Some(id)
    }

    /// The row of the open list that has the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves the cursor in the open list.
    pub fn go(&mut self, by: isize) {
        let Some(Part::List(n)) = self.shown(1).first().copied() else { return };
        let last = self.rows(n).map_or(0, |rows| rows.len().saturating_sub(1));
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// The record under the cursor of the open list.
    pub fn here(&self) -> Option<(Below, &Row)> {
        let Some(Part::List(n)) = self.shown(1).first().copied() else { return None };
        Some((self.list(n)?, self.rows(n)?.get(self.cursor)?))
    }

    /// Asks for what the open parts show of this row.
    pub fn ask(&mut self, pane: &Pane, row: &Row, panes: usize, cx: &mut Cx) {
        if self.of != Some(row.id) {
            self.of = Some(row.id);
            self.cursor = 0;
            self.rows.clear();
        }
        self.asked_record = None;
        self.asked.clear();
        let mut slots = SLOTS.iter();
        for part in self.shown(panes) {
            match part {
                Part::Fields => {
                    self.asked_record = Some(cx.ask("record", Request::Record(pane.kind, row.id)))
                }
                Part::List(n) => {
                    let (Some(slot), Some(query)) =
                        (slots.next(), self.list(n).and_then(|below| query(below, row)))
                    else {
                        self.rows.insert(n, Vec::new());
                        continue;
                    };
                    self.asked.push((cx.ask(slot, Request::List(query)), n));
                }
            }
        }
    }

    /// Takes an answer, if it is to one of its questions.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        match reply {
            Reply::Record(row) if self.asked_record == Some(ticket) => {
                self.record = Some(row.clone());
                true
            }
            Reply::Page(page) => match self.asked.iter().find(|(asked, _)| *asked == ticket) {
                Some((_, n)) => {
                    self.rows.insert(*n, page.rows.clone());
                    self.go(0);
                    true
                }
                None => false,
            },
            _ => false,
        }
    }
}

/// The rows of a list below; none when the row above names nothing that they could hang on.
fn query(below: Below, row: &Row) -> Option<ListQuery> {
    let id = if below.from == "id" { row.id } else { row.get(below.from).id()? };
    let filter = Filter::eq(below.field, Value::link(id, ""));
    Some(ListQuery::of(below.kind).filter(filter).sort(entity::def(below.kind).sort_below()).limit(FEW))
}
