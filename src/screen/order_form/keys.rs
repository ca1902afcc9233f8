//! What keys do in the order form. A key that needs an answer which is still on its way waits in order with all keys after
//! it, so that typing ahead gives the same order as typing slowly.

use super::{
    OrderForm,
    field::{Block, Field},
    place,
    suggest::Found,
    typed::TypedLine,
    words,
};
use crate::{
    command::Cmd,
    domain::{filter::Filter, kind::Kind, record::Values, value::Value},
    i18n::Msg,
    screen::{Cx, Event, Outcome, desk, open},
    store::{PickQuery, Request},
};

/// Commands of this screen; all others are the program's.
pub fn ours(cmd: Cmd) -> bool {
    desk::takes(cmd)
        || matches!(cmd, Cmd::MakeNew | Cmd::CopyLastOrder | Cmd::DuplicateLine | Cmd::DeleteLine)
}

impl OrderForm {
    /// Keys: done now, or after the answer they need.
    pub(super) fn input(&mut self, event: Event, cx: &mut Cx) -> bool {
        if let Event::Command(Cmd::KeepDraft) = event {
            // Also when the terminal goes away: nothing is waited for.
            if !self.typed.is_empty() {
                self.hold.keep(&self.typed, cx);
                cx.info(cx.lang.tr(Msg::DeskKeptByHand));
            }
            return true;
        }
        if self.hold.is_leaving() {
            return true;
        }
        if let Event::Command(Cmd::Cancel) = event {
            self.held.clear();
            self.cancel(cx);
            return true;
        }
        if self.saving.is_some() && matches!(event, Event::Command(Cmd::Finish | Cmd::Accept)) {
            self.told = Some(cx.lang.tr(Msg::DeskWait).to_owned());
            return true;
        }
        if self.in_doubt && self.saving.is_none() {
            // Nothing is typed over an order that may be stored already.
            if matches!(event, Event::Command(Cmd::Finish)) {
                self.ask_again(cx);
            } else {
                self.told = Some(cx.lang.tr(Msg::DeskInDoubt).to_owned());
            }
            return true;
        }
        if !self.held.is_empty() || self.must_wait(&event) {
            self.held.push_back(event);
        } else {
            self.act(event, cx);
        }
        true
    }

    /// Does what was typed while an answer was on its way.
    pub(super) fn replay(&mut self, cx: &mut Cx) {
        while let Some(event) = self.held.pop_front() {
            if self.must_wait(&event) {
                self.held.push_front(event);
                return;
            }
            self.act(event, cx);
            self.work();
        }
    }

    fn must_wait(&self, event: &Event) -> bool {
        if self.saving.is_some() || self.asked.order.is_some() {
            return true;
        }
        let Event::Command(cmd) = event else { return false };
        let accepts = matches!(cmd, Cmd::Accept | Cmd::Finish);
        match self.field() {
            Field::Customer if accepts && self.changed => self.suggestions.asked.is_some(),
            Field::Place(_) | Field::Issues(_) if accepts && self.asked.catalogue.is_some() => true,
            _ => {
                matches!(cmd, Cmd::CopyLastOrder | Cmd::Finish)
                    && (self.asked.desk.is_some() || self.asked.catalogue.is_some())
            }
        }
    }

    fn act(&mut self, event: Event, cx: &mut Cx) {
        self.told = None;
        match event {
            Event::Text(c) => self.type_char(c, cx),
            Event::Paste(text) => self.paste(&text, cx),
            Event::Command(cmd) => self.command(cmd, cx),
            _ => {}
        }
    }

