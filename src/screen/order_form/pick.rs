//! F4 in the order form: everything that can be chosen in the field under the cursor; and what becomes of screens that this
//! one opened.

use super::{OrderForm, field::Field, save::Question, terms::BillTo, words};
use crate::{
    domain::{kind::Kind, surcharge},
    entry::order::{among::among, issues::ahead},
    i18n::Msg,
    screen::{Cx, Outcome, open},
};

impl OrderForm {
    /// Opens the list of the field.
    pub(super) fn pick(&mut self, cx: &mut Cx) {
        let field = self.field();
        let lang = cx.lang;
        let same = |codes: &[&str]| codes.iter().map(|code| (code.to_string(), code.to_string())).collect();
        match field {
            field if self.looks_up(field) => {
                let (kind, filter) = among(field, &self.typed, &self.work);
                let text = if self.changed { self.edit.text().trim().to_owned() } else { String::new() };
                cx.push(open::pick_among(kind, text, filter));
            }
            Field::Place(_) => {
                let text = if self.changed { self.edit.text().to_owned() } else { String::new() };
                self.look_up_place(&text);
                self.changed = true;
            }
            Field::Issues(n) => self.pick_issue(n, cx),
            Field::Plan => {
                let usual = [
                    "30/40/30 m",
                    "50/50 @first-30,last+7",
                    "x3 m day 15",
                    "x6 m",
                    "issue -30",
                    "issue +7",
                    "100 @t",
                ];
                cx.push(open::pick_code(lang.tr(Msg::DeskBlockPlan).to_owned(), same(&usual), String::new()));
            }
            Field::Commission => {
                let title = lang.tr(Msg::OrderCommission).to_owned();
                cx.push(open::pick_code(title, same(&["0%", "10%", "15%", "20%"]), String::new()));
            }
            Field::Tax => {
                let title = lang.tr(Msg::OrderTax).to_owned();
                cx.push(open::pick_code(title, same(&["6%", "3%", "1%", "0%"]), String::new()));
            }
            Field::BillTo => {
                let choices = BillTo::ALL
                    .map(|one| (one.code().to_owned(), lang.value("bill_to", one.code()).to_owned()));
                let title = lang.tr(Msg::OrderBillTo).to_owned();
                cx.push(open::pick_code(title, choices.into(), String::new()));
            }
            Field::Colour(_) => {
                let choices = ["colour", "mono", "spot"]
                    .map(|code| (code.to_owned(), lang.value("colour", code).to_owned()));
                let title = lang.tr(Msg::OrderColour).to_owned();
                cx.push(open::pick_code(title, choices.into(), String::new()));
            }
            _ => {}
        }
    }

    /// What the administrator added has a form of its own.
    pub(super) fn fill_added(&self, cx: &mut Cx) {
        cx.push(open::added(Kind::Order, self.typed.added.clone()));
    }

    /// The issues that can be booked, and the surcharges.
    fn pick_issue(&mut self, n: usize, cx: &mut Cx) {
        let Some(place) = self.work.lines.get(n).and_then(|line| line.place) else { return };
        let lang = cx.lang;
        let ahead = ahead(place, &self.catalogue, self.typed.own(), &self.work.lines[..n]);
        // What is sold is seen among the others; whoever takes it is told by whom.
        let issues = ahead.iter().map(|it| {
            let (no, taken) = (it.issue.no, words::taken(it, lang));
            (format!("#{no}"), format!("{no}  {}  {taken}", it.issue.publish_on).trim_end().to_owned())
        });
        let surcharges =
            surcharge::KINDS.map(|kind| (kind.to_owned(), cx.lang.value("surcharge", kind).to_owned()));
        let title = self.typed.lines[n].place_text.clone();
        cx.push(open::pick_code(title, issues.chain(surcharges).collect(), String::new()));
    }

    /// A screen that this one opened has ended.
    pub(super) fn resumed(&mut self, outcome: Outcome, cx: &mut Cx) -> bool {
        if let Some(question) = self.question.take() {
            self.answered(question, &outcome, cx);
            return true;
        }
        let field = self.field();
        match outcome {
            Outcome::Typed(reason) if self.typed.amends => self.because(&reason, cx),
            Outcome::Filled(values) => {
                self.typed.added = values;
                self.said = None;
                self.changed = true;
                self.work();
                self.go(Field::Note, cx);
            }
            Outcome::Template(name, body) => self.begin_from(&name, body, cx),
            Outcome::Settled { values, .. } => self.settled(&values, cx),
            Outcome::Picked { id, label, .. } if self.looks_up(field) => {
                self.choose(field, id, label, cx);
                self.work();
                let onward = field.onward(&self.work.shape());
                self.go(onward, cx);
            }
            Outcome::Saved { kind: Kind::Customer, id } if field == Field::Customer => {
                let label = self.edit.text().trim().to_owned();
                self.set_customer(id, label, cx);
                self.go(Field::Place(0), cx);
            }
            Outcome::PickedCode(code) => {
                let text = match field {
                    Field::Issues(n) if code.starts_with('#') => match self.typed.lines[n].issues.trim() {
                        before if before.starts_with('#') => format!("{before},{code}"),
                        _ => code,
                    },
                    _ => code,
                };
                self.edit.set(text);
                self.edited(cx);
            }
            _ => self.settling = None,
        }
        true
    }

    fn answered(&mut self, question: Question, outcome: &Outcome, cx: &mut Cx) {
        match (question, outcome) {
            (Question::Warned { state, stays, warned }, Outcome::Confirmed) => {
                self.send(&state, stays, None, &warned, cx);
            }
            (Question::Approval { warned }, Outcome::Typed(why)) => {
                self.send("requested", false, Some(why.trim().to_owned()), &warned, cx);
            }
            // What was typed ahead was for the next order.
            _ => self.held.clear(),
        }
    }
}
