//! What the list is asked for: its window, its filter, its order; and how that becomes a query. Knows no rows on the screen.

use serde_json::Value as Json;

use super::{
    pane::Pane,
    typed_filter::{self, Bound},
};
use crate::{
    domain::{
        entity,
        filter::{After, Condition, Filter, ListQuery, Op, Sort},
        kind::Kind,
        pivot::{Asked, Axis, Measured},
        query::{self, Directive, Expr, Measure, Period, Show, Side},
        record::Row,
        value::Value,
    },
    entry::{faults::tongue, lexicon::Labels},
    i18n::Lang,
    screen::{Reader, figures::Drawn},
};

/// So many sums can be asked at once.
const SUMS: usize = 4;

/// Window, filter and order of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which tab of the pane is open.
    pub tab: usize,
    /// What was typed behind `/`.
    pub text: String,
    /// What was taken from cells with `f`.
    pub cells: Vec<Condition>,
    /// The order.
    pub sort: Vec<Sort>,
    /// The columns that the filter asks for, if it asks for some.
    pub columns: Option<Vec<&'static str>>,
    /// How wide the filter wants columns to be, in cells.
    pub widths: Vec<(&'static str, u16)>,
    /// The headings that rows stand under, the outer one first.
    pub headings: Vec<Axis>,
    /// What is said of each heading beside how many rows it has.
    pub measure: Option<Measure>,
    /// The fields that are added up, where the filter names some.
    pub sums: Option<Vec<&'static str>>,
    /// No more rows than that.
    pub top: Option<u32>,
    /// What the words are bound to.
    pub bound: Bound,
    /// The period that is shown, where the words have one that is stepped.
    pub stepped: Option<Period>,
    /// As what the rows are shown; its field is named.
    pub show: Show,
    /// Where the words put the detail pane, and which list below the row they open in it.
    pub detail: Option<(Side, Option<Kind>)>,
    /// Of all these rows the ones that are read now, such as those of a day.
    pub within: Option<Filter>,
}

impl Wanted {
    /// As a pane begins; which window is the session's matter.
    pub fn of(pane: &Pane) -> Wanted {
        Wanted {
            tab: 0,
            text: String::new(),
            cells: Vec::new(),
            sort: pane.first_sort(),
            columns: None,
            widths: Vec::new(),
            headings: Vec::new(),
            measure: None,
            sums: None,
            top: None,
            bound: Bound::default(),
            stepped: None,
            show: Show::Table,
            detail: None,
            within: None,
        }
    }

    /// Whether rows are left out by the person's own filter.
    pub fn filtered(&self) -> bool {
        !self.text.trim().is_empty() || !self.cells.is_empty()
    }

    /// Filters by words, which may ask for an order and for columns too.
    pub fn say(&mut self, text: &str, pane: &Pane, reader: Reader) {
        let ordered =
            |text: &str| typed_filter::order(&typed_filter::read(pane.kind, text, reader).query.shown);
        let before = ordered(&self.text);
        self.text = text.to_owned();
        let shown = typed_filter::read(pane.kind, text, reader).query.shown;
        self.columns = typed_filter::columns(&shown);
        self.show = typed_filter::show(pane.kind, &shown);
        self.lay(pane.kind, &shown);
        self.step(0, pane.kind, reader);
        match typed_filter::order(&shown) {
            Some(sort) => self.sort = sort,
            None if before.is_some() => self.sort = pane.first_sort(),
            None => {}
        }
    }

    /// Says the same in another language; what is not understood stays as it was typed.
    pub fn speak(&mut self, kind: Kind, reader: Reader, lang: Lang) {
        let reading = typed_filter::read(kind, &self.text, reader);
        if reading.faults.is_empty() {
            let labels = Labels { dictionaries: Some(reader.words) };
            self.text = query::print(&reading.query, kind, tongue(lang), &labels);
        }
    }

