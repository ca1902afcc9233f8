//! The window of the fields that the administrator added to a kind, for a form that is no sheet itself. Saves nothing: what was filled in is its
//! outcome.

use ratatui::{Frame, layout::Rect};

use super::{
    floating,
    sheet::{Sheet, Turn, ground},
};
use crate::{
    command::{Cmd, Context},
    domain::{entity::custom, kind::Kind, record::Values},
    i18n::{Lang, Msg},
    screen::{Cx, Event, Look, Outcome, Screen},
};

/// The window.
pub struct AddedForm {
    kind: Kind,
    /// What the fields begin with.
    held: Values,
    sheet: Option<Sheet>,
}

impl AddedForm {
    /// The added fields of a kind, with what they hold.
    pub fn new(kind: Kind, held: Values) -> AddedForm {
        AddedForm { kind, held, sheet: None }
    }

    fn begin(&mut self, cx: &mut Cx) {
        let fresh = || Sheet::new(self.kind, custom::of(self.kind).to_vec(), &self.held, ground(cx));
        self.sheet.get_or_insert_with(fresh).opened(cx);
    }

    fn finish(&mut self, cx: &mut Cx) {
        let Some(sheet) = &mut self.sheet else { return };
        match sheet.read(cx) {
            Ok(read) => {
                let mut values = Values::new();
                for (name, value) in read.iter().filter(|(_, value)| !value.is_empty()) {
                    values.set(name, value.clone());
                }
                cx.pop(Outcome::Filled(values));
            }
            Err(faulty) => cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")])),
        }
    }

    fn fields(&self) -> usize {
        custom::of(self.kind).len()
    }
}

impl Screen for AddedForm {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::OrderAdded).to_owned()
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
        match event {
            Event::Opened => self.begin(cx),
            Event::Command(Cmd::Finish) => self.finish(cx),
            event => match self.sheet.as_mut().map_or(Turn::NotMine, |sheet| sheet.update(&event, cx)) {
                Turn::Taken => {}
                Turn::Last => self.finish(cx),
                Turn::NotMine if matches!(event, Event::Command(Cmd::Cancel | Cmd::Back)) => {
                    cx.pop(Outcome::Cancelled);
                }
                Turn::NotMine => return false,
            },
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        let fields = self.fields();
        if let Some(sheet) = &mut self.sheet {
            floating::lay_out(sheet, fields, area);
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        floating::view(self.sheet.as_ref(), self.fields(), &self.title(look.lang), frame, area, look);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Accept, Cmd::NextField, Cmd::PickValue, Cmd::Finish, Cmd::Cancel]
    }
}
