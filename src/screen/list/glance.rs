//! A look at a view: its first rows, how many there are and what they add up to. For the book and the home page, which show
//! views without opening them.

use ratatui::{Frame, layout::Rect, text::Line};
use rust_decimal::Decimal;

use super::{columns, panes, status::count, typed_filter::Bound, wanted::Wanted};
use crate::{
    domain::{entity, filter::ListQuery, kind::Kind, pivot::Asked, record::Row},
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

type Meant = (ListQuery, Vec<&'static str>, Option<(Asked, Drawn)>);

fn meant(view: &View, reader: Reader) -> Meant {
    let pane = panes::whole(view.kind);
    let mut wanted = Wanted::of(pane);
    wanted.bound = Bound { by: 0, person: view.person.clone() };
    wanted.say(&view.query, pane, reader);
    let names = wanted.columns.clone().unwrap_or_else(|| columns::names(pane));
    let table = wanted.figures(pane, reader);
    (wanted.query(pane, reader), names, table)
}

/// The first rows of a view and its figures, as far as they are known. What is known stays until the new comes.
pub struct Glance {
    /// The kind of its rows.
    pub kind: Kind,
    names: Vec<&'static str>,
    query: ListQuery,
    rows: Option<Vec<Row>>,
    /// The table of figures or the chart, where the view shows one instead of rows.
    table: Option<Box<Figures>>,
    figures: Option<(i64, Vec<Decimal>)>,
    asked_rows: Option<Ticket>,
    asked_figures: Option<Ticket>,
}

impl Glance {
    /// At a view, with nothing known of it.
    pub fn of(view: &View, reader: Reader) -> Glance {
        let (query, names, table) = meant(view, reader);
        Glance {
            kind: view.kind,
            names,
            query,
            rows: None,
            table: table.map(|(asked, drawn)| Box::new(Figures::looked_at(asked, drawn))),
            figures: None,
            asked_rows: None,
            asked_figures: None,
        }
    }

    /// With the rows and figures that another look knew, until the new ones come.
    pub fn after(mut self, known: Option<Glance>) -> Glance {
        if let Some(known) = known {
            (self.rows, self.figures) = (known.rows, known.figures);
            if let (Some(table), Some(known)) = (&mut self.table, known.table) {
                table.remember(*known);
            }
        }
        self
    }

    /// Asks for its first rows.
    pub fn ask_rows(&mut self, part: &'static str, cx: &mut Cx) {
        match &mut self.table {
            Some(table) => table.ask(part, cx),
            None => self.asked_rows = Some(cx.ask(part, Request::List(self.query.clone().limit(FIRST)))),
        }
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
            Reply::Page(page) if self.asked_rows == Some(ticket) => {
                self.rows = Some(page.rows.clone());
                true
            }
            Reply::Count { rows, sums } if self.asked_figures == Some(ticket) => {
                self.figures = Some((*rows, sums.clone()));
                true
            }
            _ => false,
        }
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
        let Some(rows) = &self.rows else { return };
        if rows.is_empty() {
            let none = format!(" {}", look.lang.tr(Msg::RecordNone));
            let at = Rect { height: area.height.min(1), ..area };
            return frame.render_widget(Line::styled(none, look.theme.style(Role::Dim)), at);
        }
        let room = usize::from(area.height.saturating_sub(1));
        let cells: Vec<_> =
            rows.iter().take(room).map(|row| columns::cells(def, &self.names, row, look)).collect();
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
