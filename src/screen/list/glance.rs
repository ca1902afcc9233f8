//! A look at a view: its first rows, how many there are and what they add up to. For the book and the home page, which show
//! views without opening them.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect, text::Line};
use rust_decimal::Decimal;

use super::{columns, panes, status::count, typed_filter::Bound, wanted::Wanted};
use crate::{
    domain::{
        entity,
        field::Shape,
        filter::{After, ListQuery, Sort},
        kind::Kind,
        pivot::Asked,
        record::Row,
        value::Value,
    },
    entry::book::View,
    i18n::Msg,
    screen::{
        Cx, Look, Reader, cell,
        figures::{Drawn, Figures},
    },
    store::{Reply, Request, Ticket},
    text::width,
    theme::Role,
    widget::{Grid, measure, solve},
};

/// No more rows are ever seen at a glance.
const FIRST: u32 = 20;

/// The rows that a view means to its reader.
pub fn rows_of(view: &View, reader: Reader) -> ListQuery {
    meant(view, reader).0
}

type Meant = (ListQuery, Vec<&'static str>, Option<(Asked, Drawn)>, Option<After>);

fn meant(view: &View, reader: Reader) -> Meant {
    let pane = panes::whole(view.kind);
    let mut wanted = Wanted::of(pane);
    wanted.bound = Bound { by: 0, person: view.person.clone() };
    wanted.say(&view.query, pane, reader);
    let names = wanted.columns.clone().unwrap_or_else(|| columns::names(pane));
    let table = wanted.figures(pane, reader);
    let query = wanted.query(pane, reader);
    let today = today(&wanted, &query, reader.session.today);
    (query, names, table, today)
}

/// Where today is among rows that are sorted by their day alone, in the span of time that is shown.
fn today(wanted: &Wanted, query: &ListQuery, today: NaiveDate) -> Option<After> {
    let (first, last) = wanted.stepped?.days(today)?;
    let [Sort { field, descending: false }] = query.sort.as_slice() else { return None };
    let dated = entity::def(query.kind).field(field).is_some_and(|field| field.shape == Shape::Date);
    (dated && first < today && today <= last).then(|| After { values: vec![Value::Date(today)], id: 0 })
}

/// The first rows of a view and its figures, as far as they are known. What is known stays until the new comes.
pub struct Glance {
    /// The kind of its rows.
    pub kind: Kind,
    names: Vec<&'static str>,
    query: ListQuery,
    /// Where today is among the rows, if the view is of a span of time with today in it.
    today: Option<After>,
    /// The rows from the beginning, or from today on.
    rows: Option<Vec<Row>>,
    /// Those before today, the last one first.
    before: Option<Vec<Row>>,
    /// The table of figures or the chart, where the view shows one instead of rows.
    table: Option<Box<Figures>>,
    figures: Option<(i64, Vec<Decimal>)>,
    asked_rows: Option<Ticket>,
    asked_before: Option<Ticket>,
    /// What has come of two answers that are shown together.
    halves: [Option<Vec<Row>>; 2],
    asked_figures: Option<Ticket>,
}

impl Glance {
    /// At a view, with nothing known of it.
    pub fn of(view: &View, reader: Reader) -> Glance {
        let (query, names, table, today) = meant(view, reader);
        Glance {
            kind: view.kind,
            names,
            query,
            today,
            rows: None,
            before: None,
            table: table.map(|(asked, drawn)| Box::new(Figures::looked_at(asked, drawn))),
            figures: None,
            asked_rows: None,
            asked_before: None,
            halves: [None, None],
            asked_figures: None,
        }
    }

    /// With the rows and figures that another look knew, until the new ones come.
    pub fn after(mut self, known: Option<Glance>) -> Glance {
        if let Some(known) = known {
            (self.rows, self.before, self.figures) = (known.rows, known.before, known.figures);
            if let (Some(table), Some(known)) = (&mut self.table, known.table) {
                table.remember(*known);
            }
        }
        self
    }

    /// Asks for its first rows; where today is among them, for those from today on and for the last ones before.
    pub fn ask_rows(&mut self, [part, before]: [&'static str; 2], cx: &mut Cx) {
        if let Some(table) = &mut self.table {
            return table.ask(part, cx);
        }
        let mut query = self.query.clone().limit(FIRST);
        query.after.clone_from(&self.today);
        self.halves = [None, None];
        self.asked_rows = Some(cx.ask(part, Request::List(query.clone())));
        self.asked_before = self.today.as_ref().map(|_| {
            let back = ListQuery { backwards: true, ..query };
            cx.ask(before, Request::List(back))
        });
    }

    /// Asks how many rows there are, and for the sums that a list of the kind shows.
    pub fn ask_figures(&mut self, part: &'static str, cx: &mut Cx) {
        let sums = panes::whole(self.kind).summed().to_vec();
        self.asked_figures = Some(cx.ask(part, Request::Count(self.query.clone(), sums)));
    }

    /// Takes an answer, if it is to one of its questions.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        match reply {
            Reply::Figures(found) if self.table.as_mut().is_some_and(|table| table.awaits(ticket)) => {
                if let Some(table) = &mut self.table {
                    table.take((**found).clone());
                }
                true
            }
            Reply::Page(page) => self.take_rows(ticket, &page.rows),
            Reply::Count { rows, sums } if self.asked_figures == Some(ticket) => {
                self.figures = Some((*rows, sums.clone()));
                true
            }
            _ => false,
        }
    }

    fn take_rows(&mut self, ticket: Ticket, rows: &[Row]) -> bool {
        let asked = [self.asked_rows, self.asked_before];
        let Some(half) = asked.iter().position(|asked| *asked == Some(ticket)) else { return false };
        self.halves[half] = Some(rows.to_vec());
        let whole = self.asked_before.is_none() || self.halves.iter().all(Option::is_some);
        if whole {
            let [rows, before] = std::mem::take(&mut self.halves);
            (self.rows, self.before) = (rows, before);
        }
        true
    }

    /// The rows that are seen where there is room for so many: around today, where today is among them.
    fn seen(&self, room: usize) -> Option<Vec<&Row>> {
        let rows = self.rows.as_ref()?;
        let before = self.before.as_deref().unwrap_or_default();
        let back = before.len().min((room / 3).max(room.saturating_sub(rows.len())));
        Some(before[..back].iter().rev().chain(rows).take(room).collect())
    }

    /// How many rows there are and what they add up to, what is outstanding first, as far as there is room: an amount is said whole
    /// or not at all. Empty while it is not known.
    pub fn told(&self, room: usize, look: &Look) -> String {
        let Some((rows, sums)) = &self.figures else { return String::new() };
        let mut told = count(*rows, look);
        let mut sums: Vec<_> = panes::whole(self.kind).summed().iter().zip(sums).collect();
        sums.sort_by_key(|(name, _)| **name != "outstanding");
        for (name, sum) in sums.into_iter().filter(|_| *rows > 0) {
            let sum = cell::amount_in(*sum, look.units);
            let label = look.lang.field(self.kind.name(), name);
            let one = format!("   {}", look.lang.fmt(Msg::ListSum, &[&label, &sum]));
            if width(&told) + width(&one) > room {
                break;
            }
            told += &one;
        }
        told
    }

    /// Draws as many of the first rows as there is room for.
    pub fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) {
        if let Some(table) = &self.table {
            return table.draw(frame, area, look);
        }
        let def = entity::def(self.kind);
        let room = usize::from(area.height.saturating_sub(1));
        let Some(rows) = self.seen(room) else { return };
        if rows.is_empty() {
            let none = format!(" {}", look.lang.tr(Msg::RecordNone));
            let at = Rect { height: area.height.min(1), ..area };
            return frame.render_widget(Line::styled(none, look.theme.style(Role::Dim)), at);
        }
        let cells: Vec<_> = rows.iter().map(|row| columns::cells(def, &self.names, row, look)).collect();
        let mut table = columns::columns(def, &self.names, area.width, look.lang);
        measure(&mut table, &cells);
        Grid {
            columns: &table,
            widths: &solve(&table, area.width),
            rows: &cells,
            cursor: None,
            column: None,
            marked: &[],
            focus: false,
        }
        .draw(frame, area, look.theme);
    }
}
