//! The order as one save sends it.

use super::{
    typed::Typed,
    work::{Work, sent},
};
use crate::{
    domain::{
        entity::custom,
        kind::Kind,
        order_draft::{DraftInsertion, DraftInstalment, DraftLine, OrderDraft},
        value::Link,
    },
    store::Catalogue,
};

impl Work {
    /// The order as one save sends it.
    pub fn draft(&self, typed: &Typed, catalogue: &Catalogue, state: &str) -> OrderDraft {
        let lines = sent(typed, self).filter_map(|line| {
            let place = line.place?;
            Some(DraftLine {
                publication_id: place.publication(catalogue).id,
                position_id: place.position(catalogue).id,
                list_price: line.list_price,
                discount: line.discount,
                unit_price: line.unit_price,
                amount: line.amount,
                insertions: line
                    .issues
                    .iter()
                    .map(|issue| DraftInsertion { issue_id: issue.id, amount: line.unit_price })
                    .collect(),
                size: line.size.clone(),
                colour: line.colour.map(str::to_owned),
                surcharge_kind: line.surcharge.map(str::to_owned),
            })
        });
        let instalments = self.parts.iter().map(|part| DraftInstalment {
            due_on: part.part.due_on,
            amount: part.part.amount,
            insertion: part.part.insertion,
        });
        let terms = &self.terms;
        let id = |link: &Option<Link>| link.as_ref().map(|link| link.id);
        OrderDraft {
            intent: typed.intent,
            id: typed.existing.map(|(id, _)| id),
            version: typed.existing.map(|(_, version)| version),
            customer_id: typed.customer.as_ref().map(|customer| customer.id),
            // Left out, it is whose customer it is by then.
            salesperson_id: typed.seller.link.as_ref().and_then(|link| i32::try_from(link.id).ok()),
            signed_on: Some(self.signed),
            agency_id: id(&terms.agency),
            commission_rate: terms.commission,
            bill_to: terms.bill_to.code().to_owned(),
            bill_to_customer_id: id(&terms.payer),
            invoice_title_id: id(&terms.title),
            tax_rate: terms.tax,
            pay_note: terms.pay_note.clone(),
            contract_id: id(&terms.contract),
            opportunity_id: typed.opportunity,
            ext: added(typed),
            plan_text: typed.plan.trim().to_owned(),
            note: typed.note.trim().to_owned(),
            state: state.to_owned(),
            lines: lines.collect(),
            instalments: instalments.collect(),
            ..OrderDraft::new()
        }
    }
}

/// What the administrator added. Of an order that is there already what is empty is emptied.
fn added(typed: &Typed) -> serde_json::Map<String, serde_json::Value> {
    let all = custom::of(Kind::Order).iter().map(|field| (field.name, typed.added.get(field.name)));
    all.filter(|(_, value)| typed.existing.is_some() || !value.is_empty())
        .filter_map(|(name, value)| Some((name.to_owned(), custom::stored(value)?)))
        .collect()
}
