//! The book of views as a window: those of one's people and one's role, one's own, those of others, found by name, initials or
//! pinyin, with how many rows each has and the first of them. Enter opens one; one's own are renamed, shared and deleted here.

mod loading;
mod pinned;
mod preview;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, sync::Arc};

use ratatui::{Frame, layout::Rect};

use self::preview::Preview;
pub(super) use self::{
    loading::{Loading, Taken},
    pinned::PinnedView,
};
use super::{
    Cx, Event, Look, Outcome, Screen,
    editor::places_of,
    list::glance,
    open,
    picker::{Choice, Picking},
    trouble,
};
use crate::{
    command::{Cmd, Context},
    entry::{
        book::{Saved, View},
        pins::Pins,
    },
    i18n::{Lang, Msg},
    store::{KeepView, Reply, Request, Scope, StoreError, Ticket},
    text::{clean, fit},
};

/// The window.
#[derive(Default)]
pub struct Book {
    loading: Loading,
    known: bool,
    views: Arc<Vec<View>>,
    /// Which of them are offered, by their place.
    offered: Vec<usize>,
    picking: Picking,
    preview: Preview,
    /// How many rows each had when they were counted last, by its key.
    counts: HashMap<String, i64>,
    /// Which are being counted.
    counting: Option<(Ticket, Vec<String>)>,
    changing: Option<Ticket>,
    question: Option<Question>,
}

/// What was asked of the person.
enum Question {
    Rename((i64, i32)),
    Drop(i64),
}

impl Book {
    /// What is known by now; the cursor stays on its view, and begins on the one that was open last.
    fn fill(&mut self, cx: &mut Cx) {
        let Some(views) = self.loading.views(cx) else { return };
        let last = || self.loading.pref(KEPT)["last"].as_str().map(str::to_owned);
        let here = if self.known { self.here().map(|view| view.key.clone()) } else { last() };
        self.known = true;
        self.views = Arc::new(views);
        self.search(cx.lang, cx.pins);
        let again = self.offered.iter().position(|n| Some(&self.views[*n].key) == here.as_ref());
        self.picking.at = again.unwrap_or_default();
        self.look(cx);
        // The rows come first: a count keeps nobody waiting.
        let lists = self.views.iter().map(|view| glance::rows_of(view, cx.reader())).collect();
        let keys = self.views.iter().map(|view| view.key.clone()).collect();
        self.counting = Some((cx.ask("counts", Request::Counts(lists)), keys));
    }

    /// The view under the cursor is looked at.
    fn look(&mut self, cx: &mut Cx) {
        let view = self.here().cloned();
        self.preview.of(view.as_ref(), cx);
    }

    fn search(&mut self, lang: Lang, pins: &Pins) {
        self.offered = places_of(self.views.iter().map(|view| view.name.as_str()), self.picking.line.text());
        let choice = |n: &usize| {
            let view = &self.views[*n];
            let whose = view.saved.as_ref().map_or_else(String::new, |saved| whose(saved, lang));
            let kind = lang.kind(view.kind.name());
            let digit = pins.digit(&view.key).map_or_else(String::new, |digit| format!("[{digit}] "));
            let rows = self.counts.get(&view.key).map_or_else(String::new, |rows| figure(*rows));
            Choice {
                label: format!("{digit}{}", clean(&view.name)),
                detail: format!("{rows:>7}  {}  {whose}", fit(kind, KIND)).trim_end().to_owned(),
            }
        };
        let choices = self.offered.iter().map(choice).collect();
        self.picking.offer(choices);
    }

    /// The counts have come: they are said, and the cursor stays.
    fn counted(&mut self, keys: Vec<String>, counts: &[i64], cx: &Cx) {
        self.counts.extend(keys.into_iter().zip(counts.iter().copied()));
        let at = self.picking.at;
        self.search(cx.lang, cx.pins);
        self.picking.at = at;
    }

    fn here(&self) -> Option<&View> {
        self.views.get(*self.offered.get(self.picking.at)?)
    }

