//! The form of a report of one's own: kind, rows, columns, figure, period, filter, and as what it is drawn. What comes of it is shown at
//! once, and is kept as a view like any other.

use std::sync::Arc;

use ratatui::{Frame, layout::Rect};

use super::{
    floating,
    sheet::{Sheet, Turn, ground},
};
use crate::{
    command::{Cmd, Context},
    domain::{
        field::{FieldDef, Shape, field},
        kind::Kind,
        query,
        record::Values,
        value::Value,
    },
    entry::{
        book::View,
        faults,
        lexicon::Labels,
        report::{self, Chosen},
    },
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen, open},
    text::clean,
};

const FIELDS: [FieldDef; 7] = [
    field("report_kind", Shape::Dict("report_kind")).edit().required(),
    field("report_rows", Shape::Dict("report_rows")).edit().required(),
    field("report_cols", Shape::Dict("report_cols")).edit(),
    field("report_measure", Shape::Dict("report_measure")).edit().required(),
    field("report_period", Shape::Dict("report_period")).edit(),
    field("report_filter", Shape::Text).edit(),
    field("report_drawn", Shape::Dict("report_drawn")).edit(),
];

/// The window.
pub struct ReportForm {
    /// What is chosen from.
    kind: Kind,
    sheet: Option<Sheet>,
}

impl ReportForm {
    /// A report about rows of this kind, until another one is chosen.
    pub fn new(kind: Kind) -> ReportForm {
        ReportForm { kind, sheet: None }
    }

    fn begin(&mut self, cx: &mut Cx) {
        if let Some(sheet) = &mut self.sheet {
            return sheet.opened(cx);
        }
        let code = |code: &str| Value::Code(code.to_owned());
        let values = Values::new()
            .with("report_kind", code(self.kind.name()))
            .with("report_measure", code("count"))
            .with("report_drawn", code("table"));
        let mut sheet = Sheet::new(Kind::Order, FIELDS.to_vec(), &values, ground(cx));
        sheet.choose_from(Arc::new(report::choices(self.kind)), ground(cx));
        sheet.start_at("report_rows");
        self.sheet = Some(sheet);
    }

    /// Another kind has other fields: what was chosen stays where it is still there.
    fn other_kind(&mut self, cx: &Cx) {
        let Some(sheet) = &mut self.sheet else { return };
        let Value::Code(code) = sheet.value("report_kind", ground(cx)) else { return };
        if let Some(kind) = Kind::find(&code).filter(|kind| *kind != self.kind) {
            self.kind = kind;
            sheet.choose_from(Arc::new(report::choices(kind)), ground(cx));
        }
    }

    fn finish(&mut self, cx: &mut Cx) {
        self.other_kind(cx);
        let Some(sheet) = &mut self.sheet else { return };
        let values = match sheet.read(cx) {
            Ok(values) => values,
            Err(faulty) => return cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")])),
        };
        let text = |name: &str| values.get(name).str().to_owned();
        let chosen = Chosen {
            rows: text("report_rows"),
            cols: text("report_cols"),
            measure: text("report_measure"),
            period: text("report_period"),
            filter: text("report_filter"),
            drawn: text("report_drawn"),
        };
        let labels = Labels { dictionaries: Some(cx.words) };
        let words = chosen.query();
        let reading = query::read_rows(&words, self.kind, &labels);
        if let Some(fault) = reading.faults.first() {
            // The choices are pieces of the language: what is not understood was typed.
            let said = faults::fault(cx.lang, fault);
            sheet.blame("report_filter", said.clone());
            return cx.bad(clean(&said).into_string());
        }
        let view = View {
            key: String::new(),
            name: cx.lang.tr(Msg::ReportNew).to_owned(),
            kind: self.kind,
            query: query::print(&reading.query, self.kind, query::Tongue::English, &labels),
            person: None,
            family: None,
            saved: None,
        };
        cx.replace(open::view(Arc::new(vec![view]), 0));
    }

    fn fields(&mut self, event: &Event, cx: &mut Cx) -> bool {
        let Some(sheet) = &mut self.sheet else { return false };
        let turn = sheet.update(event, cx);
        self.other_kind(cx);
        match turn {
            Turn::NotMine => return false,
            Turn::Taken => {}
            Turn::Last => self.finish(cx),
        }
        true
    }
}

impl Screen for ReportForm {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::ReportNew).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Form, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened => self.begin(cx),
            Event::Command(Cmd::Finish) => self.finish(cx),
            event => {
                if self.fields(&event, cx) {
                    return true;
                }
                match event {
                    Event::Command(Cmd::Cancel | Cmd::Back) => cx.pop(Outcome::Cancelled),
                    _ => return false,
                }
            }
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        if let Some(sheet) = &mut self.sheet {
            floating::lay_out(sheet, FIELDS.len(), area);
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        floating::view(self.sheet.as_ref(), FIELDS.len(), &self.title(look.lang), frame, area, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Accept, Cmd::NextField, Cmd::PickValue, Cmd::Finish, Cmd::Cancel]
    }
}

#[cfg(test)]
mod tests;
