//! The board: a lane for each value of a field, with how many cards it has and what they add up to. The lane that has the cursor
//! lends its rows to the list, so that everything a list does to rows is done to cards. Knows no drawing.

use std::ops::Range;

use ratatui::layout::Rect;
use rust_decimal::Decimal;

use super::{super::rows::Rows, meant};
use crate::{
    domain::{
        field::{FieldDef, Shape},
        filter::{Filter, ListQuery},
        kind::Kind,
        pivot::{Asked, Axis, Crosstab, Figure, Measured, behind},
        query::Path,
        record::{Row, Values},
        value::Value,
    },
    screen::{
        Cx, Reader,
        list::{Part, pane::Pane},
    },
    store::{Page, Request, Ticket, Words},
};

/// More values than this are no lanes; that there are more is told.
pub const MOST: usize = 64;
/// Lanes that are ever seen at once.
const SEEN: usize = 16;
/// The cells that a lane likes to have.
const WIDE: u16 = 23;
/// Lines of a card, and of the head of a lane.
pub const CARD: u16 = 2;
pub const HEAD: u16 = 2;
/// Cards of a lane that is not the one of the cursor: as many as are ever seen.
const CARDS: u32 = 40;

const SLOTS: [&str; SEEN] = [
    "lane0", "lane1", "lane2", "lane3", "lane4", "lane5", "lane6", "lane7", "lane8", "lane9", "lane10",
    "lane11", "lane12", "lane13", "lane14", "lane15",
];

/// Lanes of cards.
#[derive(Debug)]
pub struct Board {
    /// The field whose values are the lanes.
    pub field: &'static FieldDef,
    lanes: Vec<Lane>,
    at: usize,
    from: usize,
    /// How many lanes are seen.
    wide: usize,
    cards: usize,
    asked: Option<Ticket>,
    /// The person has chosen a lane.
    chosen: bool,
    counted: bool,
    /// Values that found no lane.
    beyond: usize,
    /// Cards that were sent to another lane.
    sent: Option<Sent>,
    /// Where the step leads that was begun last.
    meant: Option<usize>,
}

/// Cards on their way: seen where they go to before the server has said so, and marked as long as it has not.
#[derive(Debug)]
struct Sent {
    cards: Vec<Row>,
    from: usize,
    to: usize,
    /// Where they stood.
    place: usize,
}

/// The cards of one value.
#[derive(Debug)]
pub struct Lane {
    /// The value; empty: those that have none.
    pub key: Value,
    /// How many, and what they add up to, as last counted.
    pub figure: Option<Figure>,
    /// What they add up to by how likely they are, where the kind knows that.
    pub weighted: Option<Decimal>,
    /// Its cards, while the cursor is elsewhere.
    pub rows: Rows,
    asked: Option<Ticket>,
    stale: bool,
}

impl Lane {
    fn of(key: Value) -> Lane {
        Lane { key, figure: None, weighted: None, rows: Rows::default(), asked: None, stale: true }
    }
}

impl Board {
    /// By this field. Its lanes are its values, where they are known beforehand.
    pub fn of(field: &'static FieldDef, words: &Words) -> Board {
        let code = |code: &str| Lane::of(Value::Code(code.to_owned()));
        let lanes = match field.shape {
            Shape::Choice(codes, _) => codes.iter().map(|it| code(it)).collect(),
            Shape::Dict(dict) => {
                words.get(dict).into_iter().flatten().take(MOST).map(|(it, ..)| code(it)).collect()
            }
            Shape::Flag => [true, false].map(|yes| Lane::of(Value::Flag(yes))).into(),
            _ => Vec::new(),
        };
        Board {
            field,
            lanes,
            at: 0,
            from: 0,
            wide: 1,
            cards: 1,
            asked: None,
            chosen: false,
            counted: false,
            beyond: 0,
            sent: None,
            meant: None,
        }
    }

    /// Whether it is known which lanes there are.
    pub fn has_lanes(&self) -> bool {
        !self.lanes.is_empty()
    }

    /// Whether the cards were ever counted.
    pub fn counted(&self) -> bool {
        self.counted
    }

    /// The lane of the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// A lane.
    pub fn lane(&self, n: usize) -> Option<&Lane> {
        self.lanes.get(n)
    }

