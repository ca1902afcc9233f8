//! The order of an opportunity that was won: its customer and what was agreed to, so that nothing is typed twice: the lines of the
//! accepted quote, else those of the opportunity, at their prices. Its issues are the next ones, as many as each line would have.

use super::{OrderForm, Start, field::Field, typed::TypedLine};
use crate::{
    domain::{
        filter::{Filter, ListQuery, Sort, Way},
        kind::Kind,
        order_draft::DraftLine,
        record::Row,
        value::Value,
    },
    entry::order::loaded::line_of,
    screen::{Cx, Outcome, trouble},
    store::{Catalogue, Reply, Request, StoreError},
};

impl OrderForm {
    pub(super) fn ask_won(&mut self, opportunity: i64, cx: &mut Cx) {
        self.asked.won = Some(cx.ask("won", Request::Record(Kind::Opportunity, opportunity)));
        let accepted = Filter::eq("state", Value::Code("accepted".into()));
        let agreed = Filter::Along(Way::Up("quote".into(), Kind::Quote), Box::new(accepted));
        let quoted = lines(Kind::QuoteLine, opportunity, agreed);
        self.asked.quoted = Some((cx.ask("wished", Request::List(quoted)), opportunity));
    }

    /// What was agreed to has come; no quote was accepted: the lines of the opportunity are asked for.
    pub(super) fn quoted_came(&mut self, opportunity: i64, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Page(page)) if page.rows.is_empty() => {
                let wished = lines(Kind::OpportunityLine, opportunity, Filter::All);
                self.asked.wished = Some(cx.ask("wished", Request::List(wished)));
            }
            other => self.wished_came(other, cx),
        }
    }

    /// The opportunity has come: it says the customer, and the order says the opportunity.
    pub(super) fn won_came(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Record(row)) => {
                self.typed.opportunity = Some(row.id);
                if let Value::Link(customer) = row.get("customer").clone() {
                    self.set_customer(customer.id, customer.label, cx);
                }
            }
            Ok(_) => {}
            Err(error) => {
                cx.bad(trouble::say(&error, cx.lang));
                cx.pop(Outcome::Cancelled);
            }
        }
    }

    pub(super) fn wished_came(&mut self, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        match answer {
            Ok(Reply::Page(page)) => {
                self.start = Start::Wished(page.rows);
                if self.asked.catalogue.is_none() {
                    self.fill_wished(cx);
                }
            }
            Ok(_) => {}
            Err(error) => self.told = Some(trouble::say(&error, cx.lang)),
        }
    }

    /// Lines and catalogue are there.
    pub(super) fn fill_wished(&mut self, cx: &mut Cx) {
        let Start::Wished(rows) = std::mem::replace(&mut self.start, Start::Begun) else { return };
        if rows.is_empty() {
            return;
        }
        self.typed.lines = rows.iter().filter_map(|row| wished(row, &self.catalogue)).collect();
        self.changed = true;
        self.work();
        self.go(Field::Issues(0), cx);
    }
}

/// The lines of a kind that belong to the opportunity, in their order.
fn lines(kind: Kind, opportunity: i64, also: Filter) -> ListQuery {
    let of_it = Filter::eq("opportunity", Value::link(opportunity, "")).and(also);
    ListQuery::of(kind).filter(of_it).sort(vec![Sort { field: "seq".into(), descending: false }]).limit(400)
}

/// A line as it would have been typed: the position, so many issues, the discount; at the price that was agreed to, whatever the
/// rate card says today.
fn wished(row: &Row, catalogue: &Catalogue) -> Option<TypedLine> {
    let line = DraftLine {
        publication_id: row.get("publication").id()?,
        position_id: row.get("position").id()?,
        list_price: row.get("list_price").decimal().unwrap_or_default(),
        discount: row.get("discount").decimal().unwrap_or_default(),
        ..DraftLine::default()
    };
    let issues = row.get("issues").plain();
    Some(TypedLine { issues, kept_price: Some(line.list_price), ..line_of(&line, catalogue) })
}
