//! What can be done to a record, or to the row below it that has the cursor: by the same functions as in a list, and by a
//! menu of all moves that apply.

use super::Record;
use crate::{
    command::Cmd,
    domain::{
        kind::Kind,
        operation::{Move, Operation, Target},
        policy,
        record::{Row, Values},
        value::Value,
    },
    i18n::Msg,
    screen::{
        Cx,
        list::{
            acts::{self, On, Step, Wait},
            columns,
        },
        offered, open, trouble,
    },
    store::{Reply, Request, StoreError},
};

impl Record {
    /// What a command is about: the row below that has the cursor, else the record itself.
    pub(super) fn subject(&self) -> Option<(Kind, &Row)> {
        let below = self.below.get(self.tab).filter(|_| self.on_below);
        match below.and_then(|below| below.rows.here().map(|row| (below.kind, row))) {
            Some(found) => Some(found),
            None => self.row.as_ref().map(|row| (self.kind, row)),
        }
    }

    /// The moves that apply to the subject, in their order.
    pub(super) fn moves(&self, session: &crate::domain::session::Session) -> Vec<Move> {
        let Some((kind, row)) = self.subject() else { return Vec::new() };
        acts::moves(session, kind, &[row])
    }

    /// Carries a command of the record out; `false` if it is none.
    pub(super) fn act(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::New if self.on_below => self.new_below(cx),
            Cmd::Finish => return self.act(Cmd::NextState, cx),
            _ => {
                let Some((kind, row)) = self.subject() else { return false };
                match acts::run(cmd, &On { kind, rows: vec![row], here: Some(row) }, cx) {
                    None => return false,
                    Some(step) => self.took(step),
                }
            }
        }
        true
    }

    /// What a command led to.
    fn took(&mut self, step: Step) {
        match step {
            Step::Done => {}
            Step::Asked(ticket, wait) => self.waiting = Some((ticket, wait)),
            Step::Question(request, wait) => self.question = Some((request, wait)),
            Step::Menu => self.picking = true,
        }
    }

    /// The move that was picked.
    pub(super) fn picked(&mut self, name: &str, cx: &mut Cx) {
        let Some((kind, row)) = self.subject() else { return };
        let step = acts::picked(name, &On { kind, rows: vec![row], here: Some(row) }, cx);
        self.took(step);
    }

    /// What somebody else asked for is seen once its executor has opened it. Nothing is said of it, and nothing is lost if
    /// it fails: it stays unread.
    pub(super) fn seen(&self, row: &Row, cx: &mut Cx) {
        let what = match self.kind {
            Kind::Activity => Move::AcknowledgeActivity,
            Kind::Inbox => Move::MarkRead,
            _ => return,
        };
        if row.get("unread").is_set() && policy::applies(cx.session, what, row) {
            let targets = vec![Target { id: row.id, version: row.version }];
            let operation = Operation { what, targets, values: Values::new(), intent: uuid::Uuid::new_v4() };
            cx.ask("seen", Request::Operate(operation));
        }
    }

    /// A new record in the list below, of this record.
    fn new_below(&mut self, cx: &mut Cx) {
        let (Some(below), Some(row)) = (self.below.get(self.tab), self.row.as_ref()) else { return };
        if !policy::can_create(cx.session, below.kind) {
            cx.bad(offered::create_not_to_you(cx, below.kind));
            return;
        }
        let def = crate::domain::entity::def(self.kind);
        let mut preset = Values::new().with(below.field, Value::link(row.id, columns::label(def, row)));
        // What hangs below an order or a contact belongs to its customer too.
        if let Value::Link(link) = row.get("customer") {
            preset.set("customer", Value::Link(link.clone()));
        }
        cx.push(open::create(below.kind, preset));
    }

    /// The answer to something that was done without a form.
    pub(super) fn done(&mut self, wait: Wait, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match (wait, answer) {
            (Wait::Move(what), Ok(_)) => {
                let label =
                    self.subject().map(|(kind, row)| columns::label(crate::domain::entity::def(kind), row));
                let name = offered::name(what, cx.lang);
                let label = crate::text::clean(&label.unwrap_or_default());
                cx.good(cx.lang.fmt(Msg::FormMoved, &[&name, &label]));
            }
            (Wait::Dun(_), Ok(Reply::Dunned(results))) => {
                let made = results.iter().filter(|result| result.made).count();
                if made > 0 {
                    cx.good(cx.lang.fmt(Msg::FormDunned, &[&made]));
                } else if let Some(result) = results.first() {
                    let why = cx.lang.value("dun_reason", &result.reason);
                    cx.info(cx.lang.fmt(Msg::FormDunNot, &[&why.trim_end_matches([':', '：'])]));
                }
            }
            (Wait::Book, Ok(Reply::Booked(booked))) => {
                let amount = crate::domain::money::grouped(booked.allocated);
                let code = crate::text::clean(&booked.code);
                cx.good(cx.lang.fmt(Msg::ListBooked, &[&code, &amount, &booked.closed_todos]));
            }
            (Wait::Promise, Ok(Reply::Page(page))) => match page.rows.first() {
                Some(todo) => drop(acts::answer(todo, cx)),
                None => cx.info(cx.lang.tr(Msg::ListNoOpenTodo)),
            },
            (_, Ok(_)) => {}
            (_, Err(error)) => cx.bad(trouble::say(&error, cx.lang)),
        }
        self.refresh(cx);
    }

    /// Yes to a question that a command had asked.
    pub(super) fn confirmed(&mut self, cx: &mut Cx) {
        if let Some((request, wait)) = self.question.take() {
            self.waiting = Some((cx.ask("move", request), wait));
        }
    }

    /// Reads the record and the open list again; what is shown stays until then.
    pub(super) fn refresh(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("record", Request::Record(self.kind, self.id)));
        if let Some(below) = self.below.get_mut(self.tab) {
            below.refresh(self.id, cx);
        }
    }
}
