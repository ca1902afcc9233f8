//! The book of views as a window: those of one's people and one's role, one's own, those of others, found by name, initials or
//! pinyin. Enter opens one; one's own are renamed, shared and deleted here.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use ratatui::{Frame, layout::Rect};

use super::{
    Cx, Event, Look, Outcome, Screen,
    editor::places_of,
    open,
    picker::{Choice, Picking},
    trouble,
};
use crate::{
    command::{Cmd, Context},
    entry::book::{self, Person, Saved, View},
    i18n::{Lang, Msg},
    store::{KeepView, Reply, Request, SavedView, Scope, StoreError, Ticket},
    text::clean,
};

/// The window.
#[derive(Default)]
pub struct Book {
    people: Option<Vec<Person>>,
    saved: Option<Vec<SavedView>>,
    views: Arc<Vec<View>>,
    /// Which of them are offered, by their place.
    offered: Vec<usize>,
    picking: Picking,
    asked_people: Option<Ticket>,
    asked: Option<Ticket>,
    changing: Option<Ticket>,
    question: Option<Question>,
}

/// What was asked of the person.
enum Question {
    Rename((i64, i32)),
    Drop(i64),
}

impl Book {
    fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("views", Request::Views));
    }

    fn ask_people(&mut self, cx: &mut Cx) {
        self.asked_people = Some(cx.ask("people", Request::List(book::people())));
    }

    /// What is known by now; the cursor stays on its view.
    fn fill(&mut self, cx: &Cx) {
        let (Some(people), Some(saved)) = (&self.people, &self.saved) else { return };
        let here = self.here().map(|view| view.name.clone());
        self.views = Arc::new(book::views(cx.session, people, saved, cx.lang));
        self.search(cx.lang);
        let again = self.offered.iter().position(|n| Some(&self.views[*n].name) == here.as_ref());
        self.picking.at = again.unwrap_or_default();
    }

    fn search(&mut self, lang: Lang) {
        self.offered = places_of(self.views.iter().map(|view| view.name.as_str()), self.picking.line.text());
        let choice = |n: &usize| {
            let view = &self.views[*n];
            let whose = view.saved.as_ref().map_or_else(String::new, |saved| whose(saved, lang));
            let kind = lang.kind(view.kind.name());
            Choice { label: clean(&view.name).into_string(), detail: format!("{kind}  {whose}") }
        };
        self.picking.offer(self.offered.iter().map(choice).collect());
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
                    cx.replace(open::view(self.views.clone(), *at));
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
                if let Some((_, saved)) = self.mine(cx) {
                    self.change(
                        Request::KeepView(KeepView::Scope { view: saved.id, scope: saved.scope.next() }),
                        cx,
                    );
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
                Some(true) => self.search(cx.lang),
                Some(false) => {}
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
            _ => {}
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        let people = self.asked_people.take_if(|asked| *asked == ticket).is_some();
        let views = self.asked.take_if(|asked| *asked == ticket).is_some();
        let changed = self.changing.take_if(|asked| *asked == ticket).is_some();
        match answer {
            Ok(Reply::Page(page)) if people => {
                self.people = Some(page.rows.iter().map(Person::of).collect());
                self.fill(cx);
            }
            Ok(Reply::Views(saved)) if views => {
                self.saved = Some(saved);
                self.fill(cx);
            }
            Ok(_) if changed => self.ask(cx),
            Ok(_) => {}
            Err(error) if people || views || changed => {
                cx.bad(trouble::say(&error, cx.lang));
                if changed {
                    self.ask(cx);
                }
            }
            Err(_) => {}
        }
    }
}

/// Whose a view is, and who uses it.
fn whose(saved: &Saved, lang: Lang) -> String {
    match (saved.own, saved.scope) {
        (false, _) => lang.fmt(Msg::TemplateOf, &[&clean(&saved.owner)]),
        (true, Scope::Own) => lang.tr(Msg::TemplateOwn).to_owned(),
        (true, Scope::Department) => lang.tr(Msg::TemplateShared).to_owned(),
        (true, Scope::Everyone) => lang.tr(Msg::BookEveryone).to_owned(),
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
            Event::Opened | Event::Online => {
                self.ask_people(cx);
                self.ask(cx);
            }
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Text(_) | Event::Paste(_) => {
                if self.picking.takes(&event) {
                    self.search(cx.lang);
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
        let known = self.people.is_some() && self.saved.is_some();
        let below = match known {
            false => look.lang.tr(Msg::ListLoading),
            true if self.offered.is_empty() => look.lang.tr(Msg::BookNone),
            true => "",
        };
        self.picking.view(frame, area, self.views.len().max(6), &self.title(look.lang), below, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::RenameView, Cmd::ShareView, Cmd::DropView, Cmd::Cancel]
    }
}