    fn type_char(&mut self, c: char, cx: &mut Cx) {
        if self.fresh && !self.edit.is_empty() {
            self.edit.set("");
        }
        if self.edit.insert(c) {
            self.edited(cx);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        let table = text.trim_end().contains('\n') || text.contains('\t');
        if let (true, Some(n)) = (table, self.field().line()) {
            self.paste_rows(n, text, cx);
            return;
        }
        if self.fresh && !self.edit.is_empty() {
            self.edit.set("");
        }
        self.edit.paste(text);
        self.edited(cx);
    }

    /// A pasted table becomes lines: publication and position, issues, discount.
    fn paste_rows(&mut self, n: usize, text: &str, cx: &mut Cx) {
        let rows = text.lines().filter(|row| !row.trim().is_empty()).map(|row| {
            let mut cells = row.split('\t').map(|cell| cell.trim().to_owned());
            let place_text = cells.next().unwrap_or_default();
            let found = place::find(&self.catalogue, &place_text);
            let place = found
                .first()
                .map(|place| (place.publication(&self.catalogue).id, place.position(&self.catalogue).id));
            TypedLine {
                place_text: found.first().map_or(place_text, |place| place.label(&self.catalogue)),
                place,
                issues: cells.next().unwrap_or_default(),
                discount: cells.next().unwrap_or_default(),
                ..TypedLine::default()
            }
        });
        let rows: Vec<TypedLine> = rows.collect();
        let at = if self.typed.lines.get(n).is_some_and(|line| !line.is_empty()) { n + 1 } else { n };
        self.typed.lines.splice(at..at, rows);
        self.changed = true;
        self.work();
        self.go(Field::Place(at), cx);
    }

    /// The text under the cursor was changed.
    pub(super) fn edited(&mut self, cx: &mut Cx) {
        let field = self.field();
        self.fresh = false;
        self.changed = true;
        self.said = None;
        let text = self.edit.text().to_owned();
        self.typed.set(field, &text);
        match field {
            Field::Customer => {
                // What is known is another customer's.
                self.desk = None;
                self.asked.desk = None;
                self.look_up_customer(&text, cx);
            }
            Field::Place(_) => self.look_up_place(&text),
            _ => {}
        }
        self.hold.touch(cx);
    }

    fn look_up_customer(&mut self, text: &str, cx: &mut Cx) {
        if text.trim().is_empty() {
            self.suggestions.close();
            return;
        }
        let query =
            PickQuery { kind: Kind::Customer, text: text.trim().to_owned(), filter: Filter::All, limit: 6 };
        self.suggestions.cursor = 0;
        self.suggestions.failed = false;
        self.suggestions.asked = Some(cx.ask("pick", Request::Pick(query)));
    }

    pub(super) fn look_up_place(&mut self, text: &str) {
        self.suggestions.cursor = 0;
        self.suggestions.found = Found::Places(place::find(&self.catalogue, text));
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) {
        let shape = self.work.shape();
        let field = self.field();
        match cmd {
            Cmd::Accept => self.accept(cx),
            Cmd::NextField => self.go(field.next(shape), cx),
            Cmd::PreviousField => self.go(field.previous(shape), cx),
            Cmd::LineUp if self.suggestions.step(false) => {}
            Cmd::LineDown if self.suggestions.step(true) => {}
            Cmd::LineUp => self.go(field.above(shape), cx),
            Cmd::LineDown => self.go(field.below(shape), cx),
            Cmd::NextBlock => self.go(field.block().next().first(), cx),
            Cmd::PreviousBlock => self.go(field.block().previous().first(), cx),
            Cmd::PickValue => self.pick(cx),
            Cmd::MakeNew if field == Field::Customer => {
                let name = Values::new().with("name", Value::text(self.edit.text().trim()));
                cx.push(open::create(Kind::Customer, name));
            }
            Cmd::Recompute => self.ask_media(cx),
            Cmd::CopyLastOrder => self.copy_last(cx),
            Cmd::DuplicateLine => self.duplicate_line(cx),
            Cmd::DeleteLine => self.delete_line(cx),
            Cmd::Finish => self.finish(cx),
            cmd => self.edit_text(cmd, cx),
        }
    }

    /// Editing within the line. Del on a text that was not touched empties it, which brings the default back.
    fn edit_text(&mut self, cmd: Cmd, cx: &mut Cx) {
        let before = self.edit.text().to_owned();
        if self.fresh && cmd == Cmd::DeleteForward {
            self.edit.set("");
        } else {
            self.edit.command(cmd);
        }
        if self.edit.text() == before {
            self.fresh = false;
        } else {
            self.edited(cx);
        }
    }

    /// Enter: takes what is typed and goes on; what cannot be read is said, and the cursor stays. Tab leaves it as it is.
    fn accept(&mut self, cx: &mut Cx) {
        let field = self.field();
        let taken = self.settle(cx);
        self.work();
        if let Field::Place(n) = field
            && self.typed.lines.get(n).is_none_or(TypedLine::is_empty)
        {
            self.go(Field::Plan, cx);
        } else if taken && !self.stays(field) {
            let onward = field.onward(self.work.shape());
            self.go(onward, cx);
        } else if let (None, Some(wrong)) = (&self.said, self.work.wrong_at(field)) {
            self.said = Some((field, words::say(wrong, cx.lang)));
        }
    }

    /// Whether Enter cannot go on from here. A plan that leaves something over is seen, and may be meant.
    fn stays(&self, field: Field) -> bool {
        match field {
            Field::Customer | Field::Place(_) | Field::Note => false,
            Field::Plan => !self.plan_reads(),
            field => self.work.wrong_at(field).is_some(),
        }
    }

    /// Whether the plan's words can be read; what they leave over is seen and may be meant.
    fn plan_reads(&self) -> bool {
        self.typed.plan.trim().is_empty() || crate::domain::plan::parse(&self.typed.plan).is_ok()
    }

    /// The highlighted customer is taken; `false` when there is none.
    fn take_customer(&mut self, cx: &mut Cx) -> bool {
        let rows = self.suggestions.len();
        match self.suggestions.customer().cloned() {
            Some(pick) => {
                if rows > 1 && self.suggestions.cursor == 0 && !self.held.is_empty() {
                    cx.info(cx.lang.fmt(Msg::DeskUnsure, &[&crate::text::clean(&pick.label)]));
                }
                self.set_customer(pick.id, pick.label, cx);
                true
            }
            None if self.edit.text().trim().is_empty() => true,
            // Nobody has looked: it is looked up again, and nothing is said of what there is.
            None if self.suggestions.failed => {
                let text = self.edit.text().to_owned();
                self.look_up_customer(&text, cx);
                self.said = Some((Field::Customer, cx.lang.tr(Msg::TroubleOffline).to_owned()));
                false
            }
            None => {
                let text = crate::text::clean(self.edit.text().trim());
                self.said = Some((Field::Customer, cx.lang.fmt(Msg::DeskNothingFound, &[&text])));
                false
            }
        }
    }

    /// The highlighted position is taken; `false` when there is none.
    fn take_place(&mut self, n: usize) -> bool {
        if self.suggestions.len() == 0 {
            let text = self.edit.text().to_owned();
            self.look_up_place(&text);
        }
        let Some(place) = self.suggestions.place() else { return self.typed.lines[n].place.is_some() };
        let label = place.label(&self.catalogue);
        self.typed.set(Field::Place(n), &label);
        self.typed.lines[n].place =
            Some((place.publication(&self.catalogue).id, place.position(&self.catalogue).id));
        true
    }

    /// Takes what is typed in the field under the cursor, as Enter would, without going on; `false` when it cannot.
    pub(super) fn settle(&mut self, cx: &mut Cx) -> bool {
        match self.field() {
            Field::Customer if self.changed => self.take_customer(cx),
            Field::Place(n) => {
                let open = self.typed.lines.get(n).is_some_and(|line| line.place.is_none());
                self.edit.text().trim().is_empty()
                    || !(open || self.suggestions.len() > 0)
                    || self.take_place(n)
            }
            _ => true,
        }
    }

    /// A customer that was typed and not chosen is looked up again when the cursor comes back.
    pub(super) fn look_again(&mut self, cx: &mut Cx) {
        if self.field() == Field::Customer && self.typed.customer.is_none() && !self.edit.is_empty() {
            self.changed = true;
            let text = self.edit.text().to_owned();
            self.look_up_customer(&text, cx);
        }
    }

    /// F4: everything that can be chosen here.
    fn pick(&mut self, cx: &mut Cx) {
        match self.field() {
            Field::Customer => cx.push(open::pick_record(Kind::Customer, self.edit.text().trim().to_owned())),
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
                let choices = usual.map(|plan| (plan.to_owned(), plan.to_owned())).into();
                cx.push(open::pick_code(cx.lang.tr(Msg::DeskBlockPlan).to_owned(), choices, String::new()));
            }
            _ => {}
        }
    }