    /// How many lanes are not seen: to the left, to the right, and values for which there is none.
    pub fn unseen(&self) -> (usize, usize, usize) {
        let seen = self.seen();
        (seen.start, self.lanes.len() - seen.end, self.beyond)
    }

    /// The lanes that are seen.
    pub fn seen(&self) -> Range<usize> {
        self.from..(self.from + self.wide).min(self.lanes.len())
    }

    /// How many lanes there are.
    pub fn len(&self) -> usize {
        self.lanes.len()
    }

    /// The cards are old.
    pub fn stale(&mut self) {
        for lane in &mut self.lanes {
            lane.stale = true;
        }
    }

    /// The cards of the lane of the cursor were not read to the end.
    pub fn unread(&mut self) {
        if let Some(lane) = self.lanes.get_mut(self.at) {
            lane.stale = true;
        }
    }

    /// The rows of the lane of the cursor.
    pub fn within(&self, kind: Kind, reader: Reader) -> Option<Filter> {
        Some(self.rows_of(self.lanes.get(self.at)?, kind, reader))
    }

    fn rows_of(&self, lane: &Lane, kind: Kind, reader: Reader) -> Filter {
        meant(&behind(&axis(self.field), &lane.key), kind, reader)
    }

    /// How many cards are seen.
    pub fn lay_out(&mut self, list: Rect) -> usize {
        let inside = (list.width.saturating_sub(2), list.height.saturating_sub(2));
        self.wide = usize::from((inside.0 / WIDE).max(1)).min(SEEN);
        self.cards = usize::from((inside.1.saturating_sub(HEAD) / CARD).max(1));
        for lane in &mut self.lanes {
            lane.rows.set_height(self.cards);
        }
        self.follow();
        self.cards
    }

    fn follow(&mut self) {
        let last = self.lanes.len().saturating_sub(self.wide);
        self.from = self.from.min(last).min(self.at).max((self.at + 1).saturating_sub(self.wide));
    }

    /// The cursor goes to another lane, which lends its rows instead.
    pub fn go(&mut self, to: usize, rows: &mut Rows) {
        std::mem::swap(rows, &mut self.lanes[self.at].rows);
        std::mem::swap(rows, &mut self.lanes[to].rows);
        // An answer on its way would go to a lane that lends its rows now.
        self.lanes[to].stale |= self.lanes[to].asked.take().is_some();
        self.at = to;
        self.follow();
    }

    /// The person chose a lane by himself.
    pub fn chose(&mut self) {
        self.chosen = true;
    }

    /// Whether the rows of the lane of the cursor are to be read again; they are not afterwards.
    pub fn take_stale(&mut self) -> bool {
        self.lanes.get_mut(self.at).is_some_and(|lane| std::mem::take(&mut lane.stale))
    }

    /// Asks how many cards each lane has, and what they add up to.
    pub fn ask(&mut self, pane: &Pane, filter: Filter, cx: &mut Cx) {
        let def = crate::domain::entity::def(pane.kind);
        let sum = pane.summed().first().and_then(|name| def.field(name));
        let measure = sum.map_or(Measured::Count, Measured::Sum);
        let rows = vec![axis(self.field)];
        let mut asked = Asked::new(pane.kind, filter, rows, Vec::new(), measure);
        asked.more.extend(def.field("weighted").map(Measured::Sum));
        self.asked = Some(cx.ask("figures", Request::Figures(Box::new(asked))));
    }

