//! One list below a record: its rows, read page by page, the cursor on a record and not on a place.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    domain::{
        entity,
        filter::{After, Filter, ListQuery},
        kind::Kind,
        record::Row,
        value::Value,
    },
    i18n::Msg,
    screen::{
        Cx, Look,
        list::{
            columns, panes,
            rows::{PAGE, Part, Rows},
        },
    },
    store::{Page, Request, StoreError, Ticket},
    theme::Role,
    widget::{Grid, measure, solve},
};

/// The list.
pub struct Below {
    /// The kind of its rows.
    pub kind: Kind,
    /// Their field that links back.
    pub field: &'static str,
    /// The loaded rows.
    pub rows: Rows,
    reading: Option<(Ticket, Part)>,
}

impl Below {
    /// A list of nothing yet.
    pub fn of(kind: Kind, field: &'static str) -> Below {
        Below { kind, field, rows: Rows::default(), reading: None }
    }

    /// Reads a part of it.
    pub fn read(&mut self, part: Part, above: i64, cx: &mut Cx) {
        let def = entity::def(self.kind);
        let sort = def.sort_below();
        let mut query = ListQuery::of(self.kind)
            .filter(Filter::eq(self.field, Value::link(above, "")))
            .sort(sort.clone())
            .limit(PAGE as u32);
        let after = |row: &Row| After {
            values: sort.iter().map(|sort| row.get(&sort.field).clone()).collect(),
            id: row.id,
        };
        let mut part = part;
        match part {
            Part::After => query.after = self.rows.all().last().map(after),
            Part::Again { .. } => {
                let (anchor, limit) = self.rows.again();
                part = Part::Again { before: anchor.is_some() };
                query.after = anchor.map(after);
                query.limit = limit as u32;
            }
            _ => part = Part::First,
        }
        self.reading = Some((cx.ask("below", Request::List(query)), part));
    }

    /// Reads it again, the cursor stays.
    pub fn refresh(&mut self, above: i64, cx: &mut Cx) {
        let part = if self.rows.known() { Part::Again { before: false } } else { Part::First };
        self.read(part, above, cx);
    }

    /// Fetches what comes next before the cursor is there.
    pub fn ahead(&mut self, above: i64, cx: &mut Cx) {
        if self.reading.is_none() && self.rows.missing() == Some(Part::After) {
            self.read(Part::After, above, cx);
        }
    }

    /// Takes an answer; `None` if it is not to this list.
    pub fn take(&mut self, ticket: Ticket, page: Result<&Page, &StoreError>) -> Option<()> {
        let (_, part) = self.reading.take_if(|(asked, _)| *asked == ticket)?;
        if let Ok(page) = page {
            self.rows.take(part, page.clone());
        }
        Some(())
    }

    /// Draws the rows, without the fields that say what stands above them.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: bool, look: &Look) {
        let def = entity::def(self.kind);
        if self.rows.all().is_empty() {
            let msg = if self.rows.known() { Msg::CardNoBelow } else { Msg::ListLoading };
            let text = format!(" {}", look.lang.tr(msg));
            let first = Rect { height: 1.min(area.height), ..area };
            return frame.render_widget(Line::styled(text, look.theme.style(Role::Dim)), first);
        }
        let implied = columns::implied(self.field);
        let names: Vec<&'static str> = columns::names(panes::of(self.kind))
            .into_iter()
            .filter(|name| *name != self.field && !implied.contains(name))
            .collect();
        let seen: Vec<_> =
            self.rows.seen().iter().map(|row| columns::cells(def, &names, row, look)).collect();
        let all: Vec<_> =
            self.rows.all().iter().take(200).map(|row| columns::cells(def, &names, row, look)).collect();
        let mut table = columns::columns(def, &names, area.width, look.lang);
        measure(&mut table, &all);
        measure(&mut table, &seen);
        let widths = solve(&table, area.width);
        Grid {
            columns: &table,
            widths: &widths,
            rows: &seen,
            cursor: focus.then(|| self.rows.cursor() - self.rows.top()),
            column: None,
            marked: &[],
            focus,
        }
        .draw(frame, area, look.theme);
    }
}