    fn pick_issue(&mut self, n: usize, cx: &mut Cx) {
        let Some(place) = self.work.lines.get(n).and_then(|line| line.place) else { return };
        let ahead = super::work::ahead(place, &self.catalogue, &self.work.lines[..n]);
        let choices = ahead
            .iter()
            .filter(|issue| !issue.taken)
            .map(|issue| (format!("#{}", issue.no), format!("{}  {}", issue.no, issue.on)))
            .collect();
        let title = self.typed.lines[n].place_text.clone();
        cx.push(open::pick_code(title, choices, String::new()));
    }

    fn duplicate_line(&mut self, cx: &mut Cx) {
        let Some(n) = self.field().line() else { return };
        let Some(line) = self.typed.lines.get(n).filter(|line| !line.is_empty()) else { return };
        let mut copy = line.clone();
        copy.kept_issues.clear();
        self.typed.lines.insert(n + 1, copy);
        self.changed = true;
        self.work();
        self.go(Field::Issues(n + 1), cx);
    }

    fn delete_line(&mut self, cx: &mut Cx) {
        let Some(n) = self.field().line() else { return };
        self.typed.lines.remove(n);
        self.typed.tidy();
        self.changed = true;
        self.work();
        let n = n.min(self.typed.lines.len() - 1);
        self.go(Field::Place(n), cx);
    }

