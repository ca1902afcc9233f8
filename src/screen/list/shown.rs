//! The view that a list shows: opened from the book, flipped to the next, stepped in time and from person to person, changed and
//! kept. Knows the book as data, not the window in which it is chosen from.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{List, in_words, panes, typed_filter::Bound};
use crate::{
    command::Cmd,
    domain::query::{self, Tongue},
    entry::{book::View, faults::tongue, lexicon::Labels},
    i18n::Msg,
    screen::{Cx, Reader, open, trouble},
    store::{KeepView, Reply, Request, StoreError, Ticket},
    text::clean,
};

/// A view of the book, as it is shown.
pub struct Shown {
    book: Arc<Vec<View>>,
    at: usize,
    /// What is shown is not what is kept any more.
    pub changed: bool,
    /// How a view was left; taken up once.
    left: Json,
}

/// What is on its way to be kept, and what is said when it is.
pub struct Keeping {
    ticket: Ticket,
    said: String,
    /// What the view that is shown is from then on; none: another one is kept.
    becomes: Option<String>,
}

impl Shown {
    /// It stands in no book: the rows behind a figure, until somebody keeps them.
    pub fn nameless(&self) -> bool {
        self.view().key.is_empty()
    }

    /// The view itself.
    pub fn view(&self) -> &View {
        &self.book[self.at]
    }
}

impl List {
    /// The list of a view of the book.
    pub fn of_view(book: Arc<Vec<View>>, at: usize) -> List {
        let at = at.min(book.len().saturating_sub(1));
        let mut list = List::of(panes::whole(book[at].kind));
        list.shown = Some(Shown { book, at, changed: false, left: Json::Null });
        list
    }

    /// Takes up how a view was left, if it is this one.
    pub fn taking_up(mut self, left: Json) -> List {
        if let Some(shown) = self.shown.as_mut().filter(|shown| left["last"] == shown.view().key) {
            shown.left = left;
        }
        self
    }

    /// How the view is left.
    pub(super) fn leaving(&self) -> Option<Json> {
        let shown = self.shown.as_ref()?;
        let mut left = self.wanted.kept(self.pane);
        left["last"] = shown.view().key.clone().into();
        left["by"] = self.wanted.bound.by.into();
        Some(left)
    }

    /// Shows the rows of the view: from its beginning, or as it was left.
    pub(super) fn open_view(&mut self, cx: &mut Cx) {
        self.say_view(0, cx);
        let left = self.shown.as_mut().map(|shown| std::mem::take(&mut shown.left)).unwrap_or_default();
        if !left.is_null() {
            self.wanted.bound.by =
                left["by"].as_i64().and_then(|by| i32::try_from(by).ok()).unwrap_or_default();
            self.wanted.restore(self.pane, &left, cx.reader());
            self.rows.want(left["cursor"].as_i64());
            self.show_columns();
            self.compare(cx.reader());
        }
        self.timers.changed(cx);
        self.begin(cx);
    }

    /// The words of the view, stepped by so many periods.
    fn say_view(&mut self, by: i32, cx: &Cx) {
        let Some(shown) = &mut self.shown else { return };
        let view = &shown.book[shown.at];
        let labels = Labels { dictionaries: Some(cx.words) };
        let reading = query::read_rows(&view.query, view.kind, &labels);
        let text = match reading.faults.is_empty() {
            true => query::print(&reading.query, view.kind, tongue(cx.lang), &labels),
            // What is not understood stays where it can be seen.
            false => view.query.clone(),
        };
        let person = view.person.clone();
        shown.changed = false;
        self.wanted.cells.clear();
        self.wanted.sort = self.pane.first_sort();
        self.wanted.bound = Bound { by, person };
        self.wanted.say(&text, self.pane, cx.reader());
        self.show_columns();
    }

