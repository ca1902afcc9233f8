//! What was filtered by before, remembered for each operator and kind on any terminal, and the values that a field has, with how many
//! rows each: both come while somebody types and never keep him waiting.

use serde_json::Value as Json;

use super::List;
use crate::{
    command::Cmd,
    domain::{
        field::{FieldDef, Shape},
        filter::Filter,
        kind::Kind,
        pivot::{Asked, Axis, Measured},
        query::Path,
        value::Value,
    },
    entry::complete::Counted,
    screen::Cx,
    store::{Reply, Request, Ticket},
};

/// More than anybody steps through.
const MOST: usize = 30;

/// The filters of before.
#[derive(Debug, Default)]
pub struct Filters {
    known: Option<Vec<String>>,
    asked: Option<Ticket>,
    /// Which of them stands in the line; none: what is typed.
    at: Option<usize>,
}

impl Filters {
    /// Asks for them, where they are not known.
    pub fn ask(&mut self, cx: &mut Cx) {
        self.at = None;
        if self.known.is_none() {
            self.asked = Some(cx.ask("filters", Request::Prefs));
        }
    }

    /// Takes the answer, if it is that.
    pub fn take(&mut self, kind: Kind, ticket: Ticket, reply: &Reply) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if let Reply::Prefs(prefs) = reply {
            let kept = prefs.get(&name(kind)).cloned().unwrap_or_default();
            self.known = Some(serde_json::from_value(kept).unwrap_or_default());
        }
        true
    }

    /// The filter so many steps further back; the empty line before the first. None where there is none.
    pub fn step(&mut self, by: isize) -> Option<String> {
        let all = self.known.as_ref()?;
        let to = match self.at {
            None if by > 0 => 0,
            None => return None,
            Some(0) if by < 0 => {
                self.at = None;
                return Some(String::new());
            }
            Some(at) => at.saturating_add_signed(by),
        };
        let text = all.get(to)?.clone();
        self.at = Some(to);
        Some(text)
    }

    /// Remembers one that was taken; the same again is the last one.
    pub fn keep(&mut self, kind: Kind, text: &str, cx: &mut Cx) {
        let (text, Some(all)) = (text.trim(), &mut self.known) else { return };
        if text.is_empty() || all.first().is_some_and(|last| last == text) {
            return;
        }
        all.retain(|before| before != text);
        all.insert(0, text.to_owned());
        all.truncate(MOST);
        let kept = serde_json::to_value(&*all).unwrap_or(Json::Null);
        cx.ask("keep_filters", Request::SetPref(name(kind), kept));
    }
}

fn name(kind: Kind) -> String {
    format!("filters.{}", kind.name())
}

/// The values of the field that is typed, asked once for each.
#[derive(Debug, Default)]
pub struct Values {
    of: Option<&'static str>,
    asked: Option<Ticket>,
    counted: Option<Counted>,
}

impl Values {
    /// Asks for those of a field, where they are not known: of the rows of a list.
    pub fn ask(&mut self, kind: Kind, field: &'static FieldDef, rows: Filter, cx: &mut Cx) {
        if self.of == Some(field.name) || !counts(field) {
            return;
        }
        self.of = Some(field.name);
        let rows_of = vec![Axis { path: Path::of(field), each: None }];
        let asked = Asked::new(kind, rows, rows_of, Vec::new(), Measured::Count);
        self.asked = Some(cx.ask("values", Request::Figures(Box::new(asked))));
    }

    /// Takes the answer, if it is that.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if let (Reply::Figures(table), Some(field)) = (reply, self.of) {
            let keys =
                table.rows.iter().filter_map(|line| Some((line.keys.first()?.clone(), line.total.rows)));
            let values: Vec<(Value, i64)> = keys.filter(|(key, _)| !key.is_empty()).collect();
            self.counted = Some(Counted { field, values });
        }
        true
    }

    /// As far as they are known.
    pub fn known(&self) -> Option<&Counted> {
        self.counted.as_ref()
    }
}

/// Fields whose values are few enough to be chosen from.
fn counts(field: &FieldDef) -> bool {
    matches!(field.shape, Shape::Choice(..) | Shape::Dict(_) | Shape::Link(_) | Shape::Flag)
}

impl List {
    /// The values of the field that the caret stands behind.
    pub(super) fn ask_values(&mut self, cx: &mut Cx) {
        let Some(typing) = &mut self.typing else { return };
        if let Some(field) = typing.field() {
            let rows = (self.pane.base)(cx.session);
            typing.values.ask(self.pane.kind, field, rows, cx);
        }
    }

    /// Takes what came for the line that is typed.
    pub(super) fn typing_answered(&mut self, ticket: Ticket, reply: &Reply, cx: &Cx) -> bool {
        if self.filters.take(self.pane.kind, ticket, reply) {
            return true;
        }
        let Some(typing) = &mut self.typing else { return false };
        let taken = typing.values.take(ticket, reply);
        if taken {
            typing.read(self.pane.kind, cx);
        }
        taken
    }

    /// Another filter of before takes the place of the line; `false` where there is none.
    pub(super) fn filter_of_before(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let by = match cmd {
            Cmd::Up => 1,
            Cmd::Down => -1,
            _ => return false,
        };
        let Some(text) = self.filters.step(by) else { return false };
        if let Some(typing) = &mut self.typing {
            typing.line.set(text);
        }
        self.filter_as_typed(cx);
        true
    }
}