    /// Takes from the words how the rows stand: widths, headings, figures, how many.
    fn lay(&mut self, kind: Kind, shown: &[Directive]) {
        (self.widths, self.headings) = (Vec::new(), Vec::new());
        (self.measure, self.sums, self.top, self.detail) = (None, None, None, None);
        for directive in shown {
            match directive {
                Directive::Cols(cols) => {
                    self.widths = cols.iter().filter_map(|col| Some((col.field.name, col.width?))).collect();
                }
                Directive::Group(groups) => {
                    self.headings = groups.iter().filter_map(|group| Axis::of(kind, group, shown)).collect();
                }
                Directive::Sum(measures) => {
                    let sum = |one: &Measure| match one {
                        Measure::Sum(field) => Some(field.name),
                        _ => None,
                    };
                    let sums: Vec<_> = measures.iter().filter_map(sum).take(SUMS).collect();
                    self.sums = Some(sums);
                    self.measure = measures.first().cloned();
                }
                Directive::Top(most) => self.top = Some(*most),
                Directive::Detail(side, tab) => self.detail = Some((*side, *tab)),
                Directive::Sort(_) | Directive::Show(_) => {}
            }
        }
        // Headings are for rows.
        if self.show != Show::Table {
            self.headings.clear();
        }
    }