    /// A command on the view that is shown; `false`: it is not about views, or none is shown.
    pub(super) fn view_command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::SaveView => self.save_view(cx),
            Cmd::SaveViewAs => self.ask_name(cx),
            Cmd::PinView if self.shown.as_ref().is_none_or(Shown::nameless) => {
                cx.info(cx.lang.tr(Msg::HomeNoView));
            }
            _ if self.shown.is_none() => return false,
            Cmd::PinView => {
                if let Some(shown) = &self.shown {
                    cx.pin(shown.view());
                }
            }
            Cmd::NextView => self.flip(1, cx),
            Cmd::PreviousView => self.flip(-1, cx),
            Cmd::NextPerson => self.step_person(1, cx),
            Cmd::PreviousPerson => self.step_person(-1, cx),
            Cmd::NextPeriod => self.step_period(1, cx),
            Cmd::PreviousPeriod => self.step_period(-1, cx),
            Cmd::ResetView | Cmd::RevertView => {
                self.say_view(0, cx);
                self.restart(cx);
            }
            _ => return false,
        }
        true
    }

    fn flip(&mut self, by: isize, cx: &mut Cx) {
        let Some(shown) = &self.shown else { return };
        let to = (shown.at as isize + by).rem_euclid(shown.book.len() as isize) as usize;
        self.go_to(to, 0, cx);
    }

    /// The same view of the next person; the month stays.
    fn step_person(&mut self, by: isize, cx: &mut Cx) {
        let Some(shown) = &self.shown else { return };
        let family = shown.view().family;
        let all: Vec<usize> = shown
            .book
            .iter()
            .enumerate()
            .filter(|(_, view)| family.is_some() && view.family == family)
            .map(|(n, _)| n)
            .collect();
        let Some(here) = all.iter().position(|n| *n == shown.at) else {
            return cx.info(cx.lang.tr(Msg::BookNoPerson));
        };
        let to = all[(here as isize + by).rem_euclid(all.len() as isize) as usize];
        self.go_to(to, self.wanted.bound.by, cx);
    }

    fn go_to(&mut self, to: usize, by: i32, cx: &mut Cx) {
        let Some(shown) = &mut self.shown else { return };
        if shown.book[to].kind == self.pane.kind {
            shown.at = to;
            self.totals.rows = None;
            self.marks.clear();
            self.say_view(by, cx);
            self.restart(cx);
        } else {
            *self = List { areas: self.areas.clone(), ..List::of_view(shown.book.clone(), to) };
            self.open(cx);
        }
        if let Some(shown) = &self.shown {
            cx.info(clean(&shown.view().name).into_string());
        }
    }

    /// The next month, where the view has one.
    fn step_period(&mut self, by: i32, cx: &mut Cx) {
        if self.wanted.step(by, self.pane.kind, cx.reader()) {
            self.totals.rows = None;
            self.restart(cx);
        } else {
            cx.info(cx.lang.tr(Msg::BookNoPeriod));
        }
    }

    /// Whether what is shown is still the view; called whenever something else is asked for.
    pub(super) fn compare(&mut self, reader: Reader) {
        let Some(shown) = &mut self.shown else { return };
        let view = &shown.book[shown.at];
        let labels = Labels { dictionaries: Some(reader.words) };
        let reading = query::read_rows(&view.query, view.kind, &labels);
        let as_kept = query::print(&reading.query, view.kind, Tongue::English, &labels);
        shown.changed = in_words::kept(&self.wanted, self.pane, reader) != as_kept;
    }

    fn save_view(&mut self, cx: &mut Cx) {
        let saved = self.shown.as_ref().and_then(|shown| shown.view().saved.clone());
        match (saved.filter(|saved| saved.own), &self.shown) {
            (Some(_), Some(shown)) if !shown.changed => cx.info(cx.lang.tr(Msg::BookUnchanged)),
            (Some(saved), Some(shown)) => {
                let query = in_words::kept(&self.wanted, self.pane, cx.reader());
                let name = clean(&shown.view().name);
                if saved.readers > 0 {
                    self.asked_for_others = true;
                    let others = cx.lang.fmt(Msg::BookForOthers, &[&name, &saved.readers]);
                    return cx.push(open::confirm(others));
                }
                self.keep_changed(saved.id, query, cx);
            }
            _ => self.ask_name(cx),
        }
    }

    fn keep_changed(&mut self, view: (i64, i32), query: String, cx: &mut Cx) {
        let name = self.shown.as_ref().map_or("", |shown| &shown.view().name);
        let said = cx.lang.fmt(Msg::BookKept, &[&clean(name)]);
        self.keep_view(KeepView::Query { view, query: query.clone() }, said, Some(query), cx);
    }

    /// The view is changed for all who use it, as was confirmed.
    pub(super) fn change_for_others(&mut self, cx: &mut Cx) {
        let saved = self.shown.as_ref().and_then(|shown| shown.view().saved.clone());
        if let Some(saved) = saved.filter(|saved| saved.own) {
            let query = in_words::kept(&self.wanted, self.pane, cx.reader());
            self.keep_changed(saved.id, query, cx);
        }
    }

    /// Whether the view is shown as it is kept; it is said that it is.
    pub(super) fn locked(&self, cx: &mut Cx) -> bool {
        let saved = self.shown.as_ref().and_then(|shown| shown.view().saved.as_ref());
        let locked = saved.is_some_and(|saved| saved.locked);
        if locked {
            cx.info(cx.lang.tr(Msg::BookLocked));
        }
        locked
    }

    fn ask_name(&mut self, cx: &mut Cx) {
        self.naming = true;
        let about = self.new_words(cx.reader());
        cx.push(open::line(cx.lang.tr(Msg::BookName).to_owned(), about, Msg::BookNameNeeded));
    }

    /// What is shown, in words that mean the same by themselves: whom a view is about is named.
    fn new_words(&self, reader: Reader) -> String {
        let mut query = in_words::query(&self.wanted, self.pane, reader);
        if let Some(person) = &self.wanted.bound.person {
            query.rows = query.rows.about(person);
        }
        let labels = Labels { dictionaries: Some(reader.words) };
        query::print(&query, self.pane.kind, Tongue::English, &labels)
    }

    /// A name was typed.
    pub(super) fn named(&mut self, name: &str, cx: &mut Cx) {
        let query = self.new_words(cx.reader());
        let said = cx.lang.fmt(Msg::BookKept, &[&clean(name)]);
        let view = KeepView::New { name: name.trim().to_owned(), kind: self.pane.kind, query };
        self.keep_view(view, said, None, cx);
    }

    fn keep_view(&mut self, view: KeepView, said: String, becomes: Option<String>, cx: &mut Cx) {
        if self.keeping.is_none() {
            let ticket = cx.ask("keep_view", Request::KeepView(view));
            self.keeping = Some(Keeping { ticket, said, becomes });
        }
    }

    /// Takes the answer to what was to be kept, if it is that.
    pub(super) fn view_answered(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, StoreError>,
        cx: &mut Cx,
    ) -> bool {
        let Some(keeping) = self.keeping.take_if(|keeping| keeping.ticket == ticket) else { return false };
        match answer {
            Ok(_) => {
                cx.good(keeping.said);
                // Filters may look into it from now on.
                cx.ask("views", Request::Views);
                if let Some(query) = keeping.becomes {
                    self.kept_view(query, cx.reader());
                }
            }
            Err(error) => cx.bad(trouble::say(error, cx.lang)),
        }
        true
    }

    /// The view that is shown is kept with these words: its version is the next one.
    fn kept_view(&mut self, query: String, reader: Reader) {
        let Some(shown) = &mut self.shown else { return };
        let view = &mut Arc::make_mut(&mut shown.book)[shown.at];
        if let Some(saved) = view.saved.as_mut().filter(|saved| saved.own) {
            saved.id.1 += 1;
            view.query = query;
            self.compare(reader);
        }
    }

    /// What the view is called, with a star where it was changed, and the days it was stepped to.
    pub(super) fn view_title(&self, today: Option<NaiveDate>) -> Option<String> {
        let shown = self.shown.as_ref()?;
        let star = if shown.changed { "*" } else { "" };
        let days = self.wanted.stepped.and_then(|period| period.days(today?));
        let days = days.map_or_else(String::new, |(first, last)| match first == last {
            true => format!("  {first}"),
            false => format!("  {first}..{last}"),
        });
        Some(format!("{}{star}{days}", clean(&shown.view().name)))
    }
}
