//! Whose home page is looked at: one of the people below the reader is picked, and the server is told.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{Cx, Event, Look, Outcome, Screen, open, trouble};
use crate::{
    command::{Cmd, Context},
    domain::{filter::Filter, kind::Kind, query::People, value::Value},
    i18n::{Lang, Msg},
    store::{Reply, Request, StoreError, Ticket},
};

/// The question who it is, and then its answer.
#[derive(Default)]
pub struct SeeAs {
    asked: Option<Ticket>,
}

impl SeeAs {
    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return;
        }
        cx.pop(Outcome::Cancelled);
        match answer {
            Ok(Reply::Seen(seen)) => cx.see_as(*seen),
            Ok(_) => {}
            Err(error) => cx.bad(trouble::say(&error, cx.lang)),
        }
    }
}

impl Screen for SeeAs {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::SeeAsTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Reading]
    }

    fn floats(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened => {
                let below = Filter::Whose("superior".into(), People::Team);
                let active = Filter::eq("status", Value::Code("active".into()));
                cx.push(open::pick_among(Kind::Operator, String::new(), below.and(active)));
            }
            Event::Resume(Outcome::Picked { id, .. }) => {
                self.asked = Some(cx.ask("see_as", Request::SeeAs(id)))
            }
            Event::Resume(_) => cx.pop(Outcome::Cancelled),
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, _: &Look) {
        frame.render_widget(Line::default(), area);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Cancel]
    }
}