    /// Takes the figures, if they are its own. A value that nobody knew of becomes a lane.
    pub fn figures(&mut self, ticket: Ticket, figures: &Crosstab) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        self.counted = true;
        self.beyond = 0;
        for lane in &mut self.lanes {
            (lane.figure, lane.weighted) = (Some(Figure::default()), None);
        }
        for (row, line) in figures.rows.iter().enumerate() {
            let Some(key) = line.keys.first() else { continue };
            let known = self.lanes.iter().position(|lane| same(&lane.key, key));
            let at = known.or_else(|| {
                let room = self.lanes.len() < MOST;
                room.then(|| {
                    self.lanes.push(Lane::of(key.clone()));
                    self.lanes.len() - 1
                })
            });
            match at {
                Some(at) => {
                    self.lanes[at].figure = Some(line.total);
                    self.lanes[at].weighted = figures.at(Some(row), Some(0)).and_then(|it| it.value);
                }
                None => self.beyond += 1,
            }
        }
        for lane in &mut self.lanes {
            lane.rows.set_height(self.cards);
        }
        true
    }

    /// The first lane that has cards, as long as the person has not chosen one.
    pub fn first_filled(&self) -> Option<usize> {
        let filled = |lane: &Lane| lane.figure.is_some_and(|figure| figure.rows > 0);
        if self.chosen || self.lanes.get(self.at).is_some_and(filled) {
            return None;
        }
        self.lanes.iter().position(filled)
    }

    /// Asks for the cards of the lanes that are seen and not known.
    pub fn ask_cards(&mut self, query: &ListQuery, kind: Kind, cx: &mut Cx) {
        for n in self.seen().filter(|n| *n != self.at) {
            if !self.lanes[n].stale {
                continue;
            }
            let within = self.rows_of(&self.lanes[n], kind, cx.reader());
            let query = query.clone().filter(query.filter.clone().and(within)).limit(CARDS);
            let ticket = cx.ask(SLOTS[n % SEEN], Request::List(query));
            let lane = &mut self.lanes[n];
            (lane.asked, lane.stale) = (Some(ticket), false);
        }
    }

    /// Takes the cards of a lane, if they are that.
    pub fn page(&mut self, ticket: Ticket, page: &Page) -> bool {
        let Some(lane) = self.lanes.iter_mut().find(|lane| lane.asked == Some(ticket)) else { return false };
        lane.asked = None;
        lane.rows.take(Part::First, page.clone());
        true
    }

    /// The step that is begun leads to this lane.
    pub fn mean(&mut self, to: usize) {
        self.meant = Some(to);
    }

    /// Whatever comes now is another step.
    pub fn means_nothing(&mut self) {
        self.meant = None;
    }

    /// The lane to which a form sends cards: the one that it names, or that its step leads to.
    pub fn goal(&self, values: &Values) -> Option<usize> {
        let named = values.get(self.field.name);
        match named {
            Value::Empty => self.meant,
            named => self.lanes.iter().position(|lane| same(&lane.key, named)),
        }
        .filter(|to| *to != self.at && *to < self.lanes.len())
    }

    /// The lane of the cursor sends these cards to another one.
    pub fn send(&mut self, ids: &[i64], to: usize, rows: &mut Rows) {
        let Some(lane) = self.lanes.get_mut(to) else { return };
        let place = rows.cursor();
        let cards = rows.lift(ids);
        lane.rows.put(0, cards.clone());
        self.sent = Some(Sent { cards, from: self.at, to, place });
    }

    /// Whether the card is on its way.
    pub fn is_sent(&self, id: i64) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.cards.iter().any(|card| card.id == id))
    }

    /// The server has said so.
    pub fn arrived(&mut self) {
        self.sent = None;
    }

    /// They were refused, and go back; those that were read again meanwhile are there already.
    pub fn send_back(&mut self, rows: &mut Rows) {
        let Some(Sent { mut cards, from, to, place }) = self.sent.take() else { return };
        let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
        self.rows_mut(to, rows).lift(&ids);
        let back = self.rows_mut(from, rows);
        cards.retain(|card| !back.all().iter().any(|row| row.id == card.id));
        back.put(place, cards);
    }

    fn rows_mut<'a>(&'a mut self, lane: usize, lent: &'a mut Rows) -> &'a mut Rows {
        if lane == self.at { lent } else { &mut self.lanes[lane].rows }
    }

    /// The value of the lane so many further.
    pub fn beside(&self, by: isize) -> Option<&Value> {
        Some(&self.lanes.get(self.at.checked_add_signed(by)?)?.key)
    }
}

/// Whether two values are the same lane.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Code(a) | Value::Text(a), Value::Code(b) | Value::Text(b)) => a == b,
        (Value::Link(a), Value::Link(b)) => a.id == b.id,
        (a, b) => a == b,
    }
}

fn axis(field: &'static FieldDef) -> Axis {
    Axis { path: Path::of(field), each: None }
}
