//! The templates of orders: one's own and those of the department, found by name, initials or pinyin. Enter begins an order
//! from one; F6 keeps the order of the form below under what is typed.

#[cfg(test)]
mod tests;

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
    entry::order::template::Body,
    i18n::{Lang, Msg},
    store::{KeepTemplate, Reply, Request, StoreError, Template, Ticket},
    text::clean,
};

/// The window.
pub struct Templates {
    /// The order of the form below, if it has lines.
    order: Option<serde_json::Value>,
    all: Option<Vec<Template>>,
    /// Which of them are offered, by their place.
    offered: Vec<usize>,
    picking: Picking,
    asked: Option<Ticket>,
    /// A change that is on its way, and what is said when it is made.
    changing: Option<(Ticket, Option<String>)>,
    question: Option<Question>,
}

/// What was asked of the person.
enum Question {
    Replace(String),
    Rename((i64, i32)),
    Drop(i64),
}

impl Templates {
    /// The window; `order` is what F6 keeps.
    pub fn new(order: Option<serde_json::Value>) -> Templates {
        Templates {
            order,
            all: None,
            offered: Vec::new(),
            picking: Picking::default(),
            asked: None,
            changing: None,
            question: None,
        }
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("templates", Request::Templates));
    }

    fn search(&mut self, lang: Lang) {
        let all = self.all.as_deref().unwrap_or_default();
        self.offered = places_of(all.iter().map(|it| it.name.as_str()), self.picking.line.text());
        let choice = |n: &usize| {
            let template = &all[*n];
            let lines = serde_json::from_value::<Body>(template.body.clone()).map_or(0, |body| body.lines());
            let whose = match (template.own, template.shared) {
                (true, false) => lang.tr(Msg::TemplateOwn).to_owned(),
                (true, true) => lang.tr(Msg::TemplateShared).to_owned(),
                _ => lang.fmt(Msg::TemplateOf, &[&clean(&template.owner)]),
            };
            let detail = format!("{}  {whose}", lang.fmt(Msg::TemplateLines, &[&lines]));
            Choice { label: clean(&template.name).into_string(), detail }
        };
        self.picking.offer(self.offered.iter().map(choice).collect());
    }

    fn here(&self) -> Option<&Template> {
        self.all.as_ref()?.get(*self.offered.get(self.picking.at)?)
    }

    /// The highlighted one, if it is one's own; else it is said whose it is.
    fn mine(&self, cx: &mut Cx) -> Option<Template> {
        let template = self.here()?;
        if !template.own {
            cx.bad(cx.lang.fmt(Msg::TemplateNotOwn, &[&clean(&template.owner)]));
            return None;
        }
        Some(template.clone())
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::Take | Cmd::Accept | Cmd::Finish | Cmd::Open => {
                if let Some(template) = self.here() {
                    cx.pop(Outcome::Template(template.name.clone(), template.body.clone()));
                }
            }
            Cmd::MakeNew => self.keep(cx),
            Cmd::RenameTemplate => {
                if let Some(it) = self.mine(cx) {
                    self.question = Some(Question::Rename((it.id, it.version)));
                    let title = cx.lang.fmt(Msg::TemplateRename, &[&clean(&it.name)]);
                    cx.push(open::line(title, String::new(), Msg::TemplateRenameNeeded));
                }
            }
            Cmd::ShareTemplate => {
                if let Some(it) = self.mine(cx) {
                    let shared = Some(!it.shared);
                    let existing = Some((it.id, it.version));
                    self.change(KeepTemplate { existing, name: None, shared, body: None }, None, cx);
                }
            }
            Cmd::DropTemplate => {
                if let Some(it) = self.mine(cx) {
                    self.question = Some(Question::Drop(it.id));
                    cx.push(open::confirm(cx.lang.fmt(Msg::TemplateDrop, &[&clean(&it.name)])));
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

    /// Keeps the order of the form under what is typed.
    fn keep(&mut self, cx: &mut Cx) {
        let name = self.picking.line.text().trim().to_owned();
        if self.order.is_none() {
            cx.bad(cx.lang.tr(Msg::TemplateNoLines));
        } else if name.is_empty() {
            cx.bad(cx.lang.tr(Msg::TemplateNameFirst));
        } else if self.all.iter().flatten().any(|it| it.own && it.name == name) {
            cx.push(open::confirm(cx.lang.fmt(Msg::TemplateReplace, &[&clean(&name)])));
            self.question = Some(Question::Replace(name));
        } else {
            self.keep_as(name, cx);
        }
    }

    fn keep_as(&mut self, name: String, cx: &mut Cx) {
        let shared = self.all.iter().flatten().any(|it| it.own && it.name == name && it.shared);
        let said = cx.lang.fmt(Msg::TemplateKept, &[&clean(&name)]);
        let body = self.order.clone();
        self.change(
            KeepTemplate { existing: None, name: Some(name), shared: Some(shared), body },
            Some(said),
            cx,
        );
    }

    fn change(&mut self, template: KeepTemplate, said: Option<String>, cx: &mut Cx) {
        if self.changing.is_none() {
            self.changing = Some((cx.ask("change", Request::KeepTemplate(template)), said));
        }
    }

    fn resumed(&mut self, outcome: Outcome, cx: &mut Cx) {
        match (self.question.take(), outcome) {
            (Some(Question::Replace(name)), Outcome::Confirmed) => self.keep_as(name, cx),
            (Some(Question::Rename(existing)), Outcome::Typed(name)) => {
                let existing = Some(existing);
                self.change(KeepTemplate { existing, name: Some(name), shared: None, body: None }, None, cx);
            }
            (Some(Question::Drop(id)), Outcome::Confirmed) if self.changing.is_none() => {
                self.changing = Some((cx.ask("change", Request::DropTemplate(id)), None));
            }
            _ => {}
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match answer {
                Ok(Reply::Templates(all)) => self.all = Some(all),
                Ok(_) => {}
                Err(e) => cx.bad(trouble::say(&e, cx.lang)),
            }
            self.search(cx.lang);
        } else if let Some((_, said)) = self.changing.take_if(|(asked, _)| *asked == ticket) {
            match answer {
                Ok(_) => {
                    if let Some(said) = said {
                        cx.good(said);
                        self.picking.line.set("");
                    }
                    self.ask(cx);
                }
                Err(e) => cx.bad(trouble::say(&e, cx.lang)),
            }
        }
    }
}

impl Screen for Templates {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::TemplateTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Templates, Context::Picker, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online => self.ask(cx),
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
        let below = match &self.all {
            None => look.lang.tr(Msg::ListLoading),
            Some(_) if self.offered.is_empty() => look.lang.tr(Msg::TemplateNone),
            Some(_) => "",
        };
        let most = self.all.as_ref().map_or(1, Vec::len).max(6);
        self.picking.view(frame, area, most, &self.title(look.lang), below, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Take, Cmd::MakeNew, Cmd::RenameTemplate, Cmd::ShareTemplate, Cmd::DropTemplate, Cmd::Cancel]
    }
}
