//! The order of an opportunity that was won: its customer and its lines, so that nothing is typed twice. Its issues are the next
//! ones, as many as each line would have.

use super::{OrderForm, Start, field::Field, typed::TypedLine};
use crate::{
    domain::{
        filter::{Filter, ListQuery},
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
        let of_it = Filter::eq("opportunity", Value::link(opportunity, ""));
        let lines = ListQuery::of(Kind::OpportunityLine).filter(of_it).limit(400);
        self.asked.wished = Some(cx.ask("wished", Request::List(lines)));
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

/// A line as it would have been typed: the position, so many issues, the discount.
fn wished(row: &Row, catalogue: &Catalogue) -> Option<TypedLine> {
    let line = DraftLine {
        publication_id: row.get("publication").id()?,
        position_id: row.get("position").id()?,
        list_price: row.get("list_price").decimal().unwrap_or_default(),
        discount: row.get("discount").decimal().unwrap_or_default(),
        ..DraftLine::default()
    };
    Some(TypedLine { issues: row.get("issues").plain(), ..line_of(&line, catalogue) })
}
