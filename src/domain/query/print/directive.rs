//! Prints how rows are shown, so that it reads back as the same.

use super::Printer;
use crate::domain::query::{
    lexicon::Key,
    shown::{Chart, Col, Directive, Group, Measure, Pivot, Show},
    shown_words::{Figure, Slot},
};

impl Printer<'_> {
    pub(super) fn directive(&self, directive: &Directive) -> String {
        match directive {
            Directive::Sort(fields) => {
                let minus = |descending: bool| if descending { "-" } else { "" };
                self.listed(Key::Sort, fields, |(field, descending)| {
                    format!("{}{}", minus(*descending), self.field_word(self.kind, field))
                })
            }
            Directive::Group(groups) => self.listed(Key::Group, groups, |group| self.group(group)),
            Directive::Cols(cols) => self.listed(Key::Cols, cols, |Col { field, width }| {
                let width = width.map(|width| format!("={width}")).unwrap_or_default();
                self.field_word(self.kind, field) + &width
            }),
            Directive::Sum(measures) => self.listed(Key::Sum, measures, |measure| match measure {
                Measure::Sum(field) => self.field_word(self.kind, field),
                measure => self.measure(measure),
            }),
            Directive::Top(n) => self.keyed(Key::Top, &n.to_string()),
            Directive::Show(show) => self.keyed(Key::Show, &self.show(show)),
            Directive::Detail(side, tab) => {
                let tab = tab.map(|kind| format!("({})", self.kind_word(kind))).unwrap_or_default();
                self.keyed(Key::Detail, &(side.say(self.tongue).to_owned() + &tab))
            }
        }
    }

    fn listed<T>(&self, key: Key, parts: &[T], say: impl Fn(&T) -> String) -> String {
        self.keyed(key, &parts.iter().map(say).collect::<Vec<_>>().join(","))
    }

    fn group(&self, group: &Group) -> String {
        match group {
            Group::By(path) => self.path(path).0,
            Group::Each(None, span) => span.say(self.tongue).to_owned(),
            Group::Each(Some(path), span) => format!("{}.{}", self.path(path).0, span.say(self.tongue)),
        }
    }

    fn measure(&self, measure: &Measure) -> String {
        let of = |figure: Figure, inside: String| format!("{}({inside})", figure.say(self.tongue));
        let name = |field| self.field_word(self.kind, field);
        match measure {
            Measure::Count => Figure::Count.say(self.tongue).to_owned(),
            Measure::Holds(rows) => of(Figure::Count, self.one(rows)),
            Measure::Part(field) => of(Figure::Part, name(field)),
            Measure::Running(field) => of(Figure::Running, name(field)),
            Measure::Sum(field) => of(Figure::Sum, name(field)),
            Measure::Average(field) => of(Figure::Average, name(field)),
            Measure::Distinct(path) => of(Figure::Distinct, self.path(path).0),
            Measure::Share(rows) => of(Figure::Rate, self.one(rows)),
            Measure::Ratio(part, whole) => of(Figure::Rate, format!("{}/{}", name(part), name(whole))),
        }
    }

    fn show(&self, show: &Show) -> String {
        let name = show.mode().say(self.tongue);
        let inside = match show {
            Show::Table | Show::Tiles => return name.to_owned(),
            Show::Board(None) | Show::Agenda(None) | Show::Calendar(None) => return name.to_owned(),
            Show::Board(Some(field)) | Show::Agenda(Some(field)) | Show::Calendar(Some(field)) => {
                self.field_word(self.kind, field)
            }
            Show::Pivot(pivot) => self.pivot(pivot),
            Show::Chart(chart) => self.chart(chart),
        };
        format!("{name}({inside})")
    }

    fn pivot(&self, Pivot { rows, cols, measure, more }: &Pivot) -> String {
        let mut parts = vec![self.slot(Slot::Rows, &self.groups(rows))];
        parts.extend((!cols.is_empty()).then(|| self.slot(Slot::Cols, &self.groups(cols))));
        parts.push(self.measure(measure));
        parts.extend(more.iter().map(|measure| self.measure(measure)));
        parts.join(",")
    }

    fn chart(&self, Chart { form, x, y, by }: &Chart) -> String {
        let mut parts = vec![form.say(self.tongue).to_owned(), self.slot(Slot::X, &self.group(x))];
        parts.push(self.slot(Slot::Y, &self.measure(y)));
        parts.extend(by.as_ref().map(|by| self.slot(Slot::By, &self.group(by))));
        parts.join(",")
    }

    fn groups(&self, groups: &[Group]) -> String {
        groups.iter().map(|group| self.group(group)).collect::<Vec<_>>().join("+")
    }

    fn slot(&self, slot: Slot, said: &str) -> String {
        format!("{}={said}", slot.say(self.tongue))
    }
}
