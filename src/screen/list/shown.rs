//! The view that a list shows: opened from the book, flipped to the next, stepped in time and from person to person, changed and
//! kept. Knows the book as data, not the window in which it is chosen from.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{List, flipping::Arrival, in_words, pane::Pane, panes, typed_filter::Bound, wanted::Wanted};
use crate::{
    command::Cmd,
    domain::query::{self, Directive, Tongue},
    entry::{book::View, faults::tongue, lexicon::Labels},
    i18n::{Lang, Msg},
    screen::{Cx, Reader, open, trouble},
    store::{KeepView, Reply, Request, StoreError, Ticket},
    text::clean,
};

/// A view of the book, as it is shown.
pub struct Shown {
    /// The book.
    pub book: Arc<Vec<View>>,
    /// Its place in the book.
    pub at: usize,
    /// What is shown is not what is kept any more.
    pub changed: bool,
    /// How views were left, by the names under which it is remembered.
    left: BTreeMap<String, Json>,
    /// The view that was shown before this one, and how it was left.
    pub last: Option<(usize, Json)>,
}

/// Under names that begin so it is remembered how a view was left.
pub(in crate::screen) const LEFT: &str = "view.";

/// What is on its way to be kept: what the view that is shown is from then on.
pub struct Keeping {
    ticket: Ticket,
    becomes: String,
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

    fn name(&self) -> String {
        format!("{LEFT}{}", self.view().key)
    }

    /// The place of the view so many places further, round and round.
    pub fn beside(&self, by: isize) -> usize {
        (self.at as isize + by).rem_euclid(self.book.len() as isize) as usize
    }

    /// The place of the same view of another person.
    pub fn of_next_person(&self, by: isize) -> Option<usize> {
        let family = self.view().family?;
        let all = self.book.iter().enumerate().filter(|(_, view)| view.family == Some(family));
        let all: Vec<usize> = all.map(|(n, _)| n).collect();
        let here = all.iter().position(|n| *n == self.at)?;
        Some(all[(here as isize + by).rem_euclid(all.len() as isize) as usize])
    }

    /// What a view of the book asks for when it is come to: so many periods away, or as it was left; and its list.
    pub fn arriving(
        &self,
        at: usize,
        by: Option<i32>,
        reader: Reader,
        lang: Lang,
    ) -> (Wanted, &'static Pane) {
        let view = &self.book[at];
        let pane = panes::whole(view.kind);
        let mut wanted = begun(view, by.unwrap_or_default(), pane, reader, lang);
        if let (None, Some(left)) = (by, self.left.get(&format!("{LEFT}{}", view.key))) {
            take_up(&mut wanted, left, pane, reader);
        }
        (wanted, pane)
    }
}

/// What a view asks for in its own words, so many periods away.
fn begun(view: &View, by: i32, pane: &Pane, reader: Reader, lang: Lang) -> Wanted {
    let labels = Labels { dictionaries: Some(reader.words) };
    let reading = query::read_rows(&view.query, view.kind, &labels);
    let text = match reading.faults.is_empty() {
        true => query::print(&reading.query, view.kind, tongue(lang), &labels),
        // What is not understood stays where it can be seen.
        false => view.query.clone(),
    };
    let mut wanted = Wanted::of(pane);
    wanted.bound = Bound { by, person: view.person.clone() };
    wanted.say(&text, pane, reader);
    wanted
}

/// As it was left; a step in time holds for the day on which it was made.
fn take_up(wanted: &mut Wanted, left: &Json, pane: &Pane, reader: Reader) {
    if left["on"] == reader.session.today.to_string() {
        wanted.bound.by = left["by"].as_i64().and_then(|by| i32::try_from(by).ok()).unwrap_or_default();
    }
    wanted.restore(pane, left, reader);
}

impl List {
    /// The list of a view of the book.
    pub fn of_view(book: Arc<Vec<View>>, at: usize) -> List {
        let at = at.min(book.len().saturating_sub(1));
        let mut list = List::of(panes::whole(book[at].kind));
        list.shown = Some(Shown { book, at, changed: false, left: BTreeMap::new(), last: None });
        list
    }

