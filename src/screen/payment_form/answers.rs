//! What the payment form asks and does with the answers.

use super::{
    PaymentForm,
    typed::Field,
    work::{Due, take_back},
};
use crate::{
    domain::{
        filter::{Filter, ListQuery, Sort},
        kind::Kind,
        money::grouped,
        order_draft::PaymentKind,
        record::Row,
        value::Value,
        window::{collectable, refundable},
    },
    i18n::Msg,
    screen::{Cx, Outcome, desk::Heard, trouble},
    store::{Booked, Reply, Request, StoreError, Ticket},
    text::clean,
};

/// Open instalments that are shown of one payer.
const MOST: u32 = 200;

impl PaymentForm {
    pub(super) fn opened(&mut self, cx: &mut Cx) -> bool {
        self.asked.words = Some(cx.ask("words", Request::Dictionaries));
        self.read_rows(cx);
        self.work();
        self.propose(cx);
        true
    }

    /// Reads the payer's open instalments, the oldest due first.
    pub(super) fn read_rows(&mut self, cx: &mut Cx) {
        let Some(payer) = &self.typed.payer else { return };
        let of_kind = match self.typed.kind {
            PaymentKind::Receipt => collectable(),
            PaymentKind::Refund => refundable(),
        };
        let filter = of_kind.and(Filter::eq("customer", Value::link(payer.id, "")));
        let query = ListQuery::of(Kind::Instalment).filter(filter).sort(vec![Sort::up("due_on")]).limit(MOST);
        self.asked.rows = Some(cx.ask("rows", Request::List(query)));
    }

    /// Asks how the amount would be split, when it is another one than before.
    pub(super) fn propose(&mut self, cx: &mut Cx) {
        let Some(payer) = self.typed.payer.as_ref().map(|payer| payer.id) else { return };
        let amount = self.work.amount;
        if amount.is_zero() || self.proposed_for == Some((payer, amount)) {
            return;
        }
        self.proposed_for = Some((payer, amount));
        if self.typed.kind == PaymentKind::Refund {
            self.proposal = take_back(amount, &self.typed.marked, &self.rows);
            return;
        }
        let instalments = self.typed.marked.clone();
        self.asked.proposal = Some(cx.ask("proposal", Request::Propose { payer, amount, instalments }));
    }

