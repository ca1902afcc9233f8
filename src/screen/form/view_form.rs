//! The form of a view that is kept: its name, who uses it too, whether it is locked. It keeps the view itself, and stays with all that was
//! typed until the server has said so. Which rows the view shows is not its business.

mod readers;
#[cfg(test)]
mod tests;

use ratatui::{Frame, layout::Rect};

use super::{
    floating,
    sheet::{Sheet, Turn, ground},
};
use crate::{
    command::{Cmd, Context},
    domain::{
        field::{FieldDef, Shape, field},
        filter::{Filter, ListQuery},
        kind::Kind,
        record::Values,
        value::Value,
    },
    entry::book::{Person, Saved, View},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen, open, trouble},
    store::{KeepView, Reply, Request, Scope, StoreError, Ticket},
    text::clean,
};

const FIELDS: [FieldDef; 4] = [
    field("view_name", Shape::Text).edit().required(),
    field("view_scope", Shape::Choice(&["own", "department", "everyone", "role", "people"], "view_scope"))
        .edit()
        .required(),
    field("view_readers", Shape::Text).edit(),
    field("view_locked", Shape::Flag).edit().required(),
];

/// More people than a company has.
const MOST_COLLEAGUES: u32 = 2000;

/// The window.
pub struct ViewForm {
    kind: Kind,
    query: String,
    name: String,
    /// What is kept already; none: a new one.
    saved: Option<Saved>,
    /// The sheet, as soon as it is known what people are called.
    sheet: Option<Sheet>,
    colleagues: Vec<Person>,
    asked: Option<Ticket>,
    saving: Option<Ticket>,
    /// What is kept now was read again, since somebody changed it.
    again: Option<Ticket>,
    /// What is to be kept when it is confirmed that others use it too.
    for_others: Option<KeepView>,
}

impl ViewForm {
    /// Of a new view of one's own.
    pub fn new(kind: Kind, query: String) -> ViewForm {
        ViewForm {
            kind,
            query,
            name: String::new(),
            saved: None,
            sheet: None,
            colleagues: Vec::new(),
            asked: None,
            saving: None,
            again: None,
            for_others: None,
        }
    }

    /// Of one of one's own.
    pub fn of(view: View) -> ViewForm {
        ViewForm { name: view.name, saved: view.saved, ..ViewForm::new(view.kind, view.query) }
    }

    fn begin(&mut self, cx: &mut Cx) {
        if let Some(sheet) = &mut self.sheet {
            return sheet.opened(cx);
        }
        // The people that are named already are shown by their names, hence these come first.
        let all = ListQuery::of(Kind::Operator)
            .filter(Filter::eq("status", Value::Code("active".into())))
            .limit(MOST_COLLEAGUES);
        self.asked = Some(cx.ask("colleagues", Request::List(all)));
    }

    fn lay_open(&mut self, cx: &mut Cx) {
        let own = Scope::Own;
        let scope = self.saved.as_ref().map_or(&own, |saved| &saved.scope);
        let values = Values::new()
            .with("view_name", Value::text(&self.name))
            .with("view_scope", Value::Code(scope.name().to_owned()))
            .with("view_readers", Value::text(readers::say(scope, &self.colleagues, cx.lang)))
            .with("view_locked", Value::Flag(self.saved.as_ref().is_some_and(|saved| saved.locked)));
        let mut sheet = Sheet::new(Kind::Order, FIELDS.to_vec(), &values, ground(cx));
        sheet.opened(cx);
        if self.saved.is_some() {
            sheet.start_at("view_scope");
        }
        self.sheet = Some(sheet);
    }

    fn finish(&mut self, cx: &mut Cx) {
        let Some(sheet) = &mut self.sheet else { return };
        let values = match sheet.read(cx) {
            Ok(values) => values,
            Err(faulty) => return cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")])),
        };
        let scope = match readers::read(
            values.get("view_scope").str(),
            values.get("view_readers").str(),
            &self.colleagues,
        ) {
            Ok(scope) => scope,
            Err(fault) => {
                let said = fault.say(cx.lang);
                sheet.blame("view_readers", said.clone());
                return cx.bad(said);
            }
        };
        let view = KeepView::Whole {
            view: self.saved.as_ref().map(|saved| saved.id),
            name: values.get("view_name").str().to_owned(),
            kind: self.kind,
            query: self.query.clone(),
            scope,
            locked: *values.get("view_locked") == Value::Flag(true),
        };
        match self.saved.as_ref().map_or(0, |saved| saved.readers) {
            0 => self.save(view, cx),
            others => {
                self.for_others = Some(view);
                cx.push(open::confirm(cx.lang.fmt(Msg::BookForOthers, &[&clean(&self.name), &others])));
            }
        }
    }