    /// Esc: closes the list, then leaves; what was typed is kept.
    fn cancel(&mut self, cx: &mut Cx) {
        if self.saving.is_some() {
            self.told = Some(cx.lang.tr(Msg::DeskWait).to_owned());
            return;
        }
        if self.suggestions.len() > 0 {
            self.suggestions.close();
            return;
        }
        if self.typed.is_empty() || self.hold.may_leave(&self.typed, cx) {
            self.gone(cx);
        }
    }

    /// Ends; says that it can be gone on with where that is so.
    pub(super) fn gone(&mut self, cx: &mut Cx) {
        if !self.typed.is_empty() && self.hold.state() == Some(true) {
            cx.info(cx.lang.tr(Msg::DeskLeft));
        }
        cx.pop(Outcome::Cancelled);
    }

    /// A screen that this one opened has ended.
    pub(super) fn resumed(&mut self, outcome: Outcome, cx: &mut Cx) -> bool {
        match (outcome, self.field()) {
            (Outcome::Picked { kind: Kind::Customer, id, label }, _) => {
                self.set_customer(id, label, cx);
                self.go(Field::Place(0), cx);
            }
            (Outcome::Saved { kind: Kind::Customer, id }, Field::Customer) => {
                let label = self.edit.text().trim().to_owned();
                self.set_customer(id, label, cx);
                self.go(Field::Place(0), cx);
            }
            (Outcome::PickedCode(code), Field::Issues(n)) => {
                let text = match self.typed.lines[n].issues.trim() {
                    before if before.starts_with('#') => format!("{before},{code}"),
                    _ => code,
                };
                self.edit.set(text);
                self.edited(cx);
            }
            (Outcome::PickedCode(code), Field::Plan) => {
                self.edit.set(code);
                self.edited(cx);
            }
            (Outcome::Confirmed, _) => self.hand_in(cx),
            (Outcome::Typed(reason), _) if self.typed.amends => self.because(&reason, cx),
            _ => {}
        }
        true
    }

    /// Blocks are walked in their order; this is the block under the cursor.
    pub(super) fn block(&self) -> Block {
        self.field().block()
    }
}
