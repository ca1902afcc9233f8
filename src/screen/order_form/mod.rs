//! The order form: customer, lines, collection plan, note, all of a normal order on one screen. Plain data: what was typed
//! (`typed`), what follows from it (`work`), what was asked. It knows the trade's languages, never SQL.

mod answers;
mod change;
mod conflict;
mod draw;
mod draw_field;
mod draw_lines;
mod draw_more;
mod draw_plan;
mod draw_side;
mod explain;
mod fill;
mod keys;
mod leave;
mod lines;
mod pick;
mod pins;
mod said;
mod save;
mod suggest;
mod take;
mod template;
mod won;

use std::{collections::VecDeque, sync::Arc};

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect, text::Line};

use self::{
    conflict::Settling,
    field::{Block, Field},
    save::{Question, Saving},
    suggest::Suggestions,
    typed::Typed,
    work::{Known, Work, work_out},
};
use super::{Cx, Event, Look, Screen, desk::Hold};
use crate::{
    command::{Cmd, Context},
    domain::{order_draft::OrderDraft, order_text::OrderText, record::Row, value::Link},
    entry::order::{field, place, terms, typed, warn, words, work},
    i18n::{Lang, Msg},
    store::{Catalogue, Desk, Editor, Ticket},
    widget::LineEdit,
};

/// The order form.
pub struct OrderForm {
    typed: Typed,
    /// The field that has the cursor, being edited.
    edit: LineEdit,
    /// The first character typed replaces what the field holds.
    fresh: bool,
    /// The text was changed since the cursor came.
    changed: bool,
    suggestions: Suggestions,
    catalogue: Arc<Catalogue>,
    desk: Option<Box<Desk>>,
    today: NaiveDate,
    /// Worked out from everything above.
    work: Work,
    /// A sentence that the server said about a field.
    said: Option<(Field, String)>,
    /// A sentence about the form.
    told: Option<String>,
    asked: Asked,
    /// Keys typed while an answer they need is on its way.
    held: VecDeque<Event>,
    hold: Hold,
    saving: Option<Saving>,
    /// A question about a save is asked.
    question: Option<Question>,
    /// Somebody else changed the order first.
    settling: Option<Settling>,
    /// The forms before the last changes of lines, the newest last.
    undo: Vec<Typed>,
    /// An order that is changed, as it was opened.
    opened_as: Option<Box<Typed>>,
    /// Who else is changing it, and since when.
    editors: Vec<Editor>,
    /// A save was sent, and nobody knows yet what became of it.
    in_doubt: bool,
    start: Start,
    /// After a save comes the next order, instead of the screen below.
    again: bool,
    area: Rect,
}

/// The newest request of each sort that is not answered yet.
#[derive(Debug, Default)]
struct Asked {
    catalogue: Option<Ticket>,
    desk: Option<Ticket>,
    order: Option<Ticket>,
    /// Whether this order was saved, from an earlier session.
    before: Option<Ticket>,
    /// The order as somebody else left it.
    theirs: Option<Ticket>,
    /// Who else is changing the order.
    editors: Option<Ticket>,
    /// What is pinned.
    pins: Option<Ticket>,
    /// The opportunity that was won, the lines of its accepted quote, its own.
    won: Option<Ticket>,
    quoted: Option<(Ticket, i64)>,
    wished: Option<Ticket>,
}

/// How the form begins.
enum Start {
    /// Empty, or with a customer proposed.
    New,
    /// With the lines and the plan of the customer's last order.
    CopyLast,
    /// With an order that is not confirmed yet.
    Edit(i64),
    /// With the customer and the lines of an opportunity.
    Won(i64),
    /// Those lines have come and wait for the catalogue.
    Wished(Vec<Row>),
    /// As it was kept.
    Resumed,
    /// With an order in words, which waits for customer and media.
    Said(Box<OrderText>),
    /// The order in words is filled in; these fields name records that are looked up one after the other, then it is finished.
    Finding(VecDeque<Field>, bool),
    /// An order was read and waits for the catalogue.
    Loaded(Box<OrderDraft>),
    /// It has begun.
    Begun,
}

