//! From view to view: flipped to the next, stepped in time and from person to person, back to the one before at the same row. The rows
//! that are shown stay until those of the next view are there.

use serde_json::Value as Json;

use super::{List, Part, panes, rows::PAGE, wanted::Wanted};
use crate::{
    domain::{filter::ListQuery, query::Show},
    i18n::Msg,
    screen::{Cx, Reader},
    store::Page,
    text::clean,
};

/// How a view is come to.
pub(super) enum Arrival {
    /// As it was left when it was seen last.
    Again,
    /// From its beginning, so many periods away.
    Stepped(i32),
    /// At the row and in the state that it was left in just now.
    Back(Json),
}

impl List {
    /// The next view of the book, or the one before.
    pub(super) fn flip(&mut self, by: isize, cx: &mut Cx) {
        let Some(shown) = &self.shown else { return };
        let to = shown.beside(by);
        self.go_to(to, Arrival::Again, cx);
    }

    /// The same view of the next person; the month stays.
    pub(super) fn step_person(&mut self, by: isize, cx: &mut Cx) {
        let Some(shown) = &self.shown else { return };
        match shown.of_next_person(by) {
            Some(to) => self.go_to(to, Arrival::Stepped(self.wanted.bound.by), cx),
            None => cx.info(cx.lang.tr(Msg::BookNoPerson)),
        }
    }

    /// Back to the view that was shown before this one; `false`: there was none here.
    pub(super) fn go_back(&mut self, cx: &mut Cx) -> bool {
        let Some((at, state)) = self.shown.as_mut().and_then(|shown| shown.last.take()) else { return false };
        self.go_to(at, Arrival::Back(state), cx);
        true
    }

    /// The next month, where the view has one.
    pub(super) fn step_period(&mut self, by: i32, cx: &mut Cx) {
        self.hold_page(cx.reader());
        if self.wanted.step(by, self.pane.kind, cx.reader()) {
            self.totals.rows = None;
            self.restart(cx);
            self.ahead.old = !self.ahead.shown;
        } else {
            cx.info(cx.lang.tr(Msg::BookNoPeriod));
        }
    }

    fn go_to(&mut self, to: usize, arrival: Arrival, cx: &mut Cx) {
        self.leave_view(cx);
        self.hold_page(cx.reader());
        let state = self.state(cx.session.today);
        let Some(shown) = &mut self.shown else { return };
        shown.last = Some((shown.at, state));
        let kind = shown.book[to].kind;
        shown.at = to;
        if kind == self.pane.kind {
            self.totals.rows = None;
            self.marks.clear();
            self.rows.restart();
        } else {
            let mut next = List { areas: self.areas.clone(), ..List::of(panes::whole(kind)) };
            next.shown = self.shown.take();
            next.ahead = std::mem::take(&mut self.ahead);
            next.opened = true;
            next.timers.slow(cx);
            let mut before = std::mem::replace(self, next);
            before.before = None;
            self.before = Some(Box::new(before));
            crate::screen::Screen::lay_out(self, self.areas.all);
        }
        self.arrive(arrival, cx);
        if let Some(shown) = &self.shown {
            cx.info(clean(&shown.view().name).into_string());
        }
    }

    /// The first page of what is shown now.
    pub(super) fn first_page(&self, wanted: &Wanted, reader: Reader) -> Option<ListQuery> {
        let rows = matches!(wanted.show, Show::Table);
        rows.then(|| wanted.query(self.pane, reader).limit(PAGE as u32))
    }

    /// What is left is a neighbour of what comes: its first page is known.
    fn hold_page(&mut self, reader: Reader) {
        if self.ahead.shown {
            return;
        }
        if let (Some(query), Some((rows, more))) =
            (self.first_page(&self.wanted, reader), self.rows.first(PAGE))
        {
            self.ahead.hold(query, Page { rows, more });
        }
    }

    /// Rows that were read ahead are shown until the same are read again.
    pub(super) fn show_ahead(&mut self, reader: Reader) {
        let page = self.first_page(&self.wanted, reader).and_then(|query| self.ahead.page(&query));
        self.ahead.shown = page.is_some();
        if let Some(page) = page {
            self.rows.take(Part::First, page);
        }
    }

    /// The person rests: the first pages of the neighbours are read.
    pub(super) fn read_ahead(&mut self, cx: &mut Cx) {
        if self.reading.is_some() {
            return self.timers.rest(cx);
        }
        let reader = cx.reader();
        let Some(shown) = self.shown.as_ref().filter(|shown| !shown.nameless()) else { return };
        let by = self.wanted.bound.by;
        let beside = [1, -1].map(|step| Some((shown.beside(step), None)));
        let people = [1, -1].map(|step| Some((shown.of_next_person(step)?, Some(by))));
        let mut neighbours: Vec<ListQuery> = Vec::new();
        for (at, by) in beside.into_iter().chain(people).flatten() {
            let (wanted, pane) = shown.arriving(at, by, reader, cx.lang);
            if matches!(wanted.show, Show::Table) {
                neighbours.push(wanted.query(pane, reader).limit(PAGE as u32));
            }
        }
        for step in [1, -1] {
            let mut wanted = self.wanted.clone();
            if wanted.step(step, self.pane.kind, reader) {
                neighbours.extend(self.first_page(&wanted, reader));
            }
        }
        self.ahead.want(neighbours, cx);
    }
}
