//! Two records become one: their differences are read, chosen from on the screen of conflicts, and sent as one merge. Knows
//! no SQL and draws nothing but what it waits for.

use std::str::FromStr;

use ratatui::{Frame, layout::Rect};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Cx, Event, Look, Outcome, Screen, open, trouble};
use crate::{
    command::{Cmd, Context},
    domain::{
        entity,
        field::Shape,
        kind::Kind,
        operation::{Move, Operation, Target},
        record::Values,
        value::Value,
    },
    i18n::{Lang, Msg},
    store::{Reply, Request, Side, Ticket},
    text::cut,
};

/// Which of the two stays, among the fields.
const KEEP: &str = "keep";

/// The screen.
pub struct Merging {
    pair: Target,
    kind: Kind,
    label: String,
    sides: Vec<Side>,
    asked: Option<Ticket>,
}

impl Merging {
    /// Of this pair of customers, or contacts.
    pub fn new(pair: Target, kind: Kind, label: String) -> Merging {
        Merging { pair, kind, label, sides: Vec::new(), asked: None }
    }

    fn choose(&mut self, sides: Vec<Side>, cx: &mut Cx) {
        let field = |side: &Side| {
            let label = (side.field == KEEP).then(|| cx.lang.tr(Msg::MergeKeep).to_owned());
            let shape = entity::def(self.kind).field(&side.field).map_or(Shape::Text, |field| field.shape);
            (side.field.clone(), label, [value(&side.first, shape), value(&side.second, shape)])
        };
        cx.push(open::pair(self.kind, self.label.clone(), sides.iter().map(field).collect()));
        self.sides = sides;
    }

    fn merge(&mut self, first: &Values, cx: &mut Cx) {
        let second: Vec<&str> = self
            .sides
            .iter()
            .map(|side| side.field.as_str())
            .filter(|field| *field != KEEP && !first.has(field))
            .collect();
        let keep = if first.has(KEEP) { "first" } else { "second" };
        let values = Values::new()
            .with(KEEP, Value::Code(keep.to_owned()))
            .with("second_fields", Value::Text(second.join(" ")));
        let operation =
            Operation { what: Move::MergePair, targets: vec![self.pair], values, intent: Uuid::new_v4() };
        self.asked = Some(cx.ask("move", Request::Operate(operation)));
    }

    fn answer(&mut self, answer: Result<Reply, crate::store::StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Sides(sides)) => self.choose(sides, cx),
            Ok(_) => {
                cx.good(cx.lang.fmt(Msg::MergeDone, &[&cut(&self.label, 40)]));
                cx.pop(Outcome::Saved { kind: Kind::DupCandidate, id: self.pair.id });
            }
            Err(error) => {
                cx.bad(trouble::say(&error, cx.lang));
                cx.pop(Outcome::Cancelled);
            }
        }
    }
}

/// What the database wrote, as a value of that shape.
fn value(text: &str, shape: Shape) -> Value {
    match shape {
        Shape::Flag => Value::Flag(text == "true"),
        Shape::Choice(..) | Shape::Dict(_) => Value::Code(text.to_owned()),
        Shape::Decimal => Decimal::from_str(text).map_or_else(|_| Value::text(text), Value::Ratio),
        Shape::Money => Decimal::from_str(text).map_or_else(|_| Value::text(text), Value::Money),
        Shape::Date => text.parse().map_or_else(|_| Value::text(text), Value::Date),
        _ => Value::text(text),
    }
}

impl Screen for Merging {
    fn title(&self, lang: Lang) -> String {
        lang.fmt(Msg::MergeTitle, &[&cut(&self.label, 40)])
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Everywhere]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened if self.sides.is_empty() => {
                self.asked = Some(cx.ask("sides", Request::Sides(self.pair.id)));
            }
            Event::Answer(ticket, answer) if self.asked == Some(ticket) => {
                self.asked = None;
                self.answer(answer, cx);
            }
            Event::Resume(Outcome::Settled { values, .. }) => self.merge(&values, cx),
            Event::Resume(_) => cx.pop(Outcome::Cancelled),
            // A merge on its way is waited for; what is only read is not.
            Event::Command(Cmd::Cancel | Cmd::Back) if self.sides.is_empty() => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let msg = if self.sides.is_empty() { Msg::FormLoading } else { Msg::FormSaving };
        super::system::waiting(frame, area, look.lang.tr(msg), look.theme);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Cancel]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::{Effect, probe::Probe};

    fn sides() -> Vec<Side> {
        let side = |field: &str, first: &str, second: &str| Side {
            field: field.into(),
            first: first.into(),
            second: second.into(),
        };
        vec![
            side(KEEP, "CU-00001", "CU-00002"),
            side("city", "上海", "北京"),
            side("is_key", "true", "false"),
        ]
    }

    #[test]
    fn what_is_right_in_each_field_is_sent_as_one_merge() {
        let pair = Target { id: 7, version: 3 };
        let mut probe = Probe::new(open::merging(pair, Kind::Customer, "甲 = 乙".into()));
        let (ticket, _, request) = probe.asked.pop_front().expect("the sides are asked for");
        assert_eq!(request, Request::Sides(7));
        probe.event(Event::Answer(ticket, Ok(Reply::Sides(sides()))));
        assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
        let values = Values::new().with("city", Value::text("上海"));
        probe.event(Event::Resume(Outcome::Settled { values, version: 0 }));
        let (ticket, _, request) = probe.asked.pop_front().expect("the merge is asked for");
        let Request::Operate(operation) = request else { panic!("a merge") };
        assert_eq!((operation.what, operation.targets), (Move::MergePair, vec![pair]));
        assert_eq!(operation.values.get(KEEP), &Value::Code("second".into()));
        assert_eq!(operation.values.get("second_fields"), &Value::text("is_key"));
        probe.effects.clear();
        probe.event(Event::Answer(ticket, Ok(Reply::Moved(1))));
        assert!(
            probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(Outcome::Saved { id: 7, .. })))
        );
    }
}