    fn save(&mut self, view: KeepView, cx: &mut Cx) {
        if self.saving.is_none() {
            self.saving = Some(cx.ask("keep_view", Request::KeepView(view)));
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            if let Ok(Reply::Page(page)) = answer {
                self.colleagues = page.rows.iter().map(Person::of).collect();
            }
            self.lay_open(cx);
        } else if self.saving.take_if(|asked| *asked == ticket).is_some() {
            self.saved(answer, cx);
        } else if self.again.take_if(|asked| *asked == ticket).is_some()
            && let Ok(Reply::Views(all)) = answer
        {
            self.changed_meanwhile(all, cx);
        }
    }

    fn saved(&mut self, answer: &Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(_) => {
                let name = self.sheet.as_ref().map(|sheet| sheet.text("view_name")).unwrap_or_default();
                cx.good(cx.lang.fmt(Msg::BookKept, &[&clean(&name)]));
                // Filters may look into it from now on.
                cx.ask("views", Request::Views);
                cx.pop(Outcome::Typed(name));
            }
            Err(StoreError::Stale) => self.again = Some(cx.ask("again", Request::Views)),
            Err(error) => {
                let said = trouble::say(error, cx.lang);
                let field = match error {
                    StoreError::Refused(reason) => reason.field.as_deref(),
                    _ => None,
                };
                let field = match field {
                    Some("name") => "view_name",
                    Some("roles" | "people") => "view_readers",
                    _ => "view_scope",
                };
                if let (StoreError::Refused(_), Some(sheet)) = (error, &mut self.sheet) {
                    sheet.blame(field, said.clone());
                }
                cx.bad(said);
            }
        }
    }

    /// Another terminal changed the view first: what it says now is told, what was typed stays, and is kept over it when that is wanted.
    fn changed_meanwhile(&mut self, all: &[crate::store::SavedView], cx: &mut Cx) {
        let Some(saved) = &mut self.saved else { return };
        match all.iter().find(|view| view.id == saved.id.0) {
            Some(now) => {
                saved.id.1 = now.version;
                (saved.readers, saved.scope) = (now.readers, now.scope.clone());
                self.query = now.query.clone();
                let who = readers::whose(&now.scope, &self.colleagues, cx.lang);
                cx.bad(cx.lang.fmt(Msg::BookMeanwhile, &[&clean(&now.name), &who]));
            }
            None => {
                self.saved = None;
                cx.bad(cx.lang.fmt(Msg::BookGone, &[&clean(&self.name)]));
            }
        }
    }

    fn fields(&mut self, event: &Event, cx: &mut Cx) -> bool {
        let Some(sheet) = &mut self.sheet else { return false };
        match sheet.update(event, cx) {
            Turn::NotMine => return false,
            Turn::Taken => {}
            Turn::Last => self.finish(cx),
        }
        true
    }
}

impl Screen for ViewForm {
    fn title(&self, lang: Lang) -> String {
        match &self.saved {
            Some(_) => lang.fmt(Msg::BookShare, &[&clean(&self.name)]),
            None => lang.tr(Msg::BookNew).to_owned(),
        }
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
        match &event {
            Event::Opened => self.begin(cx),
            Event::Command(Cmd::Finish) => self.finish(cx),
            Event::Resume(Outcome::Confirmed) if self.for_others.is_some() => {
                if let Some(view) = self.for_others.take() {
                    self.save(view, cx);
                }
            }
            Event::Resume(Outcome::Cancelled) if self.for_others.take().is_some() => {}
            Event::Answer(ticket, answer)
                if [self.asked, self.saving, self.again].contains(&Some(*ticket)) =>
            {
                self.answer(*ticket, answer, cx);
            }
            _ => {
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
