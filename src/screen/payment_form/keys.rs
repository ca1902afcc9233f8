//! What keys do in the payment form. A key that needs an answer which is still on its way waits with all keys after it.

use super::{PaymentForm, typed::Field, words::say, work};
use crate::{
    command::Cmd,
    domain::{filter::Filter, kind::Kind, value::Link},
    i18n::Msg,
    screen::{Cx, Event, Outcome, editor::worded, open},
    store::{PickQuery, Request},
    widget::LineEdit,
};

impl PaymentForm {
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
        if self.sent.is_some() {
            self.input_while_sent(&event, cx);
        } else if !self.held.is_empty() || self.must_wait(&event) {
            self.held.push_back(event);
        } else {
            self.act(event, cx);
        }
        true
    }

    /// Nothing is typed over a payment that may be booked already; F10 sends the very same again.
    fn input_while_sent(&mut self, event: &Event, cx: &mut Cx) {
        let again = matches!(event, Event::Command(Cmd::Finish)) && self.asked.book.is_none();
        match self.sent.clone() {
            Some(draft) if again => self.asked.book = Some(cx.ask("book", Request::Book(Box::new(draft)))),
            _ if self.asked.book.is_some() => self.told = Some(cx.lang.tr(Msg::DeskWait).to_owned()),
            _ => self.told = Some(cx.lang.tr(Msg::PayInDoubt).to_owned()),
        }
    }

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
        let Event::Command(cmd @ (Cmd::Accept | Cmd::Finish)) = event else { return false };
        match self.typed.field {
            Field::Payer if self.changed => self.asked.picks.is_some(),
            Field::Ready => self.waits(),
            Field::Amount if work::default_amount(&self.typed, &self.rows).is_none() => {
                self.asked.rows.is_some()
            }
            _ => *cmd == Cmd::Finish && self.waits(),
        }
    }

    /// Whether what would be booked is not known yet.
    fn waits(&self) -> bool {
        self.asked.rows.is_some()
            || self.asked.row.is_some()
            || self.asked.proposal.is_some()
            || self.asked.words.is_some()
    }

    fn act(&mut self, event: Event, cx: &mut Cx) {
        self.told = None;
        match event {
            Event::Text(c) => {
                self.start_over();
                if self.typed.field != Field::Ready && self.edit.insert(c) {
                    self.edited(cx);
                }
            }
            Event::Paste(text) if self.typed.field != Field::Ready => {
                self.start_over();
                self.edit.paste(&text);
                self.edited(cx);
            }
            Event::Command(cmd) => self.command(cmd, cx),
            _ => {}
        }
    }

    fn start_over(&mut self) {
        if self.fresh && !self.edit.is_empty() {
            self.edit.set("");
        }
    }

    fn edited(&mut self, cx: &mut Cx) {
        self.fresh = false;
        self.changed = true;
        self.said = None;
        let text = self.edit.text().to_owned();
        match self.typed.field {
            Field::Payer => {
                self.typed.payer = None;
                self.typed.payer_text = text.clone();
                self.pick = 0;
                let text = text.trim().to_owned();
                self.asked.picks = if text.is_empty() {
                    self.picks.clear();
                    None
                } else {
                    let query = PickQuery { kind: Kind::Customer, text, filter: Filter::All, limit: 6 };
                    Some(cx.ask("pick", Request::Pick(query)))
                };
            }
            Field::Amount => self.typed.amount = text,
            Field::Received => self.typed.received = text,
            Field::Method => self.typed.method = text,
            Field::BankRef => self.typed.bank_ref = text,
            Field::Note => self.typed.note = text,
            Field::Pays(n) => {
                if let Some(row) = self.rows.get(n) {
                    self.typed.pays.insert(row.id, text);
                }
            }
            Field::Ready => {}
        }
        self.hold.touch(cx);
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) {
        let (field, rows) = (self.typed.field, self.rows.len());
        let picking = field == Field::Payer && self.changed && !self.picks.is_empty();
        match cmd {
            Cmd::Accept if field == Field::Ready => self.finish(cx),
            Cmd::Accept => self.accept(cx),
            Cmd::LineUp if picking => self.pick = self.pick.saturating_sub(1),
            Cmd::LineDown if picking => self.pick = (self.pick + 1).min(self.picks.len() - 1),
            Cmd::NextField | Cmd::LineDown => self.go(field.step(1, rows), cx),
            Cmd::PreviousField | Cmd::LineUp => self.go(field.step(-1, rows), cx),
            Cmd::NextBlock => self.go(field.next_block(rows), cx),
            Cmd::PreviousBlock => self.go(field.next_block(rows).next_block(rows), cx),
            Cmd::PickValue if field == Field::Payer => {
                cx.push(open::pick_record(Kind::Customer, self.edit.text().trim().to_owned()));
            }
            Cmd::PickValue if field == Field::Method => {
                let choices = worded(&self.methods, cx.lang);
                cx.push(open::pick_code(cx.lang.tr(Msg::PayMethod).to_owned(), choices, String::new()));
            }
            Cmd::PickValue => {}
            Cmd::Recompute => self.read_rows(cx),
            Cmd::Finish => self.finish(cx),
            cmd => {
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
        }
    }

    /// Puts the cursor on a field. A changed amount is proposed anew, a changed text is kept.
    pub(super) fn go(&mut self, field: Field, cx: &mut Cx) {
        let left = self.typed.field;
        self.typed.field = field;
        if self.changed {
            self.hold.keep(&self.typed, cx);
        }
        if left == Field::Amount && left != field {
            self.work();
            self.propose(cx);
        }
        self.edit = LineEdit::with(self.text(field));
        self.fresh = true;
        self.changed = false;
        self.picks.clear();
    }

    /// Takes the highlighted payer; `false` when there is none to take.
    fn settle(&mut self, cx: &mut Cx) -> bool {
        if self.typed.field != Field::Payer || !self.changed {
            return true;
        }
        match self.picks.get(self.pick).cloned() {
            Some(pick) => {
                self.set_payer(Link { id: pick.id, label: pick.label }, cx);
                true
            }
            None => {
                let text = crate::text::clean(self.edit.text().trim());
                self.said = Some((Field::Payer, cx.lang.fmt(Msg::DeskNothingFound, &[&text])));
                false
            }
        }
    }

    fn set_payer(&mut self, payer: Link, cx: &mut Cx) {
        self.typed.payer_text = payer.label.clone();
        self.typed.payer = Some(payer);
        self.typed.pays.clear();
        self.typed.marked.clear();
        self.typed.given = None;
        self.rows.clear();
        self.proposal.clear();
        self.proposed_for = None;
        self.read_rows(cx);
        // The text in the field is the payer's name now: it is not looked for again.
        self.changed = false;
        self.hold.keep(&self.typed, cx);
    }

    fn accept(&mut self, cx: &mut Cx) {
        let field = self.typed.field;
        if !self.settle(cx) {
            return;
        }
        self.work();
        match self.work.wrong_at(field) {
            Some(wrong) => self.said = Some((field, say(wrong, cx.lang))),
            None => self.go(field.onward(self.rows.len()), cx),
        }
    }

    /// Sends the payment, once.
    fn finish(&mut self, cx: &mut Cx) {
        if !self.settle(cx) {
            return;
        }
        self.work();
        if self.typed.field == Field::Amount {
            self.go(Field::Ready, cx);
            self.work();
        }
        if self.waits() {
            self.held.push_back(Event::Command(Cmd::Finish));
            return;
        }
        if let Some((field, wrong)) = self.work.wrong.first() {
            let (field, text) = (*field, say(wrong, cx.lang));
            self.go(field, cx);
            self.said = Some((field, text));
            return;
        }
        let Some(draft) = self.work.draft(&self.typed, &self.rows) else { return };
        self.hold.flush(&self.typed, cx);
        self.asked.book = Some(cx.ask("book", Request::Book(Box::new(draft.clone()))));
        self.sent = Some(draft);
    }

    fn cancel(&mut self, cx: &mut Cx) {
        if self.asked.book.is_some() {
            self.told = Some(cx.lang.tr(Msg::DeskWait).to_owned());
        } else if self.typed.field == Field::Payer && !self.picks.is_empty() {
            self.picks.clear();
        } else if self.typed.is_empty() || self.hold.may_leave(&self.typed, cx) {
            cx.pop(Outcome::Cancelled);
        }
    }

    /// A screen that this one opened has ended.
    pub(super) fn resumed(&mut self, outcome: Outcome, cx: &mut Cx) -> bool {
        match outcome {
            Outcome::Picked { kind: Kind::Customer, id, label } => {
                self.set_payer(Link { id, label }, cx);
                self.go(Field::Amount, cx);
            }
            Outcome::PickedCode(code) if self.typed.field == Field::Method => {
                self.edit.set(code);
                self.edited(cx);
                self.go(Field::BankRef, cx);
            }
            _ => {}
        }
        true
    }
}