    /// Takes up how views were left, as far as it is remembered.
    pub fn taking_up(mut self, prefs: &BTreeMap<String, Json>) -> List {
        if let Some(shown) = &mut self.shown {
            let left = prefs.iter().filter(|(name, _)| name.starts_with(LEFT));
            shown.left = left.map(|(name, left)| (name.clone(), left.clone())).collect();
        }
        self
    }

    /// The state of what is shown: filter, order, period, row, place of the row on the screen, detail pane.
    pub(super) fn state(&self, today: NaiveDate) -> Json {
        let mut state = self.wanted.kept(self.pane);
        state["by"] = self.wanted.bound.by.into();
        state["on"] = today.to_string().into();
        state["cursor"] = self.rows.here().map(|row| row.id).into();
        state["line"] = self.rows.line().into();
        state["detail"] = serde_json::to_value(self.detail.chosen).unwrap_or_default();
        state
    }

    /// Remembers how the view is left: nothing where it is as it begins.
    pub(super) fn leave_view(&mut self, cx: &mut Cx) {
        let state = self.state(cx.session.today);
        let touched = self.rows.cursor() > 0 || self.wanted.bound.by != 0;
        let Some(shown) = self.shown.as_mut().filter(|shown| !shown.nameless()) else { return };
        let name = shown.name();
        let known = shown.left.get(&name).cloned();
        let state = (touched || shown.changed).then_some(state);
        if known != state {
            match &state {
                Some(state) => drop(shown.left.insert(name.clone(), state.clone())),
                None => drop(shown.left.remove(&name)),
            }
            cx.ask("keep", Request::SetPref(name, state.unwrap_or_default()));
        }
    }

    /// Views are called by the names of the language shown.
    pub(super) fn rename_views(&mut self, cx: &Cx) {
        let Some(shown) = &mut self.shown else { return };
        for view in Arc::make_mut(&mut shown.book) {
            if let Some(known) = cx.views.iter().find(|known| !view.key.is_empty() && known.key == view.key) {
                view.name.clone_from(&known.name);
            }
        }
    }

    /// Shows the rows of the view as it was left.
    pub(super) fn open_view(&mut self, cx: &mut Cx) {
        self.arrive(Arrival::Again, cx);
    }

    /// Asks for the rows of the view that is come to.
    pub(super) fn arrive(&mut self, arrival: Arrival, cx: &mut Cx) {
        let Some(shown) = &mut self.shown else { return };
        let reader = cx.reader();
        let by = match &arrival {
            Arrival::Again => None,
            Arrival::Stepped(by) => Some(*by),
            Arrival::Back(_) => Some(0),
        };
        let (mut wanted, pane) = shown.arriving(shown.at, by, reader, cx.lang);
        let left = match arrival {
            Arrival::Again => shown.left.get(&shown.name()).cloned(),
            Arrival::Stepped(_) => None,
            Arrival::Back(state) => {
                take_up(&mut wanted, &state, pane, reader);
                Some(state)
            }
        };
        self.wanted = wanted;
        if let Some(left) = left {
            let line = left["line"].as_u64().and_then(|line| usize::try_from(line).ok());
            self.rows.want_on(left["cursor"].as_i64(), line.unwrap_or_default());
            self.detail.chosen = serde_json::from_value(left["detail"].clone()).unwrap_or_default();
        }
        self.show_columns();
        self.start(cx);
        self.ahead.old = self.rows.known() && !self.ahead.shown;
    }

    /// The words of the view, in this period.
    fn say_view(&mut self, cx: &Cx) {
        let Some(shown) = &mut self.shown else { return };
        let view = &shown.book[shown.at];
        shown.changed = false;
        self.wanted = begun(view, 0, self.pane, cx.reader(), cx.lang);
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
            Cmd::LastView => return self.go_back(cx),
            Cmd::NextView => self.flip(1, cx),
            Cmd::PreviousView => self.flip(-1, cx),
            Cmd::NextPerson => self.step_person(1, cx),
            Cmd::PreviousPerson => self.step_person(-1, cx),
            Cmd::NextPeriod => self.step_period(1, cx),
            Cmd::PreviousPeriod => self.step_period(-1, cx),
            Cmd::ResetView | Cmd::RevertView => {
                self.say_view(cx);
                self.restart(cx);
            }
            _ => return false,
        }
        true
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

