//! The payment form: who paid how much, and which instalments it pays. Enter twice books what was proposed, received today.
//! Sent once with its intent; what is not allocated stays as an advance. It knows records by their fields, never SQL.

mod answers;
mod called;
mod draw;
mod keys;

use std::collections::{BTreeSet, VecDeque};

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect, text::Line};
use rust_decimal::Decimal;

use self::{
    typed::{Field, Typed},
    work::{Due, Known, Work, work_out},
};
use super::{
    Cx, Event, Look, Screen,
    desk::{self, Hold},
};
use crate::{
    command::{Cmd, Context},
    domain::{
        order_draft::{DraftAllocation, PaymentDraft, PaymentKind},
        value::Link,
    },
    entry::payment::{typed, words, work},
    i18n::Lang,
    store::{Pick, Ticket, Word},
    widget::LineEdit,
};

/// The payment form.
pub struct PaymentForm {
    typed: Typed,
    edit: LineEdit,
    /// The first character typed replaces what the field holds.
    fresh: bool,
    /// The text was changed since the cursor came.
    changed: bool,
    picks: Vec<Pick>,
    pick: usize,
    today: NaiveDate,
    rows: Vec<Due>,
    /// Proposed for this amount.
    proposal: Vec<DraftAllocation>,
    proposed_for: Option<(i64, Decimal)>,
    methods: Vec<Word>,
    work: Work,
    said: Option<(Field, String)>,
    told: Option<String>,
    asked: Asked,
    /// Keys typed while an answer they need is on its way.
    held: VecDeque<Event>,
    hold: Hold,
    /// What was sent, until its outcome is known.
    sent: Option<PaymentDraft>,
    /// Instalments that were read one by one.
    unread: BTreeSet<i64>,
    /// A booking was cut off: nobody knows yet what became of it.
    in_doubt: bool,
}

/// The newest request of each sort that is not answered yet.
#[derive(Debug, Default)]
struct Asked {
    picks: Option<Ticket>,
    rows: Option<Ticket>,
    /// A row of another customer that this payer pays for.
    row: Option<Ticket>,
    proposal: Option<Ticket>,
    words: Option<Ticket>,
    book: Option<Ticket>,
}

impl PaymentForm {
    /// A payment of this payer for these instalments, with this amount proposed.
    pub fn new(payer: Option<Link>, instalments: Vec<i64>, amount: Option<Decimal>) -> PaymentForm {
        PaymentForm::with(Typed::new(payer, instalments, amount))
    }

    /// A refund to this payer, taken from these instalments first, with this amount proposed.
    pub fn refund(payer: Option<Link>, instalments: Vec<i64>, amount: Option<Decimal>) -> PaymentForm {
        let typed = Typed::new(payer, instalments, amount);
        PaymentForm::with(Typed { kind: PaymentKind::Refund, ..typed })
    }

    /// What the form calls things.
    fn words(&self) -> &'static called::Words {
        called::of(self.typed.kind)
    }

    /// As it was kept; `None` when the draft cannot be read.
    pub fn resume(payload: &serde_json::Value) -> Option<PaymentForm> {
        let mut form = PaymentForm::with(serde_json::from_value(payload.clone()).ok()?);
        form.fresh = false;
        Some(form)
    }

    fn with(typed: Typed) -> PaymentForm {
        let mut form = PaymentForm {
            edit: LineEdit::default(),
            fresh: true,
            changed: false,
            picks: Vec::new(),
            pick: 0,
            today: NaiveDate::default(),
            rows: Vec::new(),
            proposal: Vec::new(),
            proposed_for: None,
            methods: Vec::new(),
            work: Work::default(),
            said: None,
            told: None,
            asked: Asked::default(),
            held: VecDeque::new(),
            hold: Hold::new(typed.intent, "payment"),
            sent: None,
            unread: BTreeSet::new(),
            in_doubt: false,
            typed,
        };
        form.edit = LineEdit::with(form.text(form.typed.field));
        form
    }

    /// The text of a field.
    fn text(&self, field: Field) -> String {
        match field {
            Field::Payer => self.typed.payer_text.clone(),
            Field::Amount => self.typed.amount.clone(),
            Field::Received => self.typed.received.clone(),
            Field::Method => self.typed.method.clone(),
            Field::BankRef => self.typed.bank_ref.clone(),
            Field::Note => self.typed.note.clone(),
            Field::Pays(n) => {
                self.rows.get(n).and_then(|row| self.typed.pays.get(&row.id)).cloned().unwrap_or_default()
            }
            Field::Ready => String::new(),
        }
    }

    /// Works everything out again.
    fn work(&mut self) {
        let known =
            Known { today: self.today, rows: &self.rows, proposal: &self.proposal, methods: &self.methods };
        self.work = work_out(&self.typed, &known);
    }
}

impl Screen for PaymentForm {
    fn title(&self, lang: Lang) -> String {
        lang.tr(self.words().title).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Form, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn ends(&self) -> bool {
        self.hold.is_leaving()
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        self.today = cx.session.today;
        let taken = match event {
            Event::Opened => self.opened(cx),
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            Event::Changed(..) => true,
            Event::Online => self.online(cx),
            Event::Resume(outcome) => self.resumed(outcome, cx),
            Event::Woken => self.hold.woken(&self.typed, cx),
            Event::Command(cmd) if !desk::takes(cmd) => return false,
            input => self.input(input, cx),
        };
        self.work();
        taken
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        draw::form(self, frame, area, look);
    }

    fn status(&self, look: &Look) -> Line<'static> {
        draw::status(self, look)
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![
            Cmd::Accept,
            Cmd::Finish,
            Cmd::NextField,
            Cmd::NextBlock,
            Cmd::PickValue,
            Cmd::KeepDraft,
            Cmd::Cancel,
        ]
    }
}

#[cfg(test)]
mod tests;