    /// What is kept of the highlighted one, if it is one's own; else it is said whose it is.
    fn mine(&self, cx: &mut Cx) -> Option<(View, Saved)> {
        let view = self.here()?;
        match view.saved.clone() {
            Some(saved) if saved.own => return Some((view.clone(), saved)),
            Some(saved) => cx.bad(cx.lang.fmt(Msg::TemplateNotOwn, &[&clean(&saved.owner)])),
            None => cx.bad(cx.lang.tr(Msg::BookBuiltIn)),
        }
        None
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::Take | Cmd::Accept | Cmd::Finish | Cmd::Open => {
                if let Some(at) = self.offered.get(self.picking.at) {
                    cx.replace(open::view_again(self.views.clone(), *at, self.loading.prefs()));
                }
            }
            Cmd::RenameView => {
                if let Some((view, saved)) = self.mine(cx) {
                    self.question = Some(Question::Rename(saved.id));
                    let title = cx.lang.fmt(Msg::TemplateRename, &[&clean(&view.name)]);
                    cx.push(open::line(title, String::new(), Msg::TemplateRenameNeeded));
                }
            }
            Cmd::ShareView => {
                if let Some((view, _)) = self.mine(cx) {
                    cx.push(open::share_view(view));
                }
            }
            Cmd::PinView => {
                if let Some(view) = self.here().cloned() {
                    cx.pin(&view);
                    self.loading.ask_saved(cx);
                }
            }
            Cmd::DropView => {
                if let Some((view, saved)) = self.mine(cx) {
                    self.question = Some(Question::Drop(saved.id.0));
                    cx.push(open::confirm(cx.lang.fmt(Msg::BookDrop, &[&clean(&view.name)])));
                }
            }
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            cmd => match self.picking.command(cmd) {
                Some(true) => {
                    self.search(cx.lang, cx.pins);
                    self.look(cx);
                }
                Some(false) => self.look(cx),
                None => return false,
            },
        }
        true
    }

    fn change(&mut self, request: Request, cx: &mut Cx) {
        if self.changing.is_none() {
            self.changing = Some(cx.ask("change", request));
        }
    }

    fn resumed(&mut self, outcome: Outcome, cx: &mut Cx) {
        match (self.question.take(), outcome) {
            (Some(Question::Rename(view)), Outcome::Typed(name)) => {
                self.change(Request::KeepView(KeepView::Name { view, name }), cx);
            }
            (Some(Question::Drop(id)), Outcome::Confirmed) => self.change(Request::DropView(id), cx),
            // A form kept it.
            (None, Outcome::Typed(_)) => self.loading.ask_saved(cx),
            _ => {}
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match self.loading.take(ticket, &answer) {
            Taken::In => return self.fill(cx),
            Taken::Failed(error) => return cx.bad(trouble::say(&error, cx.lang)),
            Taken::Not => {}
        }
        let changed = self.changing.take_if(|asked| *asked == ticket).is_some();
        match answer {
            Ok(Reply::Counts(counts)) => {
                if let Some((_, keys)) = self.counting.take_if(|(asked, _)| *asked == ticket) {
                    self.counted(keys, &counts, cx);
                }
            }
            Ok(reply) if !changed => self.preview.take(ticket, &reply),
            Err(error) if changed => cx.bad(trouble::say(&error, cx.lang)),
            _ => {}
        }
        if changed {
            self.loading.ask_saved(cx);
        }
    }
}

/// Under this name it is remembered which view was open last, and how it was left.
pub(super) const KEPT: &str = "book";
/// The cells of the kinds' column.
const KIND: usize = 10;

/// How many rows, in seven cells at most.
fn figure(rows: i64) -> String {
    if rows > 10_000 { "10,000+".to_owned() } else { rows.to_string() }
}

/// Whose a view is, and who uses it.
fn whose(saved: &Saved, lang: Lang) -> String {
    match (saved.own, &saved.scope) {
        (false, _) => lang.fmt(Msg::TemplateOf, &[&clean(&saved.owner)]),
        (true, Scope::Own) => lang.tr(Msg::TemplateOwn).to_owned(),
        (true, Scope::Department) => lang.tr(Msg::TemplateShared).to_owned(),
        (true, Scope::Everyone) => lang.tr(Msg::BookEveryone).to_owned(),
        (true, Scope::Roles(all)) => lang.fmt(Msg::BookFor, &[&clean(&all.join(", "))]),
        (true, Scope::People(all)) => lang.fmt(Msg::BookFor, &[&clean(&all.join(", "))]),
    }
}

impl Screen for Book {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::BookTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Book, Context::Picker, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online => self.loading.ask(cx),
            Event::Woken => self.preview.woken(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Text(_) | Event::Paste(_) => {
                if self.picking.takes(&event) {
                    self.search(cx.lang, cx.pins);
                    self.look(cx);
                }
            }
            Event::Resume(outcome) => self.resumed(outcome, cx),
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let below = match self.known {
            false => look.lang.tr(Msg::ListLoading),
            true if self.offered.is_empty() => look.lang.tr(Msg::BookNone),
            true => "",
        };
        let (above, rest) = preview::split(area);
        self.picking.view(frame, above, self.views.len().max(6), &self.title(look.lang), below, look);
        if let (Some(view), Some(rest)) = (self.here(), rest) {
            self.preview.draw(frame, rest, view, look);
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::PinView, Cmd::RenameView, Cmd::ShareView, Cmd::DropView, Cmd::Cancel]
    }
}