    /// The detail pane was put elsewhere: a view of one's own, and one that says where it stands, is another then.
    pub(super) fn tell_detail(&mut self, cx: &Cx) {
        let saved = self.shown.as_ref().and_then(|shown| shown.view().saved.as_ref());
        let locked = saved.is_some_and(|saved| saved.locked);
        let own = saved.is_some_and(|saved| saved.own);
        let Some(kept) = self.detail.kept().filter(|_| !locked && (own || self.wanted.detail.is_some()))
        else {
            return;
        };
        if let Some(text) = self.wanted.beside(kept, self.pane.kind, cx.reader(), cx.lang) {
            (self.wanted.text, self.wanted.detail) = (text, Some(kept));
            self.detail.agree();
            self.compare(cx.reader());
        }
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

    pub(super) fn keep_changed(&mut self, view: (i64, i32), query: String, cx: &mut Cx) {
        if self.keeping.is_none() {
            let becomes = query.clone();
            let ticket = cx.ask("keep_view", Request::KeepView(KeepView::Query { view, query }));
            self.keeping = Some(Keeping { ticket, becomes });
        }
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
        cx.push(open::keep_view(self.pane.kind, self.new_words(cx.reader())));
    }

    /// What is shown, in words that mean the same by themselves: whom a view is about is named.
    fn new_words(&self, reader: Reader) -> String {
        let mut query = in_words::query(&self.wanted, self.pane, reader);
        if let Some(person) = &self.wanted.bound.person {
            query.rows = query.rows.about(person);
        }
        if let Some((side, tab)) = self.detail.kept() {
            query.shown.retain(|one| !matches!(one, Directive::Detail(..)));
            query.shown.push(Directive::Detail(side, tab));
        }
        let labels = Labels { dictionaries: Some(reader.words) };
        query::print(&query, self.pane.kind, Tongue::English, &labels)
    }

    /// Takes the answer to what was to be kept, if it is that.
    pub(super) fn view_answered(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, StoreError>,
        cx: &mut Cx,
    ) -> bool {
        if self.clash_answered(ticket, answer, cx) {
            return true;
        }
        let Some(keeping) = self.keeping.take_if(|keeping| keeping.ticket == ticket) else { return false };
        match answer {
            Ok(_) => {
                let name = self.shown.as_ref().map_or("", |shown| &shown.view().name);
                cx.good(cx.lang.fmt(Msg::BookKept, &[&clean(name)]));
                // Filters may look into it from now on.
                cx.ask("views", Request::Views);
                self.kept_view(keeping.becomes, cx.reader());
            }
            Err(StoreError::Stale) => self.ask_clash(keeping.becomes, cx),
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

    /// Another terminal kept the view that is shown: this is what is kept now. Its id.
    pub(super) fn adopt(&mut self, version: i32, query: String) -> Option<i64> {
        let shown = self.shown.as_mut()?;
        let view = &mut Arc::make_mut(&mut shown.book)[shown.at];
        let saved = view.saved.as_mut()?;
        saved.id.1 = version;
        view.query = query;
        Some(saved.id.0)
    }

    /// What the view is called, with a star where it was changed, and the days it was stepped to.
    pub(super) fn view_title(&self, today: Option<NaiveDate>) -> Option<String> {
        let shown = self.shown.as_ref()?;
        let star = if shown.changed { "*" } else { "" };
        // Rows that were read ahead, or are still those of the view before, are not said to be its rows of now.
        let ahead = match (self.ahead.shown, self.ahead.old) {
            (true, _) => "  ~",
            (false, true) => "  ..",
            (false, false) => "",
        };
        let days = self.wanted.stepped.and_then(|period| period.days(today?));
        let days = days.map_or_else(String::new, |(first, last)| match first == last {
            true => format!("  {first}"),
            false => format!("  {first}..{last}"),
        });
        Some(format!("{}{star}{days}{ahead}", clean(&shown.view().name)))
    }
}