    pub(super) fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) -> bool {
        match self.hold.answer(ticket, &answer) {
            Heard::NotMine => {}
            Heard::GoOn => return true,
            Heard::Leave => {
                cx.pop(Outcome::Cancelled);
                return true;
            }
            Heard::Stay => {
                self.told = Some(cx.lang.tr(Msg::DeskStays).to_owned());
                return true;
            }
        }
        let mine = |asked: &mut Option<Ticket>| asked.take_if(|asked| *asked == ticket).is_some();
        if mine(&mut self.asked.book) {
            self.booked(answer, cx);
        } else if mine(&mut self.asked.picks) {
            self.told_or(answer, cx, |form, reply| {
                if let Reply::Picks(picks) = reply {
                    form.picks = picks;
                }
            });
        } else if mine(&mut self.asked.rows) {
            self.told_or(answer, cx, |form, reply| {
                if let Reply::Page(page) = reply {
                    form.rows = page.rows.iter().map(|row| due(row, form.typed.kind)).collect();
                    form.proposed_for = form.proposed_for.filter(|_| form.typed.kind == PaymentKind::Receipt);
                }
            });
            self.work();
            self.propose(cx);
            self.read_unknown(cx);
        } else if mine(&mut self.asked.row) {
            self.told_or(answer, cx, |form, reply| {
                if let Reply::Record(row) = reply {
                    form.rows.push(due(&row, form.typed.kind));
                    form.rows.sort_by_key(|row| (row.due_on, row.id));
                }
            });
            self.read_unknown(cx);
        } else if mine(&mut self.asked.proposal) {
            self.told_or(answer, cx, |form, reply| {
                if let Reply::Proposal(parts) = reply {
                    form.proposal = parts;
                }
            });
            self.read_unknown(cx);
        } else if mine(&mut self.asked.words) {
            self.told_or(answer, cx, |form, reply| {
                if let Reply::Dictionaries(dicts) = reply {
                    form.methods = dicts.get("method").cloned().unwrap_or_default();
                }
            });
        }
        self.work();
        self.replay(cx);
        true
    }

    fn told_or(
        &mut self,
        answer: Result<Reply, StoreError>,
        cx: &Cx,
        then: impl FnOnce(&mut PaymentForm, Reply),
    ) {
        match answer {
            Ok(reply) => then(self, reply),
            Err(StoreError::Replaced) => {}
            Err(e) => {
                self.proposed_for = None;
                self.told = Some(trouble::say(&e, cx.lang));
            }
        }
    }

    /// A payer may pay for another customer's order: what the proposal or the marks name is read one by one.
    fn read_unknown(&mut self, cx: &mut Cx) {
        if self.asked.rows.is_some() || self.asked.row.is_some() {
            return;
        }
        let named =
            self.proposal.iter().map(|part| part.instalment_id).chain(self.typed.marked.iter().copied());
        let unknown = named.into_iter().find(|id| self.rows.iter().all(|row| row.id != *id));
        if let Some(id) = unknown
            && self.unread.insert(id)
        {
            self.asked.row = Some(cx.ask("row", Request::Record(Kind::Instalment, id)));
        }
    }

    fn booked(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Booked(booked)) => self.was_booked(&booked, cx),
            // It may be booked: the very same is sent again, and the server knows it by its intent.
            Err(StoreError::Unknown) => {
                self.in_doubt = true;
                self.told = Some(cx.lang.tr(Msg::PayInDoubt).to_owned());
            }
            Err(StoreError::Offline | StoreError::Full) if self.in_doubt => {
                self.told = Some(cx.lang.tr(Msg::PayInDoubt).to_owned())
            }
            Err(StoreError::Refused(reason)) => {
                self.sent = None;
                self.held.clear();
                let field = match reason.field.as_deref().unwrap_or_default() {
                    "payer" => Field::Payer,
                    "received_on" => Field::Received,
                    "method" => Field::Method,
                    "bank_ref" => Field::BankRef,
                    "note" => Field::Note,
                    "allocations" if !self.rows.is_empty() => Field::Pays(0),
                    _ => Field::Amount,
                };
                let text = trouble::say(&StoreError::Refused(reason), cx.lang);
                // Somebody may have booked meanwhile: what is outstanding is read again.
                self.proposed_for = None;
                self.read_rows(cx);
                self.go(field, cx);
                self.said = Some((field, text));
            }
            Err(e) => {
                self.sent = None;
                self.held.clear();
                self.told = Some(trouble::say(&e, cx.lang));
            }
            Ok(_) => self.sent = None,
        }
    }

    fn was_booked(&mut self, booked: &Booked, cx: &mut Cx) {
        let paid = self.sent.take().map(|draft| draft.amount).unwrap_or_default();
        let (code, payer) = (clean(&booked.code), clean(&self.typed.payer_text));
        cx.good(match self.typed.kind {
            PaymentKind::Receipt => cx.lang.fmt(
                Msg::PayBooked,
                &[
                    &code,
                    &grouped(paid),
                    &payer,
                    &grouped(booked.allocated),
                    &grouped(paid - booked.allocated),
                    &booked.closed_todos,
                ],
            ),
            PaymentKind::Refund => {
                let from = self.work.pays.iter().filter(|part| !part.is_zero()).count();
                cx.lang.fmt(Msg::PayBackBooked, &[&code, &grouped(paid), &payer, &from])
            }
        });
        self.hold.drop_kept(cx);
        cx.pop(Outcome::Saved { kind: Kind::Payment, id: booked.id });
    }

    /// The server is back: a booking whose outcome is unknown is sent again, the rest is read again.
    pub(super) fn online(&mut self, cx: &mut Cx) -> bool {
        self.told = None;
        self.hold.flush(&self.typed, cx);
        match &self.sent {
            Some(draft) if self.asked.book.is_none() => {
                self.asked.book = Some(cx.ask("book", Request::Book(Box::new(draft.clone()))));
            }
            Some(_) => {}
            None => {
                self.read_rows(cx);
                self.propose(cx);
            }
        }
        true
    }
}

fn due(row: &Row, kind: PaymentKind) -> Due {
    let most = match kind {
        PaymentKind::Receipt => "outstanding",
        PaymentKind::Refund => "received",
    };
    Due {
        id: row.id,
        order: row.get("order").str().to_owned(),
        seq: row.get("seq").id().unwrap_or_default(),
        due_on: row.get("due_on").date(),
        outstanding: row.get(most).decimal().unwrap_or_default(),
    }
}