impl OrderForm {
    fn with(typed: Typed, start: Start) -> OrderForm {
        let again = matches!(start, Start::New);
        OrderForm {
            edit: LineEdit::with(typed.text(typed.field)),
            fresh: true,
            changed: false,
            suggestions: Suggestions::default(),
            catalogue: Arc::default(),
            desk: None,
            today: NaiveDate::default(),
            work: Work::default(),
            said: None,
            told: None,
            asked: Asked::default(),
            held: VecDeque::new(),
            hold: Hold::new(typed.intent, "order"),
            saving: None,
            question: None,
            settling: None,
            undo: Vec::new(),
            opened_as: None,
            editors: Vec::new(),
            in_doubt: false,
            start,
            again,
            area: Rect::default(),
            typed,
        }
    }

    /// A new order, for this customer if one is proposed; typing replaces him.
    pub fn new(customer: Option<Link>) -> OrderForm {
        let mut typed = Typed::new();
        if let Some(customer) = customer {
            typed.customer_text = customer.label.clone();
            typed.customer = Some(customer);
        }
        OrderForm::with(typed, Start::New)
    }

    /// A new order, copied from the customer's last.
    pub fn copy(customer: Link) -> OrderForm {
        let mut form = OrderForm::new(Some(customer));
        form.start = Start::CopyLast;
        form
    }

    /// A new order of an opportunity.
    pub fn won(opportunity: i64) -> OrderForm {
        OrderForm::with(Typed::new(), Start::Won(opportunity))
    }

    /// An order that is not confirmed yet.
    pub fn edit(id: i64) -> OrderForm {
        OrderForm::with(Typed::new(), Start::Edit(id))
    }

    /// As it was kept; `None` when the draft cannot be read.
    pub fn resume(payload: &serde_json::Value) -> Option<OrderForm> {
        let typed: Typed = serde_json::from_value(payload.clone()).ok()?;
        let mut form = OrderForm::with(typed, Start::Resumed);
        form.edit.end();
        form.fresh = false;
        Some(form)
    }

    /// Works everything out again.
    fn work(&mut self) {
        self.typed.tidy();
        self.work = work_out(&self.typed, self.known());
    }

    /// What is known besides what was typed.
    fn known(&self) -> Known<'_> {
        Known { today: self.today, catalogue: &self.catalogue, desk: self.desk.as_deref() }
    }

    /// Whether the publication of a line is limited to other industries than the customer's.
    fn industry_limited(&self, n: usize) -> bool {
        let limited =
            |warning: &warn::Warning| matches!(warning, warn::Warning::Industry { line } if *line == n);
        warn::warnings(&self.typed, &self.work, self.known(), true).iter().any(limited)
    }

    /// Puts the cursor on a field.
    fn go(&mut self, field: Field, cx: &mut Cx) {
        let field = field.there(&self.work.shape());
        if self.changed {
            self.typed.field = field;
            self.hold.keep(&self.typed, cx);
        }
        self.typed.field = field;
        self.edit = LineEdit::with(self.typed.text(field));
        self.fresh = true;
        self.changed = false;
        self.suggestions.close();
        self.look_again(cx);
    }

    /// The field under the cursor.
    fn field(&self) -> Field {
        self.typed.field
    }

    /// The block under the cursor.
    fn block(&self) -> Block {
        self.field().block()
    }
}

impl Screen for OrderForm {
    fn title(&self, lang: Lang) -> String {
        let edits = self.typed.existing.is_some() || matches!(self.start, Start::Edit(_) | Start::Loaded(_));
        let title = match (self.typed.amends, edits) {
            (true, _) => Msg::ChangeTitle,
            (_, true) => Msg::DeskEditOrder,
            _ => Msg::DeskNewOrder,
        };
        lang.tr(title).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::OrderForm, Context::Form, Context::Field]
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
            Event::Changed(kind, _) => self.changed_elsewhere(kind, cx),
            Event::Online => self.online(cx),
            Event::Resume(outcome) => self.resumed(outcome, cx),
            Event::Woken => self.hold.woken(&self.typed, cx),
            Event::Command(cmd) if !keys::ours(cmd) => return false,
            input => self.input(input, cx),
        };
        self.work();
        taken
    }

    fn lay_out(&mut self, area: Rect) {
        self.area = area;
    }

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
            Cmd::CopyLastOrder,
            Cmd::Templates,
            Cmd::NextBlock,
            Cmd::PickValue,
            Cmd::SaveDraft,
            Cmd::Cancel,
            Cmd::DuplicateLine,
            Cmd::DeleteLine,
            Cmd::PinField,
            Cmd::MakeNew,
            Cmd::NextField,
        ]
    }
}

#[cfg(test)]
mod tests;
