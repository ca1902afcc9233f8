//! The headings that the rows of a list stand under, with how many rows and what each adds up to: counted by the server over all
//! rows, not only those that have come. Knows no drawing.

use chrono::NaiveDate;

use super::{pane::Pane, wanted::Wanted};
use crate::{
    domain::{
        pivot::{Asked, Axis, Crosstab, Measured},
        record::Row,
        value::Value,
    },
    entry::figures::{Words, figure},
    screen::{Cx, Look, Units},
    store::{Reply, Request, Ticket},
    text::cut,
};

/// The name of a heading, in cells at most: its figures stand behind it.
const NAME: usize = 24;

/// What is known of the headings.
#[derive(Debug, Default)]
pub struct Headings {
    asked: Option<Ticket>,
    measure: Option<Measured>,
    table: Option<Crosstab>,
}

impl Headings {
    /// Asks for the figures, where the rows stand under headings.
    pub fn ask(&mut self, pane: &'static Pane, wanted: &Wanted, cx: &mut Cx) {
        self.table = None;
        if wanted.headings.is_empty() {
            return;
        }
        let measure = wanted.measured(pane.kind, cx.reader()).unwrap_or(Measured::Count);
        let filter = wanted.filter(pane, wanted.tab, cx.reader());
        let asked = Asked::new(pane.kind, filter, wanted.headings.clone(), Vec::new(), measure.clone());
        self.measure = Some(measure);
        self.asked = Some(cx.ask("headings", Request::Figures(Box::new(asked))));
    }

    /// Takes the answer, if it is that.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if let Reply::Figures(table) = reply {
            self.table = Some((**table).clone());
        }
        true
    }

    /// What stands above the first row of each heading: its name, how many rows, what they add up to. Rows of the heading before have
    /// nothing there.
    pub fn above(&self, axes: &[Axis], rows: &[Row], look: &Look) -> Vec<String> {
        let words = Words { lang: look.lang, word: look.word };
        let mut before: Option<Vec<Value>> = None;
        let mut said = Vec::with_capacity(rows.len());
        for row in rows {
            let keys: Vec<Value> = axes.iter().map(|axis| key(axis, row)).collect();
            let new = before.as_ref().is_none_or(|before| !same(before, &keys));
            said.push(if new { self.told(axes, &keys, &words, look) } else { String::new() });
            before = Some(keys);
        }
        said
    }

    fn told(&self, axes: &[Axis], keys: &[Value], words: &Words, look: &Look) -> String {
        let name = cut(&words.keys(axes, keys), NAME);
        let lines = self.table.iter().flat_map(|table| &table.rows);
        let Some(line) = lines.into_iter().find(|line| same(&line.keys, keys)) else { return name };
        let rows = line.total.rows;
        match &self.measure {
            None | Some(Measured::Count) => format!("{name} ({rows})"),
            Some(measure) => {
                let sum = figure(measure.shape(), line.total.value, look.units == Units::Wan);
                format!("{name} ({rows}) {sum}")
            }
        }
    }
}

/// The value of a row along a heading; of a span of time the first day.
fn key(axis: &Axis, row: &Row) -> Value {
    let value = axis.field().map_or(&Value::Empty, |field| row.get(field.name));
    let day: Option<NaiveDate> = match value {
        Value::Moment(at) => Some(at.date_naive()),
        value => value.date(),
    };
    match (axis.each, day) {
        (Some(span), Some(day)) => Value::Date(span.days(day).0),
        _ => value.clone(),
    }
}

/// The same heading: records by their ids.
fn same(a: &[Value], b: &[Value]) -> bool {
    let one = |(a, b): (&Value, &Value)| match (a, b) {
        (Value::Link(a), Value::Link(b)) => a.id == b.id,
        (a, b) => a == b,
    };
    a.len() == b.len() && a.iter().zip(b).all(one)
}