    /// The fields that are added up.
    pub fn summed(&self, pane: &'static Pane) -> Vec<&'static str> {
        self.sums.clone().unwrap_or_else(|| pane.summed().to_vec())
    }

    /// The order in which rows are read: an agenda has its own, and rows of one heading stand together.
    pub fn order(&self) -> Vec<Sort> {
        if let Show::Agenda(Some(field)) = self.show {
            return vec![Sort::up(field.name)];
        }
        let mut order: Vec<Sort> = Vec::new();
        let own = |name: &str| self.sort.iter().find(|sort| sort.field == name).cloned();
        for field in self.headings.iter().filter_map(Axis::field) {
            order.push(own(field.name).unwrap_or_else(|| Sort::up(field.name)));
        }
        let rest = self.sort.iter().filter(|sort| !order.iter().any(|before| before.field == sort.field));
        let rest: Vec<Sort> = rest.cloned().collect();
        order.extend(rest);
        order
    }

    /// Whether the words look into a saved view.
    pub fn names_view(&self, kind: Kind, reader: Reader) -> bool {
        typed_filter::read(kind, &self.text, reader).query.rows.names_view()
    }

    /// Steps the period in the words; `false` where there is none, or none so far from today.
    pub fn step(&mut self, by: i32, kind: Kind, reader: Reader) -> bool {
        let whole = typed_filter::read(kind, &self.text, reader).query;
        let to = self.bound.by.saturating_add(by);
        let stepped = whole.period().and_then(|(_, period)| period.step(to, reader.session.today));
        if by != 0 && stepped.is_none() {
            return false;
        }
        self.bound.by = to;
        self.stepped = stepped;
        true
    }

    /// The person's own filter. Words that mean nothing, such as people where rows have none, let no row pass.
    pub fn own(&self, kind: Kind, reader: Reader) -> Filter {
        let reading = typed_filter::read(kind, &self.text, reader);
        let typed = typed_filter::meant_in(&reading.query, &reading.query.rows, kind, reader, &self.bound)
            .unwrap_or_else(|_| Filter::Or(Vec::new()));
        self.cells.iter().fold(typed, |filter, cell| filter.and(Filter::Is(cell.clone())))
    }

    /// The rows of one window.
    pub fn filter(&self, pane: &Pane, tab: usize, reader: Reader) -> Filter {
        let window = pane.tabs.get(tab).map_or(Filter::All, |tab| (tab.filter)(reader.session));
        (pane.base)(reader.session).and(window).and(self.own(pane.kind, reader))
    }

    /// The query of the open window.
    pub fn query(&self, pane: &Pane, reader: Reader) -> ListQuery {
        let within = self.within.clone().unwrap_or(Filter::All);
        ListQuery::of(pane.kind).filter(self.filter(pane, self.tab, reader).and(within)).sort(self.order())
    }

    /// The figures that the words ask for instead of rows, if they do, and as what they are drawn.
    pub fn figures(&self, pane: &Pane, reader: Reader) -> Option<(Asked, Drawn)> {
        let shown = typed_filter::read(pane.kind, &self.text, reader).query.shown;
        let drawn = match query::show(&shown) {
            Show::Pivot(_) => Drawn::Table,
            Show::Chart(chart) => Drawn::Chart(chart.form),
            _ => return None,
        };
        let whole = typed_filter::read(pane.kind, &self.text, reader).query;
        let meant = |rows: &Expr| typed_filter::meant_in(&whole, rows, pane.kind, reader, &self.bound);
        let filter = self.filter(pane, self.tab, reader);
        Some((Asked::of(pane.kind, filter, &shown, meant).ok()??, drawn))
    }

    /// What is said of each heading, as it means today; none where it means nothing.
    pub fn measured(&self, kind: Kind, reader: Reader) -> Option<Measured> {
        let whole = typed_filter::read(kind, &self.text, reader).query;
        let meant = |rows: &Expr| typed_filter::meant_in(&whole, rows, kind, reader, &self.bound);
        Measured::of(self.measure.as_ref()?, meant).ok()
    }

    /// The words for the same rows shown as something else; none where they hold what is not understood.
    pub fn shown_as(&self, show: Show, kind: Kind, reader: Reader, lang: Lang) -> Option<String> {
        self.with(Directive::Show(show), kind, reader, lang)
    }

    /// The words with another place of the detail pane; none where they hold what is not understood.
    pub fn beside(
        &self,
        (side, tab): (Side, Option<Kind>),
        kind: Kind,
        reader: Reader,
        lang: Lang,
    ) -> Option<String> {
        self.with(Directive::Detail(side, tab), kind, reader, lang)
    }

    /// The words with this directive in the place of one of its sort; a table is shown where nothing is said.
    fn with(&self, directive: Directive, kind: Kind, reader: Reader, lang: Lang) -> Option<String> {
        let mut reading = typed_filter::read(kind, &self.text, reader);
        if !reading.faults.is_empty() {
            return None;
        }
        reading.query.shown.retain(|one| std::mem::discriminant(one) != std::mem::discriminant(&directive));
        if directive != Directive::Show(Show::Table) {
            reading.query.shown.push(directive);
        }
        let labels = Labels { dictionaries: Some(reader.words) };
        Some(query::print(&reading.query, kind, tongue(lang), &labels))
    }

    /// Where a page ended.
    pub fn after(&self, row: &Row) -> After {
        After { values: self.order().iter().map(|sort| row.get(&sort.field).clone()).collect(), id: row.id }
    }

    /// Sorts by this field; by the same again: the other way round. Another order in the filter's words goes.
    pub fn sort_by(&mut self, field: &str, pane: &Pane, reader: Reader, lang: Lang) {
        let mut reading = typed_filter::read(pane.kind, &self.text, reader);
        if typed_filter::order(&reading.query.shown).is_some() {
            reading.query.shown.retain(|one| !matches!(one, Directive::Sort(_)));
            let labels = Labels { dictionaries: Some(reader.words) };
            self.text = query::print(&reading.query, pane.kind, tongue(lang), &labels);
        }
        let descending = self.sort.first().is_some_and(|sort| sort.field == field && !sort.descending);
        self.sort = vec![Sort { field: field.to_owned(), descending }];
    }

    /// Only rows with this value in this field; the same again takes it back.
    pub fn only(&mut self, field: &str, value: &Value) {
        let condition = match value {
            Value::Empty => Condition { field: field.into(), op: Op::Empty, value: Value::Empty },
            value => Condition { field: field.into(), op: Op::Eq, value: value.clone() },
        };
        match self.cells.iter().position(|cell| *cell == condition) {
            Some(at) => drop(self.cells.remove(at)),
            None => {
                self.cells.retain(|cell| cell.field != field);
                self.cells.push(condition);
            }
        }
    }

    /// As it is remembered.
    pub fn kept(&self, pane: &Pane) -> Json {
        serde_json::json!({
            "tab": pane.tabs.get(self.tab).map(|tab| tab.name),
            "text": self.text,
            "cells": self.cells,
            "sort": self.sort,
        })
    }

    /// As it was remembered; what does not fit this version of the pane is left out.
    pub fn restore(&mut self, pane: &Pane, kept: &Json, reader: Reader) {
        let fields = |name: &str| has(pane.kind, name);
        if let Some(tab) =
            kept["tab"].as_str().and_then(|name| pane.tabs.iter().position(|tab| tab.name == name))
        {
            self.tab = tab;
        }
        self.say(kept["text"].as_str().unwrap_or_default(), pane, reader);
        let cells: Vec<Condition> = serde_json::from_value(kept["cells"].clone()).unwrap_or_default();
        self.cells = cells.into_iter().filter(|cell| fields(&cell.field)).collect();
        let sort: Vec<Sort> = serde_json::from_value(kept["sort"].clone()).unwrap_or_default();
        if !sort.is_empty() && sort.iter().all(|sort| fields(&sort.field)) {
            self.sort = sort;
        }
    }
}

fn has(kind: Kind, field: &str) -> bool {
    entity::def(kind).field(field).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::list::panes;

    #[test]
    fn what_is_remembered_comes_back_and_the_rest_is_left_out() {
        let (session, words) = (crate::screen::probe::session(), Default::default());
        let reader = Reader { session: &session, words: &words, views: &[] };
        let pane = panes::receivables();
        let mut wanted = Wanted::of(pane);
        wanted.tab = 3;
        wanted.say("雅韵 sort:due_on cols:customer,due_on", pane, reader);
        wanted.only("salesperson", &Value::link(5, "王约翰"));
        wanted.sort_by("outstanding", pane, reader, Lang::En);
        wanted.sort_by("outstanding", pane, reader, Lang::En);
        assert!(wanted.sort[0].descending);
        assert_eq!(wanted.text, "雅韵 cols:customer,due_on", "the order in words is no longer the one");
        let mut back = Wanted::of(pane);
        back.restore(pane, &wanted.kept(pane), reader);
        assert_eq!(back, wanted);

        let mut odd = Wanted::of(pane);
        odd.restore(
            pane,
            &serde_json::json!({"tab": "gone", "sort": [{"field": "gone", "descending": true}], "cells": 7}),
            reader,
        );
        assert_eq!(odd, Wanted::of(pane));
    }

    #[test]
    fn a_cell_filters_and_the_same_cell_again_does_not() {
        let (session, words) = (crate::screen::probe::session(), Default::default());
        let session = Reader { session: &session, words: &words, views: &[] };
        let mut wanted = Wanted::of(panes::receivables());
        wanted.only("todo", &Value::Empty);
        assert_eq!(wanted.own(Kind::Instalment, session), Filter::is("todo", Op::Empty, Value::Empty));
        wanted.only("todo", &Value::Code("answered".into()));
        assert_eq!(wanted.own(Kind::Instalment, session), Filter::eq("todo", Value::Code("answered".into())));
        wanted.only("todo", &Value::Code("answered".into()));
        assert!(!wanted.filtered());
    }

    #[test]
    fn the_words_are_said_in_another_language_unless_they_are_not_understood() {
        let (session, words) = (crate::screen::probe::session(), Default::default());
        let reader = Reader { session: &session, words: &words, views: &[] };
        let pane = panes::receivables();
        let said = |text: &str, lang| {
            let mut wanted = Wanted::of(pane);
            wanted.say(text, pane, reader);
            wanted.speak(pane.kind, reader, lang);
            wanted.text
        };
        assert_eq!(said("due:this_month -is:paid 雅韵", Lang::Zh), "到期日:本月 -状态:已收清 雅韵");
        assert_eq!(said("到期日:本月 -状态:已收清 雅韵", Lang::En), "due_on:this_month -state:paid 雅韵");
        assert_eq!(said("due:this_month colour:red", Lang::Zh), "due:this_month colour:red");
    }
}
